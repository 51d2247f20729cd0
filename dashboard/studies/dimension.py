"""What a study does with one setting: keep it, draw it from a range, or pick it from a
list; and the one way in which form and command line write that down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from dashboard.errors import StudyError
from dashboard.limits import converted
from dashboard.recipe import Recipe

KINDS = {field.name: field.type for field in fields(Recipe)}
MOST_VALUES = 20
RANGE = re.compile(r"(\S+?)\s*(?:\.\.|…|\bto\b)\s*(\S+)(\s+log)?", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """Any number from `low` to `high`.

    Attributes:
        log: draw its logarithm evenly, not the number.
    """

    low: float
    high: float
    log: bool = False


@dataclass(frozen=True)
class Listed:
    """One of these values."""

    values: tuple[Any, ...]


Dimension = Span | Listed


def parsed(name: str, text: str) -> Dimension | Any:
    """A setting as a person writes it: "0.001", "1e-4..1e-2 log" or "64, 128, 256".

    Returns:
        A Dimension, or the one value that is to be kept.

    Raises:
        StudyError: it is none of the three.
        RecipeError: a value has not the type of the setting.
    """
    known(name)
    text = text.strip()
    if found := RANGE.fullmatch(text):
        low, high = (value_of(name, found.group(n)) for n in (1, 2))
        return checked(name, Span(low, high, bool(found.group(3))))
    values = [value_of(name, part.strip()) for part in text.split(",") if part.strip()]
    if not values:
        raise StudyError(
            f"Expected a value, a range such as 0.1..0.5 or a list for {name}. "
            f"Received: {text!r}. Write one of them."
        )
    return values[0] if len(values) == 1 else checked(name, Listed(tuple(values)))


def words(chosen: Dimension | Any) -> str:
    """The text that `parsed` reads back."""
    if isinstance(chosen, Span):
        ends = f"{_written(chosen.low)}..{_written(chosen.high)}"
        return ends + " log" * chosen.log
    values: Sequence = chosen.values if isinstance(chosen, Listed) else (chosen,)
    return ", ".join(_written(value) for value in values)


def checked(name: str, chosen: Dimension) -> Dimension:
    """The dimension, if something can be drawn from it.

    Raises:
        StudyError: it is empty, upside down or of a kind that the setting has not.
    """
    if isinstance(chosen, Listed):
        if not 1 < len(set(chosen.values)) <= MOST_VALUES or (
            len(set(chosen.values)) < len(chosen.values)
        ):
            raise StudyError(
                f"Expected 2 to {MOST_VALUES} different values for {name}. Received: "
                f"{words(chosen)}. Correct the list."
            )
        return chosen
    if KINDS[name] not in (int, float):
        raise StudyError(
            f"Expected a list for {name}, which is no number. Received: "
            f"{words(chosen)}. Write its values with commas between them."
        )
    if not chosen.low < chosen.high or (chosen.log and chosen.low <= 0):
        raise StudyError(
            f"Expected a range from a low to a higher number for {name}, above 0 when "
            f"it is logarithmic. Received: {words(chosen)}. Correct it."
        )
    return chosen


def value_of(name: str, value: Any) -> Any:
    """A value in the type of its setting.

    Raises:
        RecipeError: it cannot be one.
    """
    known(name)
    if KINDS[name] is bool and isinstance(value, str):
        value = {"yes": True, "true": True, "no": False, "false": False}.get(
            value.lower(), value
        )
    return converted(name, KINDS[name], value)


def to_json(chosen: Dimension) -> dict[str, Any]:
    """As it is stored."""
    if isinstance(chosen, Listed):
        return {"values": list(chosen.values)}
    return {"low": chosen.low, "high": chosen.high, "log": chosen.log}


def from_json(name: str, stored: Any) -> Dimension:
    """As it was stored, checked again.

    Raises:
        StudyError: it is no dimension.
        RecipeError: a value has not the type of the setting.
    """
    known(name)
    match stored:
        case {"values": [*values]}:
            made = Listed(tuple(value_of(name, value) for value in values))
        case {"low": low, "high": high, "log": bool(log)}:
            made = Span(value_of(name, low), value_of(name, high), log)
        case _:
            raise StudyError(
                f"Expected a range or a list for {name}. Received: {stored!r}. "
                "Correct it and send it again."
            )
    return checked(name, made)


def known(name: str) -> None:
    """Raise StudyError unless `name` is a setting of a recipe."""
    if name not in KINDS:
        raise StudyError(
            f"Expected a setting among {', '.join(KINDS)}. Received: {name!r}. "
            "Choose one of them."
        )


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.12g}" if isinstance(value, float) else str(value)
