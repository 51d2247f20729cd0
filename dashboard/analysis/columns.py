"""The columns of the comparison: heading, text and sort value of each, for the page,
the command line and the documents alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.analysis import paired
from dashboard.analysis.comparison import Row
from dashboard.estimate import span

UNKNOWN = "–"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        text: what a cell says.
        value: what it is sorted by; None goes last in either direction.
        more: the larger value is the better one, and first after one click.
        hint: what the heading means, with its conditions.
    """

    key: str
    heading: str
    text: Callable[[Row], str]
    value: Callable[[Row], Any]
    more: bool = False
    hint: str = ""


def weights_words(row: Row) -> str:
    """Where a version began: "ImageNet", "from nothing", with parent and teacher."""
    start = "ImageNet" if row.pretrained else "from nothing"
    if row.parent:
        start += f", continued from {row.parent}"
    return f"{start}, taught by {row.teacher}" if row.teacher else start


def accuracy_words(row: Row) -> str:
    """Test accuracy: "94.83%"."""
    return f"{row.accuracy:.2%}"


def interval_words(row: Row) -> str:
    """Its 95 % interval: "94.38 to 95.25"."""
    return f"{row.low * 100:.2f} to {row.high * 100:.2f}"


def better_words(row: Row) -> str:
    """Whether it is better than the champion, by the paired test."""
    if row.champion:
        return "is the champion"
    return paired.better_words(row.against) if row.against else UNKNOWN


def count_words(count: float | None) -> str:
    """A large number in short: "63.0 M", "1.24 G"; UNKNOWN for None."""
    if count is None:
        return UNKNOWN
    for unit, size in (("G", 1e9), ("M", 1e6), ("k", 1e3)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count:.0f}"


def known(form: str) -> Callable[[Any], str]:
    """A function that formats a value, and says UNKNOWN for None."""
    return lambda value: UNKNOWN if value is None else form.format(value)


def _field(name: str, words: Callable[[Any], str]) -> dict[str, Callable[[Row], Any]]:
    return {
        "text": lambda row: words(getattr(row, name)),
        "value": lambda row: getattr(row, name),
    }


COLUMNS = (
    Column("version", "version", lambda row: row.ref, lambda row: row.ref),
    Column(
        "accuracy",
        "test accuracy",
        lambda row: f"{accuracy_words(row)} ({interval_words(row)})",
        lambda row: row.accuracy,
        more=True,
        hint="Share of the 10,000 test images, with the 95% interval (Wilson)",
    ),
    Column(
        "better",
        "better than the champion?",
        better_words,
        # the champion differs from itself in nothing
        lambda row: 0.0 if row.champion else row.against and row.against.difference,
        more=True,
        hint="Exact McNemar test on the same 10,000 test images",
    ),
    Column(
        "photographs",
        "photos",
        **_field("photographs", known("{:.1%}")),
        more=True,
        hint="Balanced accuracy on photographs of clothes that it never saw, for a "
        "version made for them",
    ),
    Column(
        "ece",
        "ECE",
        **_field("ece", known("{:.4f}")),
        hint="Expected calibration error on the test images, 15 bins",
    ),
    Column(
        "nll",
        "NLL",
        **_field("nll", known("{:.3f}")),
        hint="Negative log-likelihood of the test images, in nats",
    ),
    Column("parameters", "parameters", **_field("parameters", count_words)),
    Column(
        "multiply_adds",
        "multiply-adds",
        **_field("multiply_adds", count_words),
        hint="For one image, in convolutions and matrix products",
    ),
    Column(
        "latency",
        "one image",
        **_field("latency_ms", known("{:.2f} ms")),
        hint="ONNX Runtime, one thread, median",
    ),
    Column(
        "throughput",
        "images a second",
        **_field("images_per_second", known("{:,.0f}")),
        more=True,
        hint="ONNX Runtime, one thread, 1,000 test images in calls of 64",
    ),
    Column(
        "size",
        "size",
        **_field("onnx_bytes", lambda b: UNKNOWN if b is None else f"{b / 1e6:.1f} MB"),
        hint="Of model.onnx",
    ),
    Column("weights", "weights", weights_words, weights_words),
    Column(
        "training",
        "training",
        **_field("training_seconds", lambda s: UNKNOWN if s is None else span(s)),
        hint="From start to the last epoch, on the machine that trained it",
    ),
    Column(
        "published",
        "published",
        lambda row: row.created_at[:10],
        lambda row: row.created_at,
        more=True,
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}


@dataclass(frozen=True)
class Order:
    """By which column, and whether the largest comes first."""

    key: str = "published"
    descending: bool = True


def order_of(data: Any) -> Order:
    """An order from what a browser sent; the newest first when it is none."""
    known_key = isinstance(data, dict) and data.get("key") in tuple(BY_KEY)
    return Order(data["key"], bool(data.get("descending"))) if known_key else Order()


def turned(order: Order, key: str) -> Order:
    """The order after a click on a heading: the best first, then the other way."""
    if order.key == key:
        return Order(key, not order.descending)
    return Order(key, BY_KEY[key].more)


def ordered(rows: Iterable[Row], order: Order) -> list[Row]:
    """The rows in an order; unknown values last, equal ones as they came."""
    rows, value = list(rows), BY_KEY[order.key].value
    with_value = [row for row in rows if value(row) is not None]
    with_value.sort(key=value, reverse=order.descending)
    return with_value + [row for row in rows if value(row) is None]
