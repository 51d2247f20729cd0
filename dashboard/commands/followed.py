"""Watching a run in a terminal until it is over, whoever started it."""

import json
import sys
import time
from collections.abc import Callable

from dashboard.commands import runs_text
from dashboard.commands.terminal import TerminalWatcher
from dashboard.jobs import events, watchdog
from dashboard.jobs.lock import locked
from dashboard.jobs.run import Run
from dashboard.settings import Settings

LOOK_SECONDS = 0.5
# as a trainer that was started by hand ends
EXIT = {"succeeded": 0, "cancelled": 130}


class _Reader:
    """In the place of a training's own watcher: what is shown was reported already."""

    def report(self, kind: str, **values) -> None:
        """Nothing to do."""


def follow(
    settings: Settings,
    run: Run,
    as_json: bool,
    pause: Callable[[], None] = lambda: time.sleep(LOOK_SECONDS),
) -> int:
    """Show all events, old and new, and the end.

    Returns:
        0 when it published a version, 130 when it was cancelled, otherwise 1.
    """
    show = _Lines() if as_json else _Screen(settings, run)
    position = events.Position()
    while True:
        status = run.status()
        if status.final:
            # who wrote the state logs it next, before letting go of this lock
            with locked(run.folder / "status.lock"):
                pass
        found, position = events.read(run.folder / "events.jsonl", position)
        for event in found:
            show.event(event)
        if status.final:
            break
        show.state(status.state)
        watchdog.notice(settings, [run])
        pause()
    show.end(runs_text.full_entry(settings, run))
    return EXIT.get(status.state, 1)


class _Lines:
    """Each event as one line of JSON, and the whole run as the last one."""

    def event(self, event: dict) -> None:
        print(json.dumps(event, ensure_ascii=False), flush=True)

    def state(self, state: str) -> None:
        """Events say it."""

    def end(self, entry: dict) -> None:
        print(json.dumps({"kind": "end", **entry}, ensure_ascii=False), flush=True)


class _Screen:
    """Sentences and a progress bar."""

    def __init__(self, settings: Settings, run: Run):
        self._settings, self._run = settings, run
        self._terminal = TerminalWatcher(_Reader(), sys.stdout)
        self._said = ""

    def event(self, event: dict) -> None:
        values = {k: v for k, v in event.items() if k not in ("kind", "time", "seq")}
        if event["kind"] == "state":
            self._say(f"{event['state']}: {event['message']}")
            return
        try:
            self._terminal.report(event["kind"], **values)
        except (KeyError, TypeError):
            pass  # another release left it, or a loss that is no number

    def state(self, state: str) -> None:
        place = runs_text.outlook(self._settings).get(self._run.id)
        if place:
            one = {"place": place.number, "starts_in_seconds": place.seconds}
            self._say(f"{state}: {runs_text.how_it_goes(one)}")
        elif state == "stalled":
            self._say(f"stalled: {self._run.status().message}")

    def end(self, entry: dict) -> None:
        self._terminal.close()
        print(runs_text.ending(entry), flush=True)

    def _say(self, words: str) -> None:
        if words != self._said:
            self._said = words
            self._terminal.say(words)
