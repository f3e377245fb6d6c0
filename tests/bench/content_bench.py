"""A commune with very much to read: 1,000 pages and 200 procedures, against what is shipped, in one run.

    python3 tests/bench/content_bench.py STAGE

One JSON object a line: content_publish (ms to check and publish all of it), content_first_screen (ms from starting the
kiosk to its first screen), content_page_p95 (ms from the press to the painted page, the list before it and the plugin's
process included), content_search_p95 (ms from the press to the painted answers). The baseline of each is the same
figure with the shipped content alone."""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from automation import Kiosk, marhaba  # noqa: E402

stage = pathlib.Path(sys.argv[1])
PAGES, PROCEDURES, STARTS, ROUNDS = 1000, 200, 7, 48
WORDS = ("retraite veuve commune certificat carte dossier caisse agence mariage naissance passeport enfant ecole douane "
         "voiture contrat travail salaire maison bail photo timbre tribunal consulat banque compte lettre reponse delai "
         "papier copie original agent bureau adresse famille sante medecin hopital formation metier").split()
QUERIES = ["retraite", "certificat mariage", "ecole", "consulat banque", "voiture", "zzzz", "taqaoud", "medecin hopital"]


def report(bench, value, unit, budget, baseline):
    print(json.dumps({"bench": bench, "value": round(value, 2), "unit": unit, "budget": budget,
                      "baseline": round(baseline, 2), "ratio": round(value / baseline, 2)}), flush=True)


def sentence(number, length):
    return " ".join(WORDS[(number * 7 + i * (number % 11 + 1)) % len(WORDS)] for i in range(length))


def page(number, language):
    common = (f"id: page-{number}\nsituations: [{['came-back', 'widowed', 'other-country', 'child'][number % 4]}]\n"
              "audience: [everyone]\nicon: info\nsource: [S8]\nchecked_on: 2026-11-01\nvalid_until: 2027-11-01\n")
    body = "\n\n".join(f"## {sentence(number + i, 3)}\n\n{sentence(number + i, 40)}.\n\n- {sentence(number, 8)}\n"
                       f"- {sentence(i, 8)}" for i in range(3))
    return (f"---\ntitle: Page {number} {sentence(number, 2)}\ndetail: {sentence(number, 5)}\n"
            f"{common if language == 'fr' else ''}keywords: [{sentence(number, 1)}]\n---\n\n{body}\n")


def procedure(number):
    def words(text):
        return f"{{ar: {text}, fr: {text}, en: {text}, es: {text}}}"
    questions = "".join(f"  - {{id: q{i}, label: {words(sentence(i, 6))}, options: [yes, no]}}\n" for i in range(6))
    papers = "".join(f"  - {{id: p{i}, icon: document, name: {words(sentence(number + i, 3))}, form: copy}}\n"
                     for i in range(12))
    rules = "".join(f"  - {{id: r{i}, when: {{q{i % 6}: [yes, unknown]}}, add: [p{i}]}}\n" for i in range(12))
    return (f"id: procedure-{number}\nservices: [CIVIL]\nrecipient: PRIVATE\nicon: papers\n"
            f"source: [S8]\nchecked_on: 2026-11-01\nvalid_until: 2027-11-01\ntitle: {words(f'P {number}')}\nquestions:\n{questions}papers:\n{papers}"
            f"rules:\n{rules}")


def fill(home):
    for folder in ("pages", "procedures"):
        pathlib.Path(home, "content", folder).mkdir()
    for number in range(PAGES):
        for language in ("fr", "ar"):
            pathlib.Path(home, f"content/pages/page-{number}.{language}.md").write_text(page(number, language),
                                                                                       encoding="utf-8")
    for number in range(PROCEDURES):
        pathlib.Path(home, f"content/procedures/procedure-{number}.yaml").write_text(procedure(number),
                                                                                    encoding="utf-8")


def publish(home):
    begun = time.monotonic()
    subprocess.run([stage / "bin/marhaba", "--home", home, "content", "publish"], check=True,
                   stdout=subprocess.DEVNULL)
    return (time.monotonic() - begun) * 1000


def first_screen(home):
    firsts = []
    for _ in range(STARTS):
        begun = time.monotonic_ns()
        with Kiosk(stage, home, size="1080x1920") as kiosk:
            firsts.append((kiosk.ask("settle")["first_screen_ns"] - begun) / 1e6)
    return statistics.median(firsts)


def tap(kiosk, name, times):
    kiosk.ask("tap", id=name)
    times.append(kiosk.ask("settle")["frame_us"] / 1000)


def first_row(kiosk):
    return next(node["id"] for node in kiosk.nodes() if node.get("role") == "row")


def visits(home):
    pages, searches = [], []
    with Kiosk(stage, home, size="1080x1920") as kiosk:
        for number in range(ROUNDS):
            kiosk.tap("core.language.fr")
            tap(kiosk, "core.service.INFO", pages)
            tap(kiosk, "situation.came-back", pages)
            tap(kiosk, first_row(kiosk), pages)
            kiosk.tap("core.back")
            kiosk.tap("core.back")
            kiosk.tap("search")
            kiosk.tap("words")
            kiosk.ask("type", text=QUERIES[number % len(QUERIES)])
            kiosk.settle()
            tap(kiosk, "find", searches)
            kiosk.tap("core.home")
            kiosk.advance(120)
            kiosk.settle()
    return pages, searches


def measure(with_much):
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder, "home")
        marhaba(stage, home, "init", "--commune", "taliouine", "--zgh-confirmed")
        if with_much:
            fill(home)
        published = publish(home)
        first = first_screen(home)
        pages, searches = visits(home)
    return published, first, sorted(pages)[int(len(pages) * 0.95)], sorted(searches)[int(len(searches) * 0.95)]


os.environ.pop("SDL_VIDEODRIVER", None)
shipped, much = measure(False), measure(True)
report("content_publish", much[0], "ms", 10000, shipped[0])
report("content_first_screen", much[1], "ms", 150, shipped[1])
report("content_page_p95", much[2], "ms", 16.7, shipped[2])
report("content_search_p95", much[3], "ms", 30, shipped[3])
