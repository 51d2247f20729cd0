"""`teach`: let the version for photographs learn from your corrections, as a run."""

import getpass
import sys
import uuid
from argparse import ArgumentParser, Namespace

from dashboard.commands import lessons, train
from dashboard.estimate import estimate, span
from dashboard.jobs import queue
from dashboard.jobs.request import Request
from dashboard.photo_lesson import PhotoLesson
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--start",
        metavar="NAME[/N]",
        help="the version to teach; default: the one that answers photographs",
    )
    parser.add_argument("--name", help="name to publish under; default: the same")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print the new entry last")


def run(settings: Settings, args: Namespace) -> int:
    """Teach, publish, and say what was published."""
    start = lessons.beginning(ModelStore(settings.store), args.start)
    lesson = PhotoLesson(seed=args.seed)
    print(f"Expect about {span(estimate(lesson))} on two cores.", file=sys.stderr)
    request = Request(
        recipe=lesson.to_dict(),
        name=args.name or start.name,
        start=start.ref,
        token=uuid.uuid4().hex,
        created_by=getpass.getuser(),
    )
    args.resume = None
    return train.one(settings, queue.submit(settings, request), args)
