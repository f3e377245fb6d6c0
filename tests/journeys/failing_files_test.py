"""A disk that is full or broken, at any one call, under the files the programs write themselves: `init` says so in
one sentence and leaves nothing, or the whole; so does `content publish`; a slip that cannot be written is missing,
never half, and its ticket is told on the screen all the same; a picture of a preview is whole, or the preview fails."""
import errno
import mmap
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, Trouble, marhaba  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)
REASONS = {errno.ENOSPC: r"disk is full", errno.EIO: r"does not work properly"}
SLIP_ENDS = {"png": b"IEND\xaeB`\x82", "pdf": b"%%EOF", "escpos": b"\x1dV"}


class Failing:
    """The nth call on files under a path fails; told to the program through a page of shared memory."""

    def __init__(self, name, under):
        path = scratch / name
        path.write_bytes(bytes(4096))
        self.file = path.open("r+b")
        self.page = mmap.mmap(self.file.fileno(), 4096)
        library = pathlib.Path(os.environ["MARHABA_BUILD"], "tests/support/libfailing_files.so")
        self.environment = {"LD_PRELOAD": str(library), "MARHABA_FAILING": str(path),
                            "MARHABA_FAILING_UNDER": str(under), "MARHABA_LANG": "en",
                            # The sanitizer's library must be the first one, or be told that it is not.
                            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}

    def set(self, nth, reason):
        self.page[:12] = struct.pack("iii", nth, reason, 0)

    def met(self):
        met = struct.unpack("iii", self.page[:12])[2] != 0
        self.page[:4] = struct.pack("i", 0)
        return met


def init(home, failing):
    return subprocess.run([f"{stage}/bin/marhaba", "--home", str(home), "init", "--commune", "taliouine"],
                          capture_output=True, text=True, check=False, env={**os.environ, **failing.environment})


def fail_init(home_is_there):
    """Every call in turn, by turns for each reason; how many there were."""
    failing = Failing("control", "/commune-house")
    parent = scratch / "commune-house"
    for nth in range(1, 200):
        reason = list(REASONS)[nth % 2]
        shutil.rmtree(parent, ignore_errors=True)
        home = parent / "home"
        (home if home_is_there else parent).mkdir(parents=True)
        failing.set(nth, reason)
        done = init(home, failing)
        said = done.stdout + done.stderr
        met = failing.met()
        left = sorted(path.name for path in (home if home_is_there else parent).iterdir())
        if done.returncode == 0:
            marhaba(stage, home, "audit", "verify")
            if not met:
                return nth - 1
            continue
        if not met or done.returncode != 1 or not re.search(REASONS[reason], said) or "commune-house" not in said \
                or len(done.stderr.strip().splitlines()) != 1:
            raise Trouble(f"call {nth}, {errno.errorcode[reason]}: {done.returncode}: {said}")
        if left:
            raise Trouble(f"call {nth}, {errno.errorcode[reason]}: init failed and left {left}: {said}")
        if nth % 5 == 0:
            marhaba(stage, home, "init", "--commune", "taliouine")
    raise Trouble("init makes more calls than expected")


def fail_publish(home):
    """What is published outlives a power cut, or `content publish` says that it may not. (Databases are not counted
    here: what is left is the folder.)"""
    failing = Failing("publish-control", home / "content")
    for nth in range(1, 20):
        reason = list(REASONS)[nth % 2]
        failing.set(nth, reason)
        done = subprocess.run([f"{stage}/bin/marhaba", "--home", str(home), "content", "publish"], capture_output=True,
                              text=True, check=False, env={**os.environ, **failing.environment})
        said = done.stdout + done.stderr
        left = [path.name for path in (home / "content").glob("*.tmp*")]
        if not failing.met():
            return nth - 1
        if done.returncode != 1 or not re.search(REASONS[reason], said) or str(home / "content") not in said or left:
            raise Trouble(f"publish, call {nth}, {errno.errorcode[reason]}: {done.returncode}: {said} {left}")
    raise Trouble("publish makes more calls than expected")


