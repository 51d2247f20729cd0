"""How a study went, as figures."""

import pytest

from dashboard.figures.study import history_figure, importance_figure
from dashboard.figures.study_parallel import axis, log_ticks, parallel_figure
from dashboard.studies.dimension import Listed, Span
from dashboard.studies.trials import Trial

SPACE = {"dropout": Span(0.0, 0.5), "schedule": Listed(("cosine", "constant"))}


def trial(number, value, state="complete", schedule="cosine"):
    params = {"dropout": 0.1 * number, "schedule": schedule}
    return Trial(number, state, value, params)


TRIALS = [
    trial(0, 0.8),
    trial(1, 0.9, schedule="constant"),
    trial(2, 0.5, "pruned"),
    trial(3, 0.85),
    trial(4, None, "running"),
    trial(5, None, "failed"),
]


def test_the_best_so_far_never_falls_and_pruned_ones_are_marked():
    complete, pruned, best = history_figure(TRIALS).data
    assert (list(complete.x), list(pruned.x)) == ([0, 1, 3], [2])
    assert list(best.y) == [0.8, 0.9, 0.9]


def test_a_line_for_each_complete_trial_the_best_on_top():
    lines = parallel_figure(TRIALS, SPACE).data
    assert [line.hovertemplate.split(",")[0] for line in lines] == [
        f"<b>Trial {number}" for number in (0, 3, 1)
    ]
    assert list(lines[-1].y) == pytest.approx([0.2, 1.0, 1.0])
    assert lines[-1].line.width > lines[0].line.width


def test_one_trial_is_drawn_too():
    assert len(parallel_figure(TRIALS[:1], SPACE).data) == 1


@pytest.mark.parametrize(
    ("dimension", "values", "places"),
    [
        (Span(0.0, 2.0), [0.0, 1.0, 2.0], [0.0, 0.5, 1.0]),
        (Span(0.001, 0.1, True), [0.001, 0.01, 0.1], [0.0, 0.5, 1.0]),
        (Listed((32, 64, 96)), [96, 32], [1.0, 0.0]),
    ],
)
def test_a_value_has_its_place_on_its_axis(dimension, values, places):
    assert axis("dropout", dimension, values).places == pytest.approx(places)


def test_a_logarithmic_axis_marks_its_ends_and_powers_of_ten():
    assert log_ticks(1e-4, 0.05) == pytest.approx([1e-4, 1e-3, 1e-2, 0.05])
    assert log_ticks(0.002, 0.009) == [0.002, 0.009]


def test_what_decided_most_is_on_top():
    [bars] = importance_figure({"dropout": 0.3, "learning_rate": 0.7}).data
    assert (list(bars.y), list(bars.x)) == (["Dropout", "Learning rate"], [0.3, 0.7])


@pytest.mark.parametrize(
    "figure",
    [history_figure([]), parallel_figure([], SPACE), importance_figure({})],
    ids=["history", "parallel", "importance"],
)
def test_with_nothing_to_draw_a_figure_says_so(figure):
    assert len(figure.data) == 0
    assert figure.layout.annotations[0].text
