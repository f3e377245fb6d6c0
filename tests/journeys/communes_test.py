"""Each of the 16 founding communes is a ready-made installation: named as people write it, whole, and with the
commune's own name on the kiosk's screen, in Tifinagh only where that name is certain."""
import json
import os
import pathlib
import re
import shutil
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, marhaba  # noqa: E402

stage, scratch = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
os.environ["MARHABA_LANG"] = "en"
WELL = ("Settings", "Folders", "Database and keys", "History", "Content", "Translations", "Fonts", "Printer",
        "Desk", "Clock")
HOME = ("PAPERS", "PEN-FR", "RPT-STAY", "APPOINTMENT", "INFO", "OFFICER")


def read_communes():
    """slug, names (ar, fr, and zgh or None), whether zgh is certain, short names (ar, fr)."""
    text = (stage / "share/marhaba/content/communes.yaml").read_text(encoding="utf-8")
    for block in text.split("\n- slug: ")[1:]:
        name, short = block.split("  name:\n")[1].split("  short:\n")
        found = dict(re.findall(r"^    (ar|zgh|fr): (.*)$", name, re.M))
        brief = dict(re.findall(r"^    (ar|fr): (.*)$", short, re.M))
        yield {"slug": block.split("\n", 1)[0], "number": re.search(r'number: "(\d{6})"', block).group(1),
               "name": found, "is_certain": "zgh_certain: yes" in name, "short": brief}


def check_doctor(home, commune):
    report = marhaba(stage, home, "doctor", check=False)
    for subject in WELL:
        assert re.search(rf"^{subject} +well", report, re.M), f"{commune['slug']}: {subject}: {report}"
    zgh = commune["name"].get("zgh")
    is_to_confirm = zgh is not None and not commune["is_certain"]
    assert ("to confirm" in report and f"To confirm: {zgh}" in report) == is_to_confirm, report
    assert ("Tifinagh name" in report) == is_to_confirm, report


def check_kiosk(home, commune):
    name, is_certain = commune["name"], commune["is_certain"]
    shown = {language: text for language, text in name.items() if language != "zgh" or is_certain}
    with Kiosk(stage, home) as kiosk:
        assert kiosk.stage() == "attract", kiosk.summary()
        assert kiosk.tree()["commune"] == shown, f"{commune['slug']}: {kiosk.tree()['commune']}, not {shown}"
        kiosk.tap("core.language.zgh")
        for tile in HOME:
            assert kiosk.node(f"core.service.{tile}"), f"{commune['slug']}: no {tile}: {kiosk.summary()}"
        assert "zgh" in shown or name.get("zgh", "?") not in json.dumps(kiosk.tree(), ensure_ascii=False)


def confirm(home, commune):
    """What the clerk does once the signboard was read."""
    settings = home / "commune.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("zgh_confirmed: no", "zgh_confirmed: yes"),
                        encoding="utf-8")
    check_doctor(home, {**commune, "is_certain": True})
    check_kiosk(home, {**commune, "is_certain": True})


def check_examples(home, commune):
    """What stands behind a hash in commune.yaml is right once the hash is taken away."""
    settings = home / "commune.yaml"
    text = settings.read_text(encoding="utf-8")
    for example in ("phone: ", "souk_day: ", "closed_days: ", "services:", "  LEGAL:", "    hours: ", "    minutes: "):
        assert f"\n# {example}" in text, f"no example of \"{example}\""
        text = text.replace(f"\n# {example}", f"\n{example}")
    settings.write_text(text, encoding="utf-8")
    check_doctor(home, commune)


def check_taliouine_of_the_tests():
    """The unit tests' own Taliouine is the one the demo confirms."""
    home = scratch / "confirmed"
    marhaba(stage, home, "init", "--commune", "taliouine", "--zgh-confirmed")
    of_tests = pathlib.Path(os.environ["MARHABA_BUILD"], "tests/taliouine/commune.yaml").read_text(encoding="utf-8")
    made = (home / "commune.yaml").read_text(encoding="utf-8")
    begin = made.index("\n  # Notre")
    end = made.index("zgh_confirmed: yes") + len("zgh_confirmed: yes")
    assert made[:begin] + made[end:] == of_tests, "the tests' Taliouine is another one"


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    communes = list(read_communes())
    assert len(communes) == 16, [c["slug"] for c in communes]
    for at, commune in enumerate(communes):
        home = scratch / commune["slug"]
        written = (commune["slug"], commune["short"]["fr"].upper(), commune["name"]["ar"])[at % 3]
        marhaba(stage, home, "init", "--commune", written)
        assert f'number: "{commune["number"]}"' in (home / "commune.yaml").read_text(encoding="utf-8"), written
        assert (home / "content/published.db").exists(), written
        check_doctor(home, commune)
        marhaba(stage, home, "content", "check")
        check_kiosk(home, commune)
        print(f"{commune['slug']}: as {written}")
    check_taliouine_of_the_tests()
    confirm(scratch / "belfaa", next(c for c in communes if c["slug"] == "belfaa"))
    check_examples(scratch / "nihit", next(c for c in communes if c["slug"] == "nihit"))


main()
