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
CODE = "code"  # one more column of the document, whose rows may be of several runs


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
    return f"{facts['date']}, {code(facts)}. {machine.machine_words(facts)}"


def code(facts: dict[str, Any]) -> str:
    """Which code was tried."""
    changed = " with changes" if facts["changed"] else ""
    return f"commit {facts['commit']}{changed}" if facts["commit"] else "no commit"


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


def markdown(
    outcomes: Sequence[Outcome], facts: dict[str, Any], before: str = ""
) -> str:
    """The table and, for each run that a row is of, its facts.

    Args:
        before: the same of earlier runs; its rows stay where nothing new is known.
    """
    new = {o.promise: _line(*row(o), code(facts)) for o in outcomes}
    body = []
    for line in [line for line in before.splitlines() if line.startswith("|")][2:]:
        promise = next((p for p in new if line.startswith(f"| {p}")), None)
        body.append(new.pop(promise) if promise else line)
    body += new.values()
    paragraphs = [text for text in before.split("\n\n") if not text.startswith("|")]
    last = words(facts)
    paragraphs = [
        text
        for text in paragraphs
        if text != last and any(_code_of(line) in text for line in body)
    ]
    heads = [_line(*HEADS, CODE), "|" + " --- |" * (len(HEADS) + 1)]
    return "\n\n".join(["\n".join([*heads, *body]), *paragraphs, last])


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _code_of(line: str) -> str:
    return line.rstrip(" |").rpartition("| ")[2] + "."


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
