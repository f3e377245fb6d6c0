"""Addresses on the real kiosk: the QR of each link of a page, standing and lying, in Arabic and in French, is read
from the screen by two readers and says exactly the address."""
import os
import pathlib
import shutil
import subprocess
import sys

SOURCE = os.environ["MARHABA_SOURCE"]
for folder in ("support", "journeys"):
    sys.path.insert(0, os.path.join(SOURCE, "tests", folder))
from automation import Kiosk, marhaba  # noqa: E402
import tour  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
LANGUAGES = ("ar", "fr")
SIZES = {"standing": "1080x1920", "lying": "1920x1080"}


def read_by_zbar(picture):
    done = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture],
                          capture_output=True, text=True, check=False)
    return sorted(done.stdout.split())


def read_by_zxing(picture):
    done = subprocess.run(["ZXingReader", "-format", "QRCode", picture], capture_output=True, text=True, check=False)
    return sorted(line.split(":", 1)[1].strip().strip('"') for line in done.stdout.splitlines()
                  if line.startswith("Text:"))


def screens(kiosk, name):
    """A picture of each page of what is shown, and the links in sight there."""
    for page in range(1, 20):
        picture = scratch / f"{name}-{page}.png"
        kiosk.shot(picture)
        yield picture, sorted(n["value"] for n in kiosk.nodes() if n.get("role") == "link" and n.get("rect"))
        below = kiosk.node("ui.below")
        if not below or "disabled" in (below.get("state") or []):
            return
        kiosk.tap("ui.below")


def check(home, language, way):
    with Kiosk(stage, home, size=SIZES[way]) as kiosk:
        kiosk.tap(f"core.language.{language}")
        kiosk.tap("core.service.INFO")
        kiosk.tap("situation.came-back")
        kiosk.tap("page.life-certificate")
        tour.go_to_top(kiosk)
        offered = {n["value"] for n in kiosk.nodes() if n.get("role") == "link"}
        seen = set()
        for picture, links in screens(kiosk, f"{language}-{way}"):
            for reader in (read_by_zbar, read_by_zxing):
                said = reader(picture)
                assert said == links, f"{picture.name}: {reader.__name__} says {said}, not {links}"
            seen.update(links)
        assert offered and seen == offered, f"{language}, {way}: {seen} of {offered} were in sight"
    print(f"{language}, {way}: {len(seen)} links, each read by both readers")


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    home = scratch / "home"
    marhaba(stage, home, "init", "--commune", "taliouine", "--officer", "agent")
    for language in LANGUAGES:
        for way in SIZES:
            check(home, language, way)


main()
