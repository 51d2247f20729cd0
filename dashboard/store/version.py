"""One published version: its folder, its manifest, and the proof of its files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.store import manifest as manifests


@dataclass(frozen=True)
class Version:
    """One published version; its folder never changes."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def name(self) -> str:
        return self.manifest["name"]

    @property
    def number(self) -> int:
        return self.manifest["version"]

    @property
    def ref(self) -> str:
        """How a person writes it: "name/number"."""
        return f"{self.name}/{self.number}"

    @property
    def role(self) -> str:
        """What it can be promoted to: the pictures it is made for decide."""
        return manifests.role(self.manifest)

    @property
    def sees_photographs(self) -> bool:
        """Whether its graph takes squares in colour instead of 28x28."""
        return self.role == manifests.PHOTOGRAPHS

    def file(self, name: str) -> Path:
        """The path of one of its files."""
        return self.folder / name

    def verify(self) -> None:
        """Raise StoreError unless every file matches its hash."""
        manifests.verify(self.folder, self.manifest)
