#!/usr/bin/env bash
# Every icon is one small drawing that nanosvg (inside SDL2_image) reads whole, in black alone; and every
# icon that a manifest, a page of content or the code names is there.
set -eu
source=${MARHABA_SOURCE:?}
python3 - "$source" <<'P'
import pathlib
import re
import sys
import xml.etree.ElementTree as tree

source = pathlib.Path(sys.argv[1])
icons = source / "assets/icons"
failures = []

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"path", "circle", "rect", "line", "polyline", "polygon"}
LOOK = {"fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill-rule"}
PLACE = {"d", "cx", "cy", "r", "x", "y", "width", "height", "rx", "x1", "y1", "x2", "y2", "points"}
LARGEST = 4096


def check_look(name, node):
    for key in ("fill", "stroke"):
        if node.get(key) not in (None, "none", "#000"):
            failures.append(f"{name}: {key} is {node.get(key)}, not none or #000")


def check_drawing(path):
    name = path.name
    if not re.fullmatch(r"[a-z][a-z0-9-]*\.svg", name):
        failures.append(f"{name}: not a name of small letters, digits and dashes")
    if path.stat().st_size > LARGEST:
        failures.append(f"{name}: {path.stat().st_size} bytes, over {LARGEST}")
    text = path.read_text(encoding="utf-8")
    if "<!" in text or "<?" in text:
        failures.append(f"{name}: has a comment, a declaration or an entity")
        return
    try:
        root = tree.fromstring(text)
    except tree.ParseError as error:
        failures.append(f"{name}: {error}")
        return
    if root.tag != SVG + "svg" or root.get("viewBox") != "0 0 24 24":
        failures.append(f"{name}: not an svg of viewBox 0 0 24 24")
    if set(root.keys()) - LOOK - {"width", "height", "viewBox"}:
        failures.append(f"{name}: unknown attributes {sorted(set(root.keys()) - LOOK)}")
    check_look(name, root)
    if not name.startswith("mark-") and root.get("stroke-width") != "1.75":
        failures.append(f"{name}: not of the family, its stroke is not 1.75")
    if len(root) == 0:
        failures.append(f"{name}: draws nothing")
    for node in root:
        shape = node.tag.removeprefix(SVG)
        if shape not in SHAPES or len(node) > 0:
            failures.append(f"{name}: <{shape}> is not among {sorted(SHAPES)}")
        if set(node.keys()) - LOOK - PLACE:
            failures.append(f"{name}: unknown attributes {sorted(set(node.keys()) - LOOK - PLACE)}")
        check_look(name, node)


drawings = sorted(icons.glob("*.svg"))
if len(drawings) < 90:
    failures.append(f"only {len(drawings)} icons")
for drawing in drawings:
    check_drawing(drawing)

# Who names an icon: `icon: NAME` in YAML; in C `.icon = "NAME"`, `"icon", "NAME"`, any argument of a function
# whose name has "icon" in it, and the marks.
ours = {drawing.stem for drawing in drawings}
IN_YAML = re.compile(r"(?:^|[{,\s-])icon:\s*\"?([a-z][a-z0-9-]*)")
IN_C = re.compile(r"\.icon\s*=\s*\"([a-z][a-z0-9-]*)\"|\w*icon\w*\([^;{}\"]*\"([a-z][a-z0-9-]*)\"|\"(mark-[a-z]+)\"")
named = 0
for folder in ("core", "plugins", "assets/demo", "assets/desk"):
    for path in sorted((source / folder).rglob("*")):
        pattern = {".yaml": IN_YAML, ".c": IN_C, ".h": IN_C}.get(path.suffix)
        if not pattern or not path.is_file():
            continue
        own = set()
        if folder == "plugins":
            plugin = source / "plugins" / path.relative_to(source / "plugins").parts[0]
            own = {drawing.stem for drawing in plugin.glob("icons/*.svg")}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for found in pattern.findall(line):
                for name in [found] if isinstance(found, str) else [part for part in found if part]:
                    named += 1
                    if name not in ours | own:
                        failures.append(f"{path.relative_to(source)}:{number}: there is no icon \"{name}\"")
# The marks of tickets, by their list.
marks = re.search(r"marks\[\] = \{(.*?)\}", (source / "core/ticket/ticket.c").read_text(encoding="utf-8"), re.S)
listed = re.findall(r"\"(?:mark-)?([a-z]+)\"", marks.group(1)) if marks else []
if len(listed) < 20:
    failures.append("the list of marks in core/ticket/ticket.c cannot be read")
for name in listed:
    if "mark-" + name not in ours:
        failures.append(f"core/ticket/ticket.c: there is no icon \"mark-{name}\"")

if named < 20:
    failures.append(f"only {named} names of icons found: the search is broken")

for failure in failures:
    print("FAILED:", failure)
print(f"{len(drawings)} icons, named {named} times" if not failures else f"{len(failures)} failed")
sys.exit(1 if failures else 0)
P
