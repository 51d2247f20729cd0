"""The lines as a table in the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dashboard.bench.line import Line


def show(lines: Sequence[Line], last: str, console: Console | None = None) -> None:
    """Print the table and the last words below it."""
    console = console or Console()
    shown = Table("What", "Measured", "Expected")
    section = None
    for line in lines:
        if section not in (None, line.section):
            shown.add_section()
        section = line.section
        shown.add_row(Text(line.what), Text(line.measured), expectation(line))
    console.print(shown)
    console.print(Text(last))


def expectation(line: Line) -> Text:
    """The bound and, not by colour alone, whether it holds."""
    if line.met is None:
        return Text(line.expected)
    style = "green" if line.met else "bold red"
    return Text(f"{line.expected}: {'met' if line.met else 'MISSED'}", style=style)
