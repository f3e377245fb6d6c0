#!/usr/bin/env python3
"""The slip's files, in every language and on both papers, hold the picture and a QR that reads."""
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


def check(language, paper):
    name = f"{language}-{paper}"
    digits = slips.finish_sample(slips.start_sample(STAGE, f"file:{SCRATCH}", name, language, paper,
                                                    appointment=paper == 80))
    assert re.fullmatch(r"1541111\d{41}", digits), digits
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
    slips.drop_heat_lines(decoded, worn, 0.10, seed=name)
    for picture in (decoded, png, page, worn):
        read = slips.read_qr(picture)
        wanted = (digits, digits)
        assert read == wanted or (picture == worn and digits in read), f"{picture}: {read}"


def main():
    SCRATCH.mkdir(parents=True, exist_ok=True)
    slips.install_decoder()
    for language in ("ar", "zgh", "fr", "en", "es"):
        for paper in DOTS:
            check(language, paper)
            print(f"{language} {paper} mm: good")
    left = [path.name for path in SCRATCH.iterdir() if "tmp" in path.suffix]
    assert not left, f"temporary files are left: {left}"


main()
