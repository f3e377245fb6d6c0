"""Papers to take home through the real kiosk: a visit in Arabic whose checklist is printed with its links, and whose
ticket comes with the list of what is to be brought; the number on screen before anything is printed; and printers
that are gone, or go between the ticket and its list."""
import contextlib
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import sys
import threading
import time

SOURCE = os.environ["MARHABA_SOURCE"]
for folder in ("support", "journeys", "printer"):
    sys.path.insert(0, os.path.join(SOURCE, "tests", folder))
import slips  # noqa: E402
from automation import Kiosk, marhaba  # noqa: E402
import tour  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
DAY = "2026-11-25"


class SilentAlbum:
    def keep(self, name):
        """No picture is kept here."""


def new_home(name, printer="file:slips", paper=80):
    home = scratch / name
    marhaba(stage, home, "init", "--commune", "taliouine", "--officer", "agent")
    settings = home / "commune.yaml"
    text = settings.read_text(encoding="utf-8")
    text = re.sub(r"to: file:slips.*", f"to: {printer}", text)
    settings.write_text(re.sub(r"paper: 80.*", f"paper: {paper}", text), encoding="utf-8")
    return home


def open_papers(kiosk, language):
    """The checklist of a French pension, its papers marked."""
    kiosk.tap(f"core.language.{language}")
    kiosk.tap("core.service.PEN-FR")
    tour.answer_questions(kiosk, SilentAlbum())
    for paper, mark in zip([n["id"] for n in kiosk.nodes() if n.get("role") == "item"], tour.MARKS):
        kiosk.tap(f"{paper}:{mark}")


def open_page(kiosk, language):
    """The first page of the information."""
    kiosk.tap(f"core.language.{language}")
    kiosk.tap("core.service.INFO")
    for _ in range(3):
        if kiosk.node("print"):
            return
        kiosk.tap(next(n["id"] for n in kiosk.nodes() if n.get("role") == "row"))


def over(kiosk):
    """The title of what lies over the screen; "" when nothing does."""
    tree = kiosk.tree().get("over") or []
    return next((n["name"] for part in tree for n in part.get("children", [part]) if n.get("role") == "title"), "")


def ticket_number(kiosk):
    return next(n for n in kiosk.nodes() if n.get("role") == "ticket")["name"]


def decoded(home, name):
    picture = scratch / f"{home.name}-{name}.pgm"
    slips.decode(home / "slips" / f"{name}.escpos", picture)
    for ending in ("png", "pdf"):
        assert (home / "slips" / f"{name}.{ending}").is_file(), f"{name}.{ending} is not there"
    return picture


def visit_with_papers(paper):
    home = new_home(f"arabic-{paper}", paper=paper)
    with Kiosk(stage, home) as kiosk:
        open_papers(kiosk, "ar")
        links = {node["value"] for node in kiosk.nodes() if node.get("role") == "link"}
        kiosk.tap("print")
        assert over(kiosk) == "خرجت ورقتكم", kiosk.summary()
        kiosk.tap("core.read")
        assert over(kiosk) == "" and kiosk.node("print"), "the screen was lost"
        kiosk.tap(tour.primary(kiosk))
        kiosk.tap("core.confirm")
        number = ticket_number(kiosk)
        kiosk.settle()
        kiosk.tap("core.done")
        kiosk.advance(30)
        kiosk.tap("core.language.ar")
        kiosk.tap("core.service.OFFICER")
        kiosk.tap("core.confirm")
        plain = ticket_number(kiosk)
        kiosk.settle()
    names = sorted(path.stem for path in (home / "slips").glob("*.escpos"))
    wanted = sorted([f"{DAY}-102400-paper-1", f"{DAY}-{number}", f"{DAY}-{number}-papers", f"{DAY}-{plain}"])
    assert names == wanted, f"{names}, not {wanted}"
    heights = {}
    for name in names:
        picture = decoded(home, name)
        width, heights[name], _ = slips.read_dots(picture)
        assert width == {80: 576, 58: 384}[paper], f"{name} is {width} dots wide"
        zbar, zxing = slips.read_qr(picture)
        if name.endswith("paper-1"):
            assert set(zbar.split()) == links and zxing in links, f"{zbar} and {zxing}, not {links}"
        elif name.endswith("papers"):
            assert (zbar, zxing) == ("", ""), f"a list of papers says {zbar}"
        else:
            assert zbar == zxing and re.fullmatch(r"\d{48}", zbar), f"{name}: {zbar} {zxing}"
    slip, other = heights[f"{DAY}-{number}"], heights[f"{DAY}-{plain}"]
    assert abs(slip - other) < 100, f"a ticket's slip tells what it is for: {slip} and {other} dots"
    print(f"{paper} mm, in Arabic: the list on screen, the ticket and the list to bring are printed")


