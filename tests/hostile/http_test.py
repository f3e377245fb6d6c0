"""The desk against raw, hostile HTTP: what is doubtful is refused with all headers, slow and idle
connections lock nobody out, and nothing is done that a page of the desk did not ask for.

    python3 tests/hostile/http_test.py STAGE SCRATCH
"""
import html
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import time
import warnings
from urllib.parse import urlencode

STAGE, SCRATCH = (pathlib.Path(argument) for argument in sys.argv[1:3])
SEED = pathlib.Path(os.environ["MARHABA_BUILD"], "tests/support/seed_desk")
PROGRAM = STAGE / "bin/marhaba-desk"
PASSWORD = "safran argane 2026"
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                               "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
failures = []


def check(good, what):
    print(("ok  " if good else "NOT ") + what)
    if not good:
        failures.append(what)


class Answer:
    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        found = re.fullmatch(r"HTTP/1\.1 (\d{3}) .+", lines[0])
        self.status = int(found.group(1)) if found else 0
        self.fields = [tuple(part.strip() for part in line.split(":", 1)) for line in lines[1:] if ":" in line]

    def field(self, name):
        return next((value for key, value in self.fields if key.lower() == name), None)

    def cookies(self):
        return {pair.split("=", 1)[0]: pair.split("=", 1)[1].split(";")[0]
                for key, pair in self.fields if key.lower() == "set-cookie"}

    def has_headers(self):
        return all(self.field(name) == value for name, value in HEADERS.items()) and bool(self.field("cache-control"))


class Desk:
    def __init__(self, home, *options, at="2026-11-25T10:36"):
        self.process = subprocess.Popen([PROGRAM, "--home", home, "--port", "0", "--at", at, *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.address = line.split(": ", 1)[-1].strip()
        found = re.search(r":(\d+)/", line)
        self.port = int(found.group(1)) if found else 0
        self.host = f"127.0.0.1:{self.port}"

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=15)

    def raw(self, data, wait=True):
        """Sends bytes, reads until the end of the connection or of the answer."""
        with self.connect() as wire:
            wire.sendall(data)
            got = b""
            while wait:
                try:
                    more = wire.recv(65536)
                except (TimeoutError, ConnectionResetError):
                    break
                if not more:
                    break
                got += more
                head, end, body = got.partition(b"\r\n\r\n")
                length = re.search(rb"Content-Length: (\d+)", head)
                if end and length and len(body) >= int(length.group(1)) and b"Connection: close" not in head:
                    break
            return Answer(got)

    def ask(self, method, path, body=None, cookie=None, fields=()):
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", "Connection: close", *fields]
        if cookie:
            lines.append("Cookie: " + "; ".join(f"{key}={value}" for key, value in cookie.items()))
        data = b""
        if body is not None:
            data = body if isinstance(body, bytes) else urlencode(body).encode()
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(data)}"]
        return self.raw("\r\n".join(lines).encode() + b"\r\n\r\n" + data)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        said = self.process.communicate(timeout=20)[1]
        return self.process.returncode, said


def form_token(answer):
    found = re.search(rb'name="token" value="([0-9a-f]{32})"', answer.body)
    return found.group(1).decode() if found else ""


def seed(name):
    home = SCRATCH / name
    made = json.loads(subprocess.run([SEED, home, "2026-11-25T10:24"], check=True,
                                     capture_output=True, text=True).stdout)
    return home, made


