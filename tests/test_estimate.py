"""How long a training is said to take."""

import pytest

from dashboard.backbones import BACKBONES
from dashboard.data import fashion_mnist
from dashboard.estimate import (
    START_SECONDS,
    TEST_IMAGES,
    TRAINING_IMAGES,
    VALIDATION_IMAGES,
    estimate,
    fine_in_head_epochs,
    parts,
    span,
    trial,
)
from dashboard.photo_lesson import PhotoLesson
from dashboard.presets import defaults, preset
from dashboard.recipe import Recipe


@pytest.mark.parametrize("backbone", BACKBONES)
@pytest.mark.parametrize(
    "change",
    [{"epochs": 150}, {"head_epochs": 9}, {"image_size": 64, "epochs": 150}],
    ids=str,
)
def test_more_work_takes_longer(backbone, change):
    recipe = defaults(backbone)
    assert estimate(recipe.with_(**change)) > estimate(recipe) > START_SECONDS


@pytest.mark.parametrize(
    "change", [{"share": 0.1}, {"unfrozen_layers": 3}, {"image_size": 32}], ids=str
)
def test_less_work_is_faster(change):
    assert estimate(Recipe().with_(**change)) < estimate(Recipe())


def test_the_area_of_the_input_counts():
    small, large = (
        estimate(Recipe(image_size=size, head_epochs=0)) - START_SECONDS
        for size in (64, 128)
    )
    assert large == pytest.approx(4 * small)


def test_layers_above_the_taps_cost_nothing():
    assert estimate(Recipe(taps=2)) < estimate(Recipe())


@pytest.mark.parametrize("unfrozen", [0, 3])
def test_frozen_layers_in_the_cache_cost_once(unfrozen):
    live, cached, twice = (
        estimate(Recipe(epochs=20, unfrozen_layers=unfrozen, cached_views=views))
        for views in (0, 1, 2)
    )
    assert cached < live / 2
    assert cached < twice


def test_the_cache_saves_nothing_where_all_layers_learn():
    plain, cached = (
        estimate(Recipe(head_epochs=0, cached_views=views)) for views in (0, 1)
    )
    assert plain == cached


def test_an_epoch_at_half_the_size_costs_a_quarter():
    plain, mixed, three = (
        estimate(Recipe(image_size=64, head_epochs=0, **change))
        for change in (
            {"epochs": 4},
            {"epochs": 4, "small_epochs": 2, "small_image_size": 32},
            {"epochs": 3},
        )
    )
    assert plain - mixed == pytest.approx(1.5 * (plain - three))


def test_the_numbers_of_images_are_the_datasets():
    held = fashion_mnist.VALIDATION
    assert (VALIDATION_IMAGES, TRAINING_IMAGES) == (held, 60_000 - held)
    assert TEST_IMAGES == 10_000


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (4, "a few seconds"),
        (12, "10 seconds"),
        (44, "40 seconds"),
        (89, "90 seconds"),
        (90, "2 minutes"),
        (60 * 12, "12 minutes"),
        (60 * 89, "89 minutes"),
        (60 * 90, "1.5 hours"),
        (3600 * 25, "25.0 hours"),
    ],
)
def test_a_duration_in_words(seconds, words):
    assert span(seconds) == words


def test_a_trial_costs_less_than_a_version_and_less_once_features_are_there():
    recipe = preset("fast")
    first, later = (trial(recipe, there) for there in (False, True))
    assert later < first < estimate(recipe)


@pytest.mark.parametrize(
    "change",
    [{}, {"share": 0.1, "head_epochs": 3}, {"small_epochs": 3, "small_image_size": 32}],
    ids=str,
)
def test_the_second_phase_in_epochs_of_the_first(change):
    recipe = Recipe(**change)
    there = parts(recipe)
    expected = there["fine"] / (there["head"] / recipe.head_epochs)
    assert fine_in_head_epochs(recipe) == pytest.approx(expected)


@pytest.mark.parametrize("change", [{"head_epochs": 0}, {"epochs": 0}], ids=str)
def test_one_phase_has_no_second_after_it(change):
    assert fine_in_head_epochs(Recipe(**change)) == 0


def test_features_of_the_first_phase_serve_a_second_that_unfreezes_nothing():
    same, other = (
        fine_in_head_epochs(Recipe(cached_views=1, head_epochs=2, unfrozen_layers=n))
        for n in (0, 3)
    )
    assert same == pytest.approx(Recipe.epochs)
    assert other > 10 * same


def test_a_lesson_takes_as_long_as_its_pictures_and_the_test_set():
    lesson = PhotoLesson()
    assert START_SECONDS < estimate(lesson) < 15 * 60
    assert estimate(PhotoLesson(dressed=5_000)) > estimate(lesson)
    assert estimate(PhotoLesson(copies=50)) > estimate(lesson)
