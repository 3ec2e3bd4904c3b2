"""A mail server and a webhook on this machine, that keep what they are sent."""

from __future__ import annotations

import base64
import json
import shutil
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TypeVar

Server = TypeVar("Server", bound=socketserver.BaseServer)
USER, PASSWORD = "postbode", "een wachtwoord"


class _Mail(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs, with STARTTLS and AUTH PLAIN."""

    server: MailServer

    def handle(self) -> None:
        with suppress(OSError):  # a client that does not trust the certificate goes away
            self.talk()
        self.connection.close()

    def talk(self) -> None:
        self.say("220 hier")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "EHLO":
                more = ["STARTTLS"] if self.server.context else []
                for each in ["hier", *more, "AUTH PLAIN"]:
                    self.say(f"250-{each}")
                self.say("250 8BITMIME")
            elif verb == "STARTTLS":
                self.say("220 ga door")
                self.connection = self.server.context.wrap_socket(
                    self.request, server_side=True, do_handshake_on_connect=False
                )
                self.connection.do_handshake()
                self.rfile = self.connection.makefile("rb")
                self.wfile = self.connection.makefile("wb", buffering=0)
                self.server.encrypted += 1
            elif verb == "AUTH":
                given = base64.b64decode(line.split()[2]).decode().split("\0")[1:]
                self.say("235 ja" if given == [USER, PASSWORD] else "535 nee")
            elif verb == "DATA":
                self.say("354 zeg het")
                self.keep(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say("250 goed")
            elif verb == "QUIT":
                self.say("221 dag")
                break
            else:
                self.say("250 goed")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def keep(self, content: bytes) -> None:
        self.server.letters.append(message_from_bytes(content, policy=policy.default))


class MailServer(socketserver.ThreadingTCPServer):
    """`letters`: what came. `encrypted`: how often a client asked for TLS."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Mail)
        self.context, self.encrypted = context, 0
        self.letters: list[EmailMessage] = []

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def texts(self) -> list[str]:
        """The subject and the text of each letter."""
        return [f"{each['Subject']}\n{each.get_content().strip()}" for each in self.letters]


class _Post(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append(json.loads(body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Webhook(HTTPServer):
    """`posts`: what came. `status`: what is answered."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Post)
        self.posts: list[dict[str, str]] = []
        self.status = 204

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/haak"


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Let a server answer until the end."""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def certificate(folder: Path) -> Path | None:
    """A certificate of this machine with its key, in one file; None without openssl."""
    if shutil.which("openssl") is None:
        return None
    path = folder / "localhost.pem"
    asked = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost".split()
    asked += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(path), "-out", "-"]
    made = subprocess.run(["openssl", *asked], capture_output=True, check=True)
    path.write_bytes(path.read_bytes() + made.stdout)
    return path
