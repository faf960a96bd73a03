"""The page that a phone installs: files of one folder, read once, named by what is in them."""

import json
import re
import zlib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from industrack_core.domain.dataclass import dataclass
from industrack_field.joining import as_one_script

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
WORKER, SCRIPT = "/sw.js", "/app.js"
_WORDS = "/words_"
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

    @property
    def weight(self) -> int:
        """How many bytes of it go to a phone."""
        return len(self.packed or self.content)


@dataclass(frozen=True)
class Shell:
    """All files by their path, `/` among them, and the build: 8 hex digits of what is in them. A phone loads all of
    them, but of the words those of its language alone."""

    files: Mapping[str, ShellFile]
    build: str

    @property
    def words(self) -> list[str]:
        """The paths of the words, of each language one."""
        return [path for path in self.files if path.startswith(_WORDS)]


def read_shell(folder: Path = PAGE) -> Shell:
    """The shell as it lies in the folder: its modules as one script, and all that is for readers alone left out. What
    the worker keeps, and the name of the build, are told to it and to the page: so every change of a file is a change
    of the worker, which is what a browser looks at. Raises ValueError for a module that cannot be joined."""
    found = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in TYPES}
    digest = sha256()
    for name, content in found.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    build = digest.hexdigest()[:8]
    scripts = {name: content.decode() for name, content in found.items() if name.endswith(".js")}
    scripts["build.js"] = f"export const BUILD = {json.dumps(build)};\n"
    served = {f"/{name}": _small(name, content) for name, content in found.items() if name not in scripts}
    if "/index.html" in served:
        served["/"] = served.pop("/index.html")
    served[SCRIPT] = as_one_script(scripts, SCRIPT[1:]).encode()
    words = sorted(path for path in served if path.startswith(_WORDS))
    known = {"BUILD": build, "SHELL": sorted(served.keys() - set(words)), "WORDS": words}
    told = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in known.items())
    served[WORKER] = told.encode() + as_one_script(scripts, WORKER[1:]).encode()
    return Shell({path: _file(path, content) for path, content in served.items()}, build)


def _small(name: str, content: bytes) -> bytes:
    """A file without what only its readers need: the blanks of a table; of a style also comments."""
    if name.endswith((".json", ".webmanifest")):
        return json.dumps(json.loads(content), ensure_ascii=False, separators=(",", ":")).encode()
    if name.endswith(".css"):
        bare = re.sub(r"/\*.*?\*/", "", content.decode(), flags=re.DOTALL)
        return re.sub(r"\s*([{};,])\s*|(?<=:) ", r"\1", bare).replace(";}", "}").strip().encode()
    return content


def _packed(content: bytes) -> bytes:
    """The smallest gzip that zlib makes, the same of the same content."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL + 1)
    return packing.compress(content) + packing.flush()


def _file(path: str, content: bytes) -> ShellFile:
    ending = Path(path).suffix or ".html"
    packed = _packed(content) if ending in _PACKED else b""
    return ShellFile(
        content, packed if len(packed) < len(content) else b"", TYPES[ending], f'"{sha256(content).hexdigest()[:16]}"'
    )
