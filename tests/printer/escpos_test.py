#!/usr/bin/env python3
"""The files of slips and leaflets, in every language and on both papers, hold the picture and a QR that reads."""
import pathlib
import re
import subprocess
import sys

import slips

STAGE, SCRATCH = sys.argv[1], pathlib.Path(sys.argv[2])
DOTS = {80: 576, 58: 384}


def check_pdf(pdf, paper, height):
    info = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    assert re.search(r"Pages:\s+1\n", info), info
    size = re.search(r"Page size:\s+([0-9.]+) x ([0-9.]+) pts", info)
    for points, millimetres in zip(map(float, size.groups()), (paper, height / 8)):
        assert abs(points * 25.4 / 72 - millimetres) < 0.1, info
    page = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "406", "-gray", "-singlefile", pdf, page], check=True)
    return page.with_suffix(".pgm")


def check_files(name, paper, said, worn_out=0.10):
    """ESC/POS, PNG and PDF are one picture, whose QR says what was `said` on each of them and on a worn print."""
    escpos, png, pdf = (SCRATCH / f"{name}.{ending}" for ending in ("escpos", "png", "pdf"))
    decoded = SCRATCH / f"{name}-decoded.pgm"
    slips.decode(escpos, decoded)
    width, height, dots = slips.read_dots(decoded)
    assert width == DOTS[paper], width
    same_width, same_height, drawn = slips.read_dots(png)
    assert (width, height) == (same_width, same_height)
    different = sum((a < 128) != (b < 128) for a, b in zip(dots, drawn))
    # A dot may be widened where the dots would spell a printer's command.
    assert different <= 60, f"{different} dots of {name} differ from its picture"
    page = check_pdf(pdf, paper, height)
    worn = SCRATCH / f"{name}-worn.pgm"
    slips.drop_heat_lines(decoded, worn, worn_out, seed=name)
    for picture in (decoded, png, page, worn):
        read = slips.read_qr(picture)
        assert read == (said, said) or (picture == worn and said in read), f"{picture}: {read}"
    return height


def check_slip(language, paper):
    name = f"{language}-{paper}"
    digits = slips.finish_sample(slips.start_sample(STAGE, f"file:{SCRATCH}", name, language, paper,
                                                    appointment=paper == 80))
    assert re.fullmatch(r"1541111\d{41}", digits), digits
    check_files(name, paper, digits)


def check_leaflet(language, paper, kind):
    name = f"{language}-{paper}-{kind}"
    said = slips.finish_sample(slips.start_leaflet(STAGE, f"file:{SCRATCH}", name, language, paper, kind))
    assert said.startswith("https://") == (kind == "screen"), said
    # On narrow paper a link's symbol is finer than a ticket's; its address stands above it in words.
    return check_files(name, paper, said, worn_out=0.10 if paper == 80 else 0.05)


def main():
    SCRATCH.mkdir(parents=True, exist_ok=True)
    slips.install_decoder()
    for language in ("ar", "zgh", "fr", "en", "es"):
        for paper in DOTS:
            check_slip(language, paper)
            check_leaflet(language, paper, "screen")
            check_leaflet(language, paper, "list")
            print(f"{language} {paper} mm: good")
    for paper in DOTS:  # twenty papers, in the language that is the longest on paper
        long = check_leaflet("ar", paper, "longest")
        assert 500 * 8 < long < 800 * 8, f"{long} dots"
        print(f"{paper} mm: twenty papers are {long / 8:.0f} mm long")
    left = [path.name for path in SCRATCH.iterdir() if "tmp" in path.suffix]
    assert not left, f"temporary files are left: {left}"


main()
