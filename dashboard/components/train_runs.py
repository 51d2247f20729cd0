"""Which runs the Train page shows, and what of that is new to it."""

from typing import Any

from dash import no_update

from dashboard.components.fingerprint import fingerprint
from dashboard.components.queue_line import queue_line
from dashboard.components.runs import Pair, cards, live_part, wish
from dashboard.jobs import folder, watchdog
from dashboard.jobs.run import Run
from dashboard.settings import Settings

MOST_RUNS = 8


def page_state(
    settings: Settings, shown: Any, on_page: list[dict[str, str]]
) -> dict[str, Any]:
    """The line and the cards, or only what is new while the same cards are there.

    Whoever sees an unfinished run makes sure that somebody serves it.

    Args:
        shown: `shown` of the answer before.
        on_page: ids of the moving parts that are on the page, in its order.
    """
    listed = folder.list_runs(settings)
    line = queue_line(settings, listed)
    watchdog.notice(settings, listed)
    pairs = chosen(listed)
    parts = {run.id: live_part(run, status) for run, status in pairs}
    now = {
        "line": fingerprint(line),
        "cards": [f"{run.id} {status.state} {wish(run)}" for run, status in pairs],
        "live": {run_id: fingerprint(part) for run_id, part in parts.items()},
    }
    before = shown if isinstance(shown, dict) else {}
    told = {
        "line": no_update if before.get("line") == now["line"] else line or [],
        "shown": no_update if before == now else now,
    }
    if before.get("cards") == now["cards"]:
        live = _moved(parts, now["live"], before.get("live"), on_page)
        return {**told, "cards": no_update, "live": live}
    drawn = cards(pairs) if pairs or line is None else []
    return {**told, "cards": drawn, "live": [no_update] * len(on_page)}


def _moved(parts: dict, marks: dict, had: Any, on_page: list[dict]) -> list:
    """For each place on the page its part, where that has changed."""
    had = had if isinstance(had, dict) else {}
    news = {i: part for i, part in parts.items() if had.get(i) != marks[i]}
    return [news.get(one["index"], no_update) for one in on_page]


def chosen(listed: list[Run]) -> list[Pair]:
    """All runs that have begun and not ended, and the newest of those that have.

    Those that wait are in the line, ended trials of a study on its own page.
    """
    pairs = [(run, run.status()) for run in listed]
    pairs = [pair for pair in pairs if pair[1].state != "queued"]
    unfinished = [pair for pair in pairs if not pair[1].final]
    finished = [pair for pair in pairs if pair[1].final and pair[0].request.publish]
    return (unfinished + finished)[: max(MOST_RUNS, len(unfinished))]
