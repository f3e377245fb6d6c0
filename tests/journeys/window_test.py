"""A real window: a whole visit by mouse clicks under a virtual X server, to the ticket and its slip. The
automation socket is only asked where things stand; every press is the X server's."""
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, Trouble, marhaba  # noqa: E402
from screen import Screen  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])


def lead_on(kiosk):
    return next(n["id"] for n in kiosk.nodes()
                if n.get("role") == "button" and "primary" in (n.get("state") or []))


def expect(kiosk, stage_name):
    found = kiosk.stage()
    if found != stage_name:
        raise Trouble(f"expected {stage_name}, found {found}: {kiosk.summary()}")


def visit(screen, kiosk):
    screen.click(kiosk, "core.language.ar")
    expect(kiosk, "home")
    screen.drag_off(kiosk, "core.service.PEN-FR")  # sliding off cancels
    expect(kiosk, "home")
    screen.click(kiosk, "core.service.PEN-FR")
    expect(kiosk, "plugin")
    for _ in range(12):
        option = next((n for n in kiosk.nodes() if n.get("role") == "option"), None)
        if not option:
            break
        screen.click(kiosk, option["id"])
        if "selected" not in kiosk.node(option["id"])["state"]:
            raise Trouble(f"{option['id']} was clicked and is not chosen")
        screen.click(kiosk, lead_on(kiosk))
    paper = next(n["id"] for n in kiosk.nodes() if n.get("role") == "item")
    screen.click(kiosk, f"{paper}:missing")
    if kiosk.node(paper).get("value") != "missing":
        raise Trouble("the paper is not marked as missing")
    screen.click(kiosk, lead_on(kiosk))
    expect(kiosk, "review")
    screen.click(kiosk, "core.confirm")
    expect(kiosk, "ticket")
    return next(n for n in kiosk.nodes() if n.get("role") == "ticket")


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    home = scratch / "home"
    marhaba(stage, home, "init", "--commune", "taliouine", "--zgh-confirmed")
    with Screen() as screen, Kiosk(stage, home, driver="x11",
                                   environment=screen.environment) as kiosk:
        kiosk.settle()
        expect(kiosk, "attract")
        ticket = visit(screen, kiosk)
        kiosk.shot(scratch / "ticket.png")
        slip = home / "slips" / f"2026-11-25-{ticket['name']}.png"
        if not slip.exists():
            raise Trouble(f"{slip.name} was not printed")
        read = subprocess.run(["zbarimg", "-q", "--raw", str(scratch / "ticket.png")],
                              capture_output=True, text=True, check=False).stdout.strip()
        if read != ticket["value"]:
            raise Trouble(f"the QR on the screen reads as \"{read}\", not {ticket['value']}")
        screen.press(kiosk, "Tab")
        if not screen.focused(kiosk):
            raise Trouble("Tab shows no focus")
        screen.click(kiosk, "core.done")
        expect(kiosk, "goodbye")
    print(f"ticket {ticket['name']} by mouse")


main()
