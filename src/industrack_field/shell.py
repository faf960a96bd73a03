"""The page that a phone installs: files of one folder, read once, named by what is in them."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

PAGE = Path(__file__).parent / "page"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
"""What is served, and as what; nothing else of the folder is."""
_PACKED = (".css", ".html", ".js", ".json", ".svg", ".webmanifest")
WORKER = "/sw.js"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types shell"
)


@dataclass(frozen=True)
class ShellFile:
    """A file of the shell: its content, as it is and packed (empty: packing does not pay), its type, its ETag."""

    content: bytes
    packed: bytes
    type: str
    etag: str


@dataclass(frozen=True)
class Shell:
    """All files by their path, `/` among them, and the build: 8 hex digits of what is in them."""

    files: Mapping[str, ShellFile]
    build: str


def read_shell(folder: Path = PAGE) -> Shell:
    """The shell as it lies in the folder. What the worker keeps, and the name of the build, are told to it and to the
    page: so every change of a file is a change of the worker, which is what a browser looks at."""
    found = {f"/{path.name}": path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in TYPES}
    if "/index.html" in found:
        found["/"] = found.pop("/index.html")
    digest = sha256()
    for path, content in sorted(found.items()):
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    build = digest.hexdigest()[:8]
    paths = sorted({*found, "/build.js"} - {WORKER})
    names = (f"const BUILD = {json.dumps(build)};", f"const SHELL = {json.dumps(paths)};")
    found["/build.js"] = "".join(f"export {line}\n" for line in names).encode()
    if WORKER in found:
        found[WORKER] = "".join(f"{line}\n" for line in names).encode() + found[WORKER]
    return Shell({path: _file(path, content) for path, content in found.items()}, build)


def _file(path: str, content: bytes) -> ShellFile:
    ending = Path(path).suffix or ".html"
    packed = gzip.compress(content, 9, mtime=0) if ending in _PACKED else b""
    return ShellFile(
        content, packed if len(packed) < len(content) else b"", TYPES[ending], f'"{sha256(content).hexdigest()[:16]}"'
    )
