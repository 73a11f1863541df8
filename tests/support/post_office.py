"""A mail server in this process: it keeps every letter that it has taken, and when."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

HANDLING = 0.02  # seconds for a letter, so that a delivery can be cut


@dataclass(frozen=True)
class Taken:
    """A letter, at the moment when the server was about to say that it has it."""

    at: float
    message_id: str
    to: str
    body: str


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        office: PostOffice = self.server  # type: ignore[assignment]
        office.conversations += 1
        if office.hangs:
            office.closing.wait()
            return
        self._say("220 here")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"RCPT" and office.refuses and office.refuses in line.decode():
                self._say("550 nobody of that name")
                continue
            if word == b"DATA":
                self._say("354 go on")
                if not self._take():
                    return  # cut in the middle of a letter
            self._say("221 bye" if word == b"QUIT" else "250 done")
            if word == b"QUIT":
                return

    def _take(self) -> bool:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b"."))
        else:
            return False
        letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        time.sleep(HANDLING)
        taken = Taken(time.monotonic(), str(letter["Message-ID"]), str(letter["To"]), letter.get_content())
        self.server.letters.append(taken)  # type: ignore[attr-defined]
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class PostOffice(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True

    def __init__(self, *, refuses: str = "", hangs: bool = False) -> None:
        self.letters: list[Taken] = []
        self.conversations = 0
        self.refuses, self.hangs = refuses, hangs
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), _Conversation)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: whoever delivers is killed now and then."""

    @property
    def settings(self) -> dict[str, str]:
        """What makes an instance send its mail here."""
        return {
            "KUVEND_SMTP_HOST": "127.0.0.1",
            "KUVEND_SMTP_PORT": str(self.server_address[1]),
            "KUVEND_SMTP_TLS": "0",
        }


@contextmanager
def post_office(*, refuses: str = "", hangs: bool = False) -> Iterator[PostOffice]:
    """A mail server while the block lasts; it refuses addresses with a word in them, or takes calls and is silent."""
    with PostOffice(refuses=refuses, hangs=hangs) as office:
        thread = threading.Thread(target=office.serve_forever, daemon=True)
        thread.start()
        try:
            yield office
        finally:
            office.closing.set()
            office.shutdown()
