"""What the printer tests share: a sample slip, a decoder that is not ours, two readers of QR codes."""
import fcntl
import os
import pathlib
import random
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = pathlib.Path(os.environ["MARHABA_SOURCE"])
BUILD = pathlib.Path(os.environ["MARHABA_BUILD"])


def install_decoder():
    """npos from npm, once; two tests may come here at the same time."""
    with open(HERE / "package.json", encoding="utf-8") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not (HERE / "node_modules" / "npos").is_dir():
            subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
                           cwd=HERE, check=True)


def start_sample(stage, printer, name, language="fr", paper=80, appointment=False):
    command = [BUILD / "tests/support/slip_sample", f"{stage}/share/marhaba",
               BUILD / "tests/taliouine", language, str(paper), printer, name]
    command += ["appointment"] if appointment else []
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def start_leaflet(stage, printer, name, language, paper, kind):
    command = [BUILD / "tests/support/leaflet_sample", f"{stage}/share/marhaba",
               BUILD / "tests/taliouine", language, str(paper), printer, name, kind]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish_sample(process):
    """What the QR of a sample that was printed says; "" when it has none."""
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return out.split()[0] if out else ""


def refusal(process):
    """The sentence of a sample that could not be printed."""
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1, f"exit {process.returncode}: {errors}"
    sentence = errors.strip()
    assert "\n" not in sentence, f"more than one line: {sentence}"
    return sentence


def decode(escpos, picture):
    subprocess.run(["node", HERE / "decode.js", escpos, picture], check=True)


def read_dots(picture):
    """Width, height and grey values of any picture."""
    pgm = subprocess.run(["convert", picture, "-colorspace", "Gray", "-depth", "8", "pgm:-"], check=True,
                         capture_output=True).stdout
    _, size, _, dots = pgm.split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, dots


def write_dots(picture, width, height, dots):
    picture.write_bytes(b"P5\n%d %d\n255\n" % (width, height) + bytes(dots))


def drop_heat_lines(source, target, share, seed):
    """A worn print head, whose dots here and there stay white all the way down, as a camera sees it."""
    width, height, dots = read_dots(source)
    dots = bytearray(dots)
    for column in random.Random(seed).sample(range(width), int(width * share)):
        dots[column::width] = b"\xff" * height
    write_dots(target, width, height, dots)
    subprocess.run(["convert", target, "-blur", "0x3", target], check=True)


def read_qr(picture):
    """What zbarimg and ZXingReader read, as a pair."""
    zbar = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture],
                          capture_output=True, text=True, check=False).stdout.strip()
    zxing = subprocess.run(["ZXingReader", "-format", "QRCode", picture],
                           capture_output=True, text=True, check=False).stdout
    lines = [line for line in zxing.splitlines() if line.startswith("Text:")]
    return zbar, lines[0].split(":", 1)[1].strip().strip('"') if lines else ""
