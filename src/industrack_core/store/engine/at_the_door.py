"""What a server, or the way to it, says against a connection: as one sentence of the program's own error tree."""

import re

from industrack_core.domain import errors

_REFUSES_LOGIN = "The database server refuses the login for {place}."


def _fatal(words: str) -> re.Pattern[str]:
    return re.compile(f"FATAL: .*({words})", re.IGNORECASE)


# A refused connection carries no state, only the server's own words after "FATAL:".
_AT_THE_DOOR: tuple[tuple[re.Pattern[str], type[errors.DatabaseError], str], ...] = (
    (
        re.compile(r"^(?P<server>\S+): (?P<what>is not the server that was left.*)", re.MULTILINE),
        errors.ServerBehind,
        "{place}: {server} {what}",
    ),
    # before the login: a role may have used up those of its own
    (_fatal("too many (clients|connections)|connection slots"), errors.ServerFull, "{full}"),
    (
        _fatal("could not write init file|No space left on device"),
        errors.DatabaseFull,
        "The database server at {place} has no space left, and lets nobody in.",
    ),
    (
        _fatal("role .* (does not exist|is not permitted to log in)|permission denied for database"),
        errors.LoginShutOut,
        _REFUSES_LOGIN,
    ),
    (
        re.compile(r"FATAL: .*(password|authentication|role |pg_hba)|no password supplied", re.IGNORECASE),
        errors.DatabaseForbidden,
        _REFUSES_LOGIN,
    ),
    (
        re.compile(r"certificate verify failed"),
        errors.DatabaseForbidden,
        "The server at {place} does not prove who it is: its certificate is not signed by whom sslrootcert names.",
    ),
    (
        re.compile(r"server certificate for .(?P<name>[^\"]+). (?:\(and .*\) )?does not match host name"),
        errors.DatabaseForbidden,
        "The server at {place} does not prove who it is: its certificate is for {name}.",
    ),
    (
        re.compile(r"root certificate file .* does not exist|could not read root certificate file"),
        errors.DatabaseForbidden,
        "{place} cannot be opened: there is no certificate at the place that sslrootcert names.",
    ),
    (
        re.compile(r"server does not support SSL"),
        errors.DatabaseForbidden,
        "The server at {place} does not encrypt its connections, and sslmode asks for it.",
    ),
    (
        re.compile(r"(?P<what>invalid (?:[a-z_]+ value:|integer value) .*)"),
        errors.DatabaseForbidden,
        "The address of {place} cannot be used: {what}.",
    ),
    (
        re.compile(r"unsupported startup parameter"),
        errors.DatabaseForbidden,
        "A connection pooler stands before {place} and does not take what a console needs: give the server's own"
        " address.",
    ),
    (
        _fatal("does not exist"),
        errors.DatabaseMissing,
        "There is no database at {place}: create it on the server first.",
    ),
)
"""What speaks against a connection before a server is asked for anything, the first of them that fits."""


def connection_error(text: str, place: str, full: str) -> errors.DatabaseError:
    """The error for what a driver says of a connection that is refused, or broke; `full`: the server has no further
    one."""
    for pattern, kind, sentence in _AT_THE_DOOR:
        if found := pattern.search(text):
            return kind(sentence.format(place=place, full=full.format(place=place), **found.groupdict()))
    return errors.DatabaseUnavailable(f"The database server at {place} does not answer.")
