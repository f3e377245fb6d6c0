"""The whole way of one paper: kiosk -> ESC/POS -> decoded by npos -> read by zbarimg and ZXing -> typed as
the key codes a hand scanner sends, seen through a French and an Arabic keyboard layout -> the case, with its
missing papers on top; and the slip that is not ours, or misread, or another commune's, gets one sentence."""
import os
import pathlib
import re
import shutil
import sys

SOURCE = os.environ["MARHABA_SOURCE"]
for folder in ("support", "journeys", "printer"):
    sys.path.insert(0, os.path.join(SOURCE, "tests", folder))
import slips  # noqa: E402
from automation import Browser, Desk, Kiosk, marhaba  # noqa: E402
import tour  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)
home = scratch / "home"


def visit_in(kiosk, language):
    kiosk.tap(f"core.language.{language}")
    kiosk.tap("core.service.PEN-FR")
    tour.answer_questions(kiosk, SilentAlbum())
    for paper, mark in zip([n["id"] for n in kiosk.nodes() if n.get("role") == "item"], tour.MARKS):
        kiosk.tap(f"{paper}:{mark}")
    kiosk.tap(tour.primary(kiosk))
    kiosk.tap("core.confirm")
    number = next(n for n in kiosk.nodes() if n.get("role") == "ticket")["name"]
    kiosk.settle()
    kiosk.tap("core.done")
    kiosk.advance(30)
    return number


class SilentAlbum:
    def keep(self, name):
        """No picture is kept here."""


def wrong(digits, at):
    return digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1:]


def checked(body):
    """With the check digits of ISO/IEC 7064 MOD 97-10."""
    return body + f"{98 - int(body) * 100 % 97:02d}"


def main():
    slips.install_decoder()
    said = marhaba(stage, home, "init", "--commune", "taliouine", "--zgh-confirmed", "--officer", "agent")
    password = re.search(r"\b[a-z0-9]{4}(?:-[a-z0-9]{4})+\b", said).group(0)
    read = {}
    with Kiosk(stage, home) as kiosk:
        for language in ("ar", "zgh"):
            number = visit_in(kiosk, language)
            picture = scratch / f"{language}.pgm"
            slips.decode(home / "slips" / f"2026-11-25-{number}.escpos", picture)
            zbar, zxing = slips.read_qr(picture)
            assert zbar == zxing and re.fullmatch(r"\d{48}", zbar), (zbar, zxing)
            read[language] = (number, zbar)
    with Desk(stage, home) as desk, Browser() as browser:
        tour.sign_in(browser, desk, "agent", password)
        for language, layout in (("ar", "fr"), ("zgh", "ara")):
            number, digits = read[language]
            browser.open(desk.address + "/")
            browser.scan(digits, layout)
            browser.wait_for_address("/case/")
            first_address = browser.address()
            page = browser.text()
            assert number in page, page
            missing, present = page.find("manque\n"), page.find("présente\n")
            assert "Carte de sécurité sociale étrangère" in page and 0 < missing < present, page
            browser.open(desk.address + "/")
            browser.scan(digits, "us")
            browser.wait_for_address("/case/")
            assert browser.address() == first_address, "scanning again opened another case"
            print(f"{number}, a visit in {language}, scanned through a {layout} layout: the case opens")
        digits = read["ar"][1]
        for what, text in (("a flipped digit", wrong(digits, 20)), ("another commune", checked("1163701" + digits[7:46])),
                           ("a newer format", checked("7" + digits[1:46])),
                           ("not ours", "6111245591456")):
            browser.open(desk.address + "/")
            browser.scan(text, "fr")
            browser.wait_for("[role=alert]")
            assert "/case/" not in browser.address(), f"{what} opened a case"
            print(f"{what}: {browser.text('[role=alert]')}")


main()
