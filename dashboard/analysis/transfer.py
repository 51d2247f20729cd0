"""Transfer learning against a standard CNN: the answer, from whatever the store holds.

Which versions are compared is decided on validation images; the test images only judge.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from dashboard.analysis import paired
from dashboard.analysis.columns import count_words
from dashboard.analysis.comparison import Comparison, Row
from dashboard.analysis.paired import Paired
from dashboard.estimate import span

STANDARD = "cnn-baseline"


@dataclass(frozen=True)
class Duel:
    """A version that began with ImageNet weights against one that began from nothing.

    Attributes:
        opponent: what the second one stands for, in words.
    """

    transferred: Row
    plain: Row
    opponent: str
    found: Paired


def duels(comparison: Comparison) -> list[Duel]:
    """The best transferred network against the standard CNN, against the best one from
    nothing, and each backbone against itself where it was trained both ways."""
    rows = [r for r in comparison.rows if r.single and r.ref in comparison.right]
    transferred = _best(row for row in rows if row.pretrained)
    plain = [row for row in rows if not row.pretrained]
    pairs = [
        (transferred, _newest(plain, STANDARD), "the standard CNN"),
        (transferred, _best(plain), "the best network from nothing"),
    ]
    for backbone in sorted({row.backbone for row in rows}):
        both = [
            _best(r for r in rows if r.backbone == backbone and r.pretrained is begun)
            for begun in (True, False)
        ]
        pairs.append((*both, "the same network from nothing"))
    return _distinct(pairs, comparison.right)


def _best(rows: Iterable[Row]) -> Row | None:
    return max(rows, key=lambda row: row.validation_accuracy, default=None)


def _newest(rows: list[Row], name: str) -> Row | None:
    return next((row for row in rows if row.name == name), None)


def _distinct(pairs: list[tuple], right: dict[str, np.ndarray]) -> list[Duel]:
    """A duel for each pair that has two sides; the same pair only once."""
    found: dict[tuple[str, str], Duel] = {}
    for transferred, plain, opponent in pairs:
        if transferred is None or plain is None:
            continue
        key = transferred.ref, plain.ref
        if key in found:
            opponent = f"{found[key].opponent}, which is also {opponent} here"
        result = paired.compare(right[transferred.ref], right[plain.ref])
        found[key] = Duel(transferred, plain, opponent, result)
    return list(found.values())


def answer(comparison: Comparison) -> list[str]:
    """The answer as sentences, the short one first."""
    found = duels(comparison)
    if not found:
        return [
            "Not answered: that needs a version that began with ImageNet weights and "
            "one from nothing, both with readable answers for the test images."
        ]
    return [_headline(found), *map(duel_words, found), CAUTION]


CAUTION = (
    "The versions were chosen by validation accuracy. They differ in size and recipe "
    "too, so a difference is not the effect of the weights alone, except where a "
    "network stands against itself; a teacher with ImageNet weights hands on some of "
    "what they hold. p is not corrected for the number of tests."
)


def _headline(found: list[Duel]) -> str:
    parts = [f"{_outcome(duel.found)} than {duel.opponent}" for duel in found]
    return f"Transfer learning is {'; '.join(parts)}."


def _outcome(found: Paired) -> str:
    if found.p >= paired.LEVEL:
        return "not shown to be better or worse"
    return "better" if found.difference > 0 else "worse"


def duel_words(duel: Duel) -> str:
    """One duel in figures."""
    a, b, found = duel.transferred, duel.plain, duel.found
    costs = f"{_cost(a)} against {_cost(b)}"
    began = "from nothing" + (f", taught by {b.teacher}" if b.teacher else "")
    return (
        f"{a.ref} (ImageNet) is right on {a.accuracy:.2%}, {b.ref} ({began}) on "
        f"{b.accuracy:.2%}: {paired.points_words(found.difference)} (95 % interval "
        f"{paired.interval_words(found)}), {paired.p_words(found.p)}; of "
        f"{found.images:,} images {found.only_a:,} are right with the first alone and "
        f"{found.only_b:,} with the second alone. {costs}."
    )


def _cost(row: Row) -> str:
    parts = [f"{count_words(row.parameters)} parameters"]
    if row.multiply_adds is not None:
        parts.append(f"{count_words(row.multiply_adds)} multiply-adds")
    if row.training_seconds is not None:
        parts.append(f"{span(row.training_seconds)} of training")
    return ", ".join(parts)