def fail_preview(home):
    """A picture is whole, or is not there and the preview says why."""
    pictures = scratch / "pictures-of-preview"
    failing = Failing("preview-control", pictures)
    for nth in range(1, 60):
        reason = list(REASONS)[nth % 2]
        shutil.rmtree(pictures, ignore_errors=True)
        failing.set(nth, reason)
        done = subprocess.run([f"{stage}/bin/marhaba", "--home", str(home), "content", "preview", "page/office",
                               "--language", "fr", "--out", str(pictures)], capture_output=True, text=True,
                              check=False, env={**os.environ, **failing.environment})
        said = done.stdout + done.stderr
        left = list(pictures.iterdir()) if pictures.exists() else []
        broken = [path.name for path in left if SLIP_ENDS["png"] not in path.read_bytes()[-32:]]
        met = failing.met()
        if broken:
            raise Trouble(f"preview, call {nth}: {broken} are half-written: {said}")
        if not met:
            if done.returncode != 0 or not left:
                raise Trouble(f"preview without any failure: {done.returncode}: {said}")
            return nth - 1
        if done.returncode != 1 or not re.search(REASONS[reason], said) or str(pictures) not in said:
            raise Trouble(f"preview, call {nth}, {errno.errorcode[reason]}: {done.returncode}: {said}")
    raise Trouble("preview makes more calls than expected")


def take_ticket(kiosk):
    kiosk.tap("core.language.fr")
    kiosk.tap("core.service.OFFICER")
    kiosk.tap("core.confirm")
    nodes = kiosk.nodes()
    ticket = next((n for n in nodes if n.get("role") == "ticket"), None)
    if ticket is None:
        raise Trouble("no ticket: " + kiosk.summary())
    notice = next((n for n in nodes if n.get("role") == "notice"), {})
    kiosk.tap("core.done")
    kiosk.advance(30)
    return ticket["name"], notice


def whole_slips(folder, number):
    """The kinds of slip that are there; each must be whole."""
    kinds = set()
    for path in folder.iterdir():
        if path.suffix == ".tmp":
            raise Trouble(f"{path.name} was left behind")
        if number in path.name:
            kind = path.suffix[1:]
            if SLIP_ENDS[kind] not in path.read_bytes()[-32:]:
                raise Trouble(f"{path.name} is half-written")
            kinds.add(kind)
    return kinds


def fail_slips(home, kiosk, failing):
    good = None
    for nth in range(1, 60):
        reason = list(REASONS)[nth % 2]
        log = len(kiosk.read_log())
        failing.set(nth, reason)
        number, notice = take_ticket(kiosk)
        met = failing.met()
        kinds, said = whole_slips(home / "slips", number), kiosk.read_log()[log:]
        if not met:
            if kinds != set(SLIP_ENDS):
                raise Trouble(f"{number}: only {kinds} were made, without any failure: {said}")
            return nth - 1
        if not re.search(REASONS[reason], said) or "slips" not in said:
            raise Trouble(f"{number}, call {nth}: the log does not say it: {said}")
        good = good or notice
        if notice != good:
            raise Trouble(f"{number}, call {nth}: the visitor is told {notice}, before it was {good}")
    raise Trouble("a slip makes more calls than expected")


def main():
    for home_is_there in (False, True):
        calls = fail_init(home_is_there)
        if calls < 15:
            raise Trouble(f"only {calls} calls of init were tried")
        print(f"init, {'an empty folder' if home_is_there else 'no folder'}: {calls} calls failed in turn")
    home = scratch / "home"
    marhaba(stage, home, "init", "--commune", "taliouine")
    calls = fail_publish(home)
    if calls < 3:
        raise Trouble(f"only {calls} calls of publish were tried")
    print(f"publish: {calls} calls failed in turn")
    calls = fail_preview(home)
    if calls < 5:
        raise Trouble(f"only {calls} calls of preview were tried")
    print(f"preview: {calls} calls failed in turn")
    failing = Failing("kiosk-control", home / "slips")
    with Kiosk(stage, home, environment=failing.environment) as kiosk:
        calls = fail_slips(home, kiosk, failing)
        if calls < 9:
            raise Trouble(f"only {calls} calls of a slip were tried")
        print(f"slips: {calls} calls failed in turn")
        number, notice = take_ticket(kiosk)
        print(f"{number}: {notice.get('name')}")
    marhaba(stage, home, "audit", "verify")


main()
