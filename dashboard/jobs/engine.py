"""Which engine serves the line of runs: a dispatcher on this machine."""

from dashboard.jobs import dispatcher
from dashboard.settings import Settings


def ensure(settings: Settings) -> bool:
    """See to it that what waits gets started; more than once is harmless.

    Returns:
        Whether anything had to be started for it.
    """
    return dispatcher.ensure(settings)
