"""Repeats of a recipe with other seeds in words, as JSON and as a table."""

import re
from collections.abc import Sequence
from typing import Any

from dashboard.analysis.repeats import Spread, spread

MARK = "repeats"  # in a document, see marked.py
PARTS = ("validation", "test")
HEAD = (
    "| preset | seeds | validation accuracy | test accuracy | test, each seed |",
    "| :-- | --: | --: | --: | :-- |",
)
NOTE = (
    "Mean ± sample standard deviation over the seeds 1 to k: same recipe, same split "
    "of the data, other first weights, order and random changes. Nothing of it was "
    "published, and no seed was chosen by its test figure."
)


def spreads(results: Sequence[dict[str, Any]]) -> dict[str, Spread]:
    """Of validation and test accuracy."""
    return {
        part: spread([result[f"{part}_accuracy"] for result in results])
        for part in PARTS
    }


def as_json(preset: str, results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One object with every value."""
    found = {
        part: {"mean": value.mean, "deviation": value.deviation}
        for part, value in spreads(results).items()
    }
    return {"preset": preset, **found, "seeds": list(results)}


def plain(preset: str, results: Sequence[dict[str, Any]]) -> str:
    """For a terminal: a line per seed and one for all."""
    lines = [
        f"seed {r['seed']:>3}  validation {r['validation_accuracy']:.2%}  "
        f"test {r['test_accuracy']:.2%}  epoch {r['best_epoch']}  "
        f"{r['training_seconds']:.0f} s"
        for r in results
    ]
    found = spreads(results)
    both = ", ".join(f"{part} {words(found[part])}" for part in PARTS)
    count = f"{len(results)} seeds" if len(results) > 1 else "1 seed"
    return "\n".join([*lines, f"{preset}, {count}: {both}"])


def markdown(rows: dict[str, Sequence[dict[str, Any]]], before: str = "") -> str:
    """A table with a row per preset.

    Args:
        before: an older table; a row of it stays where nothing was measured here for
            its preset, since another machine may have done so.
    """
    measured = {name: _row(name, results) for name, results in rows.items()}
    lines = rows_of(before) | measured
    return "\n".join([*HEAD, *lines.values(), "", NOTE])


def rows_of(table: str) -> dict[str, str]:
    """The rows of a table of `markdown`, by preset."""
    found = (re.match(r"\| `([^`]+)` \|", line) for line in table.splitlines())
    return {match[1]: match.string for match in found if match}


def _row(preset: str, results: Sequence[dict[str, Any]]) -> str:
    found = spreads(results)
    each = ", ".join(f"{100 * value:.2f}" for value in found["test"].values)
    figures = " | ".join(words(found[part]) for part in PARTS)
    return f"| `{preset}` | {len(results)} | {figures} | {each} |"


def words(value: Spread) -> str:
    """Say "91.95% ± 0.12"."""
    if value.deviation is None:
        return f"{value.mean:.2%}"
    return f"{value.mean:.2%} ± {100 * value.deviation:.2f}"
