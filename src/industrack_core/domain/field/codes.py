"""Codes by which a phone is paired, and what is kept of a secret."""

import secrets
from hashlib import sha256

CODE_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""None that is taken for another when it is read aloud or written down."""
CODE_LENGTH = 8
CODE_SECONDS = 600
"""How long a code is good."""


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(CODE_CHARACTERS) for _ in range(CODE_LENGTH))


def shown_code(code: str) -> str:
    """A code as it is shown: `7KQ2-M9XD`."""
    return f"{code[:4]}-{code[4:]}"


def as_code(typed: str) -> str:
    """The code that somebody typed, whatever stands between its characters and however large they are."""
    return "".join(each for each in typed.upper() if each in CODE_CHARACTERS)


def new_link_secret() -> str:
    """The secret of a calendar's address: 128 bits, 22 characters that an address may have."""
    return secrets.token_urlsafe(16)


def calendar_address(gateway: str, secret: str) -> str:
    """The address of a calendar, at a gateway that is reached at `gateway`."""
    return f"{gateway.rstrip('/')}/calendar/{secret}.ics"


def secret_hash(secret: str) -> str:
    """What is kept of a code or a token: its SHA-256 in hexadecimal digits, never itself. Both are made of so much
    chance that no slower hash is needed."""
    return sha256(secret.encode()).hexdigest()
