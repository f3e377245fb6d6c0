"""kill -9 of the kiosk between "ticket shown" and "printed": the ticket is there, once."""
import os
import pathlib
import re
import shutil
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, marhaba  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)
home = scratch / "home"


def take_ticket(kiosk):
    kiosk.tap("core.language.ar")
    kiosk.tap("core.service.OFFICER")
    kiosk.tap("core.confirm")
    ticket = next(n for n in kiosk.nodes() if n.get("role") == "ticket")
    return ticket["name"], re.sub(r"\D", "", ticket["detail"])


def tickets_of(number):
    return marhaba(stage, home, "ticket", "show", number)


def main():
    marhaba(stage, home, "init", "--commune", "taliouine", "--officer", "agent")
    # A printer that takes the connection and never finishes: the slip cannot come out before the kill.
    printer = scratch / "printer"
    os.mkfifo(printer)
    settings = home / "commune.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"to: file:slips.*", f"to: device:{printer}", text), encoding="utf-8")

    seen = []
    for expected in ("D-001", "D-002", "D-003"):
        kiosk = Kiosk(stage, home)
        number, code = take_ticket(kiosk)
        kiosk.kill()
        assert number == expected, f"expected {expected}, the kiosk showed {number}"
        seen.append((number, code))
        kiosk.close()

    for number, code in seen:
        said = tickets_of(code)
        assert number in said, f"{number} ({code}) is lost: {said}"
    said = marhaba(stage, home, "audit", "verify")
    issued = marhaba(stage, home, "doctor", check=False)
    print(said, issued)
    count = len({code for _, code in seen})
    assert count == 3, "two tickets share a code"
    assert "D-004" not in tickets_of(seen[-1][1])
    missing = marhaba(stage, home, "ticket", "show", "D-004", check=False)
    assert "D-004" in missing and not re.search(r"\d{3} \d{3} \d{3}", missing), missing
    print("three tickets, three kills, none lost, none doubled")


main()
