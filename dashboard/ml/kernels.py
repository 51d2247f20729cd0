"""Which of its kernels TensorFlow computes a network with on a CPU.

TensorFlow has kernels of its own (Eigen) and those of oneDNN, which it takes by itself
only on processors with AVX-512. On two AVX2 cores oneDNN is faster where dense
convolutions or attention do the work and slower where depthwise ones do, so each
backbone says what suits it (docs/benchmarks.md has the figures).
"""

import os
import sys

from dashboard.backbones import BACKBONES

SWITCH = "TF_ENABLE_ONEDNN_OPTS"


def choose(backbone: str) -> None:
    """Ask for oneDNN where it suits the backbone; a person's own setting stays.

    TensorFlow looks once, when it is imported. Where it is already, nothing is set: a
    child of this process would else compute with other kernels than this one.
    """
    if BACKBONES[backbone].dense and "tensorflow" not in sys.modules:
        os.environ.setdefault(SWITCH, "1")


def chosen() -> str:
    """What TensorFlow was told in this process, as a manifest has it."""
    return os.environ.get(SWITCH, "TensorFlow's own choice")
