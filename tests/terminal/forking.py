"""A process that has loaded the program, and forks one for each command that is asked for: loading is most of its time.

Asked by a line of JSON at its standard input (arguments, environment, directory, files for the output), it answers
with a line of the exit code. The command runs in a process of its own, from the entry point to its end.
"""

import gc
import importlib
import io
import json
import logging
import os
import pkgutil
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final, NoReturn

import industrack_core
import industrack_tui.cli

LOADED_LATE: Final = ("alembic.command", "alembic.runtime.migration", "babel.numbers", "openpyxl", "xlsxwriter",
                      "sqlalchemy.dialects.sqlite.pysqlite", "sqlalchemy.dialects.postgresql.psycopg")  # fmt: skip


def load() -> None:
    """Everything that a command may load, but for the console."""
    for package in (industrack_core, industrack_tui.cli):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in each.name:
                importlib.import_module(each.name)
    for name in LOADED_LATE:
        importlib.import_module(name)


def become(asked: dict[str, Any]) -> None:
    """What a process is given by whoever starts it."""
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for number, (place, how) in enumerate(
        ((os.devnull, os.O_RDONLY), (asked["out"], writing), (asked["err"], writing))
    ):
        opened = os.open(place, how, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout = _text(0, "r"), _text(1, "w")
    sys.stderr = _text(2, "w", errors="backslashreplace", line_buffering=True)
    os.environ.clear()
    os.environ.update(asked["environ"])
    time.tzset()
    os.chdir(asked["directory"])
    sys.argv = [str(Path(sys.executable).with_name("industrack")), *asked["arguments"]]


def _text(number: int, mode: str, **how: Any) -> io.TextIOWrapper:
    return io.TextIOWrapper(open(number, f"{mode}b", closefd=False), encoding="utf-8", **how)


def end(code: int) -> NoReturn:
    """End as an interpreter does, but for taking apart all that was loaded, which takes longer than most commands."""
    for each in threading.enumerate():
        if each is not threading.current_thread() and not each.daemon:
            each.join()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def serve() -> None:
    """Answer until there is nobody to ask; returns in each process that is to be a command, too."""
    for line in iter(sys.stdin.buffer.readline, b""):
        child = os.fork()
        if not child:
            return become(json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.buffer.write(b"%d\n" % os.waitstatus_to_exitcode(status))
        sys.stdout.buffer.flush()
    sys.exit(0)


if __name__ == "__main__":
    from industrack_tui.__main__ import main

    load()
    gc.freeze()
    serve()
    end(main())
