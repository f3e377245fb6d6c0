"""Bad input at the front door: each gives one clear sentence with what to do, and leaves nothing half-made."""
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import marhaba  # noqa: E402

stage, scratch = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
failures = []


def run(program, home, *arguments, at=None, timeout=30, language="en"):
    command = [str((at or stage) / "bin" / program), "--home", str(home), *arguments]
    environment = {**os.environ, "MARHABA_LANG": language}
    environment.pop("DISPLAY", None)
    environment.pop("WAYLAND_DISPLAY", None)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False,
                              env=environment, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired as late:
        return "still running", (late.stderr or b"").decode() + (late.stdout or b"").decode()
    return done.returncode, done.stderr + done.stdout


def expect(what, result, code, *patterns):
    status, said = result
    lines = [line for line in said.splitlines() if line.strip()]
    problems = [f"no /{p}/" for p in patterns if not re.search(p, said)]
    if status != code:
        problems.append(f"exit {status}, not {code}")
    if re.search(r"Sanitizer|runtime error|core dumped", said):
        problems.append("a sanitizer spoke")
    if len(lines) > 6:
        problems.append(f"{len(lines)} lines, not a sentence")
    if problems:
        failures.append(what)
        print(f"FAILED {what}: {', '.join(problems)}\n    {said.strip()[:600]}")
    else:
        print(f"ok {what}: {lines[-1][:160] if lines else ''}")


def home(name, change=None):
    folder = scratch / name
    marhaba(stage, folder, "init", "--commune", "taliouine", "--officer", "agent")
    if change:
        settings = folder / "commune.yaml"
        text = settings.read_text(encoding="utf-8")
        changed = change(text)
        assert changed != text, f"{name}: the change changed nothing"
        settings.write_bytes(changed if isinstance(changed, bytes) else changed.encode())
    return folder


def copy_of_stage(name):
    folder = scratch / name
    shutil.copytree(stage, folder, symlinks=True, copy_function=os.link)
    return folder


KIOSK = ("--driver", "dummy")


def settings_cases():
    wrong = {
        "unknown language": (lambda t: t.replace("[ar, zgh, fr", "[ar, xx, fr"),
                             r"commune\.yaml:\d+: .*xx.*ar, zgh, fr, en, es"),
        "unknown key": (lambda t: t + "\ncolour: blue\n", r"commune\.yaml:\d+: .*colour.*expected"),
        "broken YAML": (lambda t: t + "\nhours: [\n", r"commune\.yaml:\d+: "),
        "tab": (lambda t: t.replace("  monday:", "\tmonday:", 1), r"commune\.yaml:\d+: .*a tab stands"),
        "open quote": (lambda t: t + "\nslug: 'x\n", r"commune\.yaml:\d+: .*a quote is opened"),
        "wrong number": (lambda t: t.replace('"541111"', '"5411"'), r"commune\.yaml:\d+: .*six digits"),
        "wrong hours": (lambda t: t.replace("09:00-12:00", "09:00-25:00", 1),
                        r"commune\.yaml:\d+: .*25:00.*08:30-12:00"),
        "wrong zone": (lambda t: t.replace("Africa/Casablanca", "Africa/Atlantis"), r"Atlantis.*tzdata"),
        "not UTF-8": (lambda t: t.encode() + b"\n# \xff\xfe\n", r"commune\.yaml.*UTF-8"),
        "wrong printer": (lambda t: t.replace("file:slips", "fax:12"), r"fax:12.*file:"),
    }
    for what, (change, pattern) in wrong.items():
        folder = home("settings-" + what.replace(" ", "-"), change)
        expect(f"kiosk, {what}", run("marhaba-kiosk", folder, *KIOSK), 1, pattern)
        if what != "wrong printer":
            expect(f"desk, {what}", run("marhaba-desk", folder), 1, pattern)


