"""Time as the run folder writes it: ISO text in UTC."""

from datetime import UTC, datetime


def now() -> str:
    """The present moment."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def age(moment: str) -> float:
    """Seconds since `moment`; negative when the clock was set back meanwhile."""
    return (datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds()
