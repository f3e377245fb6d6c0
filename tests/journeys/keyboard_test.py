"""A hardware keyboard, or a switch that types Tab and Enter, works everything; a hand scanner that types is told
from it whatever is open or focused. Every key is the X server's."""
import os
import pathlib
import shutil
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, Trouble, marhaba  # noqa: E402
from screen import Screen  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])


def install():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    home = scratch / "home"
    marhaba(stage, home, "init", "--commune", "taliouine")
    commune = home / "commune.yaml"
    text = commune.read_text(encoding="utf-8")
    text = text.replace("plugins: [", "plugins: [hello, ").replace("home: [", "home: [HELLO, ")
    commune.write_text(text, encoding="utf-8")
    return home


def expect(what, found, wanted):
    if found != wanted:
        raise Trouble(f"{what}: expected {wanted!r}, found {found!r}")


def expect_stage(kiosk, wanted):
    if kiosk.stage() != wanted:
        raise Trouble(f"expected {wanted}, found {kiosk.stage()}: {kiosk.summary()}")


def value(kiosk, name):
    return kiosk.node(name).get("value") or ""


def is_open(kiosk):
    return kiosk.node("ui.done") is not None


def lead_on(kiosk):
    return next(n["id"] for n in kiosk.nodes()
                if n.get("role") == "button" and "primary" in (n.get("state") or []))


def ticket_by_keys(screen, kiosk):
    """Nothing but Tab, Space and Enter, to the ticket; returns its digits."""
    screen.choose(kiosk, "core.language.fr")
    screen.choose(kiosk, "core.service.PEN-FR", "space")
    for _ in range(12):
        option = next((n["id"] for n in kiosk.nodes() if n.get("role") == "option"), None)
        if not option:
            break
        screen.choose(kiosk, option, "space")
        screen.choose(kiosk, lead_on(kiosk))
    paper = next(n["id"] for n in kiosk.nodes() if n.get("role") == "item")
    screen.choose(kiosk, f"{paper}:missing")
    expect("the mark", value(kiosk, paper), "missing")
    screen.choose(kiosk, lead_on(kiosk))
    expect_stage(kiosk, "review")
    kiosk.shot(scratch / "focus.png")
    screen.choose(kiosk, "core.confirm")
    expect_stage(kiosk, "ticket")
    digits = next(n["value"] for n in kiosk.nodes() if n.get("role") == "ticket")
    screen.choose(kiosk, "core.done")
    kiosk.advance(30)
    expect_stage(kiosk, "attract")
    return digits


def typing(screen, kiosk):
    screen.choose(kiosk, "core.language.fr")
    screen.choose(kiosk, "core.service.HELLO")
    screen.choose(kiosk, "name")
    expect("open by Enter", is_open(kiosk), True)
    screen.write(kiosk, "fatima aitx")
    screen.press(kiosk, "BackSpace")
    expect("typed", value(kiosk, "name"), "fatima ait")
    screen.press(kiosk, "Return")
    expect("closed by Enter", (is_open(kiosk), value(kiosk, "name")), (False, "fatima ait"))
    screen.press(kiosk, "space")
    expect("open by Space", is_open(kiosk), True)
    screen.press(kiosk, "Escape")
    expect("closed by Escape", (is_open(kiosk), kiosk.stage()), (False, "plugin"))
    screen.press(kiosk, "Return")
    screen.choose(kiosk, "key:q", "space")  # the keys on the screen, by a switch
    expect("a key on the screen", value(kiosk, "name"), "fatima aitq")
    screen.choose(kiosk, "ui.erase")
    screen.choose(kiosk, "ui.done")
    expect("done on the screen", (is_open(kiosk), value(kiosk, "name")), (False, "fatima ait"))
    screen.choose(kiosk, "ok")
    if "fatima ait" not in kiosk.summary():
        raise Trouble("the plugin was not told the name: " + kiosk.summary())


def back(screen, kiosk):
    screen.press(kiosk, "Escape")
    expect_stage(kiosk, "home")
    seen = []
    for key in ("Down", "Down", "Up", "Right", "Left", "Tab", "shift+Tab"):
        screen.press(kiosk, key)
        seen.append(screen.focused(kiosk))
    first, below, beside = seen[0], seen[1], seen[3]
    expect("where arrows and Tab lead", seen[2:], [first, beside, first, seen[5], first])
    if None in seen or len({first, below, beside}) != 3:
        raise Trouble(f"arrows led to {seen}")
    kiosk.advance(61)
    if not kiosk.node("core.stay"):
        raise Trouble("nobody is asked whether they are still there")
    screen.press(kiosk, "Escape")
    expect("stays", (kiosk.stage(), kiosk.node("core.stay")), ("home", None))


def scans(screen, kiosk, digits, layout):
    screen.choose(kiosk, "core.language.fr")
    screen.choose(kiosk, "core.service.HELLO")
    screen.choose(kiosk, "name")
    screen.scan(kiosk, digits)
    expect_stage(kiosk, "notice")
    screen.press(kiosk, "Escape")
    expect(f"the field after a scan ({layout})", value(kiosk, "name"), "")
    screen.focus(kiosk, "ok")
    screen.scan(kiosk, "123")  # too short to be read, and on a button
    expect("where a short scan leads", (kiosk.stage(), value(kiosk, "name")), ("plugin", ""))
    screen.choose(kiosk, "name")
    screen.scan(kiosk, "1234")
    expect("an open field after a short scan", (is_open(kiosk), value(kiosk, "name")), (True, ""))


def main():
    home = install()
    with Screen() as screen, Kiosk(stage, home, driver="x11", environment=screen.environment) as kiosk:
        digits = ticket_by_keys(screen, kiosk)
        typing(screen, kiosk)
        back(screen, kiosk)
    for layout in ("us", "fr", "ara"):
        with Screen() as screen:
            screen.use_layout(layout)
            with Kiosk(stage, home, driver="x11", environment=screen.environment) as kiosk:
                scans(screen, kiosk, digits, layout)
    print("everything by keys")


main()
