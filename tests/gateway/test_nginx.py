"""The gateway behind nginx with TLS, by the configuration that the documents show."""

import http.client
import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from industrack_field.shell import POLICY
from tests.gateway.running import Gateway, gateway_at, until_too_often
from tests.store import small_company

CONFIGURATION = Path(__file__).parents[2] / "docs" / "nginx-field.conf"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
pytestmark = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"), reason="nginx is not installed: the gateway behind it was left out."
)
_AROUND = """daemon off; pid {home}/nginx.pid; error_log {home}/nginx.log; worker_processes 1;
events {{ worker_connections 200; }}
http {{
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  include {home}/field.conf;
}}
"""


class Secured:
    """Somebody who asks over TLS and trusts the certificate that was made for this."""

    def __init__(self, port: int, certificate: Path) -> None:
        self._port = port
        self._trusts = ssl.create_default_context(cafile=str(certificate))

    def connect(self) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection("localhost", self._port, timeout=20, context=self._trusts)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes, str]:
        connection = self.connect()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        try:
            return answer.status, answer.read(), answer.headers.get("Content-Security-Policy", "")
        finally:
            connection.close()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    home = tmp_path_factory.mktemp("behind")
    with gateway_at(small_company.copy_of_file(home), home, "--behind-proxy") as running:
        yield running


@pytest.fixture(scope="module")
def secured(gateway: Gateway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    """nginx with the documents' configuration: only names, ports and places are this machine's."""
    assert NGINX is not None, "nginx must be there where CI is set"
    home = tmp_path_factory.mktemp("nginx")
    certificate, key = home / "cert.pem", home / "key.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate),
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    port = free_port()
    text = CONFIGURATION.read_text(encoding="utf-8")
    for said, here in {
        "127.0.0.1:8460": f"127.0.0.1:{gateway.port}", "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "field.example.com;": "localhost;", "/etc/ssl/field.example.com.pem": str(certificate),
        "/etc/ssl/private/field.example.com.key": str(key),
    }.items():  # fmt: skip
        assert said in text
        text = text.replace(said, here)
    (home / "field.conf").write_text(text)
    (home / "nginx.conf").write_text(_AROUND.format(home=home))
    command = [NGINX, "-p", str(home), "-e", str(home / "nginx.log"), "-c", str(home / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_until_it_listens(port, process)
            yield Secured(port, certificate)
        finally:
            process.terminate()
            process.wait(10)


def free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_until_it_listens(port: int, process: "subprocess.Popen[str]") -> None:
    import socket

    while process.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
    assert process.stderr is not None
    raise AssertionError(process.stderr.read())


def test_the_shell_comes_through_with_its_policy(secured: Secured) -> None:
    status, body, policy = secured.ask("GET", "/")
    assert (status, policy) == (200, POLICY)
    assert body.lower().startswith(b"<!doctype html>")


def test_errors_and_limits_are_the_gateways(secured: Secured) -> None:
    assert secured.ask("POST", "/v1/sync", b"{}")[0] == 401
    large = secured.ask("POST", "/v1/pair", b" " * 5000)
    assert (large[0], b"too_large" in large[1]) == (413, True)


def test_who_claims_another_address_is_counted_by_his_own(secured: Secured, gateway: Gateway) -> None:
    claimed = count(1)

    def pair() -> int:
        return secured.ask("POST", "/v1/pair", b"{}", **{"X-Forwarded-For": f"203.0.113.{next(claimed)}"})[0]

    assert until_too_often(pair, most=50)[0] == 400  # 60 codes of all addresses together are too many as well
