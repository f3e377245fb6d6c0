"""A complete visit in each language, and its case at the desk, with a picture of every screen.

    python3 tests/journeys/tour.py STAGE OUT

Leaves OUT/LANG/NN-screen.png, OUT/LANG/slip.png|pdf|escpos, OUT/LANG/papers.png (what is to be brought),
OUT/LANG/case.png and OUT/tour.json.
"""
import json
import pathlib
import re
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from automation import PATIENCE, Browser, Desk, Kiosk, Trouble, marhaba  # noqa: E402

LANGUAGES = ["ar", "zgh", "fr", "en", "es"]
MARKS = ["have", "missing", "unsure", "have", "missing", "have"]
PASSWORD = "safran-argane-2026"


class Album:
    """Numbered pictures of one language's visit."""

    def __init__(self, kiosk, folder, language):
        self.kiosk, self.folder, self.language = kiosk, folder, language
        self.screens = []
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, name):
        file = f"{len(self.screens) + 1:02d}-{name}.png"
        self.kiosk.shot(self.folder / file)
        self.screens.append(f"{self.language}/{file}")

    def keep_pages(self, name):
        """The screen, and each further page when it is taller than the panel."""
        self.keep(name)
        for _ in range(8):
            below = self.kiosk.node("ui.below")
            if not below or "disabled" in (below.get("state") or []):
                return
            self.kiosk.ask("tap", id="ui.below")
            self.kiosk.settle()
            self.keep(name)


def primary(kiosk):
    """The one button that leads on."""
    for node in kiosk.nodes():
        if node.get("role") == "button" and "primary" in (node.get("state") or []):
            return node["id"]
    raise Trouble("no primary button on " + kiosk.summary())


def go_to_top(kiosk):
    while kiosk.node("ui.above") and "disabled" not in (kiosk.node("ui.above").get("state") or []):
        kiosk.ask("tap", id="ui.above")
        kiosk.settle()


def look_around(kiosk, album):
    kiosk.tap("core.help")
    album.keep("help")
    kiosk.tap("core.back")
    kiosk.tap("core.language")
    album.keep("language")
    kiosk.tap("core.back")
    kiosk.tap("core.service.INFO")
    album.keep_pages("information")
    kiosk.tap("situation.came-back")
    album.keep_pages("list")
    go_to_top(kiosk)
    kiosk.tap("page.life-certificate")
    album.keep_pages("page")
    kiosk.tap("core.home")
    kiosk.tap("core.service.PAPERS")
    album.keep_pages("procedures")
    kiosk.tap("core.home")
    kiosk.tap("core.service.APPOINTMENT")
    album.keep_pages("appointment")
    kiosk.tap("core.home")


def answer_questions(kiosk, album):
    """Takes the first answer of each question until the papers are there."""
    for _ in range(20):
        nodes = kiosk.nodes()
        if any(node.get("role") == "checklist" for node in nodes):
            return
        option = next((n for n in nodes if n.get("role") == "option"), None)
        if option is None:
            raise Trouble("neither question nor papers: " + kiosk.summary())
        album.keep("question")
        kiosk.tap(option["id"])
        still_there = kiosk.node(option["id"])
        if still_there is not None and "selected" in (still_there.get("state") or []):
            kiosk.tap(primary(kiosk))
    raise Trouble("the questions do not end: " + kiosk.summary())


def mark_papers(kiosk, album):
    papers = [n["id"] for n in kiosk.nodes() if n.get("role") == "item"]
    for paper, mark in zip(papers, MARKS):
        kiosk.tap(f"{paper}:{mark}")
    go_to_top(kiosk)
    album.keep_pages("papers")


def wait_for(path, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while not path.exists():
        if time.monotonic() > deadline:
            raise Trouble(f"{path.name} was not made")
        time.sleep(0.05)
    return path


def visit(kiosk, home, folder, language):
    album = Album(kiosk, folder / language, language)
    album.keep("attract")
    kiosk.tap(f"core.language.{language}")
    album.keep("home")
    look_around(kiosk, album)
    kiosk.tap("core.service.PEN-FR")
    answer_questions(kiosk, album)
    mark_papers(kiosk, album)
    kiosk.tap(primary(kiosk))
    album.keep_pages("review")
    kiosk.tap("core.confirm")
    ticket = next((n for n in kiosk.nodes() if n.get("role") == "ticket"), None)
    if ticket is None:
        raise Trouble("no ticket: " + kiosk.summary())
    album.keep("ticket")
    slips = pathlib.Path(home, "slips")
    slip = {}
    for kind in ("png", "pdf", "escpos"):
        made = wait_for(slips / f"2026-11-25-{ticket['name']}.{kind}")
        shutil.copy(made, album.folder / f"slip.{kind}")
        slip[kind] = f"{language}/slip.{kind}"
    made = wait_for(slips / f"2026-11-25-{ticket['name']}-papers.png")
    shutil.copy(made, album.folder / "papers.png")
    slip["papers"] = f"{language}/papers.png"
    kiosk.tap("core.done")
    album.keep("goodbye")
    kiosk.advance(30)
    return {"language": language, "screens": album.screens, "slip": slip, "number": ticket["name"],
            "digits": ticket["value"], "code": re.sub(r"\D", "", ticket["detail"])}


def sign_in(browser, desk, login, first_password):
    browser.open(desk.address + "/")
    browser.type("input[name=login]", login)
    browser.type("input[name=password]", first_password)
    browser.click("form button[type=submit]")
    browser.wait_for("input[name=old]")
    browser.type("input[name=old]", first_password)
    browser.type("input[name=new]", PASSWORD)
    browser.type("input[name=again]", PASSWORD)
    browser.click("form button[type=submit]")
    browser.wait_for("#scan")  # only then it has the new session


def open_case(browser, desk, digits):
    browser.open(desk.address + "/")
    browser.scan(digits, "us")
    browser.wait_for_address("/case/")


def tour(stage, out, languages=LANGUAGES, kiosk_options=()):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    visits = []
    with tempfile.TemporaryDirectory(prefix="marhaba-tour-") as scratch:
        home = pathlib.Path(scratch, "taliouine")
        said = marhaba(stage, home, "init", "--commune", "taliouine", "--zgh-confirmed", "--officer", "agent")
        first_password = re.search(r"\b[a-z0-9]{4}(?:-[a-z0-9]{4})+\b", said).group(0)
        with Kiosk(stage, home, extra=kiosk_options) as kiosk:
            for language in languages:
                visits.append(visit(kiosk, home, out, language))
        with Desk(stage, home) as desk, Browser() as browser:
            sign_in(browser, desk, "agent", first_password)
            for entry in visits:
                open_case(browser, desk, entry["digits"])
                browser.shot(out / entry["language"] / "case.png")
                entry["case"] = {"picture": f"{entry['language']}/case.png",
                                 "number": browser.text("[data-case-number]")}
    (out / "tour.json").write_text(json.dumps({"commune": "taliouine", "visits": visits}, indent=2,
                                              ensure_ascii=False) + "\n", encoding="utf-8")
    return visits


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        visits = tour(sys.argv[1], sys.argv[2])
    except Trouble as trouble:
        print(f"The tour stopped: {trouble}", file=sys.stderr)
        return 1
    pictures = sum(len(v["screens"]) for v in visits)
    print(f"{pictures} screens, {len(visits)} slips and {len(visits)} cases are in {sys.argv[2]}; "
          f"{sys.argv[2]}/tour.json lists them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
