"""The published schemas of content (assets/content/schema): everything shipped is valid, and what they refuse
the real `marhaba content check` refuses too, on the same samples.

    python3 tests/golden/content_schema_test.py --write     writes the schemas of changes anew from the others
"""
import copy
import json
import os
import pathlib
import re
import shutil
import sys

import jsonschema
import yaml

SOURCE = pathlib.Path(os.environ.get("MARHABA_SOURCE", pathlib.Path(__file__).parents[2]))
sys.path.insert(0, str(SOURCE / "tests" / "support"))
from automation import marhaba  # noqa: E402

SCHEMAS = SOURCE / "assets" / "content" / "schema"
SHIPPED = SOURCE / "assets" / "content"
PLUGINS = SOURCE / "plugins"
CHANGED = ["procedure", "bodies", "conventions", "calendar"]


class Loader(yaml.SafeLoader):
    """As YAML 1.2 reads, and editors: yes, no and days are texts."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (("bool", r"^(?:true|false)$", "tf"), ("null", r"^(?:~|null|)$", ["~", "n", ""]),
                            ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789")):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def read_yaml(text):
    return yaml.load(text, Loader)


def header_of(text):
    return read_yaml(text.split("\n---\n")[0].removeprefix("---\n"))


def changes_of(schema):
    """The same, of a file that holds only what differs: nothing is required but the ids, an item may go."""
    def loosen(part, in_list):
        if isinstance(part, list):
            return [loosen(item, in_list) for item in part]
        if not isinstance(part, dict):
            return part
        loose = {}
        for key, value in part.items():
            if key == "required":
                loose[key] = [name for name in value if name in ("id", "country")]
            elif key == "items":
                loose[key] = loosen(value, True)
            elif key not in ("minItems", "minProperties") and not (key == "anyOf" and "required" in value[0]):
                loose[key] = loosen(value, in_list if key == "anyOf" else False)
        if in_list and {"id", "country"} & set(part.get("properties", {})):
            loose["properties"]["remove"] = {
                "enum": ["yes", True], "description": "yes : cet élément disparaît."}
        return loose

    changed = loosen(copy.deepcopy(schema), False)
    changed["title"] = schema["title"] + ", seulement ce qui change"
    return changed


def load(name):
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


def write(name, schema):
    (SCHEMAS / f"{name}.json").write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


class Checker:
    def __init__(self):
        self.validators, self.failures, self.count = {}, [], 0
        for path in sorted(SCHEMAS.glob("*.json")):
            schema = json.loads(path.read_text(encoding="utf-8"))
            jsonschema.Draft202012Validator.check_schema(schema)
            self.validators[path.stem] = jsonschema.Draft202012Validator(
                schema, format_checker=jsonschema.FormatChecker())

    def expect(self, holds, sentence):
        self.count += 1
        if not holds:
            self.failures.append(sentence)

    def errors(self, name, value):
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[-200:]}"
                for error in self.validators[name].iter_errors(value)]

    def valid(self, name, value, where):
        errors = self.errors(name, value)
        self.expect(not errors, f"{where}: {errors[:3]}")


def shipped(checker):
    procedures = sorted(PLUGINS.glob("*/content/procedures/*.yaml"))
    pages = sorted(PLUGINS.glob("*/content/pages/*.md"))
    assert len(procedures) > 5 and len(pages) > 20
    for path in procedures:
        checker.valid("procedure", read_yaml(path.read_text(encoding="utf-8")), path)
    for path in pages:
        kind = "page" if path.name.endswith(".fr.md") else "page-translation"
        checker.valid(kind, header_of(path.read_text(encoding="utf-8")), path)
    for name in ("bodies", "conventions", "calendar"):
        checker.valid(name, read_yaml((SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")), name)


def consistent(checker):
    """What several schemas define, they define alike; those of changes follow from the whole ones."""
    known = {}
    for path in sorted(SCHEMAS.glob("*.json")):
        if path.stem.endswith("-change"):
            continue
        for name, part in load(path.stem).get("$defs", {}).items():
            checker.expect(known.setdefault(name, part) == part, f"{path.name}: another \"{name}\"")
    for name in CHANGED:
        checker.expect(load(f"{name}-change") == changes_of(load(name)),
                       f"{name}-change.json: write it anew with --write")
    change = read_yaml("id: rpt-stay\npapers:\n  - id: photos\n    pieces: 8\n  - id: lease\n    remove: yes\n")
    checker.valid("procedure-change", change, "the example of the README")
    checker.expect(checker.errors("procedure", change), "a change passes for a whole procedure")
    checker.expect(checker.errors("procedure-change", read_yaml("id: a\npapers:\n  - id: b\n    piece: 8\n")),
                   "a change may have any key")


PROCEDURE = """\
id: NAME
services: [RPT-STAY]
recipient: MA_ADMIN
bodies: [cnss]
discreet: no
icon: residence
source: [S39]
checked_on: 2026-11-23
valid_until: 2027-05-23
title: {ar: "ا", fr: Titre, en: Title, es: Nombre}
questions:
  - id: age
    kind: birth
    label: {ar: "ا", fr: Age}
    options:
      - {id: young, label: {ar: "ا", fr: Jeune}, below_age: 60}
      - {id: old, label: {ar: "ا", fr: Vieux}, from_age: 60}
  - id: left
    label: {ar: "ا", fr: Parti}
    when: {age: [old, unknown]}
    options: [yes, no]
