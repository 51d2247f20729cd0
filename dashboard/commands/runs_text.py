"""Runs as the `runs` command prints them: JSON entries, a table, a page of text."""

from rich.table import Column, Table

from dashboard.estimate import span
from dashboard.jobs import engine, folder, queue
from dashboard.jobs.outlook import Place
from dashboard.jobs.run import Run
from dashboard.jobs.watch import snapshot
from dashboard.settings import Settings

MOST_FINISHED = 15
LOG_LINES = 12
SOON_SECONDS = 30.0
BROKEN = ("failed", "lost")
# a table cell has no room for the end of a log
LONGEST_MESSAGE = 70


def entries(settings: Settings, all_of_them: bool = False) -> list[dict]:
    """One entry per run: those that go on, the line in its order, the newest others."""
    runs = folder.list_runs(settings)
    places = outlook(settings, runs)
    found = [entry(run, places.get(run.id)) for run in runs]
    active = [e for e in found if not e["over"] and e["place"] is None]
    waiting = sorted(
        (e for e in found if e["place"] is not None), key=lambda e: e["place"]
    )
    over = [e for e in found if e["over"]]
    return active + waiting + (over if all_of_them else over[:MOST_FINISHED])


def outlook(settings: Settings, runs: list[Run] | None = None) -> dict[str, Place]:
    """The line, whichever engine serves it."""
    return queue.outlook(settings, runs, engine.places(settings))


def entry(run: Run, place: Place | None = None) -> dict:
    """One run as JSON values; what is not known is None."""
    status = run.status()
    return {
        "id": run.id,
        "name": run.request.name,
        "by": run.request.created_by,
        "priority": run.request.priority,
        "attempt": status.attempt,
        "since": status.since,
        "over": status.final,
        "place": place.number if place else None,
        "starts_in_seconds": place.seconds if place else None,
        **snapshot(run, status),
    }


def full_entry(settings: Settings, run: Run) -> dict:
    """An entry with the recipe, the finished epochs and the end of the log."""
    place = outlook(settings).get(run.id)
    return {
        **entry(run, place),
        "start": run.request.start,
        "recipe": run.request.recipe,
        "history": run.history(),
        "log": run.log_tail(LOG_LINES),
    }


def table(found: list[dict]) -> Table:
    """One row per entry."""
    # an id that is cut short is no use: other columns make room for it
    longest = max(len(one["id"]) for one in found)
    ids = Column("run", min_width=longest, no_wrap=True)
    others = (Column(name, overflow="fold") for name in ("state", "name", "news"))
    shown = Table(ids, *others, box=None, pad_edge=False)
    for one in found:
        shown.add_row(one["id"], one["state"], one["name"], how_it_goes(one))
    return shown


def how_it_goes(one: dict) -> str:
    """Place and start of what waits, progress of what runs, the end of what is over."""
    if one["place"] is not None:
        return f"place {one['place']}, {_start(one['starts_in_seconds'])}"
    if one["version"]:
        return one["version"]
    if one["over"] or not one["step"]:
        first = (one["message"].splitlines() or [""])[0]
        short = first[:LONGEST_MESSAGE]
        return f"{short}…" if len(first) > LONGEST_MESSAGE else short
    words = f"epoch {one['epoch']} of {one['epochs']}"
    words += f", step {one['step']} of {one['steps']}"
    if one["seconds_left"] is not None:
        words += f", ends in {span(one['seconds_left'])}"
    return words


def page(one: dict) -> str:
    """Everything about one run, for a terminal."""
    recipe = " ".join(f"{name}={value}" for name, value in one["recipe"].items())
    lines = [f"continues from {one['start']}"] if one["start"] else []
    lines.append(f"recipe: {recipe}")
    for row in one["history"]:
        accuracy = row.get("validation_accuracy")
        words = "" if accuracy is None else f": validation {accuracy:.2%}"
        lines.append(f"epoch {row['epoch']}{words}")
    return "\n".join([*_head(one), *lines, *_broken(one)])


def ending(one: dict) -> str:
    """How a run ended, for a terminal that has seen how it went."""
    return "\n".join([*_head(one), *_broken(one)])


def _head(one: dict) -> list[str]:
    since = one["since"][:19].replace("T", " ")
    return [
        f"{one['id']}: {one['name']} is {one['state']}",
        f"asked for by {one['by']}, attempt {one['attempt']}, {one['state']} since "
        f"{since} UTC",
        one["message"] if one["over"] else how_it_goes(one),
    ]


def _broken(one: dict) -> list[str]:
    if one["state"] not in BROKEN:
        return []
    log = [f"  {line}" for line in one["log"]]
    return [
        *(["last lines of its log:", *log] if log else []),
        f"go on: python -m dashboard runs resume {one['id']}",
    ]


def _start(seconds: float | None) -> str:
    if seconds is None:
        return "start not known"
    if seconds < SOON_SECONDS:
        return "starts any moment"
    return f"starts in about {span(seconds)}"
