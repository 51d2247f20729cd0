"""Studies and their trials as tables for the terminal."""

from rich.markup import escape
from rich.table import Table

from dashboard.estimate import span
from dashboard.studies.dimension import words as dimension_words
from dashboard.studies.summary import Summary
from dashboard.studies.titles import value_words


def table(found: list[Summary]) -> Table:
    """One row per study."""
    shown = Table("study", "state", "trials", "best on validation", "time")
    for one in found:
        best = f"{one.best.value:.2%}" if one.best else "–"
        most = one.study.request.most_trials or "–"
        name, time = one.study.name, span(one.seconds)
        shown.add_row(name, one.state, f"{one.done} of {most}", best, time)
    return shown


def words(one: Summary) -> str:
    """What varies, how it stands and what mattered."""
    space = one.study.request.dimensions.items()
    lines = [
        f"{one.study.name}: {one.state}. {one.message}".rstrip(),
        "varies: " + "; ".join(f"{k} {dimension_words(v)}" for k, v in space),
    ]
    if one.best:
        at = ", ".join(f"{k}={value_words(v)}" for k, v in one.best.params.items())
        lines.append(f"best: trial {one.best.number}, {one.best.value:.2%}, {at}")
    if one.importance:
        shares = (f"{name} {share:.0%}" for name, share in one.importance.items())
        lines.append("mattered (PED-ANOVA): " + ", ".join(shares))
    return escape("\n".join(lines))


def trials_table(one: Summary) -> Table:
    """One row per trial."""
    names = list(one.study.request.space)
    shown = Table("trial", "state", "validation", *names)
    shown.add_column("run", no_wrap=True, overflow="ignore")
    for trial in one.trials:
        value = f"{trial.value:.2%}" if trial.value is not None else "–"
        cells = [value_words(trial.params.get(name, "")) for name in names]
        shown.add_row(str(trial.number), trial.state, value, *cells, trial.run or "")
    return shown
