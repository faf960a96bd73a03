"""Messages to technicians and customers beside phones: where one goes, what it says, when it is tried again."""

import re
from collections.abc import Mapping

from industrack_core.domain.kinds import Kind

_ADDRESS = re.compile(r"[a-z][a-z0-9_.-]*:\S+", re.ASCII | re.IGNORECASE)
_PLACE = re.compile(r"\{([^{}]*)\}")

PLACEHOLDERS: tuple[str, ...] = (
    Kind.JOB, "description", Kind.CUSTOMER, "address", "day", "time", "technician", Kind.COMPANY, "note",
)  # fmt: skip
"""What may stand in braces in a text."""

NOTIFY_HINT = "none: mail:ana@example.com, sms:+15550100"

HOOK = "hook"
"""The way to a command of the gateway's, which no person can have: `hook:complete`."""

PAUSES_S = (30, 60, 120, 300, 900, 1800, 3600, 7200, 14_400, 28_800)
"""Seconds after each try that failed; after the last of them it is given up."""
STALE_S = 1800
"""After so many seconds nobody is told any more that somebody is on the way."""


def is_address(text: str) -> bool:
    """Whether a message can go there: `mail:ana@example.com`, `tgram://token/chat`; nothing is nowhere."""
    return not text or (_ADDRESS.fullmatch(text) is not None and text.partition(":")[0].lower() != HOOK)


def told_address(address: str) -> str:
    """An address as it may be shown to everybody: of one of apprise, which has secrets in it, only which way it is."""
    return address.partition("://")[0]


def unknown_places(text: str) -> list[str]:
    """What stands in braces in a text and is no placeholder."""
    return [name for name in _PLACE.findall(text) if name not in PLACEHOLDERS]


def message_text(text: str, values: Mapping[str, str]) -> str:
    """A text with its placeholders replaced, each once: what is put in is not looked at again."""
    return " ".join(_PLACE.sub(lambda found: values.get(found[1], ""), text).split())


def pause_after(tries: int) -> int | None:
    """Seconds until the next try after so many that failed; None: it is given up."""
    return PAUSES_S[tries - 1] if tries <= len(PAUSES_S) else None
