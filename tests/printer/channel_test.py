#!/usr/bin/env python3
"""Slips sent to printers that are there, slow, half there and not there: the whole slip or one clear sentence."""
import contextlib
import os
import pathlib
import select
import socket
import sys
import threading
import time

import slips

STAGE, SCRATCH = sys.argv[1], pathlib.Path(sys.argv[2])


def check_received(name, received, digits):
    """The bytes that came out at the other end are one whole slip with this QR."""
    assert received.startswith(b"\x1b@"), received[:8]
    assert received.endswith(b"\x1dVB\x00"), received[-8:]
    escpos, picture = SCRATCH / f"{name}.escpos", SCRATCH / f"{name}.pgm"
    escpos.write_bytes(received)
    slips.decode(escpos, picture)
    read = slips.read_qr(picture)
    assert read == (digits, digits), f"{name}: {read}"


def check_sentence(sentence, *parts):
    for part in parts:
        assert part in sentence, f'"{sentence}" does not say "{part}"'


@contextlib.contextmanager
def listener(serve):
    """A printer on TCP: `serve` gets each connection. Gives the port."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        server.bind(("127.0.0.1", 0))
        server.listen(1)

        def accept():
            with contextlib.suppress(OSError):
                connection, _ = server.accept()
                with connection:
                    serve(connection)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(timeout=30)


def read_all(file_or_socket, pause=0.0):
    received = b""
    read = file_or_socket.recv if isinstance(file_or_socket, socket.socket) else file_or_socket.read
    while part := read(1024):
        received += part
        time.sleep(pause)
    return received


# ---- TCP ----

def tcp_takes_a_slip():
    received = []
    with listener(lambda connection: received.append(read_all(connection))) as port:
        digits = slips.finish_sample(slips.start_sample(STAGE, f"tcp:127.0.0.1:{port}", "t"))
    check_received("tcp", received[0], digits)


def tcp_slow_and_talkative():
    """A printer that takes little at a time and sends its state without being asked."""
    received = []

    def serve(connection):
        connection.sendall(b"\x10\x00\x03\x00" * 8)
        received.append(read_all(connection, pause=0.01))
        connection.sendall(b"\x10\x00\x00\x00")

    with listener(serve) as port:
        digits = slips.finish_sample(slips.start_sample(STAGE, f"tcp:localhost:{port}", "t", "ar"))
    check_received("tcp-slow", received[0], digits)


def tcp_nobody_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sentence = slips.refusal(slips.start_sample(STAGE, f"tcp:127.0.0.1:{port}", "t"))
    check_sentence(sentence, f"the printer at 127.0.0.1:{port} does not answer", "switched on", "cable")


def tcp_name_unknown():
    sentence = slips.refusal(slips.start_sample(STAGE, "tcp:printer.invalid:9100", "t"))
    check_sentence(sentence, "printer.invalid", "write its address instead")


def tcp_goes_away():
    with listener(lambda connection: connection.recv(100)) as port:
        sentence = slips.refusal(slips.start_sample(STAGE, f"tcp:127.0.0.1:{port}", "t"))
    check_sentence(sentence, "closed the connection", "switched on")


def tcp_stops_reading():
    """Out of paper, most printers just stop taking bytes."""
    done = threading.Event()
    with listener(lambda connection: done.wait(60)) as port:
        begun = time.monotonic()
        sentence = slips.refusal(slips.start_sample(STAGE, f"tcp:127.0.0.1:{port}", "t"))
        took = time.monotonic() - begun
        done.set()
    check_sentence(sentence, "stopped taking data", "paper")
    assert 9 < took < 25, f"gave up after {took:.1f} s"


# ---- Devices ----

def open_fifo(name):
    """A pipe in a printer's place, and the end of it where the paper would come out."""
    path = SCRATCH / name
    os.mkfifo(path)
    return path, os.open(path, os.O_RDONLY | os.O_NONBLOCK)


def wait_for_bytes(reader):
    assert select.select([reader], [], [], 30)[0], "nothing came within 30 s"
    os.set_blocking(reader, True)


def device_takes_a_slip():
    fifo, reader = open_fifo("lp-good")
    process = slips.start_sample(STAGE, f"device:{fifo}", "t", "zgh", 58)
    wait_for_bytes(reader)
    received = b""
    while part := os.read(reader, 3000):
        received += part
        time.sleep(0.005)
    os.close(reader)
    check_received("device", received, slips.finish_sample(process))


def device_absent():
    sentence = slips.refusal(slips.start_sample(STAGE, f"device:{SCRATCH}/no-such", "t"))
    check_sentence(sentence, "there is no printer at", "no-such", "switched on")


def device_without_reader():
    fifo = SCRATCH / "lp-off"
    os.mkfifo(fifo)
    sentence = slips.refusal(slips.start_sample(STAGE, f"device:{fifo}", "t"))
    check_sentence(sentence, "there is no printer at", "lp-off")


def device_is_a_file():
    """A slip never overwrites somebody's file."""
    file = SCRATCH / "letter.txt"
    file.write_text("dear aunt")
    sentence = slips.refusal(slips.start_sample(STAGE, f"device:{file}", "t"))
    check_sentence(sentence, "is no printer", "/dev/usb/lp0")
    assert file.read_text() == "dear aunt"


def device_unplugged():
    fifo, reader = open_fifo("lp-gone")
    process = slips.start_sample(STAGE, f"device:{fifo}", "t")
    wait_for_bytes(reader)
    os.read(reader, 10)
    os.close(reader)
    check_sentence(slips.refusal(process), "went away", "lp-gone")


def device_stops_reading():
    fifo, reader = open_fifo("lp-full")
    begun = time.monotonic()
    sentence = slips.refusal(slips.start_sample(STAGE, f"device:{fifo}", "t"))
    took = time.monotonic() - begun
    os.close(reader)
    check_sentence(sentence, "stopped taking data", "paper")
    assert 9 < took < 25, f"gave up after {took:.1f} s"


def folder_cannot_be_made():
    (SCRATCH / "in-the-way").write_text("")
    sentence = slips.refusal(slips.start_sample(STAGE, f"file:{SCRATCH}/in-the-way/slips", "t"))
    check_sentence(sentence, "in-the-way/slips")


def main():
    SCRATCH.mkdir(parents=True, exist_ok=True)
    for path in SCRATCH.iterdir():
        path.unlink()
    slips.install_decoder()
    for test in (tcp_takes_a_slip, tcp_slow_and_talkative, tcp_nobody_there, tcp_name_unknown, tcp_goes_away,
                 tcp_stops_reading, device_takes_a_slip, device_absent,
                 device_without_reader, device_is_a_file, device_unplugged, device_stops_reading,
                 folder_cannot_be_made):
        test()
        print(f"{test.__name__.replace('_', ' ')}: good", flush=True)


main()
