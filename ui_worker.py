"""`python ui_worker.py`: runs the pages' background callbacks for web servers that
share a Redis. It builds the whole app, because Dash names these tasks after their
source; the command `python -m dashboard worker` starts it."""

import sys

from app import create_app
from dashboard.errors import LookbookError
from dashboard.jobs.celery_app import UI, celery_app
from dashboard.jobs.celery_worker import work
from dashboard.settings import Settings
from dashboard.web import background

# each follows one run for one browser; more browsers wait for their notice
PROCESSES = 8


def main() -> int:
    """Work until told to leave; returns the exit status."""
    try:
        settings = Settings.from_environment()
        celery = celery_app(settings)
        create_app(settings, background.celery_manager(celery))
    except LookbookError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return work(celery, UI, PROCESSES)


if __name__ == "__main__":
    sys.exit(main())
