"""When a waiting run can be expected to start: from what the running ones say of
themselves, and from the estimate for those that have not begun."""

import heapq
import math
from dataclasses import dataclass

from dashboard import estimate
from dashboard.errors import RecipeError
from dashboard.jobs import events
from dashboard.jobs.clock import age
from dashboard.jobs.run import Run
from dashboard.jobs.status import Status
from dashboard.recipe import Recipe
from dashboard.recipes import recipe_of

STOPPING_SECONDS = 10.0  # a cancel is heeded, or insisted on, by then
LEAST_SECONDS = 5.0  # a run that is over its time is still not over


@dataclass(frozen=True)
class Place:
    """A place in the line.

    Attributes:
        number: from 1, the next one to start.
        seconds: until it is expected to start; None when nobody can say.
    """

    number: int
    seconds: float | None


def expected(
    active: list[tuple[Run, Status]], waiting: list[Run], places: int, share: int = 1
) -> dict[str, Place]:
    """The place of each waiting run by its id.

    Trainings side by side share a machine, and the estimate is for one alone: its
    seconds are multiplied by how many of them there will be. What a running one says
    of itself was measured in that company already.

    Args:
        places: how many may train at once.
        share: how many of them on the same machine.
    """
    company = max(1, min(share, len(active) + len(waiting)))
    ends = sorted(remaining(run, status, company) for run, status in active)
    # more may be active than there are places, when one was started by hand
    free = [0.0] * (places - len(ends)) + ends[max(0, len(ends) - places) :]
    heapq.heapify(free)
    found = {}
    for number, run in enumerate(waiting, 1):
        # without any place nobody can say when there will be one
        start = heapq.heappop(free) if free else math.inf
        found[run.id] = Place(number, start if math.isfinite(start) else None)
        if places:
            heapq.heappush(free, start + company * sum(_parts_left(run).values()))
    return found


def remaining(run: Run, status: Status, company: int = 1) -> float:
    """Seconds until an active run ends; infinite when nobody can say.

    Args:
        company: how many trainings share the machine.
    """
    if status.state == "stalled":
        return math.inf
    if status.state == "cancelling":
        return STOPPING_SECONDS
    left = {name: company * seconds for name, seconds in _parts_left(run).items()}
    said = _said(run)
    if "publish" in said:
        return max(LEAST_SECONDS, left["publish"] - said["publish"])
    if "step" in said:
        return max(LEAST_SECONDS, said["step"]) + left["publish"]
    return max(LEAST_SECONDS, sum(left.values()) - age(status.since))


def seconds_left(run: Run, status: Status) -> float | None:
    """What a person is told of `remaining`; None when it is not at work, or nobody can
    say."""
    left = remaining(run, status) if status.active else math.inf
    return left if math.isfinite(left) else None


def _said(run: Run) -> dict:
    """What the newest event of this attempt says: "step", the seconds that training
    still takes, or "publish", the seconds since it began; nothing at a beginning."""
    log = events.newest(run.folder / "events.jsonl", ("state", "step", "publish"))
    newest = log[-1] if log else {}
    if newest.get("kind") == "publish":
        return {"publish": age(newest["time"])}
    if newest.get("kind") != "step" or newest.get("seconds_left") is None:
        return {}
    left = newest["seconds_left"]
    if run.keep_file.exists():
        left = min(left, _epoch_left(run, newest))
    return {"step": left - age(newest["time"])}


def _epoch_left(run: Run, step: dict) -> float:
    """Seconds of the present epoch, after which a run that was asked to keep its best
    one is trained; infinite when the event does not say."""
    try:
        images = run.request.recipe["share"] * estimate.TRAINING_IMAGES
        return (1 - step["step"] / step["steps"]) * images / step["images_per_second"]
    except (KeyError, TypeError, ZeroDivisionError):
        return math.inf


def _parts_left(run: Run) -> dict[str, float]:
    """Of the estimate, what the epochs of an earlier attempt have not done yet."""
    try:
        recipe = recipe_of(run.request.recipe)
    except RecipeError:  # of another release
        return dict.fromkeys(estimate.parts(Recipe()), math.inf)
    left = estimate.parts(recipe)
    if not run.request.publish:
        left["publish"] = 0.0
    done = len(run.history())
    for name, epochs in (("head", recipe.head_epochs), ("fine", recipe.epochs)):
        if epochs:
            left[name] *= 1 - min(done, epochs) / epochs
        done = max(0, done - epochs)
    return left