def broken_requests(desk):
    host = f"Host: {desk.host}\r\n".encode()
    get = b"GET /sign-in HTTP/1.1\r\n" + host
    post = b"POST /sign-in HTTP/1.1\r\n" + host + b"Content-Type: application/x-www-form-urlencoded\r\n"
    cases = [
        ("a header of 20 KB", get + b"X: " + b"x" * 20000 + b"\r\n\r\n", 431),
        ("a header without an end", get + b"X: " + b"x" * 20000, 431),
        ("a hundred headers", get + b"".join(b"X-%d: 1\r\n" % i for i in range(100)) + b"\r\n", 431),
        ("an address of 4 KB", b"GET /" + b"a" * 4000 + b" HTTP/1.1\r\n" + host + b"\r\n", 414),
        ("a body of 1 MB", post + b"Content-Length: 1000000\r\n\r\n" + b"x" * 200000, 413),
        ("a length past every number", post + b"Content-Length: 99999999999999999999999\r\n\r\n", 413),
        ("length and chunks", post + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("chunks and length", post + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400),
        ("chunks alone", post + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        ("two lengths", post + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
        ("a POST without a length", post + b"\r\n", 411),
        ("bare line feeds", b"GET /sign-in HTTP/1.1\nHost: " + desk.host.encode() + b"\n\n", 400),
        ("one bare line feed", get + b"X: 1\n\r\n", 400),
        ("a folded header", get + b"X: 1\r\n 2\r\n\r\n", 400),
        ("a space before the colon", get + b"X : 1\r\n\r\n", 400),
        ("NUL in the path", b"GET /sign\0-in HTTP/1.1\r\n" + host + b"\r\n", 400),
        ("an encoded NUL", b"GET /sign%00-in HTTP/1.1\r\n" + host + b"\r\n", 400),
        ("a path that climbs", b"GET /assets/../../marhaba.db HTTP/1.1\r\n" + host + b"\r\n", 400),
        ("an encoded climb", b"GET /assets/%2e%2e/%2e%2e/marhaba.db HTTP/1.1\r\n" + host + b"\r\n", 400),
        ("a backslash climb", b"GET /assets/..\\..\\marhaba.db HTTP/1.1\r\n" + host + b"\r\n", 400),
        ("a bad percent", b"GET /%zz HTTP/1.1\r\n" + host + b"\r\n", 400),
        ("a cut percent", b"GET /% HTTP/1.1\r\n" + host + b"\r\n", 400),
        ("no Host", b"GET /sign-in HTTP/1.1\r\n\r\n", 400),
        ("two Hosts", get + host + b"\r\n", 400),
        ("a foreign Host", b"GET /sign-in HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        ("a Host with another port", b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n", 421),
        ("HTTP/1.0", b"GET /sign-in HTTP/1.0\r\n" + host + b"\r\n", 505),
        ("HTTP/0.9", b"GET /sign-in\r\n\r\n", 400),
        ("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("TLS on a plain port", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        ("garbage", bytes(range(256)), 400),
        ("an unknown method", b"BREW /sign-in HTTP/1.1\r\n" + host + b"\r\n", 405),
        ("TRACE", b"TRACE / HTTP/1.1\r\n" + host + b"\r\n", 405),
        ("an unknown page", b"GET /admin HTTP/1.1\r\n" + host + b"\r\n", 404),
        ("an asset that is not there", b"GET /assets/commune.yaml HTTP/1.1\r\n" + host + b"\r\n", 404),
    ]
    for what, data, status in cases:
        answer = desk.raw(data)
        check(answer.status == status and answer.has_headers(), f"{what}: {answer.status}")
        check(b"marhaba.db" not in answer.body, f"{what}: nothing is echoed")


def pipelining(desk):
    """A refused request ends the connection: what follows it is never read as a request."""
    host = f"Host: {desk.host}\r\n".encode()
    with desk.connect() as wire:
        wire.sendall(b"POST /sign-in HTTP/1.1\r\n" + host + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                     b"0\r\n\r\nGET /sign-in HTTP/1.1\r\n" + host + b"\r\n")
        got = b""
        while more := wire.recv(65536):
            got += more
        check(got.count(b"HTTP/1.1 ") == 1, "nothing is smuggled behind a refused request")
    with desk.connect() as wire:
        one = b"GET /assets/star.svg HTTP/1.1\r\n" + host
        wire.sendall((one + b"\r\n") * 20 + one + b"Connection: close\r\n\r\n")
        got = b""
        while more := wire.recv(65536):
            got += more
        check(got.count(b"HTTP/1.1 200 OK") == 21, "twenty-one honest requests at once are answered in turn")


def headers_everywhere(desk, cookie):
    for path in ("/", "/sign-in", "/password", "/waiting", "/troubles", "/content", "/case/1", "/case/999", "/nothing", "/assets/desk.css"):
        for who in (None, cookie):
            answer = desk.ask("GET", path, cookie=who)
            check(answer.has_headers(), f"{path} signed {'in' if who else 'out'}: {answer.status} with all headers")
    page, head = desk.ask("GET", "/sign-in"), desk.ask("HEAD", "/sign-in")
    check(head.status == 200 and head.body == b"" and len(page.body) > 500, "HEAD has the head alone")
    answer = desk.ask("GET", "/assets/desk.css")
    again = desk.ask("GET", "/assets/desk.css", fields=[f"If-None-Match: {answer.field('etag')}"])
    check(again.status == 304 and again.body == b"" and again.has_headers(), "an asset that is known costs a 304")


def sign_in(desk, made):
    page = desk.ask("GET", "/")
    guest = page.cookies()
    check(page.status == 401, "no session: 401 and the sign-in page")
    flags = next(value for key, value in page.fields if key == "Set-Cookie")
    check("HttpOnly" in flags and "SameSite=Strict" in flags, f"cookies are kept from scripts and other sites: {flags[-40:]}")
    officer = made["officers"][0]
    sent = {"login": officer["login"], "password": officer["password"]}
    check(desk.ask("POST", "/sign-in", sent, guest).status == 403, "a sign-in without the form's token is refused")
    sent["token"] = form_token(page)
    check(desk.ask("POST", "/sign-in", sent).status == 403, "and with another browser's token")
    answer = desk.ask("POST", "/sign-in", sent, guest)
    session = {"marhaba": answer.cookies()["marhaba"]}
    check(answer.status == 303 and len(session["marhaba"]) == 64, "with it, one signs in")
    page = desk.ask("GET", "/password", cookie=session)
    change = {"token": form_token(page), "old": officer["password"], "new": PASSWORD, "again": PASSWORD}
    short = desk.ask("POST", "/password", {**change, "new": "court", "again": "court"}, session)
    check(short.status == 422, "a short password is refused")
    answer = desk.ask("POST", "/password", change, session)
    check(desk.ask("GET", "/", cookie=session).status == 401, "the session before the change is dead")
    return {"marhaba": answer.cookies()["marhaba"]}


def forged_forms(desk, made, cookie):
    token = form_token(desk.ask("GET", "/", cookie=cookie))
    digits = made["tickets"][0]["digits"]
    good = {"token": token, "scan": digits}
    for what, body, fields in [
        ("no token", {"scan": digits}, ()),
        ("a wrong token", {**good, "token": "0" * 32}, ()),
        ("another site's fetch", good, ("Sec-Fetch-Site: cross-site",)),
        ("a sibling site's fetch", good, ("Sec-Fetch-Site: same-site",)),
        ("another Origin", good, ("Origin: http://evil.example",)),
        ("Origin null", good, ("Origin: null",)),
    ]:
        check(desk.ask("POST", "/scan", body, cookie, fields).status == 403, f"{what}: 403")
    for what, body, status in [
        ("a broken percent", b"token=" + token.encode() + b"&scan=%zz", 400),
        ("no UTF-8", b"token=" + token.encode() + b"&scan=%ff%fe", 400),
        ("a field twice", b"token=" + token.encode() + b"&scan=1&scan=2", 400),
        ("4 KB from a scanner", urlencode({**good, "scan": "7" * 4096}).encode(), 422),
        ("control characters from a scanner", urlencode({**good, "scan": "\x1b[2J\x07" + digits[:9]}).encode(), 422),
    ]:
        check(desk.ask("POST", "/scan", body, cookie).status == status, f"{what}: {status}")
    check(b"ticket open" not in desk.ask("GET", "/", cookie=cookie).body, "and no case was opened")
    for path in ("/case/1/note", "/case/1/step", "/case/1/close", "/case/1/release", "/scan", "/sign-out"):
        check(desk.ask("GET", path, cookie=cookie).status == 405, f"GET {path} does nothing")
    answer = desk.ask("POST", "/scan", good, cookie, ("Sec-Fetch-Site: same-origin", "Origin: null"))
    check(answer.status == 303, "our own form opens the case")
    path = answer.field("location")
    note = {"token": token, "key": "k" * 32, "text": "une fois <script>"}
    for _ in range(2):
        check(desk.ask("POST", path + "/note", note, cookie).status == 303, "a note is kept")
    page = desk.ask("GET", path, cookie=cookie).body.decode()
    check(page.count("une fois &lt;script&gt;") == 1, "posted twice, it is there once, as text")
    back = desk.ask("POST", "/language", {"token": token, "language": "fr", "back": "//evil.example/"}, cookie)
    check(back.field("location") == "/", "the language's way back leads nowhere else")


def hidden_fields(answer):
    """Those of the page's first form, as a browser sends them back."""
    form = answer.body.decode().split("</form>", 1)[0]
    return {name: html.unescape(value) for name, value in
            re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)}


def written_is_not_lost(desk, made, cookie):
    login = made["officers"][0]["login"]
    text = "vu \u00e0 <10> h \"et\" &amp; après\n" + "é" * 1900
    shown = html.escape(text).encode()
    note = {"key": "e" * 32, "writer": login, "text": text}
    page = desk.ask("POST", "/case/1/note", note)
    check(page.status == 401 and shown in page.body,
          "a note of an ended session waits in the sign-in page")
    foreign = desk.ask("POST", "/case/1/note", note, fields=("Sec-Fetch-Site: cross-site",))
    check(foreign.status == 401 and b"apr" not in foreign.body, "another site's does not")
    sent = {**hidden_fields(page), "login": login}
    back = desk.ask("POST", "/sign-in", {**sent, "password": "not it"}, page.cookies())
    check(back.status == 403 and hidden_fields(back)["text"] == text, "it outlives a wrong password")
    back = desk.ask("POST", "/sign-in", {**sent, "password": PASSWORD}, page.cookies())
    check(back.status == 200 and b"\n" + shown + b"</textarea>" in back.body,
          "and is in its form again after signing in")
    again = {"marhaba": back.cookies()["marhaba"]}
    note["token"] = form_token(desk.ask("GET", "/", cookie=again))
    check(desk.ask("POST", "/case/1/note", note, cookie).status == 403, "a form of one session is none of another's")
    check(desk.ask("POST", "/case/1/note", note, again).status == 303, "from there it is kept")


def held_database_takes_nothing(desk, home, cookie):
    login = desk.ask("GET", "/case/1", cookie=cookie).body.decode().split('name="writer" value="')[1].split('"')[0]
    token = form_token(desk.ask("GET", "/", cookie=cookie))
    note = {"token": token, "key": "f" * 32, "writer": login, "text": "pendant la <copie>"}
    other = sqlite3.connect(home / "marhaba.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    page = desk.ask("POST", "/case/1/note", note, cookie)
    other.execute("ROLLBACK")
    other.close()
    check(page.status == 503 and "pendant la &lt;copie&gt;</textarea>" in page.body.decode(),
          f"a database held by another program takes no note away: {page.status}")
    check(b'value="' + note["key"].encode() + b'"' in page.body, "its form is the same")
    for _ in range(2):
        check(desk.ask("POST", "/case/1/note", {**note, "token": form_token(page)}, cookie).status == 303,
              "sent again it is kept")
    check(desk.ask("GET", "/case/1", cookie=cookie).body.count("pendant la &lt;copie&gt;".encode()) == 1, "once")


def slow_and_idle(desk):
    idle = []
    for i in range(400):
        wire = desk.connect()
        if i % 2:
            wire.sendall(b"GET / HTTP/1.1\r\nHost: ")
        idle.append(wire)
    began = time.monotonic()
    answers = [desk.ask("GET", "/sign-in").status for _ in range(5)]
    took = time.monotonic() - began
    check(answers == [200] * 5 and took < 5, f"400 idle connections: five pages in {took * 1000:.0f} ms")
    for wire in idle:
        wire.close()
    with desk.connect() as wire:
        began = time.monotonic()
        wire.settimeout(1)
        got = b""
        try:
            for byte in b"GET / HTTP/1.1\r\nX: " + b"x" * 100:
                wire.sendall(bytes([byte]))
                time.sleep(0.3)
                wire.settimeout(0.01)
                try:
                    got += wire.recv(65536)
                except TimeoutError:
                    pass
                if got:
                    break
        except OSError:
            pass
        took = time.monotonic() - began
        check(Answer(got).status == 408 and took < 14, f"a byte now and then is ended after {took:.0f} s with a 408")


def guessing(desk, made):
    page = desk.ask("GET", "/sign-in")
    officer = made["officers"][1]
    sent = {"token": form_token(page), "login": officer["login"], "password": "guess"}
    statuses = [desk.ask("POST", "/sign-in", sent, page.cookies()).status for _ in range(12)]
    check(statuses[0] == 403 and 429 in statuses, f"guessing a password is slowed down: {statuses}")
    answer = desk.ask("POST", "/sign-in", {**sent, "password": officer["password"]}, page.cookies())
    check(answer.status == 429 and int(answer.field("retry-after") or 0) > 0, "and says how long to wait")


def sign_out(desk, cookie):
    token = form_token(desk.ask("GET", "/", cookie=cookie))
    answer = desk.ask("POST", "/sign-out", {"token": token}, cookie)
    check(answer.status == 303 and "cookies" in (answer.field("clear-site-data") or ""), "signing out clears the browser")
    check(desk.ask("GET", "/", cookie=cookie).status == 401, "the old cookie opens nothing: 401")
    check(desk.ask("POST", "/scan", {"token": token, "scan": "1"}, cookie).status == 401, "nor does its form")


def refusals_to_start(home):
    def say(*options, folder=home):
        done = subprocess.run([PROGRAM, "--home", folder, *options], capture_output=True, text=True, timeout=30)
        lines = [line for line in done.stderr.splitlines() if line.startswith("marhaba-desk: ")]
        return done.returncode, lines
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, lines = say("--port", str(port))
        check(code == 1 and len(lines) == 1 and str(port) in lines[0], f"a port in use: {lines}")
    for options, word in [
        (("--address", "0.0.0.0", "--port", "0"), "TLS"),
        (("--address", "192.168.1.10", "--port", "0"), "TLS"),
        (("--address", "nowhere", "--port", "0"), "nowhere"),
        (("--port", "99999"), "--port"),
        (("--port", "x"), "--port"),
        (("--at", "yesterday"), "--at"),
        (("--nonsense", "1"), "--nonsense"),
        (("--port",), "--port"),
    ]:
        code, lines = say(*options)
        check(code in (1, 2) and len(lines) == 1 and word in lines[0], f"{' '.join(options)}: {lines}")
    code, lines = say(folder=SCRATCH / "absent")
    check(code == 1 and len(lines) == 1, f"no installation: {lines}")


def make_certificate(home, subject, names=None):
    more = ("-addext", f"subjectAltName={names}") if names else ()
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", subject, *more,
                    "-keyout", "desk.key", "-out", "desk.pem"], check=True, capture_output=True, cwd=home)


def addresses_told(home):
    """What the desk says at its start can be typed: what its certificate was made for, never 0.0.0.0."""
    for subject, names, listens, told in [
        ("/CN=desk.hall", "DNS:desk.hall,IP:192.168.1.10,IP:fd00::7", "0.0.0.0",
         ["desk.hall", "192.168.1.10", "[fd00::7]"]),
        ("/CN=desk.hall", None, "::", ["desk.hall"]),
        ("/CN=other.hall", "DNS:*.hall", "0.0.0.0", ["*.hall"]),
        ("/CN=desk.hall", "DNS:desk.hall", "127.0.0.1", ["desk.hall", "127.0.0.1"]),
        ("/CN=desk.hall", "DNS:desk.hall,IP:127.0.0.1", "127.0.0.1", ["desk.hall", "127.0.0.1"]),
    ]:
        make_certificate(home, subject, names)
        desk = Desk(home, "--address", listens)
        desk.process.send_signal(signal.SIGTERM)
        lines = [desk.address, *(line.split(": ", 1)[-1].strip() for line in desk.process.stdout)]
        desk.process.wait(timeout=20)
        check(lines == [f"https://{name}:{desk.port}/" for name in told], f"{names} on {listens}: {lines}")
    make_certificate(home, "/O=Commune de Taliouine", "email:desk@example.org")
    done = subprocess.run([PROGRAM, "--home", home, "--port", "0", "--address", "0.0.0.0"], capture_output=True, text=True,
                          timeout=30)
    check(done.returncode == 1 and "desk.pem" in done.stderr and "subjectAltName" in done.stderr,
          f"a certificate for nothing: {done.stderr.strip()[-200:]}")


def tls(home):
    yaml = home / "commune.yaml"
    text = yaml.read_text(encoding="utf-8")
    yaml.write_text(text.replace("desk:\n", "desk:\n  certificate: desk.pem\n  key: desk.key\n", 1), encoding="utf-8")
    addresses_told(home)
    make_certificate(home, "/CN=desk.hall", "DNS:desk.hall,IP:127.0.0.1")
    desk = Desk(home, "--address", "0.0.0.0")
    check(desk.address.startswith("https://"), f"with a certificate it listens on any address: {desk.address}")

    def over(name, least, most, host):
        context = ssl.create_default_context(cafile=home / "desk.pem")
        context.minimum_version, context.maximum_version = least, most
        if least < ssl.TLSVersion.TLSv1_2:
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
        with desk.connect() as wire, context.wrap_socket(wire, server_hostname=name) as safe:
            safe.sendall(f"GET /sign-in HTTP/1.1\r\nHost: {host}:{desk.port}\r\nConnection: close\r\n\r\n".encode())
            got = b""
            while more := safe.recv(65536):
                got += more
            return Answer(got)
    v = ssl.TLSVersion
    warnings.simplefilter("ignore", DeprecationWarning)
    for version in (v.TLSv1_2, v.TLSv1_3):
        answer = over("desk.hall", version, version, "desk.hall")
        check(answer.status == 200 and answer.has_headers(), f"{version.name}: {answer.status}")
    cookie = next(value for key, value in answer.fields if key == "Set-Cookie")
    check(cookie.startswith("__Host-marhaba-guest=") and "Secure" in cookie, "cookies are __Host- and Secure")
    stranger = over("desk.hall", v.TLSv1_3, v.TLSv1_3, "other.hall")
    check(stranger.status == 421 and b"certificat" in stranger.body, "a name the certificate lacks: 421, and what it takes")
    try:
        over("desk.hall", v.TLSv1, v.TLSv1_1, "desk.hall")
        check(False, "TLS 1.1 is refused")
    except (ssl.SSLError, OSError):
        check(True, "TLS 1.1 is refused")
    plain = desk.raw(f"GET / HTTP/1.1\r\nHost: {desk.host}\r\n\r\n".encode())
    check(plain.status == 0, "plain HTTP gets nothing from it")
    code, said = desk.stop()
    check(code == 0, f"it ends cleanly {said[-300:] if code else ''}")
    (home / "desk.key").write_text("no key\n", encoding="utf-8")
    done = subprocess.run([PROGRAM, "--home", home, "--port", "0"], capture_output=True, text=True, timeout=30)
    check(done.returncode == 1 and "desk.key" in done.stderr, f"a broken key: {done.stderr.strip()[-200:]}")


def main():
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir(parents=True)
    home, made = seed("home")
    refusals_to_start(home)
    desk = Desk(home)
    broken_requests(desk)
    pipelining(desk)
    cookie = sign_in(desk, made)
    headers_everywhere(desk, cookie)
    forged_forms(desk, made, cookie)
    written_is_not_lost(desk, made, cookie)
    held_database_takes_nothing(desk, home, cookie)
    slow_and_idle(desk)
    guessing(desk, made)
    sign_out(desk, cookie)
    code, said = desk.stop()
    check(code == 0 and "ERROR" not in said, f"it ends cleanly {said[-2000:] if code else ''}")
    check(PASSWORD not in said and made["tickets"][0]["digits"] not in said, "the log holds nothing typed")
    tls(home)
    if failures:
        print(f"\n{len(failures)} failed:", *failures, sep="\n  ")
        return 1
    print("\nthe desk holds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
