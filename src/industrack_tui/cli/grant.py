"""`industrack grant`: a PostgreSQL server that refuses what roles do not allow, and people's logins on it."""

import argparse
import os

from industrack_core.desk import granting
from industrack_core.domain.errors import UsageError
from industrack_tui.start import clock_of, database_url, settings_of


def grant(given: argparse.Namespace) -> int:
    """Do what was asked for, and say what was done. Answers 1 where a check found something, else 0."""
    url, _ = database_url(given, os.environ, settings_of(given))
    if given.check or given.sql:
        return _look(given, url)
    if getattr(given, "readonly", False):
        raise UsageError("Granting writes: leave out --readonly.")
    clock = clock_of(os.environ)
    if given.revoke:
        if given.role:
            raise UsageError("Revoking takes a login alone.")
        told = granting.revoke_login(url, _login(given), clock)
    elif given.login:
        if not given.role:
            raise UsageError("Which role? For example: industrack grant kim dispatcher")
        told = granting.grant_login(url, _login(given), given.role, clock)
    else:
        told = granting.grant_rights(url)
    print("\n".join(told or ["Nothing to do."]))
    return 0


def _look(given: argparse.Namespace, url: str) -> int:
    if given.login or given.revoke or (given.check and given.sql):
        raise UsageError("--check and --sql stand alone.")
    if given.sql:
        print(granting.rights_script(url) or "-- Nothing to do.")
        return 0
    told = granting.differing_rights(url)
    print("\n".join(told or ["All is as industrack grant makes it."]))
    return 1 if told else 0


def _login(given: argparse.Namespace) -> str:
    login = str(given.login or "").strip()
    if not login or not login.isprintable():
        raise UsageError("Which login?")
    return login
