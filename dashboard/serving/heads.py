"""head.npz: the dense layers of a version, or those of each member of an ensemble."""

from collections.abc import Sequence

import numpy as np

from dashboard import arrays
from dashboard.errors import StoreError
from dashboard.explain.members import Member
from dashboard.store.version import Version


def read(version: Version) -> list[Member]:
    """The layers after pooling as (kernel [in, out], bias [out]), member by member.

    Raises:
        StoreError: the file is damaged or incomplete.
    """
    path = version.file("head.npz")
    try:
        file = arrays.read(path)
        if "sides" not in file:
            return [Member(_layers(file, ""))]
        sizes = zip(file["channels"], file["sides"], strict=True)
        return [
            Member(_layers(file, f"member{number}_"), int(channels), int(side))
            for number, (channels, side) in enumerate(sizes)
        ]
    except (ValueError, KeyError) as error:
        raise StoreError(
            f"Expected {path} to hold the head's weights. Received: {error}. Publish "
            "the version again."
        ) from error


def packed(members: Sequence[Member]) -> dict[str, np.ndarray]:
    """What `read` reads, for an ensemble."""
    found = {
        "channels": np.array([member.channels for member in members]),
        "sides": np.array([member.side for member in members]),
    }
    for number, member in enumerate(members):
        for layer, (kernel, bias) in enumerate(member.layers):
            found[f"member{number}_kernel{layer}"] = kernel
            found[f"member{number}_bias{layer}"] = bias
    return found


def _layers(file: dict[str, np.ndarray], prefix: str):
    """Every array that begins with `prefix`, as pairs of float32 in order."""
    count = sum(name.startswith(prefix) for name in file)
    names = [(f"{prefix}kernel{i}", f"{prefix}bias{i}") for i in range(count // 2)]
    return [tuple(file[name].astype(np.float32) for name in pair) for pair in names]
