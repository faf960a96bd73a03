"""The page that a phone installs, as the gateway serves it; and who loads nothing of all this."""

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest

from industrack_field.shell import PAGE, POLICY, read_shell
from tests.gateway.running import Gateway, gateway_at
from tests.store import small_company
from tests.terminal.shell import Shell, failed


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    home = tmp_path_factory.mktemp("gateway")
    with gateway_at(small_company.copy_of_file(home), home) as running:
        yield running


@pytest.mark.parametrize("path", sorted(read_shell().files))
def test_a_file_of_the_shell_comes_with_its_policy_and_is_looked_at_anew(gateway: Gateway, path: str) -> None:
    plain = gateway.ask("GET", path)
    assert plain.status == 200
    assert plain.headers["Content-Security-Policy"] == POLICY
    assert plain.headers["Cache-Control"] == "no-cache"
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    packed = gateway.ask("GET", path, headers={"Accept-Encoding": "gzip, br"})
    if packed.headers["Content-Encoding"]:
        assert gzip.decompress(packed.body) == plain.body
    again = gateway.ask("GET", path, headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    assert gateway.ask("HEAD", path).body == b""


def test_the_build_names_all_that_the_worker_keeps(gateway: Gateway, tmp_path: Path) -> None:
    worker = gateway.ask("GET", "/sw.js").body.decode()
    named = re.findall(r"^const (BUILD|SHELL|WORDS) = (.*);$", worker, re.MULTILINE)
    told = {name: json.loads(value) for name, value in named}
    shell = read_shell()
    assert told["BUILD"] == shell.build
    assert set(told["SHELL"]) | set(told["WORDS"]) | {"/sw.js"} == set(shell.files)
    assert told["WORDS"] == shell.words == ["/words_de.json", "/words_en.json"]
    assert f'let BUILD="{shell.build}";' in shell.files["/app.js"].content.decode()
    texts = {
        "index.html": "<p>",
        "app.js": "go();",
        "sw.js": "keep();",
        "notes.txt": "x",
        "words_xx.json": '{ "a": "b c" }',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    before = read_shell(tmp_path)
    assert {path: each.content for path, each in before.files.items() if path != "/sw.js"} == {
        "/": b"<p>", "/app.js": b"go();\n", "/words_xx.json": b'{"a":"b c"}'
    }  # fmt: skip
    told_first = [f'const BUILD = "{before.build}";', 'const SHELL = ["/", "/app.js"];']
    worker = before.files["/sw.js"].content.decode()
    assert worker.splitlines() == [*told_first, 'const WORDS = ["/words_xx.json"];', "keep();"]
    (tmp_path / "app.js").write_text("another();")
    after = read_shell(tmp_path)
    assert after.build != before.build
    assert after.files["/sw.js"].etag != before.files["/sw.js"].etag


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/../app.py", "/%2e%2e/app.py", "/shell.py", "//etc/passwd", "/index.html/", "/%00", "/v1", "/%ff"],
)
def test_nothing_else_of_the_disk_is_served(gateway: Gateway, path: str) -> None:
    answer = gateway.ask("GET", path)
    assert (answer.status, answer.json["error"]) == (404, "unknown")
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_folder_is_flat() -> None:
    assert [path for path in PAGE.iterdir() if path.is_dir()] == []


def test_health_is_told_and_other_methods_are_not(gateway: Gateway) -> None:
    assert gateway.ask("GET", "/healthz").body == b"ok\n"
    refused = gateway.ask("DELETE", "/healthz")
    assert (refused.status, refused.json["error"]) == (405, "method")


def test_a_place_that_cannot_be_served_is_one_sentence(sqlite_company: str, tmp_path: Path) -> None:
    shell = Shell(tmp_path)

    def refused(*options: str) -> str:
        return failed(shell.run("--db", sqlite_company, "field", "serve", *options), 2)

    for host in ("0.0.0.0", "::", "192.0.2.1", "field.example"):
        assert "A phone's page works over TLS alone: give --certfile" in refused("--host", host)
    assert "--port takes" in refused("--port", "70000")
    assert "belong together" in refused("--certfile", "x.pem")
    assert "There is no file" in refused("--certfile", "x.pem", "--keyfile", "y.pem")
    (tmp_path / "x.pem").write_text("no certificate")
    assert "The certificate cannot be used" in refused("--certfile", "x.pem", "--keyfile", "x.pem")
    with gateway_at(sqlite_company, tmp_path) as other:
        assert "cannot be used" in refused("--port", str(other.port))


def test_it_ends_by_an_interrupt(sqlite_company: str, tmp_path: Path) -> None:
    with gateway_at(sqlite_company, tmp_path) as gateway:
        assert gateway.stop() == 130
    assert "Traceback" not in gateway.log()


INTERRUPTED = """
import asyncio.base_events, signal, sys
begin = asyncio.base_events.BaseEventLoop.__init__

def begun(loop):
    signal.raise_signal(signal.SIGINT)
    begin(loop)

asyncio.base_events.BaseEventLoop.__init__ = begun
from industrack_tui.cli.program import run
sys.exit(run(["--db", sys.argv[1], "field", "serve", "--port", "0"]))
"""


def test_an_interrupt_while_it_starts_ends_it_without_a_trace(sqlite_company: str, tmp_path: Path) -> None:
    """Its loop is half made at that moment, and complained of itself when it went."""
    result = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, sqlite_company],
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(tmp_path)},
        timeout=60,
        check=False,
    )
    assert (result.returncode, "Traceback" in result.stderr, "Exception" in result.stderr) == (130, False, False)


def test_neither_help_nor_console_nor_core_load_anything_of_it() -> None:
    code = (
        "import sys\nfrom industrack_tui.cli.program import run\nrun(['field', 'serve', '--help'])\n"
        "import industrack_tui.app, industrack_tui.cli.console, industrack_core.desk.perform\n"
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('industrack_field', 'starlette', 'uvicorn', 'segno', 'anyio', 'h11', 'apprise', 'requests')], "
        "file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "[]"
    assert "--behind-proxy" in result.stdout


def test_who_wants_none_of_it_installs_none_of_it() -> None:
    always = [line for line in requires("industrack") or () if "extra ==" not in line]
    assert [line for line in always if line.startswith(("apprise", "segno", "starlette", "uvicorn"))] == []


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "h11"])
def test_without_the_extra_one_sentence_says_what_to_install(missing: str) -> None:
    code = (
        f"import sys\nsys.modules[{missing!r}] = None\nfrom industrack_tui.cli.program import run\n"
        "sys.exit(run(['--db', 'none.db', 'field', 'serve']))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr == "industrack: industrack field needs the extra field: pip install 'industrack[field]'.\n"
