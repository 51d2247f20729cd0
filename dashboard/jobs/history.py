"""What a run's log of events says about it: how far the training has come, its epochs
and its changes of state."""

from dataclasses import dataclass
from typing import Any

from dashboard.jobs import events
from dashboard.jobs.files import RunFiles


@dataclass(frozen=True)
class RunHistory(RunFiles):
    """The events in one run's folder."""

    def report(self, kind: str, **values: Any) -> None:
        """Append an event."""
        events.append(self.folder / "events.jsonl", kind, **values)

    def events(self, after: int = 0) -> list[dict]:
        """Events with a greater `seq`, in order."""
        return events.after(self.folder / "events.jsonl", after)

    def progress(self) -> dict:
        """The newest values of the training's phase, step and epoch events."""
        merged: dict = {}
        kinds = ("phase", "step", "epoch")
        for event in events.newest(self.folder / "events.jsonl", kinds):
            merged.update(event)
        return merged

    def history(self) -> list[dict]:
        """One row per finished epoch; of one that was trained again, the last."""
        rows = events.of_kind(self.folder / "events.jsonl", "epoch")
        return list({row.get("epoch"): row for row in rows}.values())

    def changes(self) -> list[dict]:
        """Every event of a change of state, in order."""
        return events.of_kind(self.folder / "events.jsonl", "state")

    def trained(self) -> dict | None:
        """What the training reported when it was over, if it came to that."""
        found = events.newest(self.folder / "events.jsonl", ("trained",))
        return found[0] if found else None