papers:
  - id: photos
    name: {ar: "ا", fr: Photos}
    form: original
    pieces: 8
  - id: stamp
    name: {ar: "ا", fr: Timbre}
    form: pay
    fee_dh: 20
rules:
  - id: always
    add: [photos, stamp]
  - id: gone
    when: {left: [yes, unknown]}
    say: {ar: "ا", fr: Avis}
    tone: warning
  - id: aged
    when: {age: [young, unknown]}
    say: {ar: "ا", fr: Avis}
"""
# What is replaced by what; then words of the finding.
PROCEDURES = [
    ("recipient: MA_ADMIN", "recipient: NOBODY", "recipient"),
    ("recipient: MA_ADMIN\n", "", "recipient"),
    ("bodies: [cnss]", "bodies: cnss", "list"),
    ("bodies: [cnss]", "bodies: [cnss, cnss, cnss, cnss, cnss, cnss, cnss, cnss, cnss]", "more than 8"),
    ("discreet: no", "discreet: perhaps", "discreet"),
    ("icon: residence", "icon: " + "i" * 41, "longer than 40"),
    ("icon: residence\n", "", "icon"),
    ("icon: residence", 'icon: ""', "icon"),
    ("icon: residence", "icon: Residence", "icon's name"),
    ("checked_on: 2026-11-23", "checked_on: 2026-02-30", "calendar"),
    ("valid_until: 2027-05-23", "valid_until: 23/05/27", "calendar"),
    ("source: [S39]", "source: [{a: b}]", "source"),
    ("icon: residence", "colour: red", "colour"),
    ("fr: Titre", "de: Titel", "de"),
    ("fr: Titre", f"fr: {'t' * 201}", "longer than 200"),
    ("fr: Titre", 'fr: ""', "empty"),
    ('title: {ar: "ا", fr: Titre, en: Title, es: Nombre}', "title: Titre", "expected"),
    ("kind: birth", "kind: age", "kind"),
    ("from_age: 60", "from_age: 0", "from_age"),
    ("below_age: 60", "below_age: sixty", "below_age"),
    ("id: young", "id: Young", "no id"),
    ("{id: young, label: {ar: \"ا\", fr: Jeune}, below_age: 60}", "young", "needs an id"),
    ("options: [yes, no]", "options: [yes]", "two options"),
    ("options: [yes, no]", "options: [" + ", ".join(["yes"] * 9) + "]", "more than 8"),
    ("options: [yes, no]", "options_from: bodies", "options_from"),
    ("when: {age: [old, unknown]}", "when: [age]", "expected"),
    ("form: original", "form: paper", "form"),
    ("    form: original\n", "", "form"),
    ("pieces: 8", "pieces: 0", "pieces"),
    ("pieces: 8", "pieces: 51", "pieces"),
    ("fee_dh: 20", "fee_dh: -1", "fee_dh"),
    ("fee_dh: 20", "copies: 21", "copies"),
    ("fee_dh: 20", "each: husband", "each"),
    ("fee_dh: 20", "translated: french", "translated"),
    ("fee_dh: 20", "price: 20", "price"),
    ("tone: warning", "tone: loud", "tone"),
    ("tone: warning", f"go: {'G' * 25}", "longer than 24"),
    ("add: [photos, stamp]", "add: photos", "list"),
    ("  - id: always\n", "  - tone: info\n", "id"),
    (PROCEDURE[PROCEDURE.index("rules:"):], "", "rules"),
    (PROCEDURE[PROCEDURE.index("rules:"):], "rules: []\n", "rules"),
    ("  - id: stamp",
     "".join(f"  - {{id: p{n}, name: {{fr: P}}, form: show}}\n" for n in range(79)) + "  - id: stamp", "more than 80"),
]

PAGE = """\
---
id: NAME
title: Titre
detail: Quelques mots
keywords: [mot, 2026]
situations: [came-back]
audience: [retiree]
icon: life
service: PEN-LIFE
related: [office]
bodies: [cnss]
rank: 3
discreet: yes
source: [S17]
checked_on: 2026-11-23
valid_until: 2027-05-23
---

