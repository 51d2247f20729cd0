"""What a version for photographs remembers of the pictures it was made with: what its
head got of them, in the place of the pictures, which do not ship.

Lessons change heads alone, so these numbers hold for all versions that come of one by
lessons (latent replay, Pellegrini et al. 2020, arXiv 1912.01100). They lie in a
version's folder, or beside the folder of one that was published without them.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard import arrays, atomic
from dashboard.errors import StoreError
from dashboard.store.manifest import sha256
from dashboard.store.version import Version

FILE = "memory.npz"


@dataclass(frozen=True)
class Memory:
    """Pictures as the head gets them.

    Attributes:
        embedding: float16 [n, d].
        answers: float32 [n, 10], the right labels, rows of 0 for none of the ten.
        held_out: bool [n]; those that no version learned from.
    """

    embedding: np.ndarray
    answers: np.ndarray
    held_out: np.ndarray

    def part(self, held_out: bool) -> tuple[np.ndarray, np.ndarray]:
        """Embedding as float32, and answers, of those held out or of the others."""
        rows = self.held_out == held_out
        return self.embedding[rows].astype(np.float32), self.answers[rows]


def beside(version: Version) -> Path:
    """The file for a version that has none in its folder."""
    return version.folder.with_name(f"{version.number}.{FILE}")


def read(version: Version) -> Memory | None:
    """What a version remembers; None when it has no such file.

    Raises:
        StoreError: the file is damaged or of another version.
    """
    inside = version.file(FILE)
    path = inside if inside.is_file() else beside(version)
    if not path.is_file():
        return None
    try:
        found = arrays.read(path)
        memory = Memory(*(found[name] for name in Memory.__dataclass_fields__))
        _check(path, version, memory, str(found["weights"]))
    except (ValueError, KeyError) as error:
        raise StoreError(
            f"Expected {path} to hold what {version.ref} remembers. Received: {error}. "
            "Restore the file, or delete it to teach without it."
        ) from error
    return memory


def write(path: Path, memory: Memory, weights: Path) -> None:
    """Write it whole or not at all.

    Args:
        weights: weights.npz of the version, which it belongs to.
    """
    kept = vars(memory) | {"weights": np.array(sha256(weights))}
    atomic.write_with(path, lambda file: np.savez_compressed(file, **kept))


def _check(path: Path, version: Version, memory: Memory, weights: str) -> None:
    count = len(memory.embedding)
    if memory.embedding.ndim != 2 or memory.answers.shape != (count, 10):
        raise ValueError(f"arrays of {memory.embedding.shape}, {memory.answers.shape}")
    if memory.held_out.shape != (count,) or memory.held_out.dtype != bool:
        raise ValueError(f"held_out of {memory.held_out.shape}")
    listed = version.manifest["files"]
    if path.parent == version.folder and sha256(path) != listed[FILE]["sha256"]:
        raise ValueError("other bytes than were published")
    if weights != listed["weights.npz"]["sha256"]:
        raise ValueError("what belongs to other weights")
