"""Figures of photographs, folder by folder."""

import numpy as np
import pytest

from dashboard.analysis.photographs import summary


def rows(*labels):
    """float32 [n, 10]: the right labels of each."""
    found = np.zeros((len(labels), 10), np.float32)
    for row, right in enumerate(labels):
        found[row, list(right)] = 1
    return found


# two shoes (three labels are right), four trousers, two hats that are none of the ten
ANSWERS = rows(*[(5, 7, 9)] * 2, *[(1,)] * 4, (), ())
FOLDERS = [*["shoes"] * 2, *["pants"] * 4, *["hat"] * 2]
CHOSEN = np.array([7, 8, 1, 1, 1, 3, 8, 0])
VERDICTS = ["sure", "none", "sure", "unsure", "none", "sure", "unsure", "sure"]
CANDIDATES = [[7], [], [1], [3, 1], [], [3], [8, 0], [0]]


@pytest.fixture
def found():
    return summary(CHOSEN, VERDICTS, CANDIDATES, ANSWERS, FOLDERS)


def test_each_folder_has_its_figures(found):
    hat, pants, shoes = found.folders
    assert (hat.name, hat.count, hat.garment, hat.right) == ("hat", 2, False, None)
    assert (hat.turned_away, hat.unsure) == (0, 0.5)
    assert (pants.name, pants.count, pants.garment) == ("pants", 4, True)
    assert (pants.right, pants.turned_away, pants.unsure) == (0.75, 0.25, 0.25)
    assert (shoes.right, shoes.turned_away, shoes.unsure) == (0.5, 0.5, 0)


def test_folders_count_alike_whatever_their_size(found):
    assert found.balanced_accuracy == pytest.approx((0.75 + 0.5) / 2)


def test_the_shares_over_all_pictures(found):
    assert found.mistaken == pytest.approx(2 / 6)
    assert found.doubted == pytest.approx(1 / 2)
    assert found.coverage == pytest.approx(3 / 6)


def test_without_garments_there_is_no_accuracy():
    found = summary(np.array([0]), ["none"], [[]], rows(()), ["hat"])
    assert (found.balanced_accuracy, found.mistaken, found.coverage) == (None,) * 3
    assert found.doubted == 1


def test_without_other_things_nothing_is_doubted():
    found = summary(np.array([1]), ["sure"], [[1]], rows((1,)), ["pants"])
    assert (found.balanced_accuracy, found.doubted) == (1, None)


def test_nothing_gives_no_figure():
    found = summary(np.array([], np.int64), [], [], rows(), [])
    assert found.folders == ()
    assert {found.balanced_accuracy, found.mistaken, found.doubted} == {None}
