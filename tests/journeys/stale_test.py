"""Content whose date has run out, or that nobody has checked, on the real kiosk: the notice with the date it was checked stands on the first page
of papers and of an information page, standing and lying; the officer finds it with the case, in French."""
import os
import pathlib
import re
import shutil
import sys

SOURCE = os.environ["MARHABA_SOURCE"]
for folder in ("support", "journeys"):
    sys.path.insert(0, os.path.join(SOURCE, "tests", folder))
from automation import Kiosk, Trouble, marhaba  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
BEFORE, AFTER = "2026-11-25T10:24:00", "2028-01-05T10:24:00"
SIZES = ("1080x1920", "1920x1080")
PAGE = ["core.service.INFO", "situation.came-back", "page.life-certificate"]
PAPERS = ["core.service.PEN-FR"]


def go(kiosk, language, way):
    """The first answer to each question is as good as any."""
    kiosk.tap(f"core.language.{language}")
    for step in way:
        while not (node := kiosk.node(step)) or not node.get("rect"):
            kiosk.tap("ui.below")
        kiosk.tap(step)
    while option := next((n for n in kiosk.nodes() if n.get("role") == "option"), None):
        kiosk.tap(option["id"])
        kiosk.tap("next")


def notices_in_sight(kiosk):
    """Those with a year in them, on the page that is shown."""
    return [n for n in kiosk.nodes() if n.get("role") == "notice" and n.get("rect") and "2026" in str(n)]


def expect(kiosk, count, name):
    kiosk.shot(scratch / f"{name}.png")
    found = notices_in_sight(kiosk)
    if len(found) != count:
        raise Trouble(f"{name}: {len(found)} notices of when it was checked, not {count}: {kiosk.summary()}")


def look(home, at, count):
    for size in SIZES:
        for language in ("ar", "zgh", "fr"):
            for name, way in (("page", PAGE), ("papers", PAPERS)):
                with Kiosk(stage, home, at=at, size=size) as kiosk:
                    go(kiosk, language, way)
                    expect(kiosk, count, f"{name}-{language}-{size}-{at[:4]}")


def look_at_unchecked(home):
    """A page of the commune's own, written in haste: without a source and without a date."""
    for language, title in (("fr", "La foire au safran"), ("ar", "معرض الزعفران")):
        place = home / "content" / "pages" / f"fair.{language}.md"
        place.parent.mkdir(exist_ok=True)
        common = "id: fair\nsituations: [came-back]\naudience: [everyone]\nicon: info\nrank: 1\n"
        place.write_text(f"---\ntitle: {title}\ndetail: {title}\n{common if language == 'fr' else ''}---\n\n{title}.\n",
                         encoding="utf-8")
    marhaba(stage, home, "content", "publish")
    for size in SIZES:
        with Kiosk(stage, home, at=BEFORE, size=size) as kiosk:
            go(kiosk, "fr", ["core.service.INFO", "situation.came-back", "page.fair"])
            kiosk.shot(scratch / f"unchecked-{size}.png")
            if not any("Personne n’a encore vérifié" in str(n) and n.get("rect") for n in kiosk.nodes()):
                raise Trouble(f"what nobody checked is shown as if it were: {kiosk.summary()}")


def take_ticket(home):
    with Kiosk(stage, home, at=AFTER) as kiosk:
        go(kiosk, "ar", PAPERS)
        kiosk.tap("ticket")
        kiosk.tap("core.confirm")
        return next(n for n in kiosk.nodes() if n.get("role") == "ticket")["value"]


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    home = scratch / "home"
    marhaba(stage, home, "init", "--commune", "taliouine", "--officer", "agent")
    look(home, AFTER, 1)
    look(home, BEFORE, 0)
    look_at_unchecked(home)
    shown = marhaba(stage, home, "ticket", "show", take_ticket(home))
    said = marhaba(stage, home, "case", "show", re.search(r"2028-\d+", shown).group(0))
    if not re.search(r"vérifiée? le .*2026", said):
        raise Trouble(f"the officer is not told when this was checked:\n{said}")
    print("what is old or unchecked says so on its first page, and what is old to the officer")


main()
