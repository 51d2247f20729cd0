import pytest

from dashboard.errors import StudyError
from dashboard.recipe import Recipe
from dashboard.studies import space
from dashboard.studies.dimension import Listed, Span


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


def test_a_list_too_long_to_check_is_refused():
    long = {name: Listed(tuple(range(1, 12))) for name in space.ENTANGLED[2:6]}
    with pytest.raises(StudyError, match="combinations"):
        space.check(Recipe(), long)
