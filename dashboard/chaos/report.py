"""The outcomes as a table, in the terminal and for a document."""

import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dashboard.bench import machine
from dashboard.chaos.outcome import Outcome
from dashboard.settings import ROOT

HEADS = ("promise", "tried", "broken", "worst time", "kept")


def facts() -> dict[str, Any]:
    """When, where and on which code it was measured."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _git("rev-parse", "--short", "HEAD"),
        "changed": bool(_git("status", "--porcelain", "--untracked-files=no")),
        **machine.machine(),
    }


def words(facts: dict[str, Any]) -> str:
    """The facts in a sentence."""
    changed = " with changes" if facts["changed"] else ""
    code = f"commit {facts['commit']}{changed}" if facts["commit"] else "no commit"
    return f"{facts['date']}, {code}. {machine.machine_words(facts)}"


def show(outcomes: Sequence[Outcome], last: str, console: Console | None = None):
    """Print the table, what was broken, and the last words below it."""
    console = console or Console()
    shown = Table(*(head.capitalize() for head in HEADS))
    for outcome in outcomes:
        # not by colour alone
        style = "green" if outcome.kept else "bold red"
        *cells, kept = row(outcome)
        shown.add_row(*map(Text, cells), Text(kept, style=style))
    console.print(shown)
    for outcome in outcomes:
        for sentence in outcome.broken:
            console.print(Text(f"BROKEN: {outcome.promise}\n  {sentence}"))
    console.print(Text(last))


def markdown(outcomes: Sequence[Outcome], last: str) -> str:
    """The table and the last words for a document."""
    lines = [f"| {' | '.join(HEADS)} |", "|" + " --- |" * len(HEADS)]
    lines += [f"| {' | '.join(row(outcome))} |" for outcome in outcomes]
    return "\n".join([*lines, "", last])


def row(outcome: Outcome) -> tuple[str, ...]:
    """The cells of one outcome."""
    note = f" ({outcome.note})" if outcome.note else ""
    worst = "" if outcome.worst is None else f"{outcome.worst:.1f} s"
    if worst and outcome.limit is not None:
        worst += f" of {outcome.limit:g} s"
    return (
        outcome.promise + note,
        f"{outcome.tried:,} {outcome.unit}",
        str(len(outcome.broken)),
        worst,
        "yes" if outcome.kept else "NO",
    )


def _git(*words: str) -> str:
    """What git says of this code; "" where there is no git or no repository."""
    try:
        done = subprocess.run(
            ["git", *words], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
