"""Files of an archive that wait on disk until their portion is answered.

One file each: a line of JSON with the name or the refusal, then the content. An archive
appears whole or not at all.
"""

import json
import os
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard.data.archive import Member


@dataclass(frozen=True)
class Waiting:
    """The queue in `folder`, the oldest first; one writer at a time."""

    folder: Path

    def count(self) -> int:
        """How many files wait."""
        return len(self._files())

    def size(self) -> int:
        """Their bytes together."""
        return sum(path.stat().st_size for path in self._files())

    def add(self, members: Iterable[Member]) -> None:
        """Queue the files of one archive; of one that raises, nothing."""
        self._clear_left_overs()
        draft = self.folder / f".new-{uuid.uuid4().hex}"
        draft.mkdir()
        try:
            for number, member in enumerate(members):
                _write(draft / f"{number:06d}", member)
            os.rename(draft, self.folder / f"{self._next_archive():06d}")
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def first(self, most: int) -> list[Path]:
        """The files whose turn it is."""
        return self._files()[:most]

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*/[0-9]*"))

    def _next_archive(self) -> int:
        return 1 + max((int(p.name) for p in self.folder.glob("[0-9]*")), default=0)

    def _clear_left_overs(self) -> None:
        for folder in self.folder.glob(".new-*"):
            shutil.rmtree(folder, ignore_errors=True)


def read(path: Path) -> Member:
    """A file that waits."""
    with path.open("rb") as file:
        facts = json.loads(file.readline())
        return Member(**facts, content=file.read())


def _write(path: Path, member: Member) -> None:
    facts = {key: value for key, value in asdict(member).items() if key != "content"}
    with path.open("wb") as file:
        file.write(json.dumps(facts).encode("ascii") + b"\n")
        file.write(member.content)
