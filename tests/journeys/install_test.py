"""cmake --install puts each thing where a distribution would, and the installed copy runs."""
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, marhaba  # noqa: E402

build, scratch = os.environ["MARHABA_BUILD"], pathlib.Path(sys.argv[2])
EXPECTED = ["bin/marhaba", "bin/marhaba-kiosk", "bin/marhaba-desk", "libexec/marhaba/marhaba-runner",
            "lib/marhaba/plugins.d/checklist/checklist.so", "lib/marhaba/plugins.d/checklist/manifest.yaml",
            "lib/marhaba/plugins.d/checklist/locale/ar.mo",
            "lib/marhaba/plugins.d/checklist/content/procedures/pension.yaml",
            "lib/marhaba/plugins.d/information/information.so",
            "lib/marhaba/plugins.d/appointments/appointments.so", "include/marhaba/plugin.h",
            "share/marhaba/theme.yaml", "share/marhaba/fonts.yaml", "share/marhaba/icons/home.svg",
            "share/marhaba/desk/desk.css", "share/marhaba/desk/desk.js",
            "share/marhaba/demo/commune.yaml.in", "share/marhaba/locale/kiosk/ar.mo",
            "share/marhaba/locale/admin/fr.mo", "share/doc/marhaba/README.md"]


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    prefix = scratch / "usr"
    subprocess.run(["cmake", "--install", build, "--prefix", prefix], check=True,
                   stdout=subprocess.DEVNULL)
    missing = [name for name in EXPECTED if not (prefix / name).is_file()]
    assert not missing, f"not installed: {missing}"
    links = [str(p) for p in prefix.rglob("*") if p.is_symlink()]
    assert not links, f"links into the sources: {links}"
    stray = sorted({p.relative_to(prefix).parts[0] for p in prefix.rglob("*")})
    assert stray == ["bin", "include", "lib", "libexec", "share"], stray

    home = scratch / "home"
    marhaba(prefix, home, "init", "--commune", "taliouine", "--officer", "agent")
    said = marhaba(prefix, home, "doctor")
    with Kiosk(prefix, home) as kiosk:
        kiosk.tap("core.language.zgh")
        kiosk.tap("core.service.RPT-STAY")
        assert any(n.get("role") == "choice" for n in kiosk.nodes()), kiosk.summary()
        kiosk.tap("core.home")
        kiosk.tap("core.service.OFFICER")
        kiosk.tap("core.confirm")
        ticket = next(n for n in kiosk.nodes() if n.get("role") == "ticket")
        assert ticket["name"] == "D-001", ticket
    assert (home / "slips" / "2026-11-25-D-001.pdf").is_file()
    print(said)


main()
