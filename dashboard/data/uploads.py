"""Bytes from outside become a plain Pillow image, or an UploadError a person can read.

What the model sees of it is `dashboard.data.canonical`; nothing is stored here.
"""

import base64
import io
import struct

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from dashboard.data import refusals
from dashboard.errors import UploadError

FORMATS = ("PNG", "JPEG", "WEBP", "AVIF", "GIF", "BMP")
MAX_BYTES = 8 << 20
MAX_TOTAL_BYTES = 48 << 20  # several pictures sent by a page at once
MAX_PIXELS = 25_000_000
ENOUGH = 640  # shorter edge that no version sees more of

# Pillow warns above this and refuses above twice this; `_open` refuses both
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# what Pillow's six readers raise on damaged files; `Warning` for `python -W error`
_BROKEN = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    MemoryError,
    ArithmeticError,
    LookupError,
    TypeError,
    RuntimeError,
    Warning,
)


def decode(content: bytes, name: str) -> Image.Image:
    """Decode one uploaded picture, safely and upright.

    Args:
        content: the file's bytes; the kind is found in them, never in the name.
        name: the file's name, only for messages.

    Returns:
        The loaded first frame in mode "L", "RGB" or "RGBA", without metadata; a large
        JPEG smaller by a whole factor, with no edge under ENOUGH.

    Raises:
        UploadError: 400 empty or damaged, 413 too large, 415 not a kind we read.
    """
    if not content:
        raise refusals.empty(name)
    if len(content) > MAX_BYTES:
        raise refusals.too_heavy(name, len(content), MAX_BYTES)
    image = _open(content, name)
    try:
        image.load()
        _turn_upright(image)
        result = plain(image)
    except _BROKEN as error:
        raise refusals.damaged(name) from error
    result.info = {}
    return result


def from_data_url(contents: str) -> bytes:
    """The bytes inside the `contents` of a `dcc.Upload` (a base64 data URL).

    Raises:
        UploadError: 400 it is not such text, 413 it holds more than `MAX_BYTES`.
    """
    if contents == "data:":  # how some browsers write an empty file
        return b""
    head, comma, body = str(contents).partition(",")
    if not (comma and head.startswith("data:") and head.endswith(";base64")):
        raise UploadError("The upload did not arrive as a file. Send it once more.")
    size = len(body) // 4 * 3 - body[-2:].count("=")
    if size > MAX_BYTES:
        raise refusals.too_heavy("", size, MAX_BYTES)
    try:
        return base64.b64decode(body, validate=True)
    except ValueError as error:
        text = "The upload was altered on the way. Send the file once more."
        raise UploadError(text) from error


def plain(image: Image.Image) -> Image.Image:
    """Bring any mode an upload can have to "L", "RGB" or "RGBA" without clipping."""
    if image.mode.startswith("I"):  # 16 bits; Pillow's own conversion clips at 255
        wide = np.clip(np.asarray(image), 0, 65_535).astype(np.uint32)
        return Image.fromarray(((wide + 128) // 257).astype(np.uint8))
    if image.mode == "F":
        return Image.fromarray(_bytes_of_floats(np.asarray(image)))
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _bytes_of_floats(values: np.ndarray) -> np.ndarray:
    values = np.nan_to_num(values, posinf=255.0, neginf=0.0)
    scale = 255.0 if values.max(initial=0.0) <= 1.0 else 1.0
    return np.rint(np.clip(values * scale, 0, 255)).astype(np.uint8)


def _open(content: bytes, name: str) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except _BOMBS as error:
        raise refusals.too_many_pixels(name, MAX_PIXELS) from error
    except _BROKEN as error:
        raise refusals.unreadable(content, name) from error
    # before load(): a small file may promise pixels without end
    if image.width * image.height > MAX_PIXELS:
        raise refusals.too_many_pixels(name, MAX_PIXELS)
    # only a JPEG can: decoded at a half, a quarter or an eighth, many times faster
    image.draft(None, (ENOUGH, ENOUGH))
    return image


def _turn_upright(image: Image.Image) -> None:
    try:
        ImageOps.exif_transpose(image, in_place=True)
    except _BROKEN:  # damaged metadata is no reason to refuse a sound picture
        return
