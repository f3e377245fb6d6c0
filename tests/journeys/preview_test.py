"""marhaba content preview: every shipped page in French and Arabic, paths of answers, and what goes wrong.

    preview_test.py STAGE SCRATCH
"""
import concurrent.futures
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from automation import Trouble, marhaba  # noqa: E402

STAGE, SCRATCH = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
HOME, TEMPORARY = SCRATCH / "home", SCRATCH / "temporary"
SHIPPED = STAGE / "lib/marhaba/plugins.d"
PNG = b"\x89PNG\r\n\x1a\n"


def command(*arguments):
    return [str(STAGE / "bin/marhaba"), "--home", str(HOME), "content", "preview", *arguments]


def environment(language="en"):
    return {**os.environ, "MARHABA_LANG": language, "TMPDIR": str(TEMPORARY)}


def preview(*arguments, stage=None, env=None):
    words = command(*arguments)
    if stage:
        words[0] = str(stage / "bin/marhaba")
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300,
                          env=env or environment())
    return done.returncode, done.stdout, done.stderr


def expect(condition, what):
    if not condition:
        raise Trouble(what)


def nothing_is_left():
    left = list(TEMPORARY.iterdir())
    expect(not left, f"left behind: {left}")
    for folder in pathlib.Path("/proc").iterdir():
        try:
            words = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        expect(str(TEMPORARY).encode() not in words, f"still there: {words}")


def title_of(page, language):
    for line in (SHIPPED / f"information/content/pages/{page}.{language}.md").read_text().splitlines():
        if line.startswith("title: "):
            return line.removeprefix("title: ").strip().strip('"')
    raise Trouble(f"{page}.{language} has no title")


def draw_page(page, language):
    out = SCRATCH / "pages" / f"{page}.{language}"
    status, said, trouble = preview(f"page/{page}", "--language", language, "--out", str(out))
    expect(status == 0, f"{page}.{language}: {trouble}")
    expect(f"# {title_of(page, language)}\n" in said, f"{page}.{language} shows no title: {said}")
    names = sorted(path.name for path in out.iterdir())
    expect(names == [f"{page}.{language}.{i:02}.png" for i in range(1, len(names) + 1)] and names,
           f"{page}.{language}: {names}")
    for path in out.iterdir():
        expect(path.read_bytes().startswith(PNG), f"{path} is no picture")


def every_page():
    pages = sorted(path.name.removesuffix(".fr.md")
                   for path in (SHIPPED / "information/content/pages").glob("*.fr.md"))
    expect(len(pages) > 25, f"only {len(pages)} pages are shipped")
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(draw_page, page, language) for page in pages for language in ("fr", "ar")]:
            done.result()
    nothing_is_left()
    print(f"ok  {len(pages)} pages in French and Arabic")


PATHS = [  # procedure, language, answers, lying, screens, what is shown at the end, what is not
    ("procedure/pension", "fr", "country=fr age=reached names=yes card=yes family=unknown morocco=no", False, 7,
     "- ", None),
    ("procedure/pension", "fr", "country=it", False, 2, "! ", "- "),
    ("procedure/customs", "ar", "certificate=yes status=worker tools=no car=yes age=over-60 years=yes", False, 7,
     "90", None),
    ("procedure/customs", "ar", "certificate=yes status=worker tools=no car=yes age=2001 years=yes", False, 6,
     "- ", "90"),
    ("procedure/customs", "es", "certificate=unknown status=student tools=unknown car=no", True, 4, "was not asked", None),
]


def paths_of_answers():
    for number, (what, language, answers, lying, screens, shown, hidden) in enumerate(PATHS):
        out = SCRATCH / f"path{number}"
        status, said, trouble = preview(what, "--language", language, "--answers", answers, "--out", str(out),
                                        *(["--lying"] if lying else []))
        expect(status == 0, f"{what} {answers}: {trouble}")
        parts = said.split("-" * 40 + "\n")[1:]
        expect(len(parts) == screens, f"{what} {answers}: {len(parts)} screens: {said}")
        expect(shown in parts[-1] and (not hidden or hidden not in parts[-1]), f"{what} {answers}: {parts[-1]}")
        expect(all("? " in part for part in parts[:-1]), f"{what} {answers}: {said}")
        pictures = sorted(out.iterdir())
        expect(len(pictures) >= screens, f"{what} {answers}: {pictures}")
        width, height = (int.from_bytes(pictures[0].read_bytes()[at:at + 4], "big") for at in (16, 20))
        expect((width > height) == lying, f"{what} {answers}: {width} by {height}")
    nothing_is_left()
    print(f"ok  {len(PATHS)} paths of answers")