Un mot.
"""
PAGES = [
    ("title: Titre\n", "", "title"),
    ("title: Titre", f"title: {'t' * 201}", "longer than 200"),
    ("detail: Quelques mots\n", "", "detail"),
    ("icon: life\n", "", "icon"),
    ("icon: life", 'icon: ""', "icon"),
    ("icon: life", "icon: life.svg", "icon's name"),
    ("situations: [came-back]", "situations: [tired]", "tired"),
    ("audience: [retiree]", "audience: retired", "retired"),
    ("keywords: [mot, 2026]", f"keywords: [{'m' * 121}]", "short words"),
    ("keywords: [mot, 2026]", "keywords: [" + ", ".join("abc" for _ in range(41)) + "]", "short words"),
    ("related: [office]", "related: [../office]", "../office"),
    ("related: [office]", "related: [office, office]", "twice"),
    ("related: [office]", "related: [office, a, b, c, d, e, f, g, h]", "more than 8"),
    ("rank: 3", "rank: 0", "rank"),
    ("rank: 3", "rank: 1000", "rank"),
    ("rank: 3", "rank: first", "rank"),
    ("discreet: yes", "discreet: oui", "discreet"),
    ("rank: 3", "picture: ../secret.png", "picture"),
    ("rank: 3", "picture: photo.jpeg", "picture"),
    ("rank: 3", "author: me", "author"),
    ("checked_on: 2026-11-23", "checked_on: 2026-13-01", "calendar"),
    ("valid_until: 2027-05-23", "valid_until: 2027-02-29", "calendar"),
]

TRANSLATION = """\
---
title: Title
detail: Some words
keywords: [word]
---

A word.
"""
TRANSLATIONS = [
    ("title: Title\n", "", "title"),
    ("detail: Some words\n", "", "detail"),
    ("keywords: [word]", "icon: life", "icon"),
    ("keywords: [word]", "colour: red", "colour"),
]

BODY = """\
- id: NAME
  short: X
  name: {ar: "ا", fr: Nom}
  kind: association
  does: {ar: "ا", fr: Aide}
  phone: 0522000000
  web: https://www.example.org
  countries: [fr]
  source: [K]
  checked_on: 2026-11-23
  valid_until: 2027-05-23
"""
BODIES = [
    ("  short: X\n", "", "short"),
    ("kind: association", "kind: club", "kind"),
    ("does: {ar: \"ا\", fr: Aide}", "for: {fr: Tous}", "does"),
    ("web: https://www.example.org", "web: http://www.example.org", "web address"),
    ("web: https://www.example.org", "fax: 12", "fax"),
    ("phone: 0522000000", f"phone: '{'1' * 41}'", "longer than 40"),
    ("fr: Nom", f"fr: {'n' * 301}", "longer than 300"),
    ("checked_on: 2026-11-23", "checked_on: today", "today"),
]

CONVENTION = """\
- country: NAME
  name: {ar: "ا", fr: Pays}
  status: in-force
  since: 2011-06-01
  signed: 2007
  funds: [cnss]
  source: [S29]
  checked_on: 2026-11-23
  valid_until: 2027-05-23
"""
CONVENTIONS = [
    ("status: in-force", "status: dead", "status"),
    ("since: 2011-06-01", "since: 2011-02-29", "no date"),
    ("since: 2011-06-01", "since: 2011-13", "no date"),
    ("since: 2011-06-01", "until: 2011", "until"),
    ("  name: {ar: \"ا\", fr: Pays}\n", "", "name"),
]

CALENDAR = """\
holidays:
  - id: souk
    date: 02-29
    days: 2
    provisional: yes
    name: {ar: "ا", fr: Souk}
ramadan:
  - {from: 2027-02-08, until: 2027-03-09, provisional: yes}
