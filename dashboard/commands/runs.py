"""`runs`: the training runs on this machine, as they go, and what can be done to them.
All of it works without a web server, beside one, and on a run that a page started."""

import json
from argparse import SUPPRESS, ArgumentParser, Namespace

from rich.console import Console

from dashboard.commands import followed, runs_text
from dashboard.jobs import folder, queue, watchdog
from dashboard.jobs.run import Run
from dashboard.settings import Settings

# action -> what `--help` says
ACTIONS = {
    "list": "the unfinished runs and the newest others (this is the default)",
    "show": "all about one run; why it ended, with the last lines of its log",
    "follow": "watch a run until it is over; stopping to watch changes nothing",
    "cancel": "take a run out of the line, or stop it at the next batch",
    "keep": "end a training after this epoch and publish its best one",
    "resume": "put a cancelled, failed or lost run in the line again",
    "move": "let a waiting run start earlier (-1) or later (1)",
}
WITH_JSON = ("list", "show", "follow")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    for name, words in ACTIONS.items():
        action = actions.add_parser(name, help=words, description=words)
        if name in WITH_JSON:
            lines = "one JSON object" + (" per event" if name == "follow" else "")
            # what stands before the action counts too
            action.add_argument(
                "--json", action="store_true", default=SUPPRESS, help=lines
            )
        if name != "list":
            action.add_argument("run_id", metavar="RUN", help="id, or a part of it")
    actions.choices["list"].add_argument(
        "--all", action="store_true", help="the old ones too"
    )
    actions.choices["move"].add_argument("places", type=int, metavar="PLACES")


def run(settings: Settings, args: Namespace) -> int:
    """List, or do what the action says."""
    watchdog.notice(settings, folder.list_runs(settings))
    if args.action in (None, "list"):
        return show_all(settings, args.json, getattr(args, "all", False))
    asked = folder.find_run(settings, args.run_id)
    if args.action == "show":
        return show(settings, asked, args.json)
    if args.action == "follow":
        return followed.follow(settings, asked, args.json)
    if args.action == "move":
        place = queue.move(settings, asked, args.places)
        print(f"{asked.id} waits at place {place}")
    else:
        DOES[args.action](settings, asked)
    return 0


def show_all(settings: Settings, as_json: bool, all_of_them: bool) -> int:
    """Print a table, or one object with a list."""
    entries = runs_text.entries(settings, all_of_them)
    if as_json:
        print(json.dumps({"runs": entries}, ensure_ascii=False))
    elif entries:
        Console().print(runs_text.table(entries))
    else:
        print("No run yet. Start one: `python -m dashboard train --preset fast`.")
    return 0


def show(settings: Settings, asked: Run, as_json: bool) -> int:
    """Print one run with its recipe and, if it broke off, the end of its log."""
    entry = runs_text.full_entry(settings, asked)
    if as_json:
        print(json.dumps(entry, ensure_ascii=False))
    else:
        Console(highlight=False).print(runs_text.page(entry), markup=False)
    return 0


def cancel(settings: Settings, asked: Run) -> None:
    """Ask to stop."""
    asked.cancel()
    status = asked.status()
    if status.state == "cancelling":
        # whoever serves the runs insists when the trainer does not heed it
        watchdog.notice(settings, [asked])
        print(f"{asked.id} stops at the next batch; its state is kept")
    else:
        print(f"{asked.id} is {status.state}")


def keep(settings: Settings, asked: Run) -> None:
    """Ask to end early and publish."""
    asked.finish_early()
    print(f"{asked.id} ends after this epoch; its best one is published then")


def resume(settings: Settings, asked: Run) -> None:
    """Put it in the line again."""
    queue.resume(settings, asked)
    watchdog.notice(settings, [asked])
    place = runs_text.outlook(settings).get(asked.id)
    if place is None:  # it was claimed at once
        print(f"{asked.id} goes on")
        return
    one = {"place": place.number, "starts_in_seconds": place.seconds}
    print(f"{asked.id} waits: {runs_text.how_it_goes(one)}")


DOES = {"cancel": cancel, "keep": keep, "resume": resume}
