"""A message by e-mail, through apprise to a real server of mail: text as it was typed, to one person, and no markup."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from email.utils import parseaddr
from queue import Queue
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest

from industrack_field.sending import send_message

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # of apprise
HOSTILE = (
    "<b>bold</b> <script>alert(1)</script> <img src=x onerror=y>\n&amp; &lt;p&gt;\n.\nRCPT TO:<evil@example.com>\n"
    "DATA\nBcc: evil@example.com\n\nContent-Type: text/html\n"
    "=3Cb=3E **stars** [link](http://example.com) \u00fc\u202e\u0001"
)


class Mailbox(StreamRequestHandler):
    """What one sender says to a server of mail."""

    def handle(self) -> None:
        self.server.recipients = []  # type: ignore[attr-defined]
        self._say("220 here")
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            verb = line.split(" ")[0].upper()
            if verb == "DATA":
                self._say("354 go on")
                self.server.kept.put((list(self.server.recipients), self._content()))  # type: ignore[attr-defined]
            elif verb == "RCPT":
                self.server.recipients.append(line[len("RCPT TO:") :])  # type: ignore[attr-defined]
            self._say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def _content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)


@pytest.fixture
def server() -> Iterator[ThreadingTCPServer]:
    """A server of mail on the loopback; `kept` has what it was given: to whom, and what."""
    with ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as running:
        running.kept = Queue()  # type: ignore[attr-defined]
        thread = Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def sent(server: ThreadingTCPServer, title: str, text: str) -> tuple[list[str], Message]:
    """Send a message; to whom it went, and what arrived."""
    way = f"mailto://127.0.0.1:{server.server_address[1]}/?from=office@example.com&to={{to}}&mode=insecure"
    assert send_message("mail:ana@example.com", title, text, {"mail": way}) == ""
    recipients, content = server.kept.get(timeout=20)  # type: ignore[attr-defined]
    return recipients, message_from_bytes(content, policy=default)


def test_a_mail_is_text_whatever_was_typed(server: ThreadingTCPServer) -> None:
    recipients, mail = sent(server, "Job 1042", HOSTILE)
    assert [re.sub(r"[<> ]", "", each) for each in recipients] == ["ana@example.com"]
    assert [part.get_content_type() for part in mail.walk()] == ["text/plain"]
    content = mail.get_content()  # type: ignore[attr-defined]
    assert content.splitlines() == HOSTILE.splitlines()
    assert mail["Bcc"] is None
    assert server.kept.empty()  # type: ignore[attr-defined]


def test_a_title_stays_one_line(server: ThreadingTCPServer) -> None:
    _, mail = sent(server, "Job 1\r\nBcc: evil@example.com\r\n\r\n<b>", "x")
    assert mail["Bcc"] is None
    assert "\n" not in str(mail["Subject"])
    assert parseaddr(str(mail["To"]))[1] == "ana@example.com"
