import pytest

from dashboard.backbones import BACKBONES
from dashboard.errors import LookbookError, StudyError
from dashboard.presets import PRESETS, defaults, preset
from dashboard.recipe import Recipe
from dashboard.studies import space
from dashboard.studies.dimension import Listed, Span, parsed, words


@pytest.mark.parametrize("name", PRESETS)
def test_what_is_offered_for_a_preset_can_be_trained_and_written(name):
    base = preset(name)
    offered = space.offered(base)
    space.check(base, offered)
    assert {n: parsed(n, words(found)) for n, found in offered.items()} == offered
    assert set(space.first_choice(base)) <= set(offered)


@pytest.mark.parametrize("backbone", BACKBONES)
def test_what_is_offered_for_a_backbone_can_be_trained(backbone):
    base = defaults(backbone)
    space.check(base, space.offered(base))
    rate = space.offered(base)["learning_rate"]
    assert rate.low < base.learning_rate < rate.high and rate.log


def test_trials_that_share_cached_features_are_the_first_choice():
    first = space.first_choice(preset("fast"))
    assert first == ("learning_rate", "dropout", "weight_decay", "label_smoothing")


@pytest.mark.parametrize(
    ("base", "varied", "said"),
    [
        ({}, {}, "at least one setting"),
        ({}, {"seed": Span(1, 9)}, "seed to be the same"),
        ({}, {"dropout": Span(0.0, 1.5)}, "dropout from 0 to 0.9"),
        ({}, {"image_size": Listed((64, 16))}, "image_size=16"),
        ({"mixing": "mixup"}, {"cached_views": Listed((0, 2))}, "mixing=none"),
        (
            {},
            {"cached_views": Listed((0, 2)), "mixing": Listed(("none", "cutmix"))},
            "cached_views=2, mixing=cutmix",
        ),
        ({"epochs": 0, "head_epochs": 2}, {"head_epochs": Span(0, 2)}, "one epoch"),
    ],
)
def test_a_space_with_an_impossible_point_is_refused(base, varied, said):
    with pytest.raises(StudyError, match=said):
        space.check(Recipe(**base), varied)


def test_settings_that_need_each_other_may_vary_together():
    base = Recipe(cached_views=0)
    space.check(base, {"cached_views": Listed((0, 1)), "taps": Listed((0, 2))})


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("dropout", "0.1", 0.1),
        ("dropout", "0..0.5", Span(0.0, 0.5)),
        ("learning_rate", "1e-4 .. 1e-2 log", Span(1e-4, 1e-2, True)),
        ("learning_rate", "0.001 to 0.01", Span(0.001, 0.01)),
        ("batch_size", "64, 128", Listed((64, 128))),
        ("epochs", "3..6", Span(3, 6)),
        ("schedule", "cosine", "cosine"),
        ("mirror", "yes, no", Listed((True, False))),
    ],
)
def test_a_setting_is_written_in_one_line(name, text, found):
    assert parsed(name, text) == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dropout", ""),
        ("dropout", "0.5..0.1"),
        ("dropout", "0..0.5 log"),
        ("dropout", "nan..nan"),
        ("dropout", "lots"),
        ("epochs", "1.5..3"),
        ("schedule", "cosine..constant"),
        ("batch_size", "64, 64"),
        ("batch_size", ", ".join(map(str, range(1, 30)))),
        ("colour", "1"),
    ],
)
def test_what_is_none_of_the_three_is_refused(name, text):
    with pytest.raises(LookbookError, match="Received"):
        parsed(name, text)


def test_a_list_too_long_to_check_is_refused():
    long = {name: Listed(tuple(range(1, 12))) for name in space.ENTANGLED[2:6]}
    with pytest.raises(StudyError, match="combinations"):
        space.check(Recipe(), long)
