"""What a card says of a version."""

import pytest

from dashboard import cards
from dashboard.presets import preset
from dashboard.recipe import Recipe

FACTS = {
    "architecture": "EfficientNet-Lite0",
    "parameters": 1234567,
    "pretrained": True,
    "weights_source": "ImageNet, some package",
    "temperature": 1.25,
    "image_size": 64,
    "seed": 1,
    "best_epoch": 3,
    "training_seconds": 61.0,
    "metrics": {
        "test_accuracy": 0.9357,
        "test_accuracy_interval": [0.9307, 0.9403],
        "validation_accuracy": 0.94,
        "test_nll": 0.18,
        "test_ece": 0.005,
        "ece_bins": 15,
        "latency_ms": 1.5,
        "onnx_bytes": 3_000_000,
    },
}


def card(recipe, **changes):
    text = cards.card("name", {**FACTS, "recipe": recipe.to_dict(), **changes})
    return " ".join(text.split())


def test_accuracy_stands_with_its_interval_and_ece_with_its_bins():
    text = card(Recipe())
    assert "93.57% (95 % interval 93.07% to 94.03%, Wilson)" in text
    assert "expected calibration error, test, 15 bins" in text
    assert "| training | 60 seconds |" in text


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (600.0, "60 seconds, after 10 minutes for vit/1"),
        (None, "60 seconds, after training of unknown length for vit/1"),
    ],
)
def test_the_training_that_was_continued_is_told(before, words):
    text = card(Recipe(), parent="vit/1", training_seconds_before=before)
    assert f"| training | {words} |" in text


@pytest.mark.parametrize("pretrained", [True, False])
def test_where_the_weights_began_is_said_either_way(pretrained):
    text = card(Recipe(), pretrained=pretrained)
    assert ("ImageNet, some package" in text) is pretrained
    assert ("not pre-trained" in text) is not pretrained


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        (preset("fast"), "features of 2 depths on one grid"),
        (preset("fast"), "computed once for 1 views"),
        (preset("resnet50"), "the first 3 epochs with layers unfrozen at 32 px"),
        (preset("vit"), "70% of what it learned of an image is the answer of"),
        (Recipe(mixing="mixup"), "mixup within each batch"),
        (Recipe(ema=0.99), "momentum 0.99"),
        (Recipe(mirror=True), "mirror image together"),
        (Recipe(share=0.5), "50.0% of the 55,000"),
    ],
)
def test_what_a_recipe_uses_is_named_and_nothing_else(recipe, words):
    assert words in card(recipe)
    assert words not in card(Recipe())


@pytest.mark.parametrize(("bits", "said"), [(8, True), (16, False)])
def test_kernels_kept_in_eight_bits_are_told(bits, said):
    assert ("kept in 8 bits" in card(Recipe(), kernel_bits=bits)) is said


def test_recipes_of_older_versions_have_a_card():
    old = {
        k: v
        for k, v in Recipe().to_dict().items()
        if k not in ("taps", "ema", "mixing")
    }
    assert "# name" in cards.card("name", {**FACTS, "recipe": old})


CORRECTED = {
    "used": 34,
    "held_out": 9,
    "right_before": 3,
    "right_after": 6,
    "compared_with": "shoes/3",
    "test_accuracy_before": 0.9196,
}


def test_what_corrections_changed_is_said_on_both_sets():
    text = card(Recipe(corrections=True), corrections=CORRECTED)
    assert "learned from 34 corrections of its users" in text
    assert "Of 9 held out, which no version learns from, it has 6 right" in text
    assert "shoes/3 has 3 right" in text
    assert "So few pictures say little" in text
    assert "On the 10,000 test images: 93.57%, shoes/3 91.96%" in text


@pytest.mark.parametrize(
    ("changes", "there", "absent"),
    [
        ({"held_out": 0}, "None was held out", "it has 6 right"),
        ({"held_out": 100}, "Of 100 held out", "So few"),
        ({"used": 1}, "from 1 correction of its users", "1 corrections"),
        ({"compared_with": None}, "no other version to compare", "shoes/3"),
    ],
)
def test_a_card_claims_no_more_than_was_measured(changes, there, absent):
    text = card(Recipe(corrections=True), corrections={**CORRECTED, **changes})
    assert there in text
    assert absent not in text


def test_without_corrections_a_card_has_no_word_of_them():
    assert "orrections" not in card(Recipe())
