"""A colour and a mark that belong to a name: the same whatever else is drawn, and
readable on the light and on the dark page."""

import colorsys
import hashlib

HUES = 24
# relative luminance: 3:1 or better against white and against Bootstrap's dark ground
LUMINANCES = (0.17, 0.28)
SATURATION = 0.75
SYMBOLS = ("circle", "square", "diamond", "cross", "triangle-up", "triangle-down")
LIGHTNESS_STEPS = 24


def colour(name: str) -> str:
    """A name's colour, "#rrggbb"."""
    number = _number(name)
    hue = number % HUES / HUES
    return _hex(_of_luminance(hue, LUMINANCES[number // HUES % len(LUMINANCES)]))


def symbol(name: str) -> str:
    """A name's marker, for those whose colours are close."""
    return SYMBOLS[_number(name) // 1000 % len(SYMBOLS)]


def luminance(colour: tuple[float, float, float]) -> float:
    """Relative luminance of an RGB colour of 0 to 1 (WCAG 2.2)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def clear(colour: str, opacity: float) -> str:
    """The colour with some of what is behind it, "rgba(...)"."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({','.join(map(str, parts))},{opacity})"


def _of_luminance(hue: float, wanted: float) -> tuple[float, float, float]:
    """The lightness of a hue is what its luminance asks for, found by halving."""
    low, high = 0.0, 1.0
    for _ in range(LIGHTNESS_STEPS):
        middle = (low + high) / 2
        if luminance(colorsys.hls_to_rgb(hue, middle, SATURATION)) < wanted:
            low = middle
        else:
            high = middle
    return colorsys.hls_to_rgb(hue, high, SATURATION)


def _hex(colour: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6])