ramadan_hours: {monday: [09:00-15:00]}
friday_pause: 12:00-14:00
source: [K]
"""
CALENDARS = [
    ("date: 02-29", "date: 02-30", "02-30"),
    ("date: 02-29", "date: 2026-02-30", "2026-02-30"),
    ("date: 02-29", "date: 1 May", "1 May"),
    ("days: 2", "days: 11", "days"),
    ("provisional: yes\n", "provisional: soon\n", "provisional"),
    ("    name: {ar: \"ا\", fr: Souk}\n", "", "name"),
    ("until: 2027-03-09, ", "", "until"),
    ("monday: [09:00-15:00]", "lundi: [09:00-15:00]", "lundi"),
    ("09:00-15:00", "09:00-25:00", "25:00"),
    ("friday_pause: 12:00-14:00", "friday_pause: noon", "noon"),
    ("source: [K]", "souk: tuesday", "souk"),
]


def findings(stage, home):
    """{file name: [finding, ...]} of what is wrong."""
    os.environ["MARHABA_LANG"] = "en"
    found = {}
    for line in marhaba(stage, home, "content", "check", check=False).splitlines():
        match = re.match(r"wrong: (.*?):(\d+): (.*)$", line)
        if match:
            found.setdefault(pathlib.Path(match[1]).name, []).append((int(match[2]), match[3]))
    return found


def spoil(text, old, new):
    assert old in text, f"\"{old}\" is not in the sample"
    return text.replace(old, new, 1)


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def files(checker, stage, home):
    """A sample a file, all of them checked by the command at once."""
    samples = []
    for kind, text, cases, ending, folder in (
            ("procedure", PROCEDURE, PROCEDURES, ".yaml", "procedures"), ("page", PAGE, PAGES, ".fr.md", "pages"),
            ("page-translation", TRANSLATION, TRANSLATIONS, ".en.md", "pages")):
        for number, (old, new, words) in enumerate([("", "", None), *cases]):
            name = f"sample-{kind}-{number}"
            spoiled = spoil(text, old, new).replace("NAME", name)
            put(home / "content" / folder / (name + ending), spoiled)
            if kind == "page-translation":
                put(home / "content" / folder / (name + ".fr.md"), PAGE.replace("NAME", name))
            samples.append((kind, name + ending, spoiled, new, words))
    found = findings(stage, home)
    for kind, name, text, new, words in samples:
        errors = checker.errors(kind, read_yaml(text) if kind == "procedure" else header_of(text))
        said = found.get(name, [])
        if words is None:
            checker.expect(not errors and not said, f"{name}, which is right: {errors} {said}")
            continue
        checker.expect(errors, f"{name}: the schema takes \"{new}\"")
        checker.expect(any(words in sentence for _, sentence in said), f"{name}, \"{new}\": {said}")
    shutil.rmtree(home / "content" / "procedures")
    shutil.rmtree(home / "content" / "pages")


def lists(checker, stage, home):
    """A sample an item, a file for all."""
    for schema, text, cases in (("bodies", BODY, BODIES), ("conventions", CONVENTION, CONVENTIONS)):
        whole, spans = "", []
        for number, (old, new, words) in enumerate([("", "", None), *cases]):
            spoiled = spoil(text, old, new).replace("NAME", f"sample-{number}")
            first = whole.count("\n") + 1
            whole += spoiled
            spans.append((first, whole.count("\n"), spoiled, new, words))
        put(home / "content" / f"{schema}.yaml", whole)
        said = findings(stage, home).get(f"{schema}.yaml", [])
        for first, last, spoiled, new, words in spans:
            here = [sentence for line, sentence in said if first <= line <= last]
            errors = checker.errors(schema, read_yaml(spoiled))
            if words is None:
                checker.expect(not errors and not here, f"{schema}, which is right: {errors} {here}")
                continue
            checker.expect(errors, f"{schema}: the schema takes \"{new}\"")
            checker.expect(any(words in sentence for sentence in here), f"{schema}, \"{new}\": {here}")
        (home / "content" / f"{schema}.yaml").unlink()


def calendars(checker, stage, home):
    for old, new, words in [("", "", None), *CALENDARS]:
        text = spoil(CALENDAR, old, new)
        put(home / "content" / "calendar.yaml", text)
        said = findings(stage, home).get("calendar.yaml", [])
        errors = checker.errors("calendar", read_yaml(text))
        if words is None:
            checker.expect(not errors and not said, f"the calendar, which is right: {errors} {said}")
            continue
        checker.expect(errors, f"calendar: the schema takes \"{new}\"")
        checker.expect(any(words in sentence for _, sentence in said), f"calendar, \"{new}\": {said}")
    (home / "content" / "calendar.yaml").unlink()


def main():
    stage, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    home = scratch / "home"
    marhaba(stage, home, "init", "--commune", "taliouine")
    checker = Checker()
    shipped(checker)
    consistent(checker)
    files(checker, stage, home)
    lists(checker, stage, home)
    calendars(checker, stage, home)
    for failure in checker.failures:
        print("FAILED:", failure)
    print(f"{checker.count} checks, {len(checker.failures)} failed")
    return 1 if checker.failures else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        for name in CHANGED:
            write(f"{name}-change", changes_of(load(name)))
    else:
        sys.exit(main())