ERRORS = [  # arguments, exit status, what is said
    (["procedure/pension", "--answers", "country=fr"], 1,
     ['"age"', "pension age?", "reached, later, unfit, unknown"]),
    (["procedure/pension"], 1, ['"country"', "which country", "fr, be"]),
    (["procedure/pension", "--answers", "land=fr"], 1, ['"land"', "country, age"]),
    (["procedure/pension", "--answers", "country=xx"], 1, ['"xx"', '"country"', "fr, be"]),
    (["procedure/pension", "--answers", "country"], 1, ['"country" is no answer']),
    (["procedure/pension", "--answers", "age=later age=later"], 1, ["twice"]),
    (["procedure/customs", "--answers", "age=old"], 1, ['"old"', "When were you born", "1951-03-09"]),
    *((["procedure/customs", "--answers", f"age={text}"], 1, [f'"{text}" is no date of birth', "1951-03-09"])
      for text in ("1800", "62", "31-12-1962", "1962-02-31", "1962-13", "2101", "-")),
    (["page/office", "--answers", "age=old"], 1, ["asks no questions"]),
    (["legalisation"], 1, ["page/legalisation", "procedure/legalisation"]),
    (["nowhere"], 1, ['"nowhere"']),
    (["procedure/office"], 1, ['"office"']),
    (["page/../office"], 1, ['"../office"']),
    (["page/office", "--language", "de"], 1, ['"de"', "ar, zgh, fr, en, es"]),
    (["page/office", "--out", "/proc/nowhere"], 1, ["/proc/nowhere"]),
    (["page/office", "--lying", "yes"], 2, ['"yes"']),
    (["page/office", "--out"], 2, ['"--out"']),
    ([], 2, ["ID"]),
]


def errors():
    for arguments, code, parts in ERRORS:
        status, said, trouble = preview(*arguments)
        expect(status == code, f"{arguments} ended with {status}: {said}{trouble}")
        expect(trouble.count("\n") == 1, f"{arguments}: not one sentence: {trouble}")
        for part in parts:
            expect(part in trouble, f"{arguments}: no {part} in {trouble}")
    nothing_is_left()
    print(f"ok  {len(ERRORS)} errors")


def sources_as_they_are():
    """What is not published yet is drawn; what is wrong is told with its line, and not drawn."""
    own = HOME / "content/pages"
    own.mkdir(parents=True)
    published = (HOME / "content/published.db").read_bytes()
    page = own / "market-day.fr.md"
    head = ("---\nid: market-day\ntitle: Jour de souk\ndetail: Quand venir\nkeywords: [souk]\n"
            "situations: [everyone]\naudience: [everyone]\nicon: info\nsource: [K]\n"
            "checked_on: 2026-11-23\nvalid_until: {until}\n---\n\n{text}\n")
    arabic = own / "market-day.ar.md"
    arabic.write_text("---\ntitle: يوم السوق\ndetail: متى تأتون\nkeywords: [سوق]\n---\n\nتعالوا صباحا.\n")
    page.write_text(head.format(until="2020-01-01", text="Venez **tôt**."))
    status, said, trouble = preview("market-day", "--language", "fr")
    expect(status == 0, trouble)
    expect("Venez tôt." in said and "to check again: " in said, said)
    expect(said.index("market-day.fr.md") < said.index("# Jour de souk"), said)
    expect("office.fr.md" not in said, f"what is of no concern is told: {said}")
    page.write_text(head.format(until="2027-01-01", text="![une carte](nowhere.svg)"))
    status, said, trouble = preview("market-day", "--language", "fr")
    expect(status == 1 and "market-day.fr.md:1" in said and "#" not in said, said)
    expect("market-day" in trouble, trouble)
    expect((HOME / "content/published.db").read_bytes() == published, "the preview published something")
    nothing_is_left()
    print("ok  the sources as they are")


