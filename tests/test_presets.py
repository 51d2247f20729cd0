"""Named recipes and the defaults of each backbone."""

import pytest

from dashboard import presets
from dashboard.backbones import BACKBONES
from dashboard.errors import RecipeError
from dashboard.preset_recipes import AVERAGED, ENSEMBLE, PRESETS, SPECIAL, ZOO
from dashboard.presets import defaults, preset
from dashboard.weights import WEIGHTS_VARIABLE


@pytest.mark.parametrize("name", PRESETS)
def test_presets_can_be_trained(name):
    found = preset(name)
    assert all(getattr(found, key) == value for key, value in PRESETS[name].items())


@pytest.mark.parametrize("name", ["", "cnn", "CNN-baseline", None])
def test_an_unknown_preset_is_named(name):
    with pytest.raises(RecipeError, match="cnn-baseline"):
        preset(name)


@pytest.mark.parametrize("backbone", BACKBONES)
def test_every_backbone_has_defaults_that_suit_it(backbone):
    found, facts = defaults(backbone), BACKBONES[backbone]
    assert found.backbone == backbone
    assert found.weights == facts.ready_weights()
    low, high = facts.sizes
    assert low <= found.image_size <= high
    # a head on a random backbone learns nothing worth an epoch
    assert found.weights != "none" or found.head_epochs == 0


@pytest.mark.parametrize("name", ZOO)
def test_what_ships_has_presets_of_one_network(name):
    found = [preset(step) for step in ZOO[name]]
    shapes = {(r.backbone, r.weights, r.image_size, r.taps) for r in found}
    assert len(shapes) == 1 or name == ENSEMBLE


def test_what_is_averaged_was_trained_before_and_teaches_after():
    order = list(ZOO)
    place = order.index(ENSEMBLE)
    assert ZOO[ENSEMBLE] == () and set(AVERAGED) <= set(order[:place])
    taught = [n for n in ZOO for step in ZOO[n] if ENSEMBLE in preset(step).teacher]
    assert taught and not set(taught) & set(order[:place])


@pytest.mark.parametrize("name", ["mobilenet", "resnet50"])
def test_a_preset_from_nothing_is_not_the_default_where_weights_are(
    name, tmp_path, monkeypatch
):
    monkeypatch.setenv(WEIGHTS_VARIABLE, str(tmp_path))
    (tmp_path / BACKBONES[name].download.file).touch()
    assert defaults(name).weights == "imagenet"
    assert preset(name).weights == "none"


def test_a_backbone_without_preset_gets_the_defaults_of_its_entry(monkeypatch):
    monkeypatch.setattr(presets, "PRESETS", {})
    found = defaults("cnn")
    assert (found.weights, found.image_size, found.head_epochs) == ("none", 28, 0)
    assert found.learning_rate == BACKBONES["cnn"].learning_rate


@pytest.mark.parametrize("name", [*BACKBONES, *SPECIAL])
def test_a_choice_begins_with_its_own_recipe(name):
    wanted = preset(name) if name in SPECIAL else defaults(name)
    assert presets.base(name) == wanted


def test_there_are_no_defaults_for_an_unknown_backbone():
    with pytest.raises(RecipeError, match="vgg"):
        defaults("vgg")
