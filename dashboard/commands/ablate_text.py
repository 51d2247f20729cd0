"""An ablation in words, as JSON and as a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.analysis.repeats import Spread, spread
from dashboard.commands.repeat_text import words as spread_words

MARK = "ablation"  # in a document, see marked.py
HEAD = (
    "| changed alone | validation accuracy | against the first line, points "
    "| each seed |",
    "| :-- | --: | --: | --: |",
)
NOTE = (
    "Mean ± sample standard deviation over the seeds 1 to k; differences are taken "
    "seed by seed. 5,000 validation images; the test set chose nothing."
)
Rows = Mapping[str, Sequence[dict[str, Any]]]


def words(change: Mapping[str, Any]) -> str:
    """Say "mixing=cutmix, mirror=false"."""
    return ", ".join(f"{name}={_word(value)}" for name, value in change.items())


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def accuracies(results: Sequence[dict[str, Any]]) -> list[float]:
    """Validation accuracy, from 0 to 1, by seed."""
    return [result["validation_accuracy"] for result in results]


def differences(rows: Rows) -> dict[str, Spread]:
    """Of each change against the base, the entry "", seed by seed.

    Raises:
        ValueError: a change and the base have other numbers of seeds.
    """
    base = accuracies(rows[""])
    return {
        change: spread(
            [one - two for one, two in zip(accuracies(found), base, strict=True)]
        )
        for change, found in rows.items()
        if change
    }


def as_json(preset: str, fixed: Mapping[str, Any], rows: Rows) -> dict[str, Any]:
    """One object with every value."""
    against = differences(rows)
    return {
        "preset": preset,
        "with": dict(fixed),
        "base": list(rows[""]),
        "changes": {
            change: {
                "points": 100 * against[change].mean,
                "seeds": list(rows[change]),
            }
            for change in against
        },
    }


def plain(rows: Rows) -> str:
    """For a terminal: a line per change."""
    against = differences(rows)
    width = max(map(len, ("base", *rows)))
    return "\n".join(
        f"{change or 'base':<{width}}  {spread_words(spread(accuracies(found)))}"
        + (f"  {_points(against[change])}" if change else "")
        for change, found in rows.items()
    )


def markdown(preset: str, fixed: Mapping[str, Any], rows: Rows) -> str:
    """A table with a row per change, and under what conditions."""
    against = differences(rows)
    told = f", with {words(fixed)}" if fixed else ""
    count = len(rows[""])
    lines = [f"Preset `{preset}`{told}; {count} seed{'s' if count > 1 else ''} each:"]
    lines += ["", *HEAD]
    for change, found in rows.items():
        values = accuracies(found)
        name = f"`{change}`" if change else "nothing"
        points = _points(against[change]) if change else ""
        each = ", ".join(f"{100 * value:.2f}" for value in values)
        lines.append(f"| {name} | {spread_words(spread(values))} | {points} | {each} |")
    return "\n".join([*lines, "", NOTE])


def _points(value: Spread) -> str:
    deviation = "" if value.deviation is None else f" ± {100 * value.deviation:.2f}"
    return f"{100 * value.mean:+.2f}{deviation}"
