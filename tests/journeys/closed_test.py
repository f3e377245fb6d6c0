"""A ticket taken while the office is closed says so, and when it opens, instead of "you are next"."""
import os
import pathlib
import shutil
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, marhaba  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)
CASES = [("2026-11-25T10:24:00", "fr", "Vous êtes le prochain", None),
         ("2026-11-25T23:30:00", "fr", "Il ouvre jeudi 26 novembre à 09:00", "prochain"),
         ("2026-11-29T10:00:00", "es", "Abre el lunes 30 de noviembre a las 09:00", "próximo"),
         ("2026-11-27T12:30:00", "ar", "14:00", "التالي")]


def said(kiosk):
    return " ".join(n.get("name", "") for n in kiosk.nodes())


home = scratch / "home"
marhaba(stage, home, "init", "--commune", "taliouine", "--officer", "agent")
for at, language, expected, never in CASES:
    with Kiosk(stage, home, at=at) as kiosk:
        kiosk.tap(f"core.language.{language}")
        kiosk.tap("core.service.OFFICER")
        review = said(kiosk)
        kiosk.tap("core.confirm")
        ticket = said(kiosk)
    for mark in "\u2066\u2067\u2068\u2069":
        review, ticket = review.replace(mark, ""), ticket.replace(mark, "")
    assert expected in ticket, f"{at}: {ticket}"
    if never:
        assert expected in review, f"{at}: {review}"
        assert never not in ticket, f"{at}: {ticket}"
    print(f"{at}: {expected}")
