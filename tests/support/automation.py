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
import sys
import tempfile
import time
import urllib.error
import urllib.request

from devtools import DevTools

# What the digit keys 0 to 9 give, unshifted, on three layouts (xkb: us, fr, ara(digits)).
LAYOUTS = {"us": "0123456789", "fr": "à&é\"'(-è_ç", "ara": "٠١٢٣٤٥٦٧٨٩"}


# Seconds until something that is sure to come counts as lost, also on a machine that builds beside the tests.
PATIENCE = 120


class Trouble(Exception):
    """A step did not do what it should; the message says which."""


def report(title, text):
    """Says what a failed test leaves to look at."""
    print(f"---- {title}\n{text.rstrip()}\n----", file=sys.stderr, flush=True)


def line_of(node):
    """A node in one line, as a person would tell what is on the screen."""
    said = [node.get("role"), node.get("id"), json.dumps(node["name"], ensure_ascii=False) if node.get("name") else "",
            node.get("detail"), f"={node['value']}" if node.get("value") else "", *(node.get("state") or []),
            "" if node.get("rect") else "(not in sight)"]
    return " ".join(str(part) for part in said if part)


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
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self.socket.connect(self.path)
                break
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise Trouble("the kiosk did not start: " + self.read_log()) from None
                time.sleep(0.02)
        self.socket.settimeout(PATIENCE)
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

    def tell(self):
        """What is on the screen and what the program said: for whoever has to find out."""
        try:
            self.socket.settimeout(10)
            tree = self.tree()
            text = "\n".join([f"stage {tree.get('stage')}", *map(line_of, walk(tree))])
        except (OSError, ValueError, Trouble) as error:
            text = f"it cannot be asked: {error}"
        report("the kiosk's screen", text)
        report("the kiosk's log", self.read_log())

    def close(self):
        with contextlib.suppress(OSError, ValueError, Trouble):
            self.ask("quit")
        try:
            self.process.wait(60)
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

    def __exit__(self, kind, *_):
        close_after(self, kind)


def close_after(program, failure):
    """Closes what a `with` opened; after a failure it tells what there is to see, and the first failure counts."""
    if failure is None:
        program.close()
        return
    program.tell()
    try:
        program.close()
    except (OSError, Trouble) as error:
        report("closing it failed too", str(error))


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
        command = [str(pathlib.Path(stage, "bin/marhaba-desk")), "--home", str(home), "--port", "0"]
        if at:
            command += ["--at", at]
        self.log = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"https?://\S+", line)
        if not found:
            self.process.kill()
            self.process.wait()
            raise Trouble(f"the desk did not start: {line}{self.read_log()}")
        self.address = found.group(0).rstrip("/")

    def read_log(self):
        self.log.seek(0)
        return self.log.read()

    def tell(self):
        report("the desk's log", self.read_log())

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Trouble("the desk did not end when asked: " + self.read_log()) from None
        finally:
            self.process.stdout.close()
        if self.process.returncode != 0:
            raise Trouble(f"the desk ended with {self.process.returncode}: {self.read_log()}")
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        close_after(self, kind)


class Browser:
    """Headless Chromium through the distribution's chromedriver."""

    def __init__(self, width=1366, height=900):
        self.profile = tempfile.mkdtemp(prefix="marhaba-browser-")
        # It takes a free port itself: one looked up beforehand can be another program's by then.
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
        said = ""
        for line in self.driver.stdout:
            said += line
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                break
        else:
            raise Trouble(f"chromedriver did not start: {said}")
        self.base = f"http://127.0.0.1:{found.group(1)}"
        options = {"args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                            "--no-first-run", "--disable-background-networking",
                            "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                            "--disable-dev-shm-usage",
                            f"--window-size={width},{height}", f"--user-data-dir={self.profile}"]}
        answer = self._call("POST", "/session", {
            "capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}})
        self.base += "/session/" + answer["sessionId"]
        self.devtools = answer["capabilities"]["goog:chromeOptions"]["debuggerAddress"]

    def _call(self, method, path, body=None):
        request = urllib.request.Request(
            self.base + path, method=method, headers={"Content-Type": "application/json"},
            data=None if method == "GET" else json.dumps(body or {}).encode())
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise Trouble(f"{method} {path}: {error.read().decode()[:500]}") from None
        except OSError as error:
            raise Trouble(f"{method} {path}: {error}") from None

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

    def scan(self, digits, layout):
        """What a hand scanner types: key places of a US keyboard, seen through `layout`, one every 4 ms by the
        keys' own time, however busy this machine is."""
        self.wait_until_painted()
        keys = [(f"Digit{digit}", LAYOUTS[layout][int(digit)], 48 + int(digit)) for digit in digits]
        at = time.time()
        commands = []
        for code, text, virtual in [*keys, ("Enter", "\r", 13)]:
            for kind, given in (("keyDown", {"text": text, "unmodifiedText": text}), ("keyUp", {})):
                at += 0.004
                commands.append(("Input.dispatchKeyEvent",
                                 {"type": kind, "code": code, "key": code if code == "Enter" else text,
                                  "windowsVirtualKeyCode": virtual, "timestamp": at, **given}))
        with DevTools(self.devtools) as devtools:
            devtools.send_all(commands)

    def wait_until_painted(self, seconds=PATIENCE):
        """The browser drops keys that come before a page's first picture: nobody scans into what is not seen."""
        deadline = time.monotonic() + seconds
        while not self.run("return document.readyState === 'complete' && "
                           "performance.getEntriesByType('paint').length > 0"):
            if time.monotonic() > deadline:
                raise Trouble(f"{self.address()} is not painted")
            time.sleep(0.02)

    def address(self):
        return self._call("GET", "/url")

    def wait_for_address(self, part, seconds=PATIENCE):
        deadline = time.monotonic() + seconds
        while part not in self.address():
            if time.monotonic() > deadline:
                raise Trouble(f"no {part} but {self.address()}: {self.text()[:500]}")
            time.sleep(0.05)

    def wait_for(self, selector, seconds=PATIENCE):
        deadline = time.monotonic() + seconds
        while not self.run("return !!document.querySelector(arguments[0])", selector):
            if time.monotonic() > deadline:
                raise Trouble(f"no {selector} on {self.address()}: {self.text()[:500]}")
            time.sleep(0.05)

    def shot(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self._call("GET", "/screenshot")))

    def tell(self):
        try:
            report(f"the browser at {self.address()}", self.text())
        except Trouble as error:
            report("the browser cannot be asked", str(error))

    def close(self):
        with contextlib.suppress(OSError, Trouble):
            self._call("DELETE", "")
        self.driver.terminate()
        self.driver.wait()
        self.driver.stdout.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        close_after(self, kind)


def marhaba(stage, home, *arguments, check=True):
    """Runs the command; returns what it printed."""
    done = subprocess.run([str(pathlib.Path(stage, "bin/marhaba")), "--home", str(home), *arguments],
                          capture_output=True, text=True, check=False)
    if check and done.returncode != 0:
        raise Trouble(f"marhaba {' '.join(arguments)}: {done.stderr}{done.stdout}")
    return done.stdout + done.stderr
