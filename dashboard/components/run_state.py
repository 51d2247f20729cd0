"""What a run's page shows, from its folder. The page sends back what it has seen and
gets only what is new: a tick of a long run costs as little as one of a short."""

from typing import Any

from dash import Patch, get_relative_path, html, no_update

from dashboard.components import run_facts
from dashboard.components.fingerprint import fingerprint
from dashboard.components.queue_line import start_words
from dashboard.components.run_buttons import again_link, run_buttons
from dashboard.components.run_recipe import recipe_table
from dashboard.components.run_seen import SECTIONS, Seen
from dashboard.errors import RunError
from dashboard.figures.run import GRAPHS, figures, growth
from dashboard.jobs import curve, engine, folder, log, queue, watchdog
from dashboard.jobs.run import Run
from dashboard.jobs.status import Status
from dashboard.settings import Settings

LIVE_MILLISECONDS, OVER_MILLISECONDS = 1000, 5000
# more new steps than this, and all of them are thinned and drawn anew
MOST_ADDED = 600
MOST_LOG_PORTIONS = 500


def page_state(settings: Settings, run_id: Any, data: Any) -> dict[str, Any]:
    """Everything that has changed since `data`; all of it when that is None."""
    try:
        run = folder.get_run(settings, run_id)
        status = run.status()
    except RunError as error:
        return _unknown(error)
    watchdog.notice(settings, [run])
    seen = Seen.read(data, run.id)
    old = seen.marks if seen else {}
    changed, marks = _changed(settings, run, status, old)
    graphs, position, last, added = _graphs(run, seen)
    text, log_offset, portions = _log(run, status, seen)
    now = Seen(position, last, added, log_offset, portions, marks)
    return {
        **changed,
        **graphs,
        "log": text,
        "body": False if seen is None else no_update,
        "interval": _interval(status, old, marks),
        "seen": no_update if now == seen else now.data(run.id),
    }


def _changed(settings: Settings, run: Run, status: Status, old: dict):
    """Sections that differ from what `old` marks, and the marks of all."""
    keys, changed, marks = _keys(run, status), {}, {}
    for name, draw in _sections(settings, run, status).items():
        # some cost more to draw than to compare
        known = name in keys and keys[name] == old.get(name)
        part = no_update if known else draw()
        marks[name] = keys.get(name) or fingerprint(part)
        changed[name] = part if marks[name] != old.get(name) else no_update
    return changed, marks


def _sections(settings: Settings, run: Run, status: Status) -> dict[str, Any]:
    return {
        "head": lambda: [
            *run_facts.head(run, status),
            *_place(settings, run, status),
        ],
        "buttons": lambda: [*run_buttons(run, status), again_link(run)],
        "ending": lambda: run_facts.ending(run, status),
        "live": lambda: run_facts.live(run, status),
        "states": lambda: run_facts.states(run),
        "recipe": lambda: recipe_table(run.request.recipe),
    }


def _keys(run: Run, status: Status) -> dict[str, str]:
    """Marks of sections that need not be drawn to know whether they changed."""
    return {
        # the log of a long run has tens of megabytes to look through
        "states": f"{status.attempt} {status.state} {status.since}",
        "recipe": run.id,
    }


def _place(settings: Settings, run: Run, status: Status) -> list:
    if status.state != "queued":
        return []
    place = queue.outlook(settings, places=engine.places(settings)).get(run.id)
    if place is None:  # it has begun since
        return []
    return [html.Div(f"Place {place.number} in the line. {start_words(place)}.")]


def _graphs(run: Run, seen: Seen | None):
    """Figures or what to add to them, and how far they go then."""
    if seen and seen.added < MOST_ADDED:
        points, position = curve.since(run, seen.position)
        last = dict(seen.last)
        for point in points:
            if point.x <= last[point.kind]:
                break  # it went on from an earlier state: its curve turned back
            last[point.kind] = point.x
        else:
            added = seen.added + len(points)
            return _patches(points), position, last, added
    points, position = curve.whole(run)
    last = dict.fromkeys(curve.KINDS, -1.0) | {p.kind: p.x for p in points}
    return dict(figures(run.id, points)), position, last, 0


def _patches(points: list[curve.Point]) -> dict[str, Any]:
    patches: dict[str, Any] = dict.fromkeys(GRAPHS, no_update)
    for name, curves in growth(points).items():
        patch = Patch()
        for number, (x, y) in enumerate(curves):
            if x:
                patch["data"][number]["x"].extend(x)
                patch["data"][number]["y"].extend(y)
                patch["layout"]["annotations"] = []  # "Nothing reported yet."
                patches[name] = patch
    return patches


def _log(run: Run, status: Status, seen: Seen | None):
    """New lines to append, so that a reader's place in the old ones stays."""
    fresh = seen is None or seen.portions >= MOST_LOG_PORTIONS
    start = None if fresh else seen.log
    text, offset = log.portion(run, start, status.final)
    if fresh:
        return [text] if text else [], offset, 0
    if not text:
        return no_update, offset, seen.portions
    patch = Patch()
    patch.append(text)
    return patch, offset, seen.portions + 1


def _interval(status: Status, old: dict, marks: dict) -> Any:
    if old.get("head") == marks["head"]:
        return no_update
    return OVER_MILLISECONDS if status.final else LIVE_MILLISECONDS


def _unknown(error: RunError) -> dict[str, Any]:
    names = (*SECTIONS, *GRAPHS, "log", "interval", "seen")
    list_link = html.A("All runs", href=get_relative_path("/train"))
    words = html.Div([html.P(str(error)), list_link], className="hint")
    return dict.fromkeys(names, no_update) | {"head": words, "body": True}
