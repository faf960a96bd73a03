"""Attaching a person's file, and giving it out again."""

from pathlib import Path, PurePath

from industrack_core.desk.values.given_file import read_file, why_no_file
from industrack_core.desk.values.new_file import new_private_file
from industrack_core.domain.errors import AttachmentError
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind
from industrack_core.domain.text.file_endings import ending_of
from industrack_core.domain.text.text import clean_line
from industrack_core.store.engine.attachments import Contents

_NAME_LIMIT = 120


def attach_file(contents: Contents, typed: str) -> Attachment:
    """Copy the file at a typed path into the contents; answers it as a part of a job, not yet saved with one.

    Raises AttachmentError with a sentence.
    """
    path = path_of(typed)
    content = read_file(path)
    return Attachment(
        kind=AttachmentKind.FILE, name=plain_name(path.name), digest=contents.put(content), size=len(content)
    )


def path_of(typed: str) -> Path:
    """The path that was typed, pasted or dropped: `~` and quotes understood. Raises AttachmentError."""
    text = typed.strip().removeprefix("file://").strip("'\"")
    if not text or "\0" in text:
        raise AttachmentError("Which file? Type its path.")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise AttachmentError(f"There is no file {text}.") from None


def plain_name(name: str) -> str:
    """A file's name that is nothing but a name: no folders, no control characters, no dots at the front."""
    tidy = clean_line(PurePath(name.replace("\\", "/")).name, 4 * _NAME_LIMIT).lstrip(". ")
    if len(tidy) > _NAME_LIMIT:
        end = ending_of(tidy)
        tidy = tidy.removesuffix(end)[: _NAME_LIMIT - len(end)] + end
    return tidy or "file"


def save_attachment(contents: Contents, attachment: Attachment, typed: str, *, replace: bool = False) -> Path:
    """Write a copy of an attached file to a typed path, or into a typed folder. Raises AttachmentError."""
    path = path_of(typed)
    if path.is_dir() and not path.is_symlink():
        path = path / plain_name(attachment.name)
    content = contents.get(attachment.digest)
    try:
        with new_private_file(path, replace=replace) as file:
            file.write(content)
    except FileExistsError:
        raise AttachmentError(f"{path} is there already: choose another name.") from None
    except OSError as error:
        raise AttachmentError(why_no_file(path, error)) from error
    return path
