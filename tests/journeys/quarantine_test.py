"""A plugin that crashes for visitors: they are sent to the desk, and the officer and the administrator are told,
each in their own language, for as long as it holds; it works again, or the next day, or after a restart, and
nobody is told any more. Kiosk, desk, command and crashes are real."""
import os
import pathlib
import re
import shutil
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Browser, Desk, Kiosk, Trouble, marhaba  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
crashing = pathlib.Path(os.environ["MARHABA_BUILD"], "tests/hostile/plugins/plugins.d/null-write")
PASSWORD = "safran argane 2026"
shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)
home = scratch / "home"


def check(condition, what):
    if not condition:
        raise Trouble(f"not so: {what}")
    print("ok ", what)


def install():
    said = marhaba(stage, home, "init", "--commune", "taliouine", "--officer", "agent")
    shutil.copytree(crashing, home / "plugins.d/null-write")
    manifest = home / "plugins.d/null-write/manifest.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(
        'name: {en: "Hostile: null-write"}', 'name: {fr: Ma maison, ar: منزلي}'), encoding="utf-8")
    commune = home / "commune.yaml"
    text = commune.read_text(encoding="utf-8")
    text = text.replace("plugins: [", "plugins: [null-write, ").replace("home: [", "home: [HOSTILE, ")
    commune.write_text(text, encoding="utf-8")
    return re.search(r"\b[a-z0-9]{4}(?:-[a-z0-9]{4})+\b", said).group(0)


def read(browser):
    """What stands in the notice, without isolates and with plain spaces."""
    return re.sub("[\u2066-\u2069]", "", re.sub("[\u00a0\u202f]", " ", browser.text(".troubles")))


def crash(kiosk):
    """A visitor opens it, touches something, and is sent to the desk."""
    kiosk.tap("core.language.fr")
    kiosk.tap("core.service.HOSTILE")
    if kiosk.stage() == "plugin":
        kiosk.tap("core.back")
    check(kiosk.stage() == "trouble", "the visitor is sent to the desk")
    check(kiosk.node("core.officer") is not None, "and may take a ticket for it")
    kiosk.tap("core.start")
    kiosk.advance(400)


def ask(language, *arguments):
    os.environ["MARHABA_LANG"] = language
    said = marhaba(stage, home, *arguments, check=False)
    del os.environ["MARHABA_LANG"]
    return said


def main():
    first = install()
    with Browser() as browser:
        with Kiosk(stage, home) as kiosk, Desk(stage, home) as desk:
            browser.open(desk.address + "/")
            browser.type("input[name=login]", "agent")
            browser.type("input[name=password]", first)
            browser.click("form[action='/sign-in'] button")
            browser.wait_for("input[name=old]")
            for name, value in (("old", first), ("new", PASSWORD), ("again", PASSWORD)):
                browser.type(f"input[name={name}]", value)
            browser.click("form[action='/password'] button")
            browser.wait_for("#scan")
            check(read(browser) == "", "nothing is told while all work")

            crash(kiosk)
            browser.wait_for(".trouble", 30)
            check("« Ma maison » est tombé en panne" in read(browser),
                  "a first crash appears without loading the page again")
            check(re.search(r"null-write +\S+ +en panne", ask("fr", "plugin", "list")), "plugin list tells it")

            # Within ten minutes, so that they count together.
            for seconds in (0, 1, 1):
                kiosk.tap("core.language.fr")
                kiosk.tap("core.service.HOSTILE")
                kiosk.tap("core.back")
                check(kiosk.stage() == "trouble", "it crashes again")
                kiosk.tap("core.start")
                kiosk.advance(30 + seconds)
                if kiosk.stage() != "attract":
                    kiosk.advance(100)
            crash(kiosk)
            browser.open(desk.address + "/")
            told = read(browser)
            for part in ("« Ma maison » est fermé à la borne", "Il s’est arrêté tout seul",
                         "mercredi 25 novembre", "jeudi 26 novembre", "Prévenez l’administrateur"):
                check(part in told, f"the officer reads: {part}")
            browser.shot(scratch / "closed-fr.png")
            browser.click(".menu summary")
            browser.click("button[value=ar]")
            browser.wait_for("html[lang=ar] .trouble")
            told = read(browser)
            for part in ("منزلي", "توقف من تلقاء نفسه", "26 نونبر"):
                check(part in told, f"and in Arabic: {part}")
            browser.shot(scratch / "closed-ar.png")
            for language, words in (("fr", "fermé"), ("ar", "مغلقة"), ("en", "closed"), ("es", "cerrado")):
                said = ask(language, "plugin", "list")
                check(re.search(rf"null-write +\S+ +{words}", said) and "marhaba-kiosk" in said,
                      f"plugin list in {language}")
                check(words in ask(language, "doctor"), f"the doctor in {language}")
            kiosk.kill()
            browser.open(desk.address + "/")
            check("منزلي" in read(browser), "it is kept when the kiosk is killed")
        with Desk(stage, home, at="2026-11-26T00:01:00") as desk:
            browser.open(desk.address + "/")
            if browser.run("return !!document.querySelector('input[name=login]')"):
                browser.type("input[name=login]", "agent")
                browser.type("input[name=password]", PASSWORD)
                browser.click("form[action='/sign-in'] button")
                browser.wait_for("#scan")
            check(read(browser) == "", "the next day nobody is told, kiosk or none")
    with Kiosk(stage, home) as kiosk:
        kiosk.tap("core.language.fr")
        check(re.search(r"null-write +\S+ +on", ask("en", "plugin", "list")), "a kiosk started again tries it again")


main()
