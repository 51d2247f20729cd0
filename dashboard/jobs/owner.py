"""Whose a run is. Where a reverse proxy names people, each of them changes their own
runs on the pages; everybody sees all of them."""

from dashboard.errors import RunError
from dashboard.jobs.run import Run


def check_own(run: Run, user: str | None) -> None:
    """Refuse to change what another person asked for.

    Args:
        user: who wants it; None: somebody who may change any run.

    Raises:
        RunError: it is another user's.
    """
    if user not in (None, run.request.created_by):
        raise RunError(
            f"Expected a run of {user}. Received: run {run.id}, of "
            f"{run.request.created_by}. Choose one of your own, or ask that person."
        )
