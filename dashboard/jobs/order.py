"""In which order runs wait: by priority, then first come first served, unless somebody
moved one.

A request never changes, so a place that was asked for is kept beside the runs, in one
small file that is written whole or not at all. It lists the line as it was after the
last move; whoever came later stands where the priority says. Without the file, or with
a damaged one, the line is what it would be had nobody moved anything.
"""

import json
import logging
from collections.abc import Iterable
from pathlib import Path

from dashboard import atomic
from dashboard.jobs.run import Run

QUEUED = "queued"
log = logging.getLogger(__name__)


def line(runs: Iterable[Run]) -> list[Run]:
    """Those that wait, the next one first."""
    waiting = [(run.stored(), run) for run in runs]
    waiting = [(status.since, run) for status, run in waiting if status.state == QUEUED]
    if not waiting:
        return []
    kept = _kept(_file(waiting[0][1]))
    # who left the line and came back (a run that was resumed) came now
    seated = {run.id for since, run in waiting if kept.get(run.id) == since}
    places = {run_id: place for place, run_id in enumerate(kept)}
    ordered = sorted(
        (run for _, run in waiting if run.id in seated), key=lambda r: places[r.id]
    )
    came = [(-run.request.priority, since, run.id, run) for since, run in waiting]
    for *_, run in sorted(came, key=lambda entry: entry[:3]):
        if run.id not in seated:
            ordered.insert(_behind_equals(ordered, run), run)
    return ordered


def keep(ordered: list[Run]) -> None:
    """Store the line as it shall be; the caller holds the queue's lock."""
    entries = [[run.id, run.stored().since] for run in ordered]
    atomic.write_json(_file(ordered[0]), {"line": entries})


def moved(ordered: list[Run], run: Run, places: int, among: set[str]) -> list[Run]:
    """The line after `run` went `places` back (negative: forward), at most to an end.

    Args:
        among: ids of the runs that change places, `run` too; the others keep theirs.
    """
    slots = [place for place, other in enumerate(ordered) if other.id in among]
    group = [ordered[place] for place in slots]
    at = [other.id for other in group].index(run.id)
    group.insert(max(0, at + places), group.pop(at))
    changed = list(ordered)
    for place, other in zip(slots, group, strict=True):
        changed[place] = other
    return changed


def _behind_equals(ordered: list[Run], run: Run) -> int:
    """Behind the last one whose priority is as high: a move put others where they
    are, and who comes later does not undo it."""
    own = run.request.priority
    ahead = [n for n, other in enumerate(ordered, 1) if other.request.priority >= own]
    return ahead[-1] if ahead else 0


def _file(run: Run) -> Path:
    return run.folder.parent / "line.json"


def _kept(path: Path) -> dict[str, str]:
    """Run id to since when it waited, in the order of the last move."""
    try:
        return dict(json.loads(path.read_bytes())["line"])
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("The order of %s cannot be read and is left out: %r", path, error)
        return {}
