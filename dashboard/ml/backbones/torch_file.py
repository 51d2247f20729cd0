"""Reading tensors from a legacy torch file without torch and without running its code.

Layout of the file: three header pickles, the state dict as a pickle whose storages are
persistent ids, the list of storage keys, then for each key an int64 count and the raw
little-endian numbers. The unpickler knows three names; any other is refused.
"""

import hashlib
import math
import pickle
from collections import OrderedDict
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import BinaryIO

import numpy as np

from dashboard.errors import WeightsError

STORAGES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


@dataclass(frozen=True)
class _Storage:
    key: str
    dtype: np.dtype


@dataclass(frozen=True)
class _Tensor:
    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def packaged(package: str, file: str, sha256: str) -> Path:
    """The path of a weights file inside an installed package, proven by its hash.

    Unpickling an altered file cannot run code, but can take all memory.

    Raises:
        WeightsError: the package or the file in it is missing or altered.
    """
    spec = util.find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0]) / file if folders else None
    if path is None or not path.is_file():
        raise WeightsError(
            f"Expected the package {package.replace('_', '-')} to be installed with "
            f"{file} in it. Received: none. Run `make setup`, or train with "
            "weights=none."
        )
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise WeightsError(
            f"Expected {path} to have SHA-256 {sha256}. Received: {found}. Reinstall "
            f"the package {package.replace('_', '-')}."
        )
    return path


def read(path: Path) -> dict[str, np.ndarray]:
    """Read all tensors of a state dict.

    Returns:
        name -> array, float32 or int64, as the file has them.

    Raises:
        WeightsError: the file is not a legacy torch file of plain tensors, is cut short
            or names anything but tensors.
    """
    try:
        with path.open("rb") as file:
            for _ in range(3):  # magic number, protocol version, system info
                _Unpickler(file).load()
            tensors = _Unpickler(file).load()
            data = {key: None for key in _Unpickler(file).load()}
            dtypes = {t.storage.key: t.storage.dtype for t in tensors.values()}
            for key in data:
                data[key] = _numbers(file, dtypes[key])
        return {name: _array(tensor, data) for name, tensor in tensors.items()}
    except Exception as error:  # a forged stream can raise nearly any class
        raise WeightsError(
            f"Expected {path} to be a legacy torch file of plain tensors. "
            f"Received: {error}. Reinstall the package it comes from."
        ) from error


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str):
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, shape, strides, *_: _Tensor(
                storage, offset, shape, strides
            )
        if module == "torch" and name in STORAGES:
            return STORAGES[name]
        raise pickle.UnpicklingError(f"the name {module}.{name}")

    def persistent_load(self, identity):
        _, dtype, key, *_ = identity
        return _Storage(key, dtype)


def _numbers(file: BinaryIO, dtype: np.dtype) -> np.ndarray:
    header = file.read(8)
    count = int.from_bytes(header, "little")
    raw = file.read(count * dtype.itemsize) if count < 2**31 else b""
    if len(header) < 8 or len(raw) < count * dtype.itemsize:
        raise EOFError("a file that ends inside a tensor")
    return np.frombuffer(raw, dtype)


def _array(tensor: _Tensor, data: dict[str, np.ndarray]) -> np.ndarray:
    numbers = data[tensor.storage.key]
    pairs = list(zip(tensor.shape, tensor.strides, strict=True))
    last = tensor.offset + sum((size - 1) * stride for size, stride in pairs)
    # as_strided trusts its arguments, so a forged shape must be refused here
    if any(s < 1 or t < 0 for s, t in pairs) or not 0 <= tensor.offset:
        raise ValueError(f"a tensor of shape {tensor.shape}, strides {tensor.strides}")
    if last >= len(numbers) or math.prod(tensor.shape) > len(numbers):
        raise ValueError("a tensor that reaches past its storage")
    strides = [stride * numbers.itemsize for stride in tensor.strides]
    view = np.lib.stride_tricks.as_strided(
        numbers[tensor.offset :], tensor.shape, strides, writeable=False
    )
    return np.array(view, order="C")
