"""The kiosk against the floor (floor.c), on the same virtual X server, one after the other in one run.

    python3 tests/bench/kiosk_bench.py STAGE

One JSON object a line: first_screen (ms from starting the program to its first complete screen, median of
several starts), tap_to_frame_p50, tap_to_frame_p95 and ticket_to_frame_p50 (ms from the press to its painted
answer, the plugin's process or the store's commit included), pss_total (MB of the kiosk and its plugins'
processes, three plugins warm), idle_cpu (ms in 20 s on a still screen)."""
import glob
import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from automation import Kiosk, marhaba  # noqa: E402

stage = pathlib.Path(sys.argv[1])
floor = stage.parent / "tests/bench/floor"
STARTS, ROUNDS, TAPS, STILL = 7, 12, 200, 20


def report(bench, value, unit, budget, baseline):
    print(json.dumps({"bench": bench, "value": round(value, 2), "unit": unit, "budget": budget,
                      "baseline": round(baseline, 2),
                      "ratio": round(value / baseline, 2) if baseline else None}), flush=True)


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def pss(pids):
    total = 0
    for pid in pids:
        for line in open(f"/proc/{pid}/smaps_rollup", encoding="ascii"):
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def family(pid):
    pids, new = [pid], [pid]
    while new:
        new = [int(child) for parent in new for path in glob.glob(f"/proc/{parent}/task/*/children")
               for child in open(path, encoding="ascii").read().split()]
        pids += new
    return pids


def cpu_ms(pids):
    return sum(int(open(path, encoding="ascii").read().split()[0]) for pid in pids
               for path in glob.glob(f"/proc/{pid}/task/*/schedstat")) / 1e6


def still_cpu(pids):
    time.sleep(2)
    before = cpu_ms(pids)
    time.sleep(STILL)
    return cpu_ms(pids) - before


def measure_floor(environment):
    firsts = []
    for _ in range(STARTS):
        begun = time.monotonic_ns()
        process = subprocess.Popen([floor, str(TAPS)], stdout=subprocess.PIPE, text=True, env=environment)
        firsts.append((int(process.stdout.readline()) - begun) / 1e6)
        taps = [int(process.stdout.readline()) / 1000 for _ in range(TAPS)]
        process.stdout.readline()
        if len(firsts) < STARTS:
            process.send_signal(signal.SIGTERM)
            process.wait()
    memory, idle = pss([process.pid]), still_cpu([process.pid])
    process.send_signal(signal.SIGTERM)
    process.wait()
    return statistics.median(firsts), taps, memory, idle


def tap(kiosk, name, times):
    kiosk.ask("tap", id=name)
    times.append(kiosk.ask("settle")["frame_us"] / 1000)


def measure_taps(home, environment):
    taps, tickets = [], []
    with Kiosk(stage, home, driver="x11", environment=environment) as kiosk:
        kiosk.settle()
        for _ in range(ROUNDS):
            for name in ("core.language.ar", "core.service.PEN-FR", "reached", "next", "core.back", "core.home",
                         "core.service.OFFICER"):
                tap(kiosk, name, taps)
            tap(kiosk, "core.confirm", tickets)
            tap(kiosk, "core.done", taps)
            kiosk.advance(60)
    return taps, tickets


def measure_first(home, environment):
    firsts = []
    for _ in range(STARTS):
        begun = time.monotonic_ns()
        with Kiosk(stage, home, driver="x11", environment=environment) as kiosk:
            firsts.append((kiosk.ask("settle")["first_screen_ns"] - begun) / 1e6)
    return statistics.median(firsts)


def measure_rest(home, environment):
    with Kiosk(stage, home, at=None, driver="x11", environment=environment) as kiosk:
        kiosk.tap("core.language.ar")
        time.sleep(1)
        pids = family(kiosk.process.pid)
        return pss(pids), still_cpu(pids)


def main():
    reader, writer = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1080x1920x24", "-nolisten",
                               "tcp"], pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as lines:
        environment = {**os.environ, "DISPLAY": ":" + lines.readline().strip()}
    environment.pop("SDL_VIDEODRIVER", None)
    try:
        with tempfile.TemporaryDirectory() as folder:
            home = pathlib.Path(folder, "home")
            marhaba(stage, home, "init", "--commune", "taliouine", "--zgh-confirmed")
            base_first, base_taps, base_memory, base_idle = measure_floor(environment)
            first = measure_first(home, environment)
            taps, tickets = measure_taps(home, environment)
            memory, idle = measure_rest(home, environment)
    finally:
        server.terminate()
        server.wait()
    report("first_screen", first, "ms", 150, base_first)
    report("tap_to_frame_p50", statistics.median(taps), "ms", 4, statistics.median(base_taps))
    report("tap_to_frame_p95", percentile(taps, 0.95), "ms", 7, percentile(base_taps, 0.95))
    report("ticket_to_frame_p50", statistics.median(tickets), "ms", 8, statistics.median(base_taps))
    report("pss_total", memory, "MB", 60, base_memory)
    report("idle_cpu", idle, "ms", 0, base_idle)


main()
