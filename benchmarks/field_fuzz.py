"""`make fuzz-field`: schemathesis on a real gateway, by its own description; writes benchmarks/field_fuzz.md.

schemathesis stands in an environment of its own (.venv-fuzz), so that it does not rule over the versions of our tests.
Exit code 0 if no answer was a server's error and every answer was as described, else 1.
"""

import argparse
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from contextlib import closing
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchmarks.field_storm import token_of
from industrack_core.desk.desk import open_desk
from industrack_core.desk.field.field_desk import FieldDesk, open_field_desk
from industrack_core.domain.acts.field_acts import OfferPairing
from industrack_core.domain.field.codes import secret_hash
from industrack_core.domain.outcomes import Done
from industrack_field.app import application
from industrack_field.gateway import gateway_of
from industrack_field.limits import Limits
from industrack_field.serving import Reached, serve_beside
from industrack_field.shell import read_shell
from tests.store.small_company import ANA, fill

ROOT = Path(__file__).parents[1]
ENVIRONMENT = ROOT / ".venv-fuzz"
SCHEMATHESIS = "schemathesis==4.32.5"
RESULTS = Path(__file__).with_name("field_fuzz.md")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def main() -> int:
    """Fuzz, and write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=500, help="for each route")
    chosen = parser.parse_args()
    program = _tool()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/fuzz.sqlite"
        fill(url)
        _pair(url)
        with closing(open_field_desk(url)) as desk:
            gateway = gateway_of(desk)
            gateway.limits = Unlimited()
            counting = Counting(application(read_shell(), gateway, "fuzz"))
            with serve_beside(counting, Reached(port=0), gateway.poking.end_streams) as port:
                done = _fuzz(program, port, chosen.examples, folder)
    _write(done, counting.answers, chosen.examples)
    return 1 if done.returncode or any(status >= 500 for _, status in counting.answers) else 0


class Unlimited(Limits):
    """Whoever fuzzes may ask as often as they like."""

    def device(self, device: int) -> None:
        pass

    def stranger(self, address: str) -> None:
        pass

    def code(self, address: str) -> None:
        pass


class Counting:
    """The gateway, and how often which status was answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.answers: Counter[tuple[str, int]] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "?")
                self.answers[f"{scope['method']} {route}", message["status"]] += 1
            await send(message)

        await self._app(scope, receive, counted)


def _fuzz(program: str, port: int, examples: int, folder: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [
            str(program), "run", f"http://127.0.0.1:{port}/openapi.json", "--max-examples", str(examples),
            "--header", f"Authorization: Bearer {token_of(0)}", "--checks", CHECKS, "--phases", "fuzzing",
            "--exclude-path", "/v1/poke", "--no-color", "--request-timeout", "20",
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _tool() -> str:
    program = ENVIRONMENT / "bin" / "schemathesis"
    if not program.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        command = [*pip, SCHEMATHESIS]
        subprocess.run(command, check=True)
    return str(program)


def _pair(url: str) -> None:
    with closing(open_desk(url)) as desk:
        field = FieldDesk(desk)
        code = secret_hash("22222222")
        assert isinstance(desk.perform(OfferPairing(ANA, code, field.clock_ms() // 1000 + 600)), Done)
        assert field.pair(code, secret_hash(token_of(0)), "fuzz")


def _write(done: "subprocess.CompletedProcess[str]", answers: "Counter[tuple[str, int]]", examples: int) -> None:
    print(done.stdout[-6000:], done.stderr[-2000:])
    errors = sum(count for (_, status), count in answers.items() if status >= 500)
    lines = [
        "# What the gateway answers to what it does not expect", "",
        f"`make fuzz-field`: {SCHEMATHESIS} by the gateway's own description, {examples} examples a route.", "",
        "| route | status | answers |", "|---|---|---|",
        *(f"| {route} | {status} | {count:,} |" for (route, status), count in sorted(answers.items())), "",
        f"{errors} of {answers.total():,} answers were 5xx; schemathesis ended with {done.returncode}.",
    ]  # fmt: skip
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
