"""Which recipes can be trained, and what is said about the others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import limits
from dashboard.backbones import BACKBONES
from dashboard.errors import RecipeError
from dashboard.limits import LIMITS
from dashboard.presets import defaults
from dashboard.recipe import Recipe
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


@pytest.mark.parametrize("backbone", BACKBONES)
def test_image_sizes_are_those_of_the_backbone(backbone):
    low, high = BACKBONES[backbone].sizes
    for size in (low, high):
        assert defaults(backbone).with_(image_size=size).image_size == size
    for size in (low - 1, high + 1):
        with pytest.raises(RecipeError, match=f"image_size={size}"):
            defaults(backbone).with_(image_size=size)


def test_weights_that_a_backbone_does_not_have_are_refused():
    with pytest.raises(RecipeError, match="weights='imagenet'"):
        Recipe.from_dict({"backbone": "cnn", "weights": "imagenet", "image_size": 28})


def test_more_depths_than_a_backbone_has_are_refused():
    most = len(BACKBONES["residual"].taps)
    assert defaults("residual").with_(taps=most).taps == most
    with pytest.raises(RecipeError, match=f"to {most} for residual.*taps={most + 1}"):
        defaults("residual").with_(taps=most + 1)
    with pytest.raises(RecipeError, match="to 0 for vit"):
        defaults("vit").with_(taps=1)


@pytest.mark.parametrize("mixing", ["mixup", "cutmix"])
def test_mixed_pictures_cannot_be_cached(mixing):
    with pytest.raises(RecipeError, match=f"mixing={mixing}, cached_views=2"):
        Recipe(mixing=mixing, cached_views=2)


def test_at_least_one_epoch_is_trained():
    with pytest.raises(RecipeError, match="head_epochs=0, epochs=0"):
        Recipe(head_epochs=0, epochs=0)
    assert Recipe(head_epochs=1, epochs=0).epochs == 0
    assert Recipe(head_epochs=0, epochs=1).epochs == 1


@pytest.mark.parametrize(
    ("backbone", "epochs", "size", "said"),
    [
        ("vit", 1, 28, "vit, whose weights fit one size only"),
        ("cnn", 1, 27, "at least 28 and less than image_size=48"),
        ("cnn", 1, 48, "at least 28 and less than image_size=48"),
        ("cnn", 1, 0, "small_image_size=0"),
        ("cnn", 0, 32, "small_epochs=0, epochs=3"),
        ("cnn", 3, 32, "small_epochs=3, epochs=3"),
    ],
)
def test_a_small_image_size_must_be_smaller_and_leave_epochs_for_the_full_one(
    backbone, epochs, size, said
):
    values = {"image_size": 48, "epochs": 3, "weights": "none"}
    small = {"small_epochs": epochs, "small_image_size": size}
    with pytest.raises(RecipeError, match=said):
        Recipe(backbone=backbone, **values, **small)


@pytest.mark.parametrize("name", ["epoch", "Epochs", "", "__class__", "with_"])
def test_an_unknown_setting_is_named(name):
    with pytest.raises(RecipeError, match=rf"Received: \['{name}'\]"):
        Recipe.from_dict({name: 1})


@st.composite
def any_recipe(draw):
    """Every recipe that the limits allow."""
    backbone = draw(st.sampled_from(sorted(BACKBONES)))
    facts = BACKBONES[backbone]
    values = {
        "backbone": backbone,
        "weights": draw(st.sampled_from(facts.weights)),
        "image_size": draw(st.integers(*facts.sizes)),
        "schedule": draw(st.sampled_from(limits.SCHEDULES)),
        "optimizer": draw(st.sampled_from(limits.OPTIMIZERS)),
        "augmentation": draw(st.sampled_from(limits.AUGMENTATIONS)),
        "mixing": draw(st.sampled_from(limits.MIXINGS)),
        "train_batch_norm": draw(st.booleans()),
    }
    for name, (low, high, _) in LIMITS.items():
        whole = isinstance(getattr(Recipe, name), int)
        numbers = st.integers(low, high) if whole else st.floats(low, high)
        values[name] = draw(numbers)
    values["epochs"] = max(1, values["epochs"])
    values["taps"] = min(values["taps"], len(facts.taps))
    if values["mixing"] != "none":
        values["cached_views"] = 0
    return Recipe(**values | draw(small(values)))


def small(values):
    """No epochs at a small size, or some where they are allowed."""
    low, epochs = BACKBONES[values["backbone"]].sizes[0], values["epochs"]
    none = st.just({"small_epochs": 0, "small_image_size": 0})
    fixed = values["backbone"] in limits.FIXED_SIZE
    if fixed or epochs == 1 or values["image_size"] == low:
        return none
    some = {
        "small_epochs": st.integers(1, epochs - 1),
        "small_image_size": st.integers(low, values["image_size"] - 1),
    }
    return none | st.fixed_dictionaries(some)


@given(any_recipe())
def test_a_recipe_survives_json_unchanged(recipe):
    assert Recipe.from_dict(json.loads(json.dumps(recipe.to_dict()))) == recipe


@given(any_recipe())
def test_a_recipe_survives_a_form_that_sends_text(recipe):
    text = {
        name: value if isinstance(value, bool) else str(value)
        for name, value in recipe.to_dict().items()
    }
    assert Recipe.from_dict(text) == recipe


@pytest.mark.parametrize("ref", ["cnn-baseline/1", "efficientnet-lite0/1"])
def test_a_version_from_before_a_setting_existed_has_its_default(ref):
    stored = ModelStore(Settings().store).resolve(ref).manifest["recipe"]
    assert not {"mixing", "ema"} & set(stored)
    recipe = Recipe.from_dict(stored)
    assert (recipe.mixing, recipe.ema) == ("none", 0.0)


def test_a_copy_is_checked_again():
    assert Recipe().with_(seed=5) == Recipe(seed=5)
    with pytest.raises(RecipeError):
        Recipe().with_(epochs=-1)
