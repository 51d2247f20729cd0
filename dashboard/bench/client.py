"""A client that keeps its connection, as browsers do, and times each answer."""

import http.client
import json
import time
import uuid
from typing import Any

from dashboard.bench.server import HOST
from dashboard.errors import SetupError

TIMEOUT = 60.0


class Client:
    """One connection to a server on this machine; a context manager."""

    def __init__(self, port: int):
        self._connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_) -> None:
        self._connection.close()

    def get(self, path: str) -> Any:
        """The JSON value at a path."""
        return self._send("GET", path, None, {})[1]

    def post(self, path: str, body: bytes, content_type: str) -> tuple[float, Any]:
        """Seconds until the whole answer was here, and its JSON value.

        Raises:
            SetupError: the server answers anything but 200.
        """
        return self._send("POST", path, body, {"Content-Type": content_type})

    def _send(self, method, path, body, headers) -> tuple[float, Any]:
        begun = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise _unexpected(method, path, error) from error
        seconds = time.perf_counter() - begun
        if response.status != 200:
            raise _unexpected(method, path, f"{response.status} {content[:200]!r}")
        return seconds, json.loads(content)


def multipart(content: bytes, name: str = "image.png") -> tuple[bytes, str]:
    """A form with one file in the field `file`: its body and content type."""
    boundary = uuid.uuid4().hex
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: image/png\r\n\r\n"
    )
    body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def _unexpected(method: str, path: str, found: Any) -> SetupError:
    return SetupError(
        f"Expected {method} {path} to answer 200. Received: {found}. "
        "Start `make run` and try it there."
    )
