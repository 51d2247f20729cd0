"""The box on the Train form."""

import pytest
from PIL import Image

from dashboard.components.train_corrections import choice_state
from dashboard.corrections.entry import NONE_OF_THE_TEN, id_of
from dashboard.corrections.folder import Corrections
from tests.corrections.conftest import FACTS, pixels
from tests.corrections.test_entry import entry

HELD = [number for number in range(12) if entry(number).held_out]


@pytest.mark.parametrize(
    ("numbers", "changes", "label", "words"),
    [
        ([], {}, "Train with your 0 corrections", "nothing to learn from yet"),
        (HELD[:1], {}, "Train with your 1 correction", "1 held out"),
        (
            [1],
            {"label": NONE_OF_THE_TEN},
            "Train with your 0 corrections",
            "nothing to",
        ),
        (
            [1],
            {"in_dataset": True},
            "Train with your 0 corrections",
            "nothing to learn",
        ),
    ],
)
def test_with_nothing_to_learn_from_it_cannot_be_ticked_and_says_why(
    tmp_path, numbers, changes, label, words
):
    kept = Corrections(tmp_path)
    for number in numbers:
        kept.save(Image.new("L", (9, 9)), pixels(number), **FACTS | changes)
    state = choice_state(kept)
    assert (state["label"], state["disabled"]) == (label, True)
    assert words in state["words"]


def test_what_is_learned_and_what_is_held_out_is_said(tmp_path):
    kept = Corrections(tmp_path)
    for number in range(12):
        kept.save(Image.new("L", (9, 9)), pixels(number), **FACTS)
    state = choice_state(kept)
    assert (state["label"], state["disabled"]) == (
        "Train with your 12 corrections",
        False,
    )
    assert "7 to learn from, 5 held out" in state["words"]
    assert kept.get(id_of(pixels(HELD[0]))).held_out
