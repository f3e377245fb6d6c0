"""Drives a real kiosk through its automation socket, and the desk through a real browser (WebDriver)."""
import base64
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request


# What the digit keys 0 to 9 give, unshifted, on three layouts (xkb: us, fr, ara(digits)).
LAYOUTS = {"us": "0123456789", "fr": "à&é\"'(-è_ç", "ara": "٠١٢٣٤٥٦٧٨٩"}


class Trouble(Exception):
    """A step did not do what it should; the message says which."""


class Kiosk:
    """One running marhaba-kiosk."""

    def __init__(self, stage, home, at="2026-11-25T10:24:00", size=None, driver="dummy", extra=(),
                 environment=None):
        self.folder = tempfile.mkdtemp(prefix="marhaba-")
        self.path = os.path.join(self.folder, "automation")
        command = [str(pathlib.Path(stage, "bin/marhaba-kiosk")), "--home", str(home),
                   "--automation", self.path, "--driver", driver, *extra]
        if at:
            command += ["--at", at]
        if size:
            command += ["--size", size]
        self.log = open(os.path.join(self.folder, "log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen(command, stderr=self.log, stdout=self.log,
                                        env={**os.environ, **(environment or {})})
        self.socket = socket.socket(socket.AF_UNIX)
        deadline = time.monotonic() + 30
        while True:
            try:
                self.socket.connect(self.path)
                break
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise Trouble("the kiosk did not start: " + self.read_log()) from None
                time.sleep(0.02)
        self.socket.settimeout(60)
        self.reader = self.socket.makefile("r", encoding="utf-8")
        self.settle()

    def read_log(self):
        self.log.flush()
        return pathlib.Path(self.folder, "log").read_text(encoding="utf-8")

    def ask(self, do, **arguments):
        self.socket.sendall((json.dumps({"do": do, **arguments}) + "\n").encode())
        line = self.reader.readline()
        if not line:
            raise Trouble(f"the kiosk ended during {do}: " + self.read_log())
        answer = json.loads(line)
        if not answer.get("ok", True):
            raise Trouble(f"{do} {arguments}: {answer.get('error')}")
        return answer

    def settle(self):
        self.ask("settle")

    def tree(self):
        return self.ask("tree")

    def nodes(self):
        return list(walk(self.tree()))

    def node(self, name):
        for node in self.nodes():
            if node.get("id") == name:
                return node
        return None

    def tap(self, name):
        """Presses a node, turning pages until it can be seen."""
        for _ in range(20):
            node = self.node(name)
            if node is None:
                raise Trouble(f"there is no \"{name}\" on {self.summary()}")
            if node.get("rect"):
                self.ask("tap", id=name)
                self.settle()
                return
            if not self.node("ui.below"):
                break
            self.ask("tap", id="ui.below")
            self.settle()
        raise Trouble(f"\"{name}\" cannot be seen on {self.summary()}")

    def summary(self):
        return "; ".join(f"{n.get('role')} {n.get('id') or ''} {n.get('name') or ''}"
                         for n in self.nodes())[:2000]

    def shot(self, path):
        self.ask("shot", file=str(path))

    def advance(self, seconds):
        self.ask("advance", seconds=seconds)
        self.settle()

    def stage(self):
        return self.tree().get("stage")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self):
        with contextlib.suppress(OSError, Trouble):
            self.ask("quit")
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
        self.reader.close()
        self.socket.close()
        self.log.close()
        code = self.process.returncode
        text = pathlib.Path(self.folder, "log").read_text(encoding="utf-8")
        shutil.rmtree(self.folder, ignore_errors=True)
        if code not in (0, -signal.SIGKILL):
            raise Trouble(f"the kiosk ended with {code}: {text}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def walk(node):
    if isinstance(node, dict):
        if "role" in node:
            yield node
        for key in ("root", "over", "keyboard", "children", "tree"):
            yield from walk(node.get(key))
    elif isinstance(node, list):
        for child in node:
            yield from walk(child)


class Desk:
    """One running marhaba-desk; `address` is where it answers."""

    def __init__(self, stage, home, at="2026-11-25T10:30:00"):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [str(pathlib.Path(stage, "bin/marhaba-desk")), "--home", str(home), "--port", str(port)]
        if at:
            command += ["--at", at]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"https?://\S+", line)
        if not found:
            self.process.kill()
            raise Trouble(f"the desk did not start: {line}")
        self.address = found.group(0).rstrip("/")

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Trouble("the desk did not end when asked") from None
        if self.process.returncode != 0:
            raise Trouble(f"the desk ended with {self.process.returncode}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Browser:
    """Headless Chromium through the distribution's chromedriver."""

    def __init__(self, width=1366, height=900):
        self.profile = tempfile.mkdtemp(prefix="marhaba-browser-")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}", "--silent"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.base = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 30
        while True:
            try:
                self._call("GET", "/status")
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        options = {"args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                            "--no-first-run", "--disable-background-networking",
                            "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                            "--disable-dev-shm-usage",
                            f"--window-size={width},{height}", f"--user-data-dir={self.profile}"]}
        answer = self._call("POST", "/session", {
            "capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}})
        self.base += "/session/" + answer["sessionId"]

    def _call(self, method, path, body=None):
        request = urllib.request.Request(
            self.base + path, method=method, headers={"Content-Type": "application/json"},
            data=None if method == "GET" else json.dumps(body or {}).encode())
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise Trouble(f"{method} {path}: {error.read().decode()[:500]}") from None

    def open(self, address):
        self._call("POST", "/url", {"url": address})

    def find(self, selector):
        element = self._call("POST", "/element", {"using": "css selector", "value": selector})
        return next(iter(element.values()))

    def type(self, selector, text):
        element = self.find(selector)
        self._call("POST", f"/element/{element}/clear")
        self._call("POST", f"/element/{element}/value", {"text": text})

    def click(self, selector):
        self._call("POST", f"/element/{self.find(selector)}/click")

    def text(self, selector="body"):
        return self._call("GET", f"/element/{self.find(selector)}/text")

    def run(self, script, *arguments):
        return self._call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def protocol(self, command, **parameters):
        """One command of the Chrome DevTools protocol."""
        return self._call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def press(self, code, text, at=None):
        """A key by its place on the keyboard, giving what the host's layout makes of it; `at` a time in seconds."""
        keys = {"Enter": 13}
        virtual = keys.get(code, 48 + int(code[-1]) if code.startswith("Digit") else 0)
        when = {"timestamp": at} if at else {}
        self.protocol("Input.dispatchKeyEvent", type="keyDown", code=code, key=text or code,
                      text=text, unmodifiedText=text, windowsVirtualKeyCode=virtual, **when)
        self.protocol("Input.dispatchKeyEvent", type="keyUp", code=code, key=text or code,
                      windowsVirtualKeyCode=virtual, **when)

    def scan(self, digits, layout):
        """What a hand scanner types: key places of a US keyboard, seen through `layout`."""
        at = time.time()  # the keys' own time, so that a busy machine does not slow them
        for count, digit in enumerate(digits):
            self.press(f"Digit{digit}", LAYOUTS[layout][int(digit)], at + count * 0.008)
        self.press("Enter", "\r", at + len(digits) * 0.008)

    def address(self):
        return self._call("GET", "/url")

    def wait_for_address(self, part, seconds=20):
        deadline = time.monotonic() + seconds
        while part not in self.address():
            if time.monotonic() > deadline:
                raise Trouble(f"no {part} but {self.address()}: {self.text()[:500]}")
            time.sleep(0.05)

    def wait_for(self, selector, seconds=20):
        deadline = time.monotonic() + seconds
        while not self.run("return !!document.querySelector(arguments[0])", selector):
            if time.monotonic() > deadline:
                raise Trouble(f"no {selector} on {self.address()}: {self.text()[:500]}")
            time.sleep(0.05)

    def shot(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self._call("GET", "/screenshot")))

    def close(self):
        with contextlib.suppress(OSError, Trouble):
            self._call("DELETE", "")
        self.driver.terminate()
        self.driver.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def marhaba(stage, home, *arguments, check=True):
    """Runs the command; returns what it printed."""
    done = subprocess.run([str(pathlib.Path(stage, "bin/marhaba")), "--home", str(home), *arguments],
                          capture_output=True, text=True, check=False)
    if check and done.returncode != 0:
        raise Trouble(f"marhaba {' '.join(arguments)}: {done.stderr}{done.stdout}")
    return done.stdout + done.stderr
