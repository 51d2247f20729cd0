"""One finding of `doctor`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One finding.

    Attributes:
        remedy: what to do when it is not ok, a command where there is one.
        needed: whether the dashboard cannot do without.
    """

    name: str
    ok: bool
    found: str
    remedy: str = ""
    needed: bool = True

    @property
    def state(self) -> str:
        if self.ok:
            return "ok"
        return "missing" if self.needed else "optional"
