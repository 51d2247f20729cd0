"""Working copies of uploaded pictures, for corrections by hand: small, without
metadata, on disk for a day, by the hash of the uploaded bytes.

What a version answers for an untouched picture never comes from here.
"""

import hashlib
import io
import logging
import os
import re
import time
from contextlib import suppress
from pathlib import Path

from PIL import Image

from dashboard import atomic
from dashboard.data.ground import reduced
from dashboard.errors import UploadError

LONGEST = 1024  # edge of a copy, pixels
LOSSLESS = 256
KEPT_SECONDS = 24 * 3600
MOST_BYTES = 256 << 20
KEY = re.compile(r"[0-9a-f]{32}")

log = logging.getLogger(__name__)


class WorkingCopies:
    """The copies below one folder; many processes may use it at once."""

    def __init__(self, root: Path):
        self.root = root

    def put(self, content: bytes, image: Image.Image) -> str:
        """Keep a copy; returns its key, or "" where the disk does not take it.

        Args:
            content: the uploaded file.
            image: the same, decoded: mode L, RGB or RGBA.
        """
        key = hashlib.sha256(content).hexdigest()[:32]
        path = self._path(key)
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            if path.exists():
                os.utime(path)
            else:
                content = _encoded(image)
                atomic.write_bytes(path, content)
                self.sweep()
        except OSError as error:
            log.warning("No working copy of an upload: %s", error)
            return ""
        return key

    def get(self, key: str) -> Image.Image:
        """A copy, loaded.

        Raises:
            UploadError: it is gone, or never was there.
        """
        try:
            if not KEY.fullmatch(key):
                raise FileNotFoundError(key)
            with Image.open(self._path(key), formats=("PNG", "JPEG")) as image:
                image.load()
                return image
        except (OSError, TypeError) as error:
            raise UploadError(
                "The working copy of this picture is gone; copies are kept for a day. "
                "Please choose the picture again."
            ) from error

    def sweep(self, now: float | None = None) -> None:
        """Remove what is older than a day, then the oldest beyond MOST_BYTES."""
        now, total = time.time() if now is None else now, 0
        for written, size, path in sorted(self._files(), reverse=True):
            total += size
            if now - written > KEPT_SECONDS or total > MOST_BYTES:
                path.unlink(missing_ok=True)

    def _files(self) -> list[tuple[float, int, Path]]:
        """Also what a killed process left half written."""
        found = []
        for path in self.root.iterdir():
            with suppress(FileNotFoundError):  # another process sweeps too
                facts = path.stat()
                found.append((facts.st_mtime, facts.st_size, path))
        return found

    def _path(self, key: str) -> Path:
        return self.root / f"{key}.picture"


def _encoded(image: Image.Image) -> bytes:
    """Without loss where that is cheap; a photograph as PNG takes ten times as long."""
    small = reduced(image, 2 * LONGEST).copy()
    small.thumbnail((LONGEST, LONGEST))
    small.info = {}  # Pillow would write comments and the like again
    file = io.BytesIO()
    if image.mode == "RGBA" or max(image.size) <= LOSSLESS:
        small.save(file, "PNG")
    else:
        small.save(file, "JPEG", quality=95, subsampling=0)
    return file.getvalue()
