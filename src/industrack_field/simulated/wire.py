"""How a simulated phone reaches the gateway: one connection, opened again when it breaks."""

import gzip
import http.client


class Unreachable(Exception):
    """Nothing was answered: the gateway is away, or the answer was lost on the way."""


class Wire:
    """The way to one gateway on this machine. Not for several threads at once."""

    def __init__(self, port: int, seconds: float = 30.0) -> None:
        self._port, self._seconds = port, seconds
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, token: str, body: bytes = b"") -> tuple[int, bytes]:
        """The status, and what is answered. Raises Unreachable."""
        headers = {"Accept-Encoding": "gzip"} | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            connection = self._connection or http.client.HTTPConnection("127.0.0.1", self._port, timeout=self._seconds)
            self._connection = connection
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
            if answer.getheader("Content-Encoding") == "gzip":
                content = gzip.decompress(content)
            return answer.status, content
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Unreachable(str(error)) from error

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
