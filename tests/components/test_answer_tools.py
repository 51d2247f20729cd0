"""The choice of a class, and what the check of a heat says."""

import dash_bootstrap_components as dbc
import pytest

from dashboard.components.answer_tools import OWN, heat_tools, words
from dashboard.explain.deletion import Deletion
from dashboard.labels import LABELS
from tests.components.conftest import parts


@pytest.mark.parametrize(
    ("label", "value"), [(None, OWN), ("Bag", "Bag"), ("Hat", OWN), (["Bag"], OWN)]
)
def test_all_classes_are_offered_and_the_chosen_one_stays(label, value):
    [choice] = parts(heat_tools(3, label), dbc.Select)
    assert [option["value"] for option in choice.options] == [OWN, *LABELS]
    assert choice.value == value
    assert choice.id["index"] == 3


@pytest.mark.parametrize(
    ("hottest", "random", "said"),
    [
        (0.1, (0.8, 0.7), "matter more than any of 2"),
        (0.7, (0.8, 0.6), "1 of 2 random parts matter as much"),
        (0.95, (0.8, 0.7), "that does not rest on the hot places"),
    ],
)
def test_the_check_ends_with_what_it_means(hottest, random, said):
    text = words("Bag", Deletion(0.9, hottest, random))
    assert said in text
    assert "90.0%" in text
    assert "20%" in text
    assert f"{100 * hottest:.1f}%" in text
    assert f"{100 * sum(random) / 2:.1f}%" in text
