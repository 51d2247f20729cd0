"""The comparison as Markdown and as one JSON object."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from dashboard.analysis import anchors, transfer
from dashboard.analysis.columns import COLUMNS, Column
from dashboard.analysis.comparison import Comparison, Row
from dashboard.analysis.paired import interval_words, p_words
from dashboard.analysis.times import times_words

LEFT = ("version", "weights", "better", "training", "published")
PAIRED = (
    *("version", "difference, points", "95 % interval", "p", "only it"),
    "only champion",
)
PAIRED_NOTE = (
    "Exact McNemar test, two-sided, on the same 10,000 images; interval after Newcombe "
    "1998, method 10. The last columns count what only this version or only the "
    "champion has right. p is not corrected for the number of tests."
)
BESIDE = ("better", "published")  # columns that the table of figures leaves out


def sections(found: Comparison) -> dict[str, str]:
    """The parts that documents can hold, by the name of their marks."""
    short = f"{versions_table(found)}\n\n{times_words(found)}"
    return {"comparison": markdown(found), "versions": short}


def markdown(found: Comparison) -> str:
    """Table, tests, answer and published figures."""
    best = sorted(found.rows, key=lambda row: -row.accuracy)
    return "\n\n".join(
        [
            versions_table(found),
            conditions(found),
            "### Each against the champion",
            paired_table([row for row in best if row.against]),
            "### Transfer learning against a standard CNN",
            *transfer.answer(found),
            "### Published elsewhere",
            anchors.CAUTION,
            published_table(),
        ]
    )


def versions_table(found: Comparison) -> str:
    """One line per version, the most accurate first."""
    rows = sorted(found.rows, key=lambda row: -row.accuracy)
    columns = [column for column in COLUMNS if column.key not in BESIDE]
    heads = [column.heading for column in columns]
    aligned = [":--" if column.key in LEFT else "--:" for column in columns]
    return _table(heads, aligned, ([_cell(c, row) for c in columns] for row in rows))


def _cell(column: Column, row: Row) -> str:
    if column.key != "version":
        return column.text(row)
    return f"`{row.ref}`{f' ({row.title})' if row.title else ''}"


def conditions(found: Comparison) -> str:
    """What the figures mean and where the times come from."""
    return (
        "Accuracy on the 10,000 test images with its 95 % interval (Wilson); ECE with "
        "15 bins; NLL in nats; multiply-adds of one image in convolutions and matrix "
        "products. One image: ONNX Runtime, one thread, median; images a second: 1,000 "
        f"test images in calls of 64, one thread. {times_words(found)}"
    )


def paired_table(rows: Iterable[Row]) -> str:
    """The tests of versions against the champion."""
    lines = [
        [
            f"`{row.ref}`",
            f"{row.against.difference * 100:+.2f}",
            interval_words(row.against),
            p_words(row.against.p).removeprefix("p = ").removeprefix("p "),
            f"{row.against.only_a:,}",
            f"{row.against.only_b:,}",
        ]
        for row in rows
    ]
    if not lines:
        return "There is nothing to compare with the champion."
    table = _table(PAIRED, [":--"] + ["--:"] * 5, lines)
    return f"{table}\n\n{PAIRED_NOTE}"


def published_table() -> str:
    """What others report."""
    lines = [
        [one.name, f"{one.accuracy:.2%}", f"<{one.source}>", one.note]
        for one in anchors.ANCHORS
    ]
    return _table(
        ["what", "accuracy", "source", "note"], [":--", "--:"] + [":--"] * 2, lines
    )


def _table(heads: Sequence[str], aligned: list[str], lines: Iterable[list[str]]) -> str:
    rows = [heads, aligned, *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def as_json(found: Comparison) -> dict[str, Any]:
    """Everything as JSON values."""
    return {
        "measured_at": found.measured_at,
        "machine": found.machine,
        "versions": [asdict(row) for row in found.rows],
        "transfer": {
            "answer": transfer.answer(found),
            "duels": [_duel(duel) for duel in transfer.duels(found)],
        },
        "published": [asdict(anchor) for anchor in anchors.ANCHORS],
    }


def _duel(duel: transfer.Duel) -> dict[str, Any]:
    sides = {"imagenet": duel.transferred.ref, "from_nothing": duel.plain.ref}
    return {**sides, "opponent": duel.opponent, **asdict(duel.found)}
