"""What became of a promise: how often it was put to the test, how often it was broken,
and the worst time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from dashboard.errors import LookbookError


class BrokenError(LookbookError):
    """A promise was broken; the text says by what."""


def demand(kept: bool, otherwise: str) -> None:
    """Raise BrokenError with `otherwise` unless `kept`."""
    if not kept:
        raise BrokenError(otherwise)


@dataclass
class Outcome:
    """One promise under test.

    Attributes:
        unit: what is counted, in the plural: "kills".
        limit: seconds that no trial may take; None where time is no part of it.
        broken: what went wrong, one sentence for each trial that did.
        note: figures that are no promise.
    """

    promise: str
    unit: str
    limit: float | None = None
    tried: int = 0
    broken: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    note: str = ""

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Count a trial; what it raises on purpose breaks the promise."""
        self.tried += 1
        with self.afterwards():
            yield

    @contextmanager
    def afterwards(self) -> Iterator[None]:
        """Look at what all trials left together."""
        try:
            yield
        except LookbookError as error:
            self.broken.append(str(error))

    def took(self, seconds: float, what: str) -> None:
        """Note a time.

        Raises:
            BrokenError: it is over the limit.
        """
        self.seconds.append(seconds)
        late = self.limit is not None and seconds > self.limit
        demand(not late, f"{what}: {seconds:.1f} s, more than {self.limit} s")

    @property
    def kept(self) -> bool:
        """Whether the promise held, which takes at least one trial."""
        return self.tried > 0 and not self.broken

    @property
    def worst(self) -> float | None:
        """The longest time, in seconds."""
        return max(self.seconds, default=None)

    def to_json(self) -> dict[str, Any]:
        """The outcome as a JSON object."""
        return asdict(self) | {"kept": self.kept, "worst_seconds": self.worst}
