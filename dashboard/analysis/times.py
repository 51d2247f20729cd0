"""Where the times of a comparison come from, and how far they can be believed."""

from dashboard.analysis.comparison import Comparison


def times_words(found: Comparison) -> str:
    """Sentences on latency and images a second, for below a table."""
    apart = [row.ref for row in found.rows if not row.together]
    if found.measured_at is None or len(apart) == len(found.rows):
        return (
            "Times are those of each version's publishing, not of one run: "
            "python -m dashboard compare measures all in one."
        )
    words = (
        "Times of all versions are from one run, in turns, on "
        f"{found.measured_at[:10]} ({_machine_words(found)})"
    )
    if apart:
        words += f", but those of {', '.join(apart)} from their publishing"
    return f"{words}.{_busy_words(found)}"


def _machine_words(found: Comparison) -> str:
    machine = found.machine
    return f"{machine.get('cores', '?')} cores, load {machine.get('load', '?')} before"


def _busy_words(found: Comparison) -> str:
    """Other work takes the caches too, so even a core of one's own is slower."""
    load, cores = found.machine.get("load", 0), found.machine.get("cores", 1)
    if load <= cores / 2:
        return ""
    return " The machine was not idle, so they may be too long."
