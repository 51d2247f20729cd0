"""The comparison in a terminal of eighty columns: narrow tables and the answer."""

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from dashboard.analysis import anchors, transfer
from dashboard.analysis.columns import BY_KEY
from dashboard.analysis.comparison import Comparison
from dashboard.analysis.times import times_words

TABLES = (
    ("accuracy", "better"),
    ("weights", "training", "ece", "nll"),
    ("latency", "throughput", "multiply_adds", "parameters", "size"),
)


def show(found: Comparison, console: Console | None = None) -> None:
    """Print it."""
    console = console or Console()
    for keys in TABLES:
        console.print(versions_table(found, keys))
    console.print(Text(times_words(found)))
    console.print(Text("\nTransfer learning against a standard CNN", style="bold"))
    for sentence in transfer.answer(found):
        console.print(Text(sentence))
    console.print(Text("\nPublished elsewhere", style="bold"))
    console.print(published_table())
    console.print(Text(f"{anchors.CAUTION} Sources: --markdown."))


def versions_table(found: Comparison, keys: tuple[str, ...]) -> Table:
    """Some columns of every version, the most accurate first."""
    columns = [BY_KEY[key] for key in keys]
    shown = Table(Column("version", no_wrap=True), *(one.heading for one in columns))
    for row in sorted(found.rows, key=lambda row: -row.accuracy):
        name = f"{row.ref}\n({row.title})" if row.title else row.ref
        shown.add_row(*map(Text, [name, *(column.text(row) for column in columns)]))
    return shown


def published_table() -> Table:
    """What others report."""
    shown = Table("what", "accuracy", "note")
    for one in anchors.ANCHORS:
        shown.add_row(one.name, f"{one.accuracy:.2%}", one.note)
    return shown
