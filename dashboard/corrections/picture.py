"""The picture of a correction on disk: made anew from pixels, so that nothing of the
file it came from (place, camera, name) is kept."""

from pathlib import Path

from PIL import Image

LONGEST_EDGE = 1024
QUALITY = 90
# in the order in which a reader looks; only one of them is there
NAMES = ("picture.png", "picture.jpg")


def write(folder: Path, original: Image.Image) -> Path:
    """Write the picture into a folder; grey and transparent ones stay lossless.

    Args:
        original: mode "L", "RGB" or "RGBA", as dashboard.data.uploads gives it.
    """
    small = original.copy()
    small.info = {}
    small.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    lossless, lossy = NAMES
    if small.mode in ("L", "RGBA"):
        small.save(folder / lossless, "PNG")
        return folder / lossless
    small.convert("RGB").save(folder / lossy, "JPEG", quality=QUALITY)
    return folder / lossy
