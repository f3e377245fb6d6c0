"""What somebody typed is in no process's memory once their visit is over, whichever way it was typed."""
import os
import pathlib
import re
import shutil
import sys

sys.path.insert(0, os.path.join(os.environ["MARHABA_SOURCE"], "tests", "support"))
from automation import Kiosk, Trouble, marhaba  # noqa: E402
from screen import Screen  # noqa: E402

stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
LARGEST = 200 << 20  # bytes of one mapping; larger are only the sanitizers' own notes

# Long, so that a shorter line in the same buffer leaves some of it; one for each way.
WORDS = {"touch": "zkwqjxvbzqkvwxjq", "keyboard": "jwvzqbkxqvjzkwbx", "automation": "qxzvjkwbqzjxkvwzbkqjvxwz"}


def fragments(word):
    """Its parts as UTF-8, UTF-16 and UTF-32, but the first letter: a field may make a capital of it."""
    parts = [word[start:start + 7] for start in range(1, len(word) - 6)]
    return [part.encode(code) for part in parts for code in ("utf-8", "utf-16-le", "utf-32-le")]


def memory_of(pid):
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            start, end = (int(part, 16) for part in re.match(r"([0-9a-f]+)-([0-9a-f]+)", line).groups())
            if " rw" not in line or end - start > LARGEST:
                continue
            try:
                memory.seek(start)
                yield line.strip(), memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue


def processes(kiosk):
    children = pathlib.Path(f"/proc/{kiosk.process.pid}/task").glob("*/children")
    return [kiosk.process.pid] + [int(pid) for path in children for pid in path.read_text().split()]


def found(kiosk, word):
    pattern = re.compile(b"|".join(map(re.escape, fragments(word))))
    return [f"process {pid}, {where}: {match.group()!r}" for pid in processes(kiosk)
            for where, content in memory_of(pid) for match in [pattern.search(content)] if match]


def by_touch(screen, kiosk, word):
    for index, letter in enumerate(word):
        screen.click(kiosk, "key:" + (letter.upper() if index == 0 else letter))


def by_keyboard(screen, kiosk, word):
    screen.write(kiosk, word)


def by_automation(_screen, kiosk, word):
    kiosk.ask("type", text=word)
    kiosk.settle()


def main():
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    home = scratch / "home"
    marhaba(stage, home, "init", "--commune", "taliouine")
    commune = home / "commune.yaml"
    text = commune.read_text(encoding="utf-8").replace("plugins: [", "plugins: [hello, ")
    commune.write_text(text.replace("home: [", "home: [HELLO, "), encoding="utf-8")
    ways = {"touch": by_touch, "keyboard": by_keyboard, "automation": by_automation}
    with Screen() as screen, Kiosk(stage, home, driver="x11", environment=screen.environment) as kiosk:
        for way, word in WORDS.items():
            screen.click(kiosk, "core.language.fr")
            screen.click(kiosk, "core.service.HELLO")
            screen.click(kiosk, "name")
            ways[way](screen, kiosk, word)
            screen.click(kiosk, "ok")  # so that the plugin has it too, and it is painted
            if not found(kiosk, word):
                raise Trouble(f"{way}: what was typed is not found where it must be: the search is blind")
            kiosk.advance(61)
            kiosk.advance(21)
            if kiosk.stage() != "attract":
                raise Trouble(f"the visit goes on: {kiosk.summary()}")
            left = found(kiosk, word)
            if left:
                raise Trouble(f"{way}: still there after the wipe: {left}")
            print(f"{way}: wiped")


main()
