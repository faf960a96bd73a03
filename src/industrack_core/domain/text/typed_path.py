"""Where somebody says that a file is."""

from pathlib import Path

from industrack_core.domain.errors import UsageError


def typed_path(text: str) -> Path:
    """The path that was typed, `~` and `~name` understood. Raises UsageError where nobody is called so, and where its
    letters are no UTF-8: nothing of it could be told."""
    try:
        text.encode()
        return Path(text).expanduser()
    except UnicodeEncodeError as error:
        told = text.encode(errors="surrogateescape").decode(errors="replace")
        raise UsageError(f"The name {told} is not UTF-8: choose another one.") from error
    except RuntimeError as error:
        raise UsageError(
            f"There is no user {text.split('/', maxsplit=1)[0].removeprefix('~')} here, whose folder this is."
        ) from error
