"""Drawings that go along the line of reading stand mirrored in Arabic; the others stand as they were drawn. Many
photographs on one page do not slow it down."""
import os
import pathlib
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, marhaba  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
PAGES = [("residence-card", True), ("french-pension", True), ("work-training", True), ("office", False),
         ("school", False)]
SIZES = ("1080x1920", "1920x1080")


def picture(home, size, language, page, *turn):
    """The picture of a page, as it is seen."""
    with Kiosk(stage, home, size=size) as kiosk:
        kiosk.tap(f"core.language.{language}")
        kiosk.ask("open", service="INFO", argument=page)
        kiosk.settle()
        x, y, width, height = next(n["rect"] for n in kiosk.nodes() if n.get("role") == "picture" and n.get("rect"))
        name = scratch / f"{page}-{language}-{size}.png"
        kiosk.shot(name)
    return subprocess.run(["convert", name, "-crop", f"{width}x{height}+{x}+{y}", "+repage", *turn, "rgb:-"],
                          check=True, capture_output=True).stdout


HEAD = """---
id: heavy
title: Huit photographies
detail: Une page lourde
situations: [came-back]
audience: [everyone]
icon: info
source: [K]
checked_on: 2026-11-25
valid_until: 2027-11-25
---

"""


def check_many(home):
    """Only what is seen is drawn: a page of eight photographs answers a touch as any other."""
    (home / "content/pages").mkdir(parents=True)
    (home / "content/pictures").mkdir()
    words = HEAD
    for i in range(8):
        subprocess.run(["convert", "-size", "2000x1000", f"gradient:hsl({i * 40},60%,50%)-white", "-depth", "8", "-quality", "10",
                        "-colors", "64", home / f"content/pictures/photo-{i}.png"], check=True)
        words += f"![Une photographie](photo-{i}.png)\n\nDes mots.\n\n"
    (home / "content/pages/heavy.fr.md").write_text(words, encoding="utf-8")
    marhaba(stage, home, "content", "publish")
    for size in SIZES:
        with Kiosk(stage, home, size=size) as kiosk:
            kiosk.tap("core.language.fr")
            kiosk.ask("open", service="INFO", argument="heavy")
            kiosk.settle()
            assert kiosk.tree()["pages"] > 3, kiosk.summary()
            begin = time.monotonic()
            for _ in range(8):
                kiosk.tap("core.help")
                kiosk.settle()
                kiosk.tap("core.back")
                kiosk.settle()
            took = (time.monotonic() - begin) / 8
            print(f"{size}: help and back in {took * 1000:.0f} ms")
            assert took < 1, f"{size}: help and back take {took:.1f} s"


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    home = scratch / "home"
    marhaba(stage, home, "init", "--commune", "taliouine", "--officer", "agent")
    for size in SIZES:
        for page, is_turning in PAGES:
            drawn = picture(home, size, "fr", page)
            assert len(set(drawn)) > 20, f"{page}: nothing is drawn"
            turn = ["-flop"] if is_turning else []
            assert picture(home, size, "ar", page, *turn) == drawn, f"{page}, {size}: stands the other way in Arabic"
            if is_turning:
                assert picture(home, size, "zgh", page) == drawn, f"{page}, {size}: turns in Tifinagh"
    check_many(home)
    print(f"{len(PAGES)} drawings stand the right way")


main()
