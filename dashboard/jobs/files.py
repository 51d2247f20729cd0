"""What lies where in the folder of a run, and the files of it that no lock guards.

A folder holds request.json, status.json, events.jsonl, log.txt, run.lock (held by the
trainer for life), status.lock (one writer of the status at a time), `cancel`, `keep`
and what the training keeps to be published or continued: best.npz, resume.state and
corrections.json.
"""

from dataclasses import dataclass
from pathlib import Path

LOG_TAIL_BYTES = 64 << 10


@dataclass(frozen=True)
class RunFiles:
    """The names in one run's folder."""

    id: str
    folder: Path

    @property
    def lock_file(self) -> Path:
        """Held by the trainer process as long as it lives."""
        return self.folder / "run.lock"

    @property
    def cancel_file(self) -> Path:
        """There when somebody asked to stop; its time is when."""
        return self.folder / "cancel"

    @property
    def keep_file(self) -> Path:
        """There when somebody asked to end early and publish the best epoch."""
        return self.folder / "keep"

    @property
    def log_file(self) -> Path:
        """What the trainer process printed."""
        return self.folder / "log.txt"

    @property
    def best_file(self) -> Path:
        """Weights of the best epoch so far."""
        return self.folder / "best.npz"

    @property
    def state_file(self) -> Path:
        """From where the training can go on; the state before is beside it."""
        return self.folder / "resume.state"

    @property
    def corrections_file(self) -> Path:
        """Ids of the corrections that it learns from and is measured on, if any."""
        return self.folder / "corrections.json"

    def drop_state(self) -> None:
        """Forget how to go on: the run is published."""
        for pattern in (self.state_file.name, f".{self.state_file.name}"):
            for path in self.folder.glob(f"{pattern}*"):
                path.unlink(missing_ok=True)

    def make_room(self) -> None:
        """Give up what a training can do without: the end of a run must be written."""
        state = self.state_file.name
        for pattern in (f"{state}.before", f"{state}.new", f".{state}*"):
            for path in self.folder.glob(pattern):
                path.unlink(missing_ok=True)

    def drop_weights(self) -> None:
        """Keep neither weights nor state: nobody asked for a version."""
        self.drop_state()
        self.best_file.unlink(missing_ok=True)

    def log_tail(self, n: int = 40) -> list[str]:
        """The last lines the trainer printed."""
        try:
            with open(self.log_file, "rb") as file:
                size = file.seek(0, 2)
                file.seek(max(0, size - LOG_TAIL_BYTES))
                text = file.read().decode(errors="replace")
        except FileNotFoundError:
            return []
        return text.splitlines()[-n:]
