"""Bad options, bad installations, a hostile automation client: one clear sentence each, and the kiosk goes
on or ends as told."""
import json
import os
import pathlib
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, Trouble, marhaba  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
program = str(pathlib.Path(stage, "bin/marhaba-kiosk"))
shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)
home = scratch / "home"
marhaba(stage, home, "init", "--commune", "taliouine")


def run(*arguments, environment=None):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "MARHABA_LANG": "en", **(environment or {})}, check=False)


def refuses(code, words, *arguments, environment=None):
    done = run(*arguments, environment=environment)
    said = [line for line in done.stderr.splitlines() if line.startswith("marhaba-kiosk:")]
    if done.returncode != code or len(said) != 1 or words not in said[0]:
        raise Trouble(f"{arguments}: expected {code} and \"{words}\", got {done.returncode}: {done.stderr}")


def options():
    refuses(2, "--upside-down", "--home", home, "--upside-down")
    refuses(2, "--lang", "--home", home, "--lang", "fr")
    refuses(2, "--home", "--landscape")
    refuses(2, "--size", "--home", home, "--size", "big")
    refuses(2, "--size", "--home", home, "--size", "10x10")
    refuses(2, "--at", "--home", home, "--at")
    refuses(1, "tomorrow", "--home", home, "--driver", "dummy", "--at", "tomorrow")
    refuses(1, "commune.yaml", "--home", scratch / "nowhere", "--driver", "dummy")
    refuses(1, "--driver dummy", "--home", home, "--driver", "x11", environment={"DISPLAY": ":12345"})
    refuses(1, "--driver dummy", "--home", home, "--driver", "no-such-driver")
    plain = scratch / "plain-file"
    plain.write_text("keep me", encoding="utf-8")
    refuses(1, "not a socket", "--home", home, "--driver", "dummy", "--automation", plain)
    if plain.read_text(encoding="utf-8") != "keep me":
        raise Trouble("a file in the way of the socket was touched")
    refuses(1, "at most", "--home", home, "--driver", "dummy", "--automation", scratch / ("x" * 200))


def broken_commune():
    bad = scratch / "bad"
    shutil.copytree(home, bad)
    text = (bad / "commune.yaml").read_text(encoding="utf-8")
    (bad / "commune.yaml").write_text(text.replace("idle_seconds: 60", "idle_seconds: soon"),
                                      encoding="utf-8")
    refuses(1, "commune.yaml:", "--home", bad, "--driver", "dummy")


def ask_raw(kiosk, line):
    kiosk.socket.sendall(line)
    return json.loads(kiosk.reader.readline())


def automation():
    with Kiosk(stage, home) as kiosk:
        kiosk.settle()
        mode = stat.S_IMODE(os.stat(kiosk.path).st_mode)
        if mode != 0o600:
            raise Trouble(f"the socket has mode {mode:o}")
        for line in (b"\n", b"{}\n", b"[]\n", b"tree\n", b"{\"do\":5}\n", b"{\"do\":\"fly\"}\n", b"\xff\xfe\n",
                     b"{\"do\":\"tap\"}\n", b"{\"do\":\"tap\",\"id\":\"nobody\"}\n", b"{\"do\":\"type\",\"text\":\"a\"}\n",
                     b"{\"do\":\"key\",\"name\":\"Nothing\"}\n", b"{\"do\":\"scan\"}\n",
                     b"{\"do\":\"advance\",\"seconds\":-5}\n", b"{\"do\":\"advance\",\"seconds\":\"x\"}\n",
                     b"{\"do\":\"shot\",\"file\":\"/nowhere/at/all.png\"}\n",
                     b"{\"do\":\"tree\",\"do\":\"quit\"}\n", b"[" * 5000 + b"\n"):
            answer = ask_raw(kiosk, line)
            if answer.get("ok") is not False or not answer.get("error"):
                raise Trouble(f"{line[:60]!r} was answered with {answer}")
        kiosk.ask("scan", text="x" * 4000 + "\u202e")
        kiosk.settle()
        if kiosk.stage() != "notice":
            raise Trouble(f"a scan of nonsense led to {kiosk.stage()}: {kiosk.summary()}")


