"""The columns of the History page: what a cell says and what it is sorted by."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dashboard.records.record import Record

UNKNOWN = "–"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        value: what it is sorted by; None goes last in either direction.
        text: what a cell says.
        more: the larger value comes first after one click.
        number: its cells stand to the right.
    """

    key: str
    heading: str
    value: Callable[[Record], Any]
    text: Callable[[Record], str]
    more: bool = False
    number: bool = False
    hint: str = ""


def duration_words(seconds: float | None) -> str:
    """A duration in short: "42 s", "9.4 min", "3.1 h"."""
    if seconds is None:
        return UNKNOWN
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.1f} min" if minutes < 100 else f"{minutes / 60:.1f} h"


def moment_words(moment: str | None) -> str:
    """A moment to the minute, in UTC: "2026-11-24 17:05"."""
    return moment[:16].replace("T", " ") if moment else UNKNOWN


def epochs_words(record: Record) -> str:
    """How many are done, and of how many while or when that differs: "5 of 14"."""
    done = len(record.rows)
    if not record.planned or done >= record.planned:
        return str(done)
    return f"{done} of {record.planned}"


def _percent(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.2%}"


def _number(record: Record, key: str) -> float | None:
    value = record.recipe.get(key)
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return value if known else None


def _setting(key: str, heading: str, hint: str = "") -> Column:
    return Column(
        key,
        heading,
        lambda record: _number(record, key),
        lambda record: str(record.recipe.get(key, UNKNOWN)),
        number=True,
        hint=hint,
    )


def _accuracy(
    key: str, heading: str, value: Callable[[Record], float | None], hint: str
) -> Column:
    return Column(
        key,
        heading,
        value,
        lambda record: _percent(value(record)),
        more=True,
        number=True,
        hint=hint,
    )


def _rate_words(record: Record) -> str:
    rate = _number(record, "learning_rate")
    return UNKNOWN if rate is None else f"{rate:g}"


COLUMNS = (
    Column("star", "★", lambda r: r.mark.star, lambda r: "★" if r.mark.star else "☆"),
    Column(
        "name",
        "Name",
        lambda r: (r.name, _version_number(r), r.key),
        lambda r: r.version or r.name,
    ),
    Column("state", "State", lambda r: r.state, lambda r: r.state),
    Column(
        "started",
        "Started",
        # what waits will be started after everything else
        lambda r: r.started or "~",
        lambda r: moment_words(r.started),
        more=True,
        hint="In UTC; of a version whose run is not here, when it was published",
    ),
    Column(
        "seconds",
        "Duration",
        lambda r: r.seconds,
        lambda r: duration_words(r.seconds),
        number=True,
        hint="Training only, up to the last epoch of a run that goes on",
    ),
    Column("epochs", "Epochs", lambda r: len(r.rows), epochs_words, number=True),
    _accuracy(
        "validation",
        "Validation",
        lambda r: r.validation,
        "Best accuracy on the validation images so far",
    ),
    _accuracy(
        "test",
        "Test",
        lambda r: r.test,
        "Accuracy on the 10,000 test images, of published versions",
    ),
    Column(
        "backbone",
        "Network",
        lambda r: _backbone(r) or None,
        lambda r: _backbone(r) or UNKNOWN,
    ),
    Column(
        "learning_rate",
        "Rate",
        lambda r: _number(r, "learning_rate"),
        _rate_words,
        number=True,
        hint="Learning rate at its highest",
    ),
    _setting("batch_size", "Batch"),
    Column(
        "image_size",
        "Size",
        lambda r: r.image_size,
        lambda r: str(r.image_size or UNKNOWN),
        number=True,
        hint="Side of the image that the network sees, in pixels",
    ),
    _setting("seed", "Seed"),
    Column(
        "tags", "Tags", lambda r: r.mark.tags or None, lambda r: ", ".join(r.mark.tags)
    ),
    Column(
        "note", "Note", lambda r: r.mark.note.casefold() or None, lambda r: r.mark.note
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}


def _backbone(record: Record) -> str:
    return str(record.recipe.get("backbone") or "")


def _version_number(record: Record) -> int:
    return int(record.version.rpartition("/")[2]) if record.version else 0
