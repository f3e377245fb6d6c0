"""Every sentence of trouble in core/, as the programs hand it to the translator, and whether the catalogues
of administrators have it, and nothing else.

    python3 tests/support/sentences.py SOURCE            what is missing or left over, per language; exit 1 when anything is
    python3 tests/support/sentences.py SOURCE --missing fr   the missing ones of a language, as entries to paste
                                                          at the end of locale/fr/admin.po and translate

A sentence is the string literal (with the literals and macros of literals beside it) that stands as the
format of error_set, yaml_complain, error_context, error_translate or draft_say. One that is no literal cannot
be looked up and is reported, but in the few files that hand sentences on.
"""
import ast
import pathlib
import re
import subprocess
import sys

FORMATS = {"error_set": 2, "yaml_complain": 2, "error_context": 1, "error_translate": 0, "draft_say": 3}
FORMATS_OF = {"content/markdown.c": {"refuse": 1}}  # of one file
# Their arguments come from callers, who are read.
HANDS_ON = {"base/error.c", "base/yaml.c", "content/draft.c", "content/markdown.c"}
LANGUAGES = ("fr", "ar", "es")  # English is the msgid itself; Tamazight falls back
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|[A-Za-z_]\w*|\s+|.', re.S)
INTEGERS = {"PRId64": "ld", "PRIu64": "lu", "PRIu32": "u", "PRId32": "d"}


def literal(token):
    return ast.literal_eval(token)


def macros_of(text):
    found = dict(INTEGERS)
    for name, value in re.findall(r'^#define\s+(\w+)\s+("(?:\\.|[^"\\])*")\s*$', text, re.M):
        found[name] = literal(value)
    return found


def arguments_at(tokens, at):
    """The token lists of a call's arguments; `at` is just past the opening parenthesis."""
    depth, arguments = 0, [[]]
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token in "([{":
            depth += 1
        elif token in ")]}":
            if depth == 0:
                return arguments
            depth -= 1
        if token == "," and depth == 0:
            arguments.append([])
        else:
            arguments[-1].append(token)
    return arguments


def words_of(tokens, macros):
    """The sentences an argument may be: one, or one on each side of a `? :`. None when it is no literal."""
    if "?" in tokens:
        tokens = tokens[len(tokens) - tokens[::-1].index("?"):]
        middle = tokens.index(":")
        both = words_of(tokens[:middle], macros), words_of(tokens[middle + 1:], macros)
        return None if None in both else both[0] + both[1]
    parts = []
    for token in tokens:
        if token.startswith('"'):
            parts.append(literal(token))
        elif token in macros:
            parts.append(macros[token])
        else:
            return None
    return ["".join(parts)] if parts else None


def sentences(source):
    """{sentence: [place, ...]} and the places of sentences that cannot be read."""
    found, unread = {}, []
    core = pathlib.Path(source, "core")
    for path in sorted(core.rglob("*.c")):
        text = path.read_text(encoding="utf-8")
        name = str(path.relative_to(core))
        macros = macros_of(text)
        formats = {**FORMATS, **FORMATS_OF.get(name, {})}
        tokens, lines, line = [], [], 1
        for token in TOKEN.findall(text):
            if not token.isspace() and not token.startswith(("/*", "//")):
                tokens.append(token)
                lines.append(line)
            line += token.count("\n")
        for at, token in enumerate(tokens[:-1]):
            if token not in formats or tokens[at + 1] != "(" or tokens[at - 1] in ("bool", "*"):
                continue
            arguments = arguments_at(tokens, at + 2)
            place = f"core/{name}:{lines[at]}"
            if len(arguments) <= formats[token]:
                continue
            read = words_of(arguments[formats[token]], macros)
            if read is None and name not in HANDS_ON:
                unread.append(place)
            for sentence in read or []:
                found.setdefault(sentence, []).append(place)
    return found, unread


def needs_words(sentence):
    """Not made of conversions, paths and options alone."""
    bare = re.sub(r"%[-+ #0-9.*]*[hljztL]*[a-zA-Z%]", "", sentence)
    return re.search(r"[A-Za-z]{2}", re.sub(r"--[a-z-]+", "", bare)) is not None


def translations(source, language):
    """{msgid: msgstr} as msgfmt would compile them."""
    po = pathlib.Path(source, "locale", language, "admin.po")
    plain = subprocess.run(["msgattrib", "--no-wrap", "--translated", "--no-fuzzy", "--no-obsolete", str(po)],
                           capture_output=True, text=True, check=True).stdout
    found = {}
    for entry in plain.split("\n\n"):
        fields = {}
        name = None
        for line in entry.splitlines():
            start = re.match(r"(msgid|msgstr|msgid_plural|msgstr\[\d\])\s+(\".*\")$", line)
            if start:
                name = start.group(1)
                fields[name] = ast.literal_eval(start.group(2))
            elif line.startswith('"') and name:
                fields[name] += ast.literal_eval(line)
        if fields.get("msgid"):
            found[fields["msgid"]] = fields.get("msgstr", fields.get("msgstr[0]", ""))
    return found


def conversions(sentence):
    return re.findall(r"%[-+ #0-9.*]*[hljztL]*[a-zA-Z]", sentence.replace("%%", ""))


def entry_of(sentence, places):
    text = sentence.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    flag = "#, c-format\n" if "%" in sentence else ""
    return f'#: {places[0]}\n{flag}msgid "{text}"\nmsgstr ""\n'


def main():
    source = sys.argv[1]
    found, unread = sentences(source)
    wanted = {sentence: places for sentence, places in found.items() if needs_words(sentence)}
    if len(sys.argv) == 4 and sys.argv[2] == "--missing":
        known = translations(source, sys.argv[3])
        for sentence, places in wanted.items():
            if sentence not in known:
                print(entry_of(sentence, places))
        return 0
    failures = [f"{place}: the sentence is no literal, so it cannot be translated" for place in unread]
    keys = translations(source, "en")  # what is no sentence but a name of one, "init.made"
    for language in LANGUAGES:
        known = translations(source, language)
        for sentence, places in wanted.items():
            if sentence not in known:
                failures.append(f"{language}: {places[0]}: {sentence}")
            elif conversions(sentence) != conversions(known[sentence]):
                failures.append(f"{language}: other conversions than in English, or another order: {sentence}")
        for sentence in known:
            if sentence not in found and sentence not in keys:
                failures.append(f"{language}: no code says this any more: {sentence}")
    for failure in failures:
        print("FAILED:", failure)
    print(f"{len(wanted)} sentences in {len(LANGUAGES)} languages" if not failures else f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
