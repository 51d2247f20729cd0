"""A folder of corrections, and `save` for made-up ones."""

import json

import numpy as np
import pytest
from PIL import Image

from dashboard.corrections.folder import Corrections
from dashboard.corrections.reading import ENTRY

FACTS = {
    "label": "Coat",
    "answer": "Pullover",
    "version": "shoes/3",
    "steps": ("Turned upright.", "Cropped."),
}


def pixels(number: int = 0) -> np.ndarray:
    """uint8 [28, 28]; another number is another picture."""
    random = np.random.default_rng(number)
    return random.integers(0, 256, (28, 28), dtype=np.uint8)


def rewrite(corrections, entry_id, **changes):
    """Change facts of a stored entry behind the folder's back."""
    file = corrections.root / entry_id / ENTRY
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


@pytest.fixture
def corrections(tmp_path):
    return Corrections(tmp_path / "corrections")


@pytest.fixture
def save(corrections):
    """Stores picture `number` with changes of FACTS."""

    def one(number=0, original=None, **changes):
        original = original or Image.new("RGB", (60, 40), "teal")
        return corrections.save(original, pixels(number), **FACTS | changes)

    return one
