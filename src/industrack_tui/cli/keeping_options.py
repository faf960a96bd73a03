"""Options of what keeps a company as a file: backup, restore, copy and archive."""

import argparse
from typing import TypeVar

P = TypeVar("P", bound=argparse.ArgumentParser)


def add_keeping(commands: "argparse._SubParsersAction[P]", common: P) -> None:
    """The commands, under those that there are."""
    words = "write a backup of the company to one file, while people work"
    backup = commands.add_parser("backup", parents=[common], help=words, description=(
        f"{words.capitalize()}; attached files are in it. industrack --db FILE opens it, and changes nothing in it."
        " Exit codes: 0 written; 1 not written, or attached files that are damaged are not in it; 2 wrong usage;"
        " 130 interrupted: then there is no file."
    ))  # fmt: skip
    backup.add_argument("file", metavar="FILE", nargs="?", help="the file to write")
    backup.add_argument(
        "--into", metavar="FOLDER", help="instead: a file with the time in its name, attached files once"
    )
    backup.add_argument("--keep", metavar="7d,4w,12m", help="with --into: the newest of so many days, weeks and months")
    backup.add_argument("--gzip", action="store_true", help="compress it, as a name that ends in .gz does")
    backup.add_argument("--force", action="store_true", help="replace a file that is there already")

    words = "put a backup in place, where nothing is yet"
    restore = commands.add_parser("restore", parents=[common], help=words, description=(
        f"{words.capitalize()}, on whichever engine; all of it is compared before and after. Into PostgreSQL it goes on"
        " where it was interrupted when it is run again."
    ))  # fmt: skip
    restore.add_argument("file", metavar="FILE", help="a backup, compressed or not")
    restore.add_argument("--to", metavar="URL", required=True, help="sqlite:///FILE, postgresql://HOST/NAME or a file")
    restore.add_argument("--replace", action="store_true", help="put an SQLite file that is there aside first")
    _add_copy(commands, common)
    _add_archive(commands, common)


def _add_copy(commands: "argparse._SubParsersAction[P]", common: P) -> None:
    words = "move the company to another place, from SQLite to PostgreSQL or back"
    copy = commands.add_parser("copy", parents=[common], help=words, description=(
        f"{words.capitalize()}; all of it is compared. Nobody can save at the old place from the beginning on: whoever"
        " tries is told where the company goes on. What was interrupted, or killed, is continued with --resume."
    ))  # fmt: skip
    copy.add_argument("--from", metavar="URL", required=True, dest="source", help="where the company is")
    copy.add_argument(
        "--to", metavar="URL", required=True, help="where it goes: an empty database, or a free file name"
    )
    copy.add_argument(
        "--live", action="store_true", help="leave the old place open; what is done there later is not copied"
    )
    how = copy.add_mutually_exclusive_group()
    how.add_argument("--resume", action="store_true", help="go on with what was interrupted")
    how.add_argument("--give-up", action="store_true", help="open the old place again, and forget what was begun")


def _add_archive(commands: "argparse._SubParsersAction[P]", common: P) -> None:
    words = "put jobs that are over, and the log of long ago, into a file, and take them out of the office"
    archive = commands.add_parser("archive", parents=[common], help=words, description=(
        f"{words.capitalize()}. Jobs that ended before the day, and are invoiced or declined, go with all that only"
        " they use. The file is whole and compared before anything is taken out; what was interrupted, or killed, goes"
        " on when it is run again. industrack --db FILE opens it, and changes nothing in it."
    ))  # fmt: skip
    archive.add_argument("file", metavar="FILE", nargs="?", help="the file to write, or to go on with")
    archive.add_argument("--into", metavar="FOLDER", help="instead: a file with the day in its name")
    archive.add_argument("--before", metavar="DATE", help="jobs that ended before this day: 1/1/2024")
    archive.add_argument(
        "--journal", action="store_true", help="the log, too: as old as DATE, and as the company says that it is kept"
    )
    archive.add_argument("--dry-run", action="store_true", help="say what would go, and write nothing")
