"""Content as nobody should write it: each mistake gets its file, its line and a reason, `content check` fails,
and whatever `content publish` does with the rest, a running kiosk goes on showing the last good version."""
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, Trouble, marhaba  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
home = scratch / "home"
content = home / "content"

PROCEDURE = "procedures/rpt-stay.yaml"
PAGE = "pages/office.fr.md"
ARABIC = "pages/office.ar.md"
GOOD_PROCEDURE = "id: rpt-stay\ntitle: {ar: نسخة جيدة, fr: Bonne version, en: Good, es: Buena}\n"
BAD_PROCEDURE = "id: rpt-stay\ntitle: {ar: نسخة سيئة, fr: Mauvaise version, en: Bad, es: Mala}\n"  # two lines
HEADER = """\
---
id: office
title: TITLE
detail: Pour essayer
situations: [everyone]
audience: [everyone]
icon: people
rank: 1
source: [S1]
checked_on: 2026-11-23
valid_until: 2027-11-23
---
"""  # twelve lines
GOOD_PAGE = HEADER.replace("TITLE", "Bonne page") + "\nUn bon texte.\n"
BAD_HEADER = HEADER.replace("TITLE", "Mauvaise page")
BODY = """\
- id: friends
  short: Amis
  name: {ar: أصدقاء, fr: Les amis, en: Friends, es: Amigos}
  kind: association
  does: {ar: تساعد, fr: Aide, en: Helps, es: Ayuda}
  source: [K]
  checked_on: 2026-11-23
  valid_until: 2027-11-23
"""  # eight lines


def text(path, what):
    def write():
        place = content / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_symlink():
            place.unlink()
        place.write_bytes(what if isinstance(what, bytes) else what.encode())
    return write


def procedure(lines):
    return text(PROCEDURE, BAD_PROCEDURE + lines)


def page(body):
    return text(PAGE, BAD_HEADER + "\n" + body + "\n")


def both(*steps):
    def write():
        for step in steps:
            step()
    return write


def link(path, target):
    def write():
        place = content / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        place.symlink_to(target)
    return write


def big_picture():
    (content / "pictures").mkdir(exist_ok=True)
    with open(content / "pictures" / "big.png", "wb") as file:
        file.truncate(200 * 1024 * 1024)


def png(width, height):
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x06\0\0\0" + b"\0" * 64


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'
LETTERS = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="9">Carte</text></svg>'
PHOTOGRAPH = pathlib.Path(os.environ["MARHABA_SOURCE"], "assets/pictures/home-ar.png").read_bytes()


def closed(day):
    def write():
        place = home / "commune.yaml"
        place.write_text(place.read_text(encoding="utf-8") + f"\nclosed_days: [{day}]\n", encoding="utf-8")
    return write


def second_plugin():
    """Another plugin, switched on, that ships a page of an id that is taken."""
    folder = home / "plugins.d" / "second"
    shutil.copytree(pathlib.Path(stage, "lib/marhaba/plugins.d/hello"), folder)
    (folder / "hello.so").rename(folder / "second.so")
    manifest = (folder / "manifest.yaml").read_text(encoding="utf-8")
    (folder / "manifest.yaml").write_text(
        manifest.replace("id: hello", "id: second").replace("HELLO", "SECOND"), encoding="utf-8")
    (folder / "content" / "pages").mkdir(parents=True)
    (folder / "content" / "pages" / "school.fr.md").write_text(
        GOOD_PAGE.replace("id: office", "id: school"), encoding="utf-8")
    commune = home / "commune.yaml"
    commune.write_text(commune.read_text(encoding="utf-8").replace("information]", "information, second]"),
                       encoding="utf-8")


def unreadable(path):
    return both(text(path, BAD_PROCEDURE), lambda: (content / path).chmod(0))


def question(name, more, options="[yes, no]"):
    return f"  - id: {name}\n    label: {{fr: Vraiment ?, ar: حقا}}\n{more}    options: {options}\n"


MANY_QUESTIONS = "questions:\n" + "".join(question(f"q{n}", "") for n in range(13))
MANY_PAPERS = "papers:\n" + "".join(f"  - {{id: p{n}, name: {{fr: P, ar: و}}, form: show}}\n" for n in range(81))
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"
UTF16 = (BAD_HEADER + "\nTexte.\n").encode("utf-16")

