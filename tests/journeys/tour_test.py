"""The tour: whole visits in five languages; its pictures and slips hold what they should."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "journeys"))
import tour  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])


def read_qr(program, picture):
    command = {"zbarimg": ["zbarimg", "-q", "--raw", str(picture)],
               "ZXingReader": ["ZXingReader", "-bytes", str(picture)]}[program]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout.decode().strip()


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    tour.tour(stage, scratch)
    visits = json.loads((scratch / "tour.json").read_text(encoding="utf-8"))["visits"]
    assert [v["language"] for v in visits] == tour.LANGUAGES
    assert [v["number"] for v in visits] == [f"A-{n:03d}" for n in range(1, 6)]
    assert len({v["digits"] for v in visits}) == 5 and len({v["code"] for v in visits}) == 5
    for visit in visits:
        assert len(visit["digits"]) == 48 and visit["digits"].isdigit()
        assert len(visit["code"]) == 9
        for name in [*visit["screens"], *visit["slip"].values(), visit["case"]["picture"]]:
            assert (scratch / name).stat().st_size > 1000, f"{name} is empty"
        ticket = next(s for s in visit["screens"] if s.endswith("-ticket.png"))
        for picture in (visit["slip"]["png"], ticket):
            for program in ("zbarimg", "ZXingReader"):
                read = read_qr(program, scratch / picture)
                assert read == visit["digits"], f"{program} read {read!r} from {picture}"
    print("five visits, five slips, five cases")


main()