def long_line():
    with Kiosk(stage, home) as kiosk:
        with socket.socket(socket.AF_UNIX) as second:
            kiosk.socket.close()
            kiosk.reader.close()
            second.connect(kiosk.path)
            second.settimeout(30)
            second.sendall(b"{\"do\":\"scan\",\"text\":\"" + b"1" * 70000)
            answer = json.loads(second.makefile("r").readline())
            if answer.get("ok") is not False:
                raise Trouble(f"a line of 70 000 bytes was answered with {answer}")
        kiosk.socket = socket.socket(socket.AF_UNIX)
        kiosk.socket.connect(kiosk.path)
        kiosk.reader = kiosk.socket.makefile("r", encoding="utf-8")
        kiosk.settle()


def signals_and_stale_socket():
    path = scratch / "socket"
    for _ in range(2):
        process = subprocess.Popen([program, "--home", str(home), "--driver", "dummy", "--automation", str(path)],
                                   stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 30
        while True:
            with socket.socket(socket.AF_UNIX) as probe:
                try:
                    probe.connect(str(path))
                    break
                except OSError:
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.02)
        process.send_signal(signal.SIGKILL)  # leaves its socket behind for the next one
        process.wait()
    process = subprocess.Popen([program, "--home", str(home), "--driver", "dummy"], stderr=subprocess.PIPE,
                               text=True)
    time.sleep(1)
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=30)[1]
    if process.returncode != 0:
        raise Trouble(f"SIGTERM ended it with {process.returncode}: {said}")
    if "sqlite" not in said:
        raise Trouble("the journal in use was not said at start")


def runners_of(kiosk):
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parent = (path / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1]
            if int(parent) == kiosk.process.pid:
                found.append(int(path.name))
        except (OSError, IndexError):
            continue
    return found


def plugin_that_hangs():
    """A stopped plugin: the veil comes while it is waited for, then a screen that goes on."""
    with Kiosk(stage, home) as kiosk:
        kiosk.settle()
        kiosk.tap("core.language.fr")
        kiosk.tap("core.service.PEN-FR")
        for runner in runners_of(kiosk):
            os.kill(runner, signal.SIGSTOP)
        option = next(n["id"] for n in kiosk.nodes() if n.get("role") == "option")
        kiosk.ask("tap", id=option)
        veiled, deadline = False, time.monotonic() + 5
        while not veiled and time.monotonic() < deadline:
            veiled = any(n.get("id") == "ui.moment" for n in kiosk.nodes())
        if not veiled:
            raise Trouble("nothing said \"one moment\" while a plugin hung")
        kiosk.settle()
        if kiosk.node("ui.moment") or kiosk.stage() == "plugin":
            raise Trouble("the hung plugin is still on the screen: " + kiosk.summary())
        kiosk.tap("core.home")
        if kiosk.stage() != "home":
            raise Trouble("there is no way home after a plugin hung")


def slices_of(kiosk):
    """How often its threads ran, but the first: SDL looks for events of the dummy driver by polling."""
    return sum(int(path.read_text(encoding="ascii").split()[2])
               for path in pathlib.Path(f"/proc/{kiosk.process.pid}/task").glob("*/schedstat")
               if path.parent.name != str(kiosk.process.pid))


def stands_still():
    """Nobody touches it: the plugins are started all the same, and then nothing runs."""
    with Kiosk(stage, home, at=None) as kiosk:
        deadline = time.monotonic() + 20
        while not runners_of(kiosk):
            if time.monotonic() > deadline:
                raise Trouble("no plugin was started before the first visitor")
            time.sleep(0.05)
        time.sleep(1)
        before = slices_of(kiosk)
        time.sleep(3)
        if slices_of(kiosk) - before > 4:
            raise Trouble(f"a still screen woke {slices_of(kiosk) - before} times in 3 seconds")


for test in (options, broken_commune, automation, long_line, signals_and_stale_socket,
             plugin_that_hangs, stands_still):
    test()
    print(f"{test.__name__}: good")
