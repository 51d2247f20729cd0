"""The key that signs Dash's background handles: LOOKBOOK_SECRET, or one per cache
folder that is made once. Servers that share their visitors need the same one."""

import os
import secrets

from dashboard.settings import Settings


def secret_key(settings: Settings) -> str:
    """Read the key, or make it; processes that start together agree on one."""
    if settings.secret:
        return settings.secret
    cache = settings.cache
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
