"""A virtual X server, and hands for it: clicks, keys, and a hand scanner that types."""
import os
import subprocess
import time

from automation import PATIENCE, Trouble


class Screen:
    """Xvfb with a number of its own choice."""

    def __init__(self, size="1080x1920"):
        self.size = size

    def __enter__(self):
        reader, writer = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", self.size + "x24", "-nolisten", "tcp"],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as lines:
            self.name = ":" + lines.readline().strip()
        self.environment = {"DISPLAY": self.name}
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def run(self, *command):
        subprocess.run([*map(str, command)], check=True, env={**os.environ, **self.environment})

    def act(self, *arguments):
        self.run("xdotool", *arguments)

    def use_layout(self, name):
        self.run("setxkbmap", name)

    @staticmethod
    def wait_for(kiosk):
        """What the X server was told travels to the kiosk: settled is only what came after it arrived."""
        time.sleep(0.12)
        kiosk.settle()

    @staticmethod
    def wait_for_change(kiosk, before):
        """Where something must follow, however busy the machine is."""
        deadline = time.monotonic() + PATIENCE
        while kiosk.tree() == before:
            if time.monotonic() > deadline:
                raise Trouble("nothing changed on " + kiosk.summary())
            time.sleep(0.02)
        kiosk.settle()

    def click(self, kiosk, name):
        node = kiosk.node(name)
        if not node or not node.get("rect"):
            raise Trouble(f"\"{name}\" cannot be seen on {kiosk.summary()}")
        x, y, width, height = node["rect"]
        time.sleep(0.35)  # a second press of the same place within 300 ms is a trembling hand
        before = kiosk.tree()
        self.act("mousemove", x + width // 2, y + height // 2, "click", 1)
        self.wait_for_change(kiosk, before)

    def drag_off(self, kiosk, name):
        x, y, width, height = kiosk.node(name)["rect"]
        self.act("mousemove", x + width // 2, y + height // 2, "mousedown", 1)
        self.act("mousemove", x + width // 2, y - 60, "mouseup", 1)
        self.wait_for(kiosk)

    def press(self, kiosk, *keys):
        """Keys as a hand presses them: one after the other."""
        self.act("key", "--delay", 90, *keys)
        self.wait_for(kiosk)

    def write(self, kiosk, text):
        self.press(kiosk, *({" ": "space"}.get(letter, letter) for letter in text))

    def focused(self, kiosk):
        return next((n.get("id") for n in kiosk.nodes() if "focused" in (n.get("state") or [])), None)

    def focus(self, kiosk, name):
        for _ in range(120):
            if self.focused(kiosk) == name:
                return
            self.press(kiosk, "Tab")
        raise Trouble(f"Tab never comes to \"{name}\" on {kiosk.summary()}")

    def choose(self, kiosk, name, key="Return"):
        """Goes to a control by Tab and presses it."""
        self.focus(kiosk, name)
        self.press(kiosk, key)

    def scan(self, kiosk, digits):
        """A scanner types places of keys, whatever the layout: 10 to 19 are the digits, 36 is Enter."""
        places = [str(19 if digit == "0" else 9 + int(digit)) for digit in digits]
        self.act("key", "--delay", 2, *places, "36")
        self.wait_for(kiosk)
