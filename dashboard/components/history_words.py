"""What the History page says about its table and its curves."""

from collections.abc import Sequence

from dashboard.records.record import Record
from dashboard.records.series import Series, label, places
from dashboard.records.view import HistoryView

MOST_DRAWN = 12


def count_words(found: int, total: int) -> str:
    """How many there are, and how many of all when some are filtered out."""
    noun = "training" if total == 1 else "trainings"
    return f"{total:,} {noun}" if found == total else f"{found:,} of {total:,} {noun}"


def curves_words(
    chosen: list[Record],
    drawn: list[Record],
    made: list[Series],
    view: HistoryView,
) -> str:
    """What is drawn, and what is not and why."""
    parts = [f"{len(chosen)} chosen."]
    if not chosen:
        parts = ["Nothing is chosen, so these are the first two of the table."]
    if left := _left_out(drawn, view.x):
        why = {"step": "batches", "minutes": "times"}.get(view.x, "epochs")
        parts.append(f"Not drawn, because no {why} are known: {', '.join(left)}.")
    if len(made) > MOST_DRAWN:
        parts.append(f"The first {MOST_DRAWN} of {len(made)} curves are drawn.")
    if any(one.counts for one in made):
        band = {
            "range": "from the lowest to the highest",
            "deviation": "one sample standard deviation to either side",
        }[view.band]
        parts.append(
            f"A band of validation goes {band}, over the seeds that the legend names."
        )
    return " ".join(parts)


def _left_out(drawn: Sequence[Record], x: str) -> list[str]:
    return [label(record) for record in drawn if not places(record, x)]
