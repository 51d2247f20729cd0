"""What a run's page has already, as it tells at each look."""

from dataclasses import dataclass
from typing import Any

from dashboard.jobs import curve
from dashboard.jobs.events import Position

SECTIONS = ("head", "buttons", "ending", "live", "states", "recipe")


@dataclass(frozen=True)
class Seen:
    """What a page has of a run, as it comes from the browser.

    Attributes:
        last: of steps and epochs, how far the curves go.
        added: events drawn since the curves were last drawn whole.
        marks: of each section, a hash of what it shows.
    """

    position: Position
    last: dict[str, float]
    added: int
    log: int
    portions: int
    marks: dict[str, str]

    @classmethod
    def read(cls, data: Any, run_id: str) -> "Seen | None":
        """None when it is of no use, so that all is drawn."""
        try:
            if data["run"] != run_id:
                return None
            numbers = [data[name] for name in ("offset", "seq", "added", "log", "said")]
            last = {kind: float(data["last"].get(kind, -1)) for kind in curve.KINDS}
            marks = {name: str(data["marks"].get(name)) for name in SECTIONS}
            offset, seq, added, log_offset, said = map(int, numbers)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        if min(offset, seq, added, said) < 0:
            return None
        return cls(Position(offset, seq), last, added, log_offset, said, marks)

    def data(self, run_id: str) -> dict[str, Any]:
        """For the browser to keep."""
        return {
            "run": run_id,
            "offset": self.position.offset,
            "seq": self.position.seq,
            "last": self.last,
            "added": self.added,
            "log": self.log,
            "said": self.portions,
            "marks": self.marks,
        }
