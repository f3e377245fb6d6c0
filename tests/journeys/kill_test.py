"""kill -9 of the kiosk: a number that was shown is there, once, whenever the end comes. First between "ticket
shown" and "printed"; then at thirty random instants around a ticket's making."""
import os
import pathlib
import random
import re
import shutil
import sqlite3
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, Trouble, marhaba  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)
KILLS = 30


def installation(name):
    home = scratch / name
    marhaba(stage, home, "init", "--commune", "taliouine")
    # A printer that takes the connection and never finishes: the slip cannot come out before the kill.
    printer = scratch / f"{name}-printer"
    os.mkfifo(printer)
    settings = home / "commune.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"to: file:slips.*", f"to: device:{printer}", text), encoding="utf-8")
    return home


def ticket_in(nodes):
    ticket = next((n for n in nodes if n.get("role") == "ticket"), None)
    return ticket and (ticket["name"], re.sub(r"\D", "", ticket["detail"]))


def review(kiosk):
    kiosk.tap("core.language.ar")
    kiosk.tap("core.service.OFFICER")


def after_it_is_shown():
    home = installation("shown")
    seen = []
    for expected in ("D-001", "D-002", "D-003"):
        with Kiosk(stage, home) as kiosk:
            review(kiosk)
            kiosk.tap("core.confirm")
            number, code = ticket_in(kiosk.nodes())
            kiosk.kill()
            if number != expected:
                raise Trouble(f"expected {expected}, the kiosk showed {number}")
            seen.append((number, code))
    for number, code in seen:
        said = marhaba(stage, home, "ticket", "show", code)
        if number not in said:
            raise Trouble(f"{number} ({code}) is lost: {said}")
    missing = marhaba(stage, home, "ticket", "show", "D-004", check=False)
    if "D-004" not in missing or re.search(r"\d{3} \d{3} \d{3}", missing):
        raise Trouble(f"there is a ticket nobody asked for: {missing}")
    print("three tickets, killed when they were on the screen: none lost, none doubled")


def watch(kiosk):
    """Looks at the screen until the kiosk is gone; the ticket that was on it, if one was."""
    shown = None
    try:
        while True:
            shown = ticket_in(kiosk.nodes()) or shown
    except (Trouble, OSError, ValueError):
        return shown


def kill_around_a_ticket(kiosk, delay):
    review(kiosk)
    timer = threading.Timer(delay, kiosk.process.kill)
    timer.start()
    try:
        kiosk.ask("tap", id="core.confirm")
    except (Trouble, OSError, ValueError):
        pass  # it did not live to answer
    shown = watch(kiosk)
    timer.join()
    kiosk.process.wait()
    return shown


def time_of_a_ticket(home):
    with Kiosk(stage, home) as kiosk:
        review(kiosk)
        began = time.monotonic()
        kiosk.ask("tap", id="core.confirm")
        while True:
            shown = ticket_in(kiosk.nodes())
            if shown:
                return time.monotonic() - began, shown


def stored(home):
    """What the file says, after the product's own look at it."""
    marhaba(stage, home, "audit", "verify")
    with sqlite3.connect(home / "marhaba.db") as database:
        def ask(sql):
            return database.execute(sql).fetchall()
        if ask("PRAGMA integrity_check") != [("ok",)]:
            raise Trouble("the database is damaged")
        halves = ask("SELECT count(*) FROM tickets t WHERE sealed IS NULL OR 1 <> (SELECT count(*) FROM cases c"
                     " WHERE c.id = t.case_id) OR 1 <> (SELECT count(*) FROM case_events e"
                     " WHERE e.case_id = t.case_id)")[0][0]
        lines = ask("SELECT count(*) FROM audit WHERE deed = 'ticket.issue'")[0][0]
        tickets = ask("SELECT prefix || '-' || substr('000' || ordinal, -3), code FROM tickets ORDER BY ordinal")
    if halves or lines != len(tickets):
        raise Trouble(f"{halves} tickets are half there, {lines} were issued, {len(tickets)} are there")
    return tickets


def at_any_instant():
    home = installation("instants")
    seed = int(os.environ.get("MARHABA_SEED", time.time_ns() % 1000000))
    print(f"MARHABA_SEED={seed}")
    chance = random.Random(seed)
    takes, first = time_of_a_ticket(home)
    seen = [first]
    for _ in range(KILLS):
        with Kiosk(stage, home) as kiosk:
            shown = kill_around_a_ticket(kiosk, chance.uniform(0, 1.5 * takes))
            if shown:
                seen.append(shown)
    tickets = stored(home)
    for shown in seen:
        if tickets.count(shown) != 1:
            raise Trouble(f"{shown} was shown, and is there {tickets.count(shown)} times: {tickets}")
    numbers = [number for number, _ in tickets]
    if numbers != [f"D-{n:03d}" for n in range(1, len(tickets) + 1)]:
        raise Trouble(f"numbers are doubled or missing: {numbers}")
    if not len(seen) <= len(tickets) <= KILLS + 1:
        raise Trouble(f"{len(tickets)} tickets for {KILLS + 1} visitors")
    print(f"a ticket takes {takes * 1000:.0f} ms; {KILLS} kills: {len(seen) - 1} numbers had been shown, "
          f"{len(tickets) - 1} tickets are there, each once")


after_it_is_shown()
at_any_instant()
