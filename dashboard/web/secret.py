"""The key that signs Dash's background handles: one per cache folder, made once."""

import os
import secrets
from pathlib import Path


def secret_key(cache: Path) -> str:
    """Read the key, or make it; processes that start together agree on one."""
    path = cache / "secret-key"
    cache.mkdir(parents=True, exist_ok=True)
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        pass
    made = cache / f".secret-key-{os.getpid()}"
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    try:
        os.link(made, path)  # fails when another process was first
    except FileExistsError:
        pass
    finally:
        made.unlink()
    return path.read_text(encoding="ascii")
