"""The study of the benchmark, from what was timed to lines."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from dashboard.bench import study
from dashboard.studies.trials import Trial

BEGAN = datetime(2026, 1, 1)


def found(seconds):
    rows = [
        Trial(n, "complete", 0.9, {}, began=BEGAN, ended=BEGAN + timedelta(seconds=s))
        for n, s in enumerate(seconds)
    ]
    return SimpleNamespace(seconds=sum(seconds), trials=rows)


@pytest.mark.parametrize(("each", "met"), [(29.0, True), (31.0, False)])
def test_the_whole_study_is_held_to_ten_minutes(each, met):
    whole, without, ratio = study.to_lines(
        found([each] * 20), {0.02: 20.0, 0.06: 30.0}, 20, 1.0
    )
    assert whole.met is met
    told = "20 × 265 s, reckoned from 20 s at 2% and 30 s at 6% of the images"
    assert told in without.measured
    assert ratio.values["ratio"] == pytest.approx(265 / each)


def test_a_quick_look_is_held_to_nothing():
    whole, *_ = study.to_lines(found([9.0] * 3), {0.02: 20.0, 0.06: 30.0}, 3, 0.05)
    assert whole.met is None and "5% of the images" in whole.what


def test_it_leaves_the_own_runs_and_the_cache_of_features_alone(settings, tmp_path):
    aside = study.aside(settings, tmp_path / "aside")
    assert aside.data == settings.data
    assert aside.features != settings.features and not aside.features.exists()
    assert (aside.cache / "arrays").resolve() == (settings.cache / "arrays").resolve()
