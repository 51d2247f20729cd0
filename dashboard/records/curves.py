"""Records as series: one for each, or one for all that differ only by their seed."""

from collections.abc import Sequence

from dashboard.records.record import Record
from dashboard.records.seed_mean import seed_mean, told_apart
from dashboard.records.series import MEASURES, Series, label, measured, places
from dashboard.records.step_lines import step_lines
from dashboard.settings import Settings


def series(
    settings: Settings, records: Sequence[Record], x: str, band: str
) -> list[Series]:
    """One for each record, or for all that differ only by their seed.

    Args:
        x: "epoch", "step" or "minutes"; what has no such thing is left out.
        band: "each", or what the band around a mean is: "range" (lowest to highest) or
            "deviation" (one sample standard deviation to either side).
    """
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.key if band == "each" else record.group, []).append(
            record
        )
    heads = [members[0] for members in groups.values() if len(members) > 1]
    made = [
        seed_mean(members, x, band, told_apart(members[0], heads))
        if len(members) > 1
        else _single(settings, *members, x)
        for members in groups.values()
    ]
    return [one for one in made if one is not None]


def _single(settings: Settings, record: Record, x: str) -> Series | None:
    where = places(record, x)
    if not where:
        return None
    path = settings.runs / record.key / "events.jsonl"
    return Series(
        record.key,
        label(record),
        where,
        {measure: measured(record, measure) for measure in MEASURES},
        steps=step_lines(path, record) if x == "step" and record.run else {},
        best=record.best,
        phases=_phases(record, where),
    )


def _phases(record: Record, where: list[float]) -> list[tuple[float, str]]:
    rows = record.rows
    return [
        (
            (where[i - 1] + where[i]) / 2 if i else where[i],
            str(rows[i].get("phase", "")),
        )
        for i in range(1, len(rows))
        if rows[i].get("phase") != rows[i - 1].get("phase")
    ]