# A name, what is done, where it is told (None: of a whole file), words of the reason.
WRONG = [
    ("a rule names no answer", procedure("rules:\n  - id: bad\n    when: {kind: [nowhere]}\n    add: [photos]\n"),
     f"{PROCEDURE}:5", '"nowhere" is no answer'),
    ("a rule names no question", procedure("rules:\n  - id: bad\n    when: {mood: [yes]}\n    add: [photos]\n"),
     f"{PROCEDURE}:5", 'no question "mood"'),
    ("a question waits for one below",
     procedure("questions:\n" + question("one", "    when: {two: [yes]}\n") + question("two", "")),
     f"{PROCEDURE}:6", "stands below this one"),
    ("two questions wait for each other",
     procedure("questions:\n" + question("one", "    when: {two: [yes]}\n")
               + question("two", "    when: {one: [yes]}\n")), f"{PROCEDURE}:6", "wait for each other"),
    ("a question waits for itself", procedure("questions:\n" + question("one", "    when: {one: [yes]}\n")),
     f"{PROCEDURE}:6", "wait"),
    ("one option", procedure("questions:\n" + question("one", "", "[yes]")), f"{PROCEDURE}:4", "two options"),
    ("thirteen questions", procedure(MANY_QUESTIONS), f"{PROCEDURE}:4", "more than 12"),
    ("81 papers", procedure(MANY_PAPERS), f"{PROCEDURE}:4", "more than 80"),
    ("latin-1", text(PAGE, (BAD_HEADER + "\nRetraité\n").encode("latin-1")), f"{PAGE}:14", "not valid UTF-8"),
    ("cut UTF-8", text(PAGE, (BAD_HEADER + "\nRetrait").encode() + b"\xc3"), f"{PAGE}:14", "not valid UTF-8"),
    ("UTF-16", text(PAGE, UTF16), f"{PAGE}:1", "UTF-8"),
    ("NUL", text(PAGE, (BAD_HEADER + "\nUn mot\0.\n").encode()), f"{PAGE}:14", "no text"),
    ("CRLF", text(PAGE, (BAD_HEADER + "\nUn mot.\n").replace("\n", "\r\n")), f"{PAGE}:1", "plain line ends"),
    ("a bell", page("Un mot\a."), f"{PAGE}:14", "not shown"),
    ("words turned round", page("Un mot\u202e."), f"{PAGE}:14", "not shown"),
    ("latin-1 in YAML", text(PROCEDURE, BAD_PROCEDURE.replace("Mauvaise", "é").encode("latin-1", "replace")),
     f"{PROCEDURE}:1", "not valid UTF-8"),
    ("a picture of 200 MB", both(big_picture, page("![Une carte](big.png)")), f"{PAGE}:14", "larger than 2 MiB"),
    ("a picture without end", both(text("pictures/wide.png", png(2**31 - 1, 2**31 - 1)), page("![Carte](wide.png)")),
     f"{PAGE}:14", "2160 pixels"),
    ("a picture that breaks off", both(text("pictures/half.png", PHOTOGRAPH[:-1]), page("![Carte](half.png)")),
     f"{PAGE}:14", "no whole PNG"),
    ("a picture of nothing", both(text("pictures/none.png", png(0, 10)), page("![Carte](none.png)")),
     f"{PAGE}:14", "2160 pixels"),
    ("no picture inside", both(text("pictures/no.svg", "<html></html>"), page("![Carte](no.svg)")),
     f"{PAGE}:14", "no drawing"),
    ("a picture that breaks off at once", both(text("pictures/no.svg", "<svg"), page("![Carte](no.svg)")),
     f"{PAGE}:14", "no drawing"),
    ("a picture of no size", both(text("pictures/no.svg", "<svg/>"), page("![Carte](no.svg)")),
     f"{PAGE}:14", "no drawing"),
    ("a picture of letters", both(text("pictures/no.svg", LETTERS), page("![Carte](no.svg)")),
     f"{PAGE}:14", "cannot be drawn"),
    ("a picture that leads elsewhere", both(link("pictures/card.svg", "/etc/passwd"), page("![Carte](card.svg)")),
     f"{PAGE}:14", "no drawing"),
    ("a picture outside", page("![Carte](../../../../etc/passwd)"), f"{PAGE}:14", "is no picture of the content"),
    ("a picture of the web", page("![Carte](https://www.example.org/card.svg)"), f"{PAGE}:14", "is no picture"),
    ("a picture outside, in the front matter",
     text(PAGE, BAD_HEADER.replace("rank: 1", "picture: ../../etc/passwd.png") + "\nUn mot.\n"), f"{PAGE}:8",
     "is no picture of the content"),
    ("no such picture", page("![Carte](nothing.svg)"), f"{PAGE}:14", "no picture"),
    ("a picture without words", both(text("pictures/a.svg", DRAWING), page("![](a.svg)")), f"{PAGE}:14", "no words"),
    ("a link to a file", page("Voir [ceci](../../etc/passwd)."), f"{PAGE}:14", "never files"),
    ("a link to file://", page("Un mot.\n\nVoir [ceci](file:///etc/passwd)."), f"{PAGE}:16", "never files"),
    ("a link to javascript:", page("Voir [ceci](javascript:alert%281%29)."), f"{PAGE}:14", "never files"),
    ("a link to http", page("Voir [ceci](http://www.example.org)."), f"{PAGE}:14", "only https://"),
    ("HTML", page("Un mot.\n\n<div>Un bloc</div>"), f"{PAGE}:16", "HTML"),
    ("HTML in a line", page("Un <b>mot</b>."), f"{PAGE}:14", "HTML"),
    ("a table", page("| a | b |\n|---|---|\n| c | d |"), f"{PAGE}:14", "only headings"),
    ("a code block", page("Un mot.\n\n```\nrm -r\n```"), f"{PAGE}:1", "only headings"),
    ("a list in a list", page("- un\n  - deux"), f"{PAGE}:1", "a list stands in a list"),
    ("an empty page", text(PAGE, BAD_HEADER + "\n<!-- -->\n"), f"{PAGE}:14", "HTML"),
    ("no front matter", text(PAGE, "Un mot.\n"), f"{PAGE}:1", "front matter"),
    ("no such day, in a page", text(PAGE, BAD_HEADER.replace("2026-11-23", "2026-02-30") + "\nUn mot.\n"),
     f"{PAGE}:10", "calendar"),
    ("no such day, in a procedure", procedure("checked_on: 2026-02-30\n"), f"{PROCEDURE}:3", "calendar"),
    ("no such day, in the calendar",
     text("calendar.yaml", "holidays:\n  - id: none\n    date: 2026-02-30\n    name: {fr: Rien, ar: لا شيء}\n"),
     "calendar.yaml:3", "2026-02-30"),
    ("no such day, closed", closed("2026-02-30"), "commune.yaml:", "2026-02-30"),
    ("another id than the file's", text(PAGE, BAD_HEADER.replace("id: office", "id: desk") + "\nUn mot.\n"),
     f"{PAGE}:2", "must be the file's name"),
    ("another id than the file's, in a procedure", text(PROCEDURE, BAD_PROCEDURE.replace("rpt-stay", "stay")),
     f"{PROCEDURE}:1", "must be the file's name"),
    ("a page of two plugins", second_plugin, "content/pages/school.fr.md:1",
     "taken already"),
    ("two bodies with one id", text("bodies.yaml", BODY + BODY), "bodies.yaml:9", "taken already"),
    ("a body of ours changed twice", text("bodies.yaml", BODY.replace("friends", "cnss") * 2), "bodies.yaml:9",
     "taken already"),
    ("a translation without its page", text("pages/lost.en.md", "---\ntitle: A\ndetail: B\n---\n\nText.\n"),
     "pages/lost.en.md:1", "there is no lost.fr.md"),
    ("no YAML", procedure("papers: [\n"), f"{PROCEDURE}:", "not valid YAML"),
    ("no YAML in a page", text(PAGE, BAD_HEADER.replace("rank: 1", "rank: [") + "\nUn mot.\n"), f"{PAGE}:",
     "not valid YAML"),
    ("no YAML in the bodies", text("bodies.yaml", BODY + "- id: [\n"), "bodies.yaml:", "not valid YAML"),
    ("an alias bomb", procedure(BOMB), f"{PROCEDURE}:", "aliases"),
    ("a file of 2 MB", procedure("# " + "x" * 2_000_000 + "\n"), PROCEDURE, "larger than"),
    ("a page of 2 MB", page("mot " * 500_000), PAGE, "larger than"),
    ("deep nesting", procedure("papers: " + "[" * 40 + "]" * 40 + "\n"), f"{PROCEDURE}:3", "too deeply"),
    ("very deep nesting", procedure("papers: " + "[" * 200_000 + "\n"), f"{PROCEDURE}:3", "not valid YAML"),
    ("a page that is /etc/passwd", link(PAGE, "/etc/passwd"), f"{PAGE}:1", "front matter"),
    ("a procedure that is /etc/passwd", link(PROCEDURE, "/etc/passwd"), f"{PROCEDURE}:", ""),
    ("a page that is a device", link(PAGE, "/dev/zero"), PAGE, "not a regular file"),
    ("a page that leads in a circle", link(ARABIC, "office.ar.md"), ARABIC, "in a circle"),
    ("a calendar that leads nowhere", link("calendar.yaml", "nowhere.yaml"), "calendar.yaml", "no such file"),
    ("an unreadable procedure", unreadable(PROCEDURE), PROCEDURE, "may not do that"),
    ("an unreadable page", unreadable(PAGE), PAGE, "may not do that"),
    ("unreadable bodies", unreadable("bodies.yaml"), "bodies.yaml", "may not do that"),
]
# What can be published, and yet nobody can mean.
ODD = [
    ("rules that contradict each other",
     procedure("rules:\n  - id: one\n    when: {kind: [first]}\n    add: [photos]\n"
               "  - id: two\n    when: {kind: [first]}\n    tone: stop\n    say: {fr: Non, ar: لا}\n"),
     f"{PROCEDURE}:4", "contradict each other"),
    ("a paper no rule asks for", procedure("papers:\n  - {id: lonely, name: {fr: Seul, ar: و}, form: show}\n"),
     f"{PROCEDURE}:4", 'no rule asks for the paper "lonely"'),
    ("a question no rule uses", procedure("questions:\n" + question("idle", "")), f"{PROCEDURE}:4", "decides nothing"),
]


