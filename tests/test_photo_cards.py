"""What the card of a version for photographs says."""

import pytest

from dashboard import photo_cards
from tests.test_cards import FACTS

FOLDER = {
    "name": "pants",
    "count": 42,
    "garment": True,
    "right": 0.9762,
    "turned_away": 0.0238,
    "unsure": 0.5,
}
FOUND = {
    "folders": [FOLDER, {**FOLDER, "name": "hat", "garment": False, "right": None}],
    "balanced_accuracy": 0.8714,
    "mistaken": 0.031,
    "doubted": 0.625,
    "coverage": 0.9512,
}
LEARNED = ["3,068 photographs in 10 folders", "Somebody's pictures (CC0)"]


def card(**changes):
    facts = {
        **FACTS,
        "recipe": {"side": 192, "epochs": 10, "learning_rate": 5e-4},
        "learned_from": LEARNED,
        "photographs": FOUND,
        **changes,
    }
    return " ".join(photo_cards.card("name", facts).split())


def test_each_folder_is_a_row_and_no_garment_has_no_share_right():
    text = card()
    assert "| pants | 42 | 97.6% | 2.4% | 50.0% |" in text
    assert "| hat | 42 | - | 2.4% | 50.0% |" in text
    assert "**87.1%**" in text
    assert "turned away by mistake: 3.1%" in text
    assert "turned away or unsure: 62.5%" in text
    assert "among the candidates: 95.1%" in text


def test_what_it_learned_from_is_said_line_by_line():
    for line in LEARNED:
        assert f"- {line}" in card()
    assert "up to 10 epochs (kept: 3), AdamW with a cosine schedule from 0.0005" in (
        card()
    )


def test_the_figures_on_fashion_mnist_are_said_to_be_of_enlarged_images():
    text = card()
    assert "Its test images enlarged to 192 pixels" in text
    assert "93.57% (95 % interval 93.07% to 94.03%, Wilson)" in text


@pytest.mark.parametrize("found", [None, {}])
def test_a_card_claims_no_figure_that_was_not_measured(found):
    text = card(photographs=found)
    assert "was not measured on photographs" in text
    assert "Balanced accuracy" not in text


def test_a_share_of_nothing_is_a_dash():
    text = card(photographs={**FOUND, "doubted": None, "balanced_accuracy": None})
    assert "other things turned away or unsure: -;" in text
    assert "**-**" in text