def option_cases():
    folder = home("options")
    expect("kiosk, unknown option", run("marhaba-kiosk", folder, "--color"), 2, r"--color")
    expect("desk, unknown option", run("marhaba-desk", folder, "--color"), 2, r"--color")
    expect("command, unknown command", run("marhaba", folder, "doktor"), 2, r"doktor.*doctor|doctor")
    expect("kiosk, wrong time", run("marhaba-kiosk", folder, *KIOSK, "--at", "noon"), 1,
           r"noon.*2026-11-25T10:24")
    expect("kiosk, wrong size", run("marhaba-kiosk", folder, *KIOSK, "--size", "big"), 2, r"big")
    expect("kiosk, unknown driver", run("marhaba-kiosk", folder, "--driver", "crayon"), 1, r"crayon")
    expect("kiosk, no display", run("marhaba-kiosk", folder, "--driver", "x11"), 1, r"display|--tour")
    expect("kiosk, no display at all", run("marhaba-kiosk", folder), 1, r"no display.*--tour")
    expect("kiosk, no installation", run("marhaba-kiosk", scratch / "nowhere", *KIOSK), 1,
           r"commune\.yaml.*init")
    expect("desk, no installation", run("marhaba-desk", scratch / "nowhere"), 1, r"commune\.yaml.*init")
    helps = {"en": "the installation folder", "fr": "le dossier de l’installation", "ar": "مجلد التجهيز",
             "es": "la carpeta de la instalación"}
    for program in ("marhaba-kiosk", "marhaba-desk"):
        for language, words in helps.items():
            status, said = run(program, folder, "--help", language=language)
            if status != 0 or words not in said or said.count("\n") < 7:
                failures.append(f"{program} --help in {language}: {said}")
        expect(f"{program}, version", run(program, folder, "--version"), 0, r"^marhaba-\w+ [0-9.]+$")
        expect(f"{program}, option in Arabic", run(program, folder, "--color", language="ar"), 2,
               r"الخيار --color غير معروف")
    for language, words in {"fr": "ce fichier ou ce dossier n’existe pas",
                            "ar": "لا وجود لهذا الملف أو المجلد"}.items():
        expect(f"the system's word in {language}",
               run("marhaba-kiosk", folder, *KIOSK, "--automation", scratch / "nowhere/socket",
                   language=language), 1, words)
    expect("in French", run("marhaba-kiosk", scratch / "nowhere", *KIOSK, language="fr"), 1,
           r"n’est pas|pas une installation|aucun")
    expect("in Arabic", run("marhaba-kiosk", scratch / "nowhere", *KIOSK, language="ar"), 1,
           r"[\u0600-\u06ff]{3}")


def desk_cases():
    folder = home("desk-port")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        expect("desk, port in use", run("marhaba-desk", folder, "--port", port), 1, port)
    expect("desk, open address without TLS", run("marhaba-desk", folder, "--address", "0.0.0.0"), 1,
           r"TLS|certificate")
    lost = home("desk-certificate", lambda t: t.replace(
        "address: 127.0.0.1", "address: 0.0.0.0\n  certificate: nowhere.pem\n  key: nowhere.key"))
    expect("desk, certificate not there", run("marhaba-desk", lost), 1, r"nowhere\.pem")


def database_cases():
    for what, damage, pattern in (
            ("not a database", lambda p: p.write_bytes(b"hello" * 999), r"marhaba\.db"),
            ("newer schema", newer_schema, r"newer"),
            ("gone", lambda p: p.unlink(), r"marhaba\.db")):
        folder = home("database-" + what.replace(" ", "-"))
        damage(folder / "marhaba.db")
        expect(f"desk, database {what}", run("marhaba-desk", folder), 1, pattern)
        expect(f"command, database {what}", run("marhaba", folder, "officer", "list"), 1, pattern)
    folder = home("keys")
    (folder / "keys" / "commune.key").unlink()
    expect("desk, no key", run("marhaba-desk", folder), 1, r"commune\.key")
    folder = home("locked")
    holder = sqlite3.connect(folder / "marhaba.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    expect("command, locked database", run("marhaba", folder, "officer", "add", "second"), 1,
           r"held|locked|busy")
    holder.execute("ROLLBACK")
    holder.close()
    expect("and nothing half-made", run("marhaba", folder, "officer", "list"), 0, r"agent")
    _, said = run("marhaba", folder, "officer", "list")
    if "second" in said:
        failures.append("an officer was half-made")


def newer_schema(path):
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 4711")
    database.commit()
    database.close()


def broken_parts():
    folder = home("parts")
    broken = copy_of_stage("stage-font")
    fonts = broken / "share/marhaba/fonts.yaml"
    text = fonts.read_text(encoding="utf-8").replace("NotoSansArabic-Regular", "NotoSansAtlantis-Regular")
    fonts.unlink()
    fonts.write_text(text, encoding="utf-8")
    expect("kiosk, missing font", run("marhaba-kiosk", folder, *KIOSK, at=broken), 1,
           r"NotoSansAtlantis|Arab", r"fonts-noto-core")
    broken = copy_of_stage("stage-broken-font")
    wreck = scratch / "wreck.ttf"
    wreck.write_bytes(b"no font at all" * 100)
    fonts = broken / "share/marhaba/fonts.yaml"
    text = fonts.read_text(encoding="utf-8")
    text = re.sub(r"- /\S*/truetype/noto/NotoSansArabic-Regular\.ttf", f"- {wreck}", text)
    fonts.unlink()
    fonts.write_text(text, encoding="utf-8")
    expect("kiosk, broken font", run("marhaba-kiosk", folder, *KIOSK, at=broken), 1, r"wreck\.ttf")
    broken = copy_of_stage("stage-catalogue")
    catalogue = broken / "share/marhaba/locale/kiosk/ar.mo"
    data = bytearray(catalogue.read_bytes())
    data[8:12] = b"\xff\xff\xff\x7f"
    catalogue.unlink()
    catalogue.write_bytes(bytes(data))
    expect("kiosk, broken catalogue", run("marhaba-kiosk", folder, *KIOSK, at=broken), 1, r"kiosk/ar\.mo")


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    settings_cases()
    option_cases()
    desk_cases()
    database_cases()
    broken_parts()
    print(f"{len(failures)} failed" if failures else "all said what to do")
    return 1 if failures else 0


sys.exit(main())