def run(action):
    """Without root's right to read what nobody may."""
    command = [str(pathlib.Path(stage, "bin/marhaba")), "--home", str(home), "content", action]
    if os.getuid() == 0:
        command = ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search", *command]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False,
                          env={**os.environ, "MARHABA_LANG": "en"})
    return done.returncode, done.stdout + done.stderr


def restore():
    for part in ("content/procedures", "content/pages", "content/pictures", "plugins.d"):
        shutil.rmtree(home / part, ignore_errors=True)
    for name in ("bodies.yaml", "calendar.yaml"):
        (content / name).unlink(missing_ok=True)
    (home / "plugins.d").mkdir()
    shutil.copy(scratch / "commune.yaml", home / "commune.yaml")
    text(PROCEDURE, GOOD_PROCEDURE)()
    text(PAGE, GOOD_PAGE)()


def names(kiosk):
    return [node.get("name") for node in kiosk.nodes()]


def look(kiosk, stay):
    """One visit: the papers for the residence card, then the page."""
    kiosk.tap("core.language.fr")
    kiosk.tap("core.service.RPT-STAY")
    if stay not in names(kiosk):
        raise Trouble(f"not \"{stay}\" but {kiosk.summary()}")
    kiosk.tap("core.home")
    kiosk.tap("core.service.INFO")
    kiosk.tap("situation.everyone")
    rows = [node for node in kiosk.nodes() if node.get("role") == "row"]
    if rows[0]["name"] != "Bonne page":
        raise Trouble(f"not the good page but {kiosk.summary()}")
    kiosk.tap(rows[0]["id"])
    if "Un bon texte." not in names(kiosk):
        raise Trouble(f"not the good text but {kiosk.summary()}")
    kiosk.advance(61)
    kiosk.advance(21)
    if kiosk.stage() != "attract":
        raise Trouble("the visit did not end: " + kiosk.summary())


