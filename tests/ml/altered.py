"""Reads a torch file with each of its bytes altered; prints how many were refused.

    python -m tests.ml.altered FILE

It limits its own memory first: an altered pickle may ask for tens of gigabytes.
"""

import resource
import sys
from pathlib import Path

import numpy as np

from dashboard.errors import WeightsError
from dashboard.ml.backbones import torch_file

MEMORY = 1 << 30


def main(path: Path) -> int:
    """The number of altered files that were refused; the others held arrays."""
    whole = path.read_bytes()
    refused = 0
    for place in range(len(whole)):
        for flip in (0x01, 0x80, 0xFF):
            changed = bytearray(whole)
            changed[place] ^= flip
            path.write_bytes(changed)
            try:
                found = torch_file.read(path)
            except WeightsError:
                refused += 1
                continue
            if not all(isinstance(array, np.ndarray) for array in found.values()):
                sys.exit(f"byte {place} gave {found!r}")
    return refused


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    print(main(Path(sys.argv[1])))
