"""A database as it is now, to be brought back later, on either engine."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import make_url

from tests.postgres import shared_server


def backed_up(url: str) -> Callable[[], None]:
    """Keep a copy of the database, which nobody may have open; what is answered puts it in its place again."""
    name = make_url(url).database or ""
    if not url.startswith("sqlite"):
        server = shared_server()
        kept = server.create_database(name)

        def create_anew() -> None:
            server.drop_database(name)
            server.create_database(kept, name=name)

        return create_anew
    contents = {path: path.read_bytes() for path in _files(Path(name))}

    def write_back() -> None:
        for path in _files(Path(name)):
            path.unlink()
        for path, content in contents.items():
            path.write_bytes(content)

    return write_back


def _files(database: Path) -> list[Path]:
    return [path for path in database.parent.glob(f"{database.name}*") if path.is_file()]