NOTES = [  # language of the reader, what is previewed, a line, the line before it
    ("fr", ["page/life-certificate"], "Pour : retraité, veuve", None),
    ("ar", ["page/life-certificate"], "لـ: المتقاعدون، الأرامل", None),
    ("en", ["procedure/noted", "--language", "fr"], "  By law: loi 55-19, art. 7", "- Photos"),
]


def notes_for_who_checks():
    """For whom a page is, and by what law a paper is asked: no screen shows it."""
    procedures = HOME / "content/procedures"
    procedures.mkdir(parents=True)
    (procedures / "noted.yaml").write_text(
        "id: noted\nrecipient: PRIVATE\nicon: book\nsource: [K]\ntitle: {fr: Notes, ar: ملاحظات}\n"
        "papers:\n  - {id: photos, form: show, name: {fr: Photos, ar: صور}, legal_basis: \"loi 55-19, art. 7\"}\n"
        "  - {id: card, form: show, name: {fr: Carte, ar: بطاقة}}\nrules:\n  - {id: all, add: [photos, card]}\n",
        encoding="utf-8")
    for language, arguments, line, before in NOTES:
        status, said, trouble = preview(*arguments, env=environment(language))
        lines = said.splitlines()
        expect(status == 0 and lines.count(line) == 1, f"{arguments}: {said}{trouble}")
        if before:
            expect(before in lines[:lines.index(line)] and "- Carte" in lines[lines.index(line):],
                   f"{arguments}: {said}")
    shutil.rmtree(procedures)
    nothing_is_left()
    print(f"ok  {len(NOTES)} notes for who checks")


def broken_kiosk():
    """A copy of the programs whose kiosk is missing, dies at once, or dies on the way."""
    copy = SCRATCH / "copy"
    shutil.copytree(STAGE, copy, symlinks=True)
    kiosk = copy / "bin/marhaba-kiosk"
    second = SCRATCH / "broken/customs.fr.02.png"
    dies = (f"{STAGE}/bin/marhaba-kiosk \"$@\" & while [ ! -e {second} ]; do sleep 0.02; done; "
            "kill -9 $!; exit 1")
    for script, part in ((None, "cannot start"), ("echo no display here >&2; exit 1", "no display here"),
                         (dies, "ended before")):
        kiosk.unlink(missing_ok=True)
        if script:
            kiosk.write_text("#!/bin/sh\n" + script + "\n")
            kiosk.chmod(0o755)
        status, said, trouble = preview("procedure/customs", "--language", "fr", "--answers", PATHS[2][2],
                                        "--out", str(SCRATCH / "broken"), stage=copy)
        expect(status == 1 and part in trouble, f"{script}: {status} {said}{trouble}")
        nothing_is_left()
    print("ok  a kiosk that cannot be had")


def interrupted():
    for number in (signal.SIGINT, signal.SIGTERM):
        process = subprocess.Popen(command("page/office"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True, env=environment())
        deadline = time.monotonic() + 60
        while not list(TEMPORARY.glob("*/automation")):
            expect(process.poll() is None and time.monotonic() < deadline, "the kiosk never came")
            time.sleep(0.01)
        process.send_signal(number)
        said, trouble = process.communicate(timeout=60)
        expect(process.returncode == 1 and "interrupted" in trouble, f"{process.returncode}: {said}{trouble}")
        nothing_is_left()
    print("ok  an interrupted preview")


def main():
    shutil.rmtree(SCRATCH, ignore_errors=True)
    TEMPORARY.mkdir(parents=True)
    marhaba(STAGE, HOME, "init", "--commune", "taliouine")
    marhaba(STAGE, HOME, "content", "publish")
    errors()
    paths_of_answers()
    notes_for_who_checks()
    broken_kiosk()
    interrupted()
    every_page()
    sources_as_they_are()


if __name__ == "__main__":
    main()