class Printer:
    """A printer on TCP that takes as many slips as it is told, then is gone."""

    def __init__(self, slips_it_takes, on_slip=None):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.left, self.on_slip, self.taken = slips_it_takes, on_slip, []
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        while self.left > 0:
            connection, _ = self.server.accept()
            self.left -= 1
            if self.left == 0:
                self.server.close()
            with connection:
                if self.on_slip:
                    self.on_slip()
                received = b""
                with contextlib.suppress(OSError):
                    while part := connection.recv(65536):
                        received += part
                self.taken.append(received)

    def wait(self):
        self.thread.join(30)
        assert not self.thread.is_alive(), "no slip came"


def shown_before_printed():
    """When the printer is first spoken to, the ticket is stored and on the screen."""
    called, go_on = threading.Event(), threading.Event()

    def hold():
        called.set()
        assert go_on.wait(30)

    printer = Printer(2, hold)
    home = new_home("order", f"tcp:127.0.0.1:{printer.port}")
    with Kiosk(stage, home) as kiosk:
        open_papers(kiosk, "fr")
        kiosk.tap(tour.primary(kiosk))
        kiosk.ask("tap", id="core.confirm")
        assert called.wait(30), "nothing is printed"
        deadline = time.monotonic() + 5
        while kiosk.stage() != "ticket" and time.monotonic() < deadline:
            time.sleep(0.01)
        assert kiosk.stage() == "ticket", f"printed before it is shown: {kiosk.summary()}"
        with sqlite3.connect(f"file:{home}/marhaba.db?mode=ro", uri=True) as store:
            assert store.execute("SELECT count(*) FROM tickets").fetchone() == (1,), "printed before it is stored"
        go_on.set()
        printer.wait()
        kiosk.settle()
    assert [slip[:2] for slip in printer.taken] == [b"\x1b@"] * 2, "the ticket and its list, one after the other"
    print("the ticket is stored, then shown, then printed, then its list")


def printer_gone():
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    home = new_home("gone", f"tcp:127.0.0.1:{port}")
    with Kiosk(stage, home) as kiosk:
        open_page(kiosk, "es")
        title = next(n["name"] for n in kiosk.nodes() if n.get("role") == "title")
        kiosk.tap("print")
        assert over(kiosk) == "El papel no ha salido", kiosk.summary()
        kiosk.tap("core.read")
        assert title == next(n["name"] for n in kiosk.nodes() if n.get("role") == "title"), "the page was lost"
    print("no printer: one is told, and the page stays")


def printer_goes_after_the_ticket():
    printer = Printer(1)
    home = new_home("goes", f"tcp:127.0.0.1:{printer.port}")
    with Kiosk(stage, home) as kiosk:
        open_papers(kiosk, "en")
        kiosk.tap(tour.primary(kiosk))
        kiosk.tap("core.confirm")
        printer.wait()
        kiosk.settle()
        ticket_number(kiosk)
        assert "Your ticket came out, but not the list" in kiosk.summary(), kiosk.summary()
    print("a printer that goes after the ticket: the number stays, the missing list is told")


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    slips.install_decoder()
    for paper in (80, 58):
        visit_with_papers(paper)
    shown_before_printed()
    printer_gone()
    printer_goes_after_the_ticket()


main()
