"""The values of environment variables, checked before they become settings."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.errors import SetupError

SHORTEST_SECRET = 32


def folder(environ: Mapping[str, str], name: str, default: Path) -> Path:
    """The absolute folder that a variable names."""
    value = environ.get(name)
    return Path(value).resolve() if value else default


def number(
    environ: Mapping[str, str], name: str, default: int, low: int, high: int
) -> int:
    """The whole number in a variable, from `low` to `high`.

    Raises:
        SetupError: it is none, or outside.
    """
    text = environ.get(name, "")
    if not text:
        return default
    # int() also takes other digits, and refuses thousands of them in its own words
    if not re.fullmatch("[0-9]{1,9}", text) or not low <= int(text) <= high:
        raise SetupError(
            f"Expected {name} to be a whole number from {low} to {high}. "
            f"Received: {name}={text!r}. Set it to such a number or leave it out."
        )
    return int(text)


def redis(text: str) -> str | None:
    """The address of a Redis server, or None for none.

    Raises:
        SetupError: it is no such address; it is not shown.
    """
    if not text:
        return None
    try:
        url = urlsplit(text)
        usable = url.scheme in ("redis", "rediss") and url.hostname and url.port != 0
        usable = usable and re.fullmatch("(/[0-9]{0,4})?", url.path)
    except ValueError:
        usable = False
    if not usable:
        raise SetupError(
            "Expected REDIS_URL to be like redis://:password@host:6379/0. Received: "
            "something else, which is not shown as it may hold a password. Correct "
            "it, or leave it out to train on this machine without Redis."
        )
    return text


def secret(text: str) -> str:
    """A secret long enough to sign with, or "" for none.

    Raises:
        SetupError: it is too short; it is not shown.
    """
    if text and len(text) < SHORTEST_SECRET:
        raise SetupError(
            f"Expected LOOKBOOK_SECRET to have {SHORTEST_SECRET} characters or more. "
            f"Received: {len(text)}. Make one with `openssl rand -hex 32`."
        )
    return text
