"""The form of the four files of Fashion-MNIST: gzipped IDX."""

import gzip
import struct
import zlib

import numpy as np

from dashboard.errors import DataError


def decode_idx(content: bytes, name: str) -> np.ndarray:
    """Decode a gzipped IDX file of bytes (LeCun, the MNIST page) to a uint8 array.

    Raises:
        DataError: it is not gzip, not IDX, or shorter than its header says.
    """
    try:
        raw = gzip.decompress(content)
        kind, rank = struct.unpack(">xxBB", raw[:4])
        shape = struct.unpack(f">{rank}I", raw[4 : 4 + 4 * rank])
        if kind != 8:
            raise ValueError(f"type code {kind}")
        return np.frombuffer(raw, np.uint8, offset=4 + 4 * rank).reshape(shape)
    except (OSError, EOFError, zlib.error, struct.error, ValueError) as error:
        raise DataError(
            f"Expected {name} to be a whole gzipped IDX file of bytes. "
            f"Received: {error}. Delete it and run `make setup`."
        ) from error
