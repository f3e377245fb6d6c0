"""Drawings that go along the line of reading stand mirrored in Arabic; the others stand as they were drawn."""
import os
import pathlib
import shutil
import subprocess
import sys

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
    print(f"{len(PAGES)} drawings stand the right way")


main()
