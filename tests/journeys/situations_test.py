"""Ten people in ten situations at the real kiosk: what each is told to bring is what the table of cases says; and the
officer's page, in French, has what is missing on top for a visit made in Arabic and for one in Tamazight.

Leaves pictures of every question, list and ticket in the scratch folder."""
import os
import pathlib
import re
import shutil
import sys

import yaml

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "journeys"))
import tour  # noqa: E402
from automation import Browser, Desk, Kiosk, Trouble, marhaba  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
source = pathlib.Path(os.environ["MARHABA_SOURCE"])

# Language, how one comes to the service, the table, and how the case's name begins.
PEOPLE = [
    ("ar", ["core.service.PEN-FR"], "pension", "a miner back from France"),
    ("zgh", ["core.service.PAPERS", "open.survivor"], "survivor", "a widow of seventy whose husband worked in France"),
    ("fr", ["core.service.PAPERS", "open.pension"], "pension", "a worker of the Italian years"),
    ("ar", ["core.service.INFO", "situation.came-back", "page.life-certificate", "service"], "life-certificate",
     "a retiree of the French railways"),
    ("fr", ["core.service.RPT-STAY"], "rpt-stay", "a Senegalese farm worker who renews late"),
    ("fr", ["core.service.INFO", "situation.child", "page.school", "service"], "school",
     "a mother without a birth act for her son"),
    ("es", ["core.service.PAPERS", "open.customs"], "customs", "a retiree of sixty-eight, thirty years in France"),
    ("en", ["core.service.PAPERS", "open.protection"], "protection", "a young man who asks for a closed room"),
    ("ar", ["core.service.PAPERS", "open.civil-status"], "civil-status", "a father of Belfaa"),
    ("en", ["core.service.PAPERS", "open.health-cover"], "health-cover", "a Belgian pensioner who does not know"),
]
# As tests/support/discreet_words.h has them.
NAMED_NOWHERE = re.compile("asyl|asile|asilo|refug|réfugi|لجوء|لاجئ", re.I)
BODY_NAMES = re.compile("hcr|acnur|مفوضي", re.I)


def load(folder, name):
    return yaml.load((source / folder / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


def find_case(table, beginning):
    return next(case for case in load("tests/unit/content/cases", table) if case["name"].startswith(beginning))


def birth_for(question, answer):
    """A year of birth that leads to the answer, on the day the kiosk's clock stands at."""
    option = next(o for o in question["options"] if o["id"] == answer)
    return str(2026 - int(option["from_age"]) - 5 if "from_age" in option else 2026 - int(option["below_age"]) + 10)


def see(kiosk, name):
    """Turns pages until the node can be pressed."""
    for _ in range(9):
        node = kiosk.node(name)
        if node and node.get("rect"):
            return
        kiosk.ask("tap", id="ui.below")
        kiosk.settle()
    raise Trouble(f"\"{name}\" is nowhere on {kiosk.summary()}")


def press(kiosk, name):
    see(kiosk, name)
    kiosk.tap(name)


def answer(kiosk, question, chosen):
    name = "question." + question["id"]
    if question.get("kind") == "birth" and chosen == "unknown":
        press(kiosk, "unknown")
        return
    if question.get("kind") == "birth":
        press(kiosk, name)
        kiosk.ask("type", text=birth_for(question, chosen))
        kiosk.settle()
        if kiosk.node("ui.done"):
            kiosk.tap("ui.done")
    else:
        press(kiosk, chosen)
    press(kiosk, "next")


def visit(kiosk, person, number):
    language, way, table, beginning = person
    case, procedure = find_case(table, beginning), load("plugins/checklist/content/procedures", table)
    kiosk.tap(f"core.language.{language}")
    for step in way:
        press(kiosk, step)
    for question in procedure["questions"]:
        on_screen = kiosk.node("question." + question["id"])
        if on_screen and question["id"] in case["answers"]:
            kiosk.shot(scratch / f"{number:02d}-{language}-{question['id']}.png")
            answer(kiosk, question, case["answers"][question["id"]])
    items = [n["id"].removeprefix("paper.") for n in kiosk.nodes() if n.get("role") == "item"]
    if items != list(case.get("papers") or []):
        raise Trouble(f"{case['name']}: {items}, not {case.get('papers')}")
    kiosk.shot(scratch / f"{number:02d}-{language}-result.png")
    for item, mark in zip(items, ["have", "missing", "missing", "unsure"]):
        press(kiosk, f"paper.{item}:{mark}")
    words = str(kiosk.tree())
    if NAMED_NOWHERE.search(words):
        raise Trouble(f"{case['name']}: a word that is never said stands on the screen")
    press(kiosk, "ticket")
    kiosk.tap("core.confirm")
    ticket = next(n for n in kiosk.nodes() if n.get("role") == "ticket")
    words = str(kiosk.tree())
    if NAMED_NOWHERE.search(words) or BODY_NAMES.search(words):
        raise Trouble(f"{case['name']}: the ticket's screen says what it is about")
    kiosk.shot(scratch / f"{number:02d}-{language}-ticket.png")
    kiosk.tap("core.done")
    kiosk.advance(60)
    print(f"{ticket['name']} {language}: {case['name']}: {len(items)} papers")
    return ticket["value"], items


def name_of(table, paper):
    papers = load("plugins/checklist/content/procedures", table)["papers"]
    return next(p["name"]["fr"] for p in papers if p["id"] == paper).replace("`", "")


def check_case(browser, desk, person, digits, items):
    tour.open_case(browser, desk, digits)
    page = browser.text()
    page = re.sub("[\u2066-\u2069]", "", page[page.index("Pièces"):])  # the queue before it names services, which sound like papers
    places = [page.find(name_of(person[2], paper)) for paper in (items[1], items[2], items[0])]
    if -1 in places or places != sorted(places):
        raise Trouble(f"{person}: what is missing does not come first, in French: {places}\n{page}")
    browser.shot(scratch / f"case-{person[0]}-{person[2]}.png")


def check_discretion(browser, desk, digits):
    tour.open_case(browser, desk, digits)
    page = browser.text()
    if NAMED_NOWHERE.search(page) or "confiance" not in page:
        raise Trouble("the case of who asked for confidence says too much, or nothing:\n" + page)


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    home = scratch / "home"
    said = marhaba(stage, home, "init", "--commune", "taliouine", "--zgh-confirmed", "--officer", "agent")
    password = re.search(r"\b[a-z0-9]{4}(?:-[a-z0-9]{4})+\b", said).group(0)
    done = []
    with Kiosk(stage, home) as kiosk:
        for number, person in enumerate(PEOPLE, 1):
            done.append((person, *visit(kiosk, person, number)))
    with Desk(stage, home) as desk, Browser() as browser:
        tour.sign_in(browser, desk, "agent", password)
        for person, digits, items in done[:2]:
            check_case(browser, desk, person, digits, items)
        check_discretion(browser, desk, next(d for p, d, _ in done if p[2] == "protection"))
    print("ten visits; what is missing comes first, in French")


main()
