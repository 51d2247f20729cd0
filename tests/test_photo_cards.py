"""What the card of a version for photographs says."""

import pytest

from dashboard import photo_cards
from dashboard.photo_lesson import PhotoLesson
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


def counts(count, before, after, away=(0, 0)):
    pairs = zip(("before", "after"), (before, after), away, strict=True)
    told = {key: {"right": right, "turned_away": no} for key, right, no in pairs}
    return {"count": count, **told}


TAUGHT = {
    "used": 12,
    "compared_with": "photographs/1",
    "test_accuracy_before": 0.8831,
    "learned": counts(12, 0, 11),
    "held_out": counts(3, 0, 1, (2, 0)),
    "dressed": counts(500, 430, 431, (1, 2)),
    "remembered": counts(300, 280, 279, (3, 4)),
}


def lesson_card(**changes):
    facts = {
        **FACTS,
        "parent": "photographs/1",
        "image_size": 192,
        "recipe": PhotoLesson().to_dict(),
        "learned_from": [*LEARNED, "12 corrections of its users"],
        "thresholds_from": "photographs/1",
        "photographs": None,
        "corrections": TAUGHT,
        **changes,
    }
    return " ".join(photo_cards.lesson_card("name", facts).split())


def test_a_lesson_says_what_it_changed():
    text = lesson_card()
    assert "It learned from 12 of its users' corrections" in text
    for line in (
        "| corrections that it learned from | 12 | 0 | 11 | 0 | 0 |",
        "| corrections held out, which no version learns from | 3 | 0 | 1 | 2 | 0 |",
        "| photographs held out of all training | 300 | 280 | 279 | 3 | 4 |",
        "| dressed-up validation images of Fashion-MNIST | 500 | 430 | 431 | 1 | 2 |",
        "93.57%, photographs/1 88.31%. So few held out say little",
        "and what it remembers of photographs, whose logits were to stay",
        "thresholds are those of photographs/1: not all",
    ):
        assert line in text
    assert "not measured on photographs" not in text


def test_a_lesson_without_a_memory_claims_none():
    found = {key: value for key, value in TAUGHT.items() if key != "remembered"}
    text = lesson_card(corrections=found)
    assert "remembers" not in text
    assert "photographs held out" not in text
    assert "was not measured on photographs" in text


def test_many_held_out_ones_are_no_matter_of_chance():
    many = TAUGHT | {"held_out": counts(100, 0, 40)}
    assert "may be chance" not in lesson_card(corrections=many)
