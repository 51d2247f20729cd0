"""Whose a run or a study is. Where a reverse proxy names people, each of them changes
their own on the pages; everybody sees all of them."""

from dashboard.errors import LookbookError, RunError
from dashboard.jobs.run import Run


def check_own(run: Run, user: str | None) -> None:
    """Refuse to change a run that another person asked for.

    Args:
        user: who wants it; None: somebody who may change any run.

    Raises:
        RunError: it is another user's.
    """
    check_owner("run", run.id, run.request.created_by, user, RunError)


def check_owner(
    what: str, name: str, owner: str, user: str | None, error: type[LookbookError]
) -> None:
    """Raise `error` where a named user is not the owner of what has that name."""
    if user not in (None, owner):
        raise error(
            f"Expected a {what} of {user}. Received: {what} {name}, of {owner}. Choose "
            "one of your own, or ask that person."
        )
