"""What a console says of itself in a few bytes, and what is believed of what others say: anybody can say anything."""

import re
from datetime import UTC, datetime
from urllib.parse import quote, unquote

import msgspec

from industrack_core.domain.kinds import Kind
from industrack_core.domain.presence import Whereabouts
from industrack_core.domain.text.text import clean_line

NAME_BYTES = 63
"""So long can the name of a connection be."""
FILE_BYTES = 1024
_LOGIN_BYTES = 24
_NAMED = re.compile(
    r"industrack/[0-9a-f]{6}/([0-9a-z]{1,7})/([a-z_]{0,32}):(\d{1,10})/([\x21-\x2e\x30-\x7e]{1,24})/([\x21-\x7e]*)"
)
_SESSION = re.compile(r"[0-9a-f]{6}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST = 64
_HIGHEST = 2**31 - 1


class _Said(msgspec.Struct):
    """What stands in a file."""

    login: str
    since: int
    kind: str = ""
    id: int = 0
    field: str = ""


def connection_name(presence: Whereabouts) -> str:
    """The name for a connection, cut where it is too long: the field goes first, then the end of the login."""
    minute = int(presence.since.timestamp()) // 60
    login = _quoted(_cut(presence.login, _LOGIN_BYTES))
    said = f"industrack/{presence.session}/{_in_36(minute)}/{presence.kind}:{presence.id}/{login}/"
    return said + _quoted(_cut(presence.field, NAME_BYTES - len(said)))


def _quoted(text: str) -> str:
    return quote(text, safe="@")


def _cut(text: str, most: int) -> str:
    """As much of a text as there is room for so many bytes of, quoted."""
    while len(_quoted(text)) > most:
        text = text[:-1]
    return text


def read_name(name: str, session: str, login: str, *, is_believed: bool) -> Whereabouts | None:
    """What the name of a connection says that is known as `session` and logged in as `login`; None where that is
    nothing. Whether it `is_believed` who sits there; else it is the login."""
    found = _NAMED.fullmatch(name)
    if found is None:
        return None
    since, kind, record_id, who, field = found.groups()
    person = unquote(who) if is_believed else login
    person = login if _cut(login, _LOGIN_BYTES) == person else person
    return _believed(session, person, int(since, 36) * 60, kind, int(record_id), unquote(field))


def content_of(presence: Whereabouts) -> bytes:
    """The same for a file; always as many bytes, so that it is never seen half written."""
    said = _Said(
        presence.login[:_LONGEST], int(presence.since.timestamp()), presence.kind, presence.id,
        presence.field[:_LONGEST],
    )  # fmt: skip
    return msgspec.json.encode(said).ljust(FILE_BYTES)


def read_content(content: bytes, session: str) -> Whereabouts | None:
    """What a file says; None where that is nothing."""
    if not _SESSION.fullmatch(session):
        return None
    try:
        said = msgspec.json.decode(content, type=_Said)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
    return _believed(session, said.login, said.since, said.kind, said.id, said.field)


def _believed(session: str, login: str, since: int, kind: str, record_id: int, field: str) -> Whereabouts | None:
    who = clean_line(login, _LONGEST)
    if not who or not 0 < since <= _HIGHEST:
        return None
    if kind not in set(Kind) or not 0 < record_id <= _HIGHEST:
        kind, record_id, field = "", 0, ""
    return Whereabouts(who, session, datetime.fromtimestamp(since, UTC), kind, record_id, clean_line(field, _LONGEST))


def _in_36(number: int) -> str:
    said = ""
    while number:
        number, digit = divmod(number, 36)
        said = _DIGITS[digit] + said
    return said or "0"
