import pytest

from dashboard.backbones import BACKBONES
from dashboard.preset_recipes import PRESETS
from dashboard.presets import defaults, preset
from dashboard.studies import ranges, space
from dashboard.studies.dimension import parsed, words


@pytest.mark.parametrize("name", PRESETS)
def test_what_is_offered_for_a_preset_can_be_trained_and_written(name):
    base = preset(name)
    offered = ranges.offered(base)
    space.check(base, offered)
    assert {n: parsed(n, words(found)) for n, found in offered.items()} == offered
    assert set(ranges.first_choice(base)) <= set(offered)


@pytest.mark.parametrize("backbone", BACKBONES)
def test_what_is_offered_for_a_backbone_can_be_trained(backbone):
    base = defaults(backbone)
    space.check(base, ranges.offered(base))
    rate = ranges.offered(base)["learning_rate"]
    assert rate.low < base.learning_rate < rate.high and rate.log


def test_trials_that_share_cached_features_are_the_first_choice():
    first = ranges.first_choice(preset("fast"))
    assert first == ("learning_rate", "dropout", "weight_decay", "label_smoothing")
