"""Weights that the graph beside them holds already are not kept twice.

A kernel is in the graph but for the number that normalisation multiplied each channel
by and for one rounding. weights.npz keeps that number and, in units in the last place
of float16, what is left: most of it zeros, which pack to nearly nothing. Reading gives
back every bit.
"""

from pathlib import Path

import numpy as np
import onnx

from dashboard import arrays, atomic
from dashboard.ml import constants, matching

# of a kernel's name: where it is in the graph, and how its axes lie there
PLACE, ORDER, RATIO, LEFT = "@graph", "@order", "@ratio", "@left"


def write(path: Path, graph: Path) -> None:
    """Write weights of float16 again without what their graph holds."""
    known = constants.floats(onnx.load(graph, load_external_data=False))
    kept = {}
    for name, array in arrays.read(path).items():
        kept |= _apart(name, array, known) or {name: array}
    atomic.write_with(path, lambda file: np.savez_compressed(file, **kept))


def read(path: Path) -> dict[str, np.ndarray]:
    """All weights by name, whether the file or model.onnx beside it holds them.

    Raises:
        ValueError: one of the two is missing, damaged or belongs to another version.
    """
    saved = arrays.read(path)
    shared = [name.removesuffix(PLACE) for name in saved if name.endswith(PLACE)]
    if not shared:
        return saved
    known = _constants(path.with_name("model.onnx"))
    found = {name: array for name, array in saved.items() if "@" not in name}
    for name in shared:
        try:
            found[name] = _together(name, saved, known)
        except (KeyError, ValueError) as error:
            raise ValueError(f"no {name} in the graph beside it: {error}") from error
    return found


def _constants(graph: Path) -> dict[str, np.ndarray]:
    try:
        return constants.floats(onnx.load(graph, load_external_data=False))
    except Exception as error:  # protobuf's own, or the system's
        raise ValueError(f"the graph beside it cannot be read: {error}") from error


def _apart(name: str, array: np.ndarray, known) -> dict[str, np.ndarray] | None:
    """What has to be kept of a kernel; None where the graph does not hold it."""
    match = None
    if array.dtype == np.float16:
        match = matching.find(array.astype(np.float32), known)
    if match is None:
        return None
    told = match.kernel(known).astype(np.float16)
    left = _places(array) - _places(told)
    small = next(
        (kind for kind in (np.int8, np.int16) if np.all(left == left.astype(kind))),
        None,
    )
    if small is None:
        return None
    return {
        f"{name}{PLACE}": np.array(match.constant),
        f"{name}{ORDER}": np.array(match.order, np.int8),
        f"{name}{RATIO}": match.ratio,
        f"{name}{LEFT}": left.astype(small),
    }


def _together(name: str, saved, known) -> np.ndarray:
    order = tuple(int(axis) for axis in saved[f"{name}{ORDER}"])
    match = matching.Match(str(saved[f"{name}{PLACE}"]), order, saved[f"{name}{RATIO}"])
    told = match.kernel(known).astype(np.float16)
    return _halves(_places(told) + saved[f"{name}{LEFT}"])


def _places(halves: np.ndarray) -> np.ndarray:
    """float16 to int32 so that neighbouring numbers are neighbours; both zeros are 0
    and -1, which keeps them apart."""
    bits = halves.view(np.uint16).astype(np.int32)
    return np.where(bits & 0x8000, -(bits & 0x7FFF) - 1, bits)


def _halves(places: np.ndarray) -> np.ndarray:
    bits = np.where(places < 0, (-places - 1) | 0x8000, places)
    return bits.astype(np.uint16).view(np.float16)
