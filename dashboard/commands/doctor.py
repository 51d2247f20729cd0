"""`doctor`: what is found, what is missing and how to mend it.

The checks themselves are `dashboard.commands.checks`.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from dashboard.commands.check import Check
from dashboard.commands.checks import CHECKS
from dashboard.errors import LookbookError
from dashboard.settings import Settings


def arguments(parser: ArgumentParser) -> None:
    """It takes none."""


def run(settings: Settings, args: Namespace) -> int:
    """Print every finding; 1 when something needed is missing."""
    checks = examine(settings)
    show(checks)
    return int(any(check.needed and not check.ok for check in checks))


def examine(settings: Settings) -> list[Check]:
    """Make every check; one that cannot be made counts as not ok."""
    checks = []
    for name, check in CHECKS.items():
        try:
            checks.append(check(settings))
        except (ImportError, OSError, LookbookError) as error:
            checks.append(Check(name, False, str(error), "make setup"))
    return checks


def show(checks: Sequence[Check]) -> None:
    """Print a table, or plain lines where rich itself is missing."""
    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        for check in checks:
            remedy = "" if check.ok else f" -> {check.remedy}"
            print(f"{check.name}: {check.state}: {check.found}{remedy}")
        return
    table = Table("What", "State", "Found", "How to mend it")
    colours = {"ok": "green", "missing": "bold red", "optional": "yellow"}
    for check in checks:
        state = Text(check.state, style=colours[check.state])
        # Text: a path with square brackets is not markup
        remedy = Text("" if check.ok else check.remedy)
        table.add_row(check.name, state, Text(check.found), remedy)
    Console().print(table)
