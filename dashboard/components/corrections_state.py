"""From the folder of corrections to what the Corrections page shows, and back."""

from typing import Any

from dash import html

from dashboard.components import corrections_list
from dashboard.corrections.counts import Counts
from dashboard.corrections.entry import CHOICES, HELD_OUT_ONE_IN
from dashboard.corrections.folder import Corrections, Listing

ANY = "any"
PER_PAGE = 24
MOST_NAMED = 5


def page_state(corrections: Corrections, label: Any, page: Any) -> dict[str, Any]:
    """Cards, the sentences above them, and the pages there are.

    Args:
        label, page: what the browser sent; anything unknown means all, and the first.
    """
    found = corrections.list()
    wanted = [e for e in found.entries if label not in CHOICES or e.label == label]
    pages = max(1, -(-len(wanted) // PER_PAGE))
    whole = isinstance(page, int) and not isinstance(page, bool)
    page = min(max(page, 1), pages) if whole else 1
    shown = wanted[(page - 1) * PER_PAGE : page * PER_PAGE]
    return {
        "grid": corrections_list.cards(shown, len(found.entries)),
        "count": summary(corrections, found),
        "pages": pages,
        "page": page,
    }


def summary(corrections: Corrections, found: Listing) -> list:
    """How many there are, what they are used for, where, and what cannot be read."""
    place = ["In ", html.Code(str(corrections.root))]
    parts = [
        html.P(count_words(Counts.of(found.entries)), className="mb-0"),
        html.P(place, className="small mb-1 source"),
    ]
    if found.damaged:
        parts.append(html.P(_damaged_words(found.damaged), className="text-danger"))
    return parts


def count_words(counts: Counts) -> str:
    """The counts in a sentence; "" without a correction."""
    usable = counts.usable + counts.photographs
    total = usable + counts.none_of_ten + counts.in_dataset
    if not total:
        return ""
    held_out = counts.held_out + counts.photographs_held_out
    parts = [
        f"{usable - held_out} to learn from",
        f"{held_out} held out to measure versions "
        f"(one in {HELD_OUT_ONE_IN}, by the picture alone)",
    ]
    if counts.none_of_ten:
        parts.append(f"{counts.none_of_ten} none of the ten")
    if counts.in_dataset:
        parts.append(f"{counts.in_dataset} of the dataset's own held-out images")
    words = f"{total} {'correction' if total == 1 else 'corrections'}: " + (
        ", ".join(parts) + "."
    )
    return words + _photograph_words(counts)


def _photograph_words(counts: Counts) -> str:
    """Which kind of version learns from how many; "" without photographs."""
    if not counts.photographs:
        return ""
    few = "is on an answer" if counts.photographs == 1 else "are on answers"
    return (
        f" {counts.photographs} {few} of a version for photographs; only such versions "
        "learn from that."
    )


def _damaged_words(names: list[str]) -> str:
    named = ", ".join(name[:40] for name in names[:MOST_NAMED])
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return (
        f"Left out, because they cannot be read: {named}{more}. Delete these folders "
        "or restore them."
    )


def relabel(corrections: Corrections, entry_id: str, label: Any) -> list | None:
    """Store another label; the new summary, or None where it was that already.

    Raises:
        CorrectionError: there is no such correction or label.
    """
    if corrections.get(entry_id).label == label:
        return None  # the select has just appeared
    corrections.relabel(entry_id, label)
    return summary(corrections, corrections.list())


def question(corrections: Corrections, entry_id: str) -> str:
    """What a person is asked before a correction is deleted.

    Raises:
        CorrectionError: there is no such correction.
    """
    entry = corrections.get(entry_id)
    return (
        f"Delete the picture you labelled {entry.label}? It is removed from the folder "
        "for good. Versions that have learned from it stay as they are."
    )
