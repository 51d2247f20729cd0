"""Values of a page's address or form, which come from outside: what is bad becomes a
default. Nothing here raises, whatever the type or the text.
"""

import math
from typing import Any

from dashboard.labels import LABELS

SLUGS = tuple(label.split("/")[0].lower().replace(" ", "-") for label in LABELS)


def choice(value: Any, choices: tuple[str, ...], default: str) -> str:
    """The value if it is one of the choices."""
    return value if isinstance(value, str) and value in choices else default


def label(value: Any) -> int | None:
    """A label number from a slug ("ankle-boot") or from the number itself."""
    if isinstance(value, str) and value.strip().lower() in SLUGS:
        return SLUGS.index(value.strip().lower())
    number = _number(value)
    return int(number) if number in range(len(SLUGS)) else None


def fraction(value: Any, default: float) -> float:
    """A number from 0 to 1, both included."""
    number = _number(value)
    # + 0.0 turns -0.0 into 0.0
    return number + 0.0 if 0.0 <= number <= 1.0 else default


def whole(value: Any, default: int, largest: int) -> int:
    """A whole number from 1 to the largest."""
    number = _number(value)
    return int(number) if 1 <= number <= largest and number % 1 == 0 else default


def pair(value: Any) -> tuple[Any, Any]:
    """The two values of a list, or None twice when it is no such list."""
    known = isinstance(value, list | tuple) and len(value) == 2
    return tuple(value) if known else (None, None)


def _number(value: Any) -> float:
    """Any value as a float; NaN, which fails every comparison, when it is none."""
    try:
        return math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan
