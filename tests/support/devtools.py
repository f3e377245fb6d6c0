"""Many commands to a page of Chromium at once, without waiting for each: a small WebSocket client of the
Chrome DevTools protocol. WebDriver knows only one command after the other."""
import base64
import json
import os
import socket
import struct
import urllib.parse
import urllib.request


class DevTools:
    """A connection to the first page of the browser at `address` (host:port)."""

    def __init__(self, address):
        with urllib.request.urlopen(f"http://{address}/json/list", timeout=60) as answer:
            page = next(target for target in json.load(answer) if target["type"] == "page")
        place = urllib.parse.urlsplit(page["webSocketDebuggerUrl"])
        self.socket = socket.create_connection((place.hostname, place.port), timeout=60)
        self.reader = self.socket.makefile("rb")
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\n"
                             f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                             "Sec-WebSocket-Version: 13\r\n\r\n").encode())
        status = self.reader.readline()
        if b" 101 " not in status:
            raise OSError(f"no WebSocket: {status!r}")
        while self.reader.readline().strip():
            pass

    def send_all(self, commands):
        """Sends (command, parameters) pairs in one go; returns when each was answered or the page has gone."""
        wire = b"".join(self._frame(json.dumps({"id": number, "method": method, "params": parameters}))
                        for number, (method, parameters) in enumerate(commands))
        self.socket.sendall(wire)
        waiting = set(range(len(commands)))
        while waiting:
            message = self._read()
            if message is None:
                return
            waiting.discard(json.loads(message).get("id"))

    @staticmethod
    def _frame(text):
        payload, mask = text.encode(), os.urandom(4)
        length = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + struct.pack(">H", len(payload))
        return b"\x81" + length + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))

    def _read(self):
        head = self.reader.read(2)
        if len(head) < 2 or head[0] & 0x0F == 8:
            return None
        length = head[1] & 0x7F
        if length == 126:
            length = struct.unpack(">H", self.reader.read(2))[0]
        elif length == 127:
            length = struct.unpack(">Q", self.reader.read(8))[0]
        return self.reader.read(length)

    def close(self):
        self.reader.close()
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