def tells(said, kind, place, words):
    """A line "kind: …/place: … words"; a place without line is a whole file's."""
    sentence = rf"(?m)^{kind}: \S*/{re.escape(place)}{'[0-9]*: ' if ':' in place else ':'}.*{re.escape(words)}"
    return re.search(sentence, said) is not None


def case(kiosk, spoil, place, words, kind):
    restore()
    spoil()
    found = "marhaba" if place.startswith("commune") else kind
    code, said = run("check")
    if code != 1 or not tells(said, found, place, words):
        raise Trouble(f"check: exit {code}, no {place} with \"{words}\":\n"
                      + "\n".join(line for line in said.splitlines() if line.startswith(found))[:1500])
    if "AddressSanitizer" in said or "runtime error" in said:
        raise Trouble(said[:3000])
    code, said = run("publish")
    if code != (0 if kind == "unreachable" else 1):
        raise Trouble(f"publish: exit {code}: {said[:500]}")
    look(kiosk, "Mauvaise version" if kind == "unreachable" else "Bonne version")


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    marhaba(stage, home, "init", "--commune", "taliouine")
    shutil.copy(home / "commune.yaml", scratch / "commune.yaml")
    restore()
    failures = []
    code, said = run("check")
    if code != 0:
        failures.append("what is shipped, with two good files over it: "
                        + "\n".join(re.findall(r"(?m)^(?:wrong|unreachable): .*", said))[:1500])
    run("publish")
    with Kiosk(stage, home) as kiosk:
        look(kiosk, "Bonne version")
        cases = [(*row, "wrong") for row in WRONG] + [(*row, "unreachable") for row in ODD]
        for name, *row in cases:
            try:
                case(kiosk, *row)
            except Trouble as trouble:
                failures.append(f"{name}: {trouble}")
                if kiosk.stage() != "attract":
                    kiosk.advance(61)
                    kiosk.advance(21)
        restore()
        if run("publish")[0] != 0:
            failures.append("what is mended is not published")
        look(kiosk, "Bonne version")
    for failure in failures:
        print("FAILED:", failure)
    print(f"{len(cases)} cases, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
