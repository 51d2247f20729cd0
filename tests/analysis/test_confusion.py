import math

import numpy as np
import pytest

from dashboard.analysis.confusion import (
    cell_rows,
    class_scores,
    confusion_matrix,
    macro_scores,
    percent_text,
    row_percent,
)

# 4 T-shirts, one taken for a shirt; 2 shirts, one taken for a T-shirt
LABELS = np.array([0, 0, 0, 0, 6, 6])
PREDICTED = np.array([0, 0, 0, 6, 6, 0])


def probabilities(pairs):
    """float32[n, 10] with p at the predicted label and the rest spread."""
    table = np.zeros((len(pairs), 10), np.float32)
    for row, (label, p) in enumerate(pairs):
        table[row] = (1 - p) / 9
        table[row, label] = p
    return table


def test_rows_of_the_matrix_are_the_truth():
    matrix = confusion_matrix(LABELS, np.array([0, 0, 6, 6, 6, 0]))

    assert matrix.dtype == np.int64 and matrix.shape == (10, 10)
    assert matrix[0, 0] == 2 and matrix[0, 6] == 2
    assert matrix[6, 6] == 1 and matrix[6, 0] == 1
    assert matrix.sum() == 6


def test_small_integer_types_do_not_overflow():
    labels = np.full(3, 9, np.uint8)

    assert confusion_matrix(labels, labels)[9, 9] == 3


@pytest.mark.parametrize(
    ("labels", "predicted"), [([1, 2], [1]), ([10], [1]), ([0], [-1])]
)
def test_impossible_labels_are_refused(labels, predicted):
    with pytest.raises(ValueError, match="Expected .* Received: "):
        confusion_matrix(np.array(labels), np.array(predicted))


def test_row_percent_counts_within_the_true_class():
    percent = row_percent(confusion_matrix(LABELS, PREDICTED))

    assert percent[0, 0] == 75 and percent[0, 6] == 25 and percent[6, 0] == 50
    assert np.isnan(percent[1]).all()


def test_a_wrong_cell_begins_with_the_most_confident_mistake():
    labels = np.array([0, 0, 0, 0, 6])
    table = probabilities([(6, 0.5), (6, 0.9), (0, 0.9), (6, 0.7), (6, 0.8)])

    assert cell_rows(labels, table, true=0, predicted=6).tolist() == [1, 3, 0]


def test_the_diagonal_begins_with_the_least_confident_answer():
    table = probabilities([(0, 0.9), (0, 0.4), (0, 0.6), (0, 0.4)])

    assert cell_rows(np.zeros(4, int), table, 0, 0).tolist() == [1, 3, 2, 0]


def test_an_empty_cell_has_no_rows():
    assert cell_rows(np.zeros(1, int), probabilities([(0, 0.9)]), 3, 4).size == 0


def test_scores_computed_by_hand():
    scores = class_scores(confusion_matrix(LABELS, PREDICTED))
    shirt = scores[6]

    assert (scores[0].precision, scores[0].recall, scores[0].f1) == (0.75, 0.75, 0.75)
    assert (shirt.label, shirt.precision, shirt.recall) == ("Shirt", 0.5, 0.5)
    assert shirt.support == 2


def test_nothing_over_nothing_is_a_dash():
    bag = class_scores(confusion_matrix(LABELS, PREDICTED))[8]

    assert math.isnan(bag.precision) and math.isnan(bag.recall) and math.isnan(bag.f1)
    assert percent_text(bag.recall) == "–"
    assert percent_text(0.9123) == "91.2%"


def test_a_class_confused_every_time_has_f1_of_0():
    scores = class_scores(confusion_matrix(np.array([0, 6]), np.array([6, 0])))

    assert scores[0].f1 == 0


def test_macro_weighs_the_classes_alike_and_skips_undefined_ones():
    macro = macro_scores(class_scores(confusion_matrix(LABELS, PREDICTED)))

    assert macro.recall == pytest.approx((0.75 + 0.5) / 2)
    assert macro.support == 6


def test_macro_of_an_empty_matrix_is_undefined():
    macro = macro_scores(class_scores(np.zeros((10, 10), int)))

    assert math.isnan(macro.f1) and macro.support == 0
