"""What a training takes of the corrections, chosen once."""

import json

import numpy as np
import pytest

from dashboard.corrections import learning
from dashboard.corrections.entry import NONE_OF_THE_TEN
from dashboard.corrections.learning import Plan
from dashboard.errors import CorrectionError
from tests.corrections.conftest import pixels


def nowhere(_):
    return False


@pytest.fixture
def twelve(save):
    return [save(number, label="Coat" if number % 2 else "Bag") for number in range(12)]


def test_each_is_learned_from_or_held_out_and_never_both(corrections, twelve):
    plan = Plan.of(corrections, nowhere)
    assert plan.used.keys() | plan.held_out.keys() == {entry.id for entry in twelve}
    assert not plan.used.keys() & plan.held_out.keys()
    assert plan.held_out.keys() == {e.id for e in twelve if e.held_out}


def test_what_cannot_be_learned_is_in_neither(corrections, save):
    save(1, label=NONE_OF_THE_TEN)
    save(2, in_dataset=True)
    assert Plan.of(corrections, nowhere) == Plan({}, {})


def test_who_was_wrong_learns_and_nobody_else(corrections, save):
    kinds = {True: set(), False: set()}
    for number in range(12):
        kinds[number % 3 == 0].add(save(number, photograph=number % 3 == 0).id)
    for photographs, ids in kinds.items():
        plan = Plan.of(corrections, nowhere, photographs)
        assert plan.used.keys() | plan.held_out.keys() == ids


def test_none_of_the_ten_is_learned_from_photographs_alone(corrections, save, tmp_path):
    entry = save(1, label=NONE_OF_THE_TEN, photograph=True)
    plan = Plan.of(corrections, nowhere, photographs=True)
    assert {**plan.used, **plan.held_out} == {entry.id: NONE_OF_THE_TEN}
    plan.write(tmp_path / "plan.json")
    assert Plan.read(tmp_path / "plan.json", photographs=True) == plan
    with pytest.raises(CorrectionError):
        Plan.read(tmp_path / "plan.json")


def test_test_images_are_known_by_their_pixels_whatever_an_entry_says(
    corrections, twelve
):
    test_image = pixels(4)
    plan = Plan.of(corrections, lambda found: np.array_equal(found, test_image))
    assert len(plan.used) + len(plan.held_out) == 11
    assert twelve[4].id not in {**plan.used, **plan.held_out}


def test_damaged_ones_are_left_out(corrections, twelve):
    (corrections.root / twelve[0].id / "pixels.png").write_bytes(b"")
    plan = Plan.of(corrections, nowhere)
    assert len(plan.used) + len(plan.held_out) == 11


def test_a_plan_is_kept_without_pictures(corrections, twelve, tmp_path):
    plan = Plan.of(corrections, nowhere)
    path = tmp_path / "corrections.json"
    plan.write(path)
    assert Plan.read(path) == plan
    assert list(Plan.read(path).used) == list(plan.used)
    assert json.loads(path.read_text()).keys() == {"used", "held_out"}


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "3", "{}", '{"used": {}}', '{"used": {}, "held_out": []}'),
        '{"used": {"../../etc": "Coat"}, "held_out": {}}',
        '{"used": {"0123456789abcdef": "None of the ten"}, "held_out": {}}',
    ],
)
def test_a_damaged_plan_is_a_sentence(tmp_path, text):
    path = tmp_path / "corrections.json"
    path.write_text(text)
    with pytest.raises(CorrectionError, match=r"Expected"):
        Plan.read(path)


def test_pixels_and_numbers_come_in_the_order_of_the_plan(corrections, twelve):
    images, labels = learning.arrays(
        corrections, {twelve[3].id: "Coat", twelve[2].id: "Bag"}
    )
    np.testing.assert_array_equal(images, [pixels(3), pixels(2)])
    assert labels.tolist() == [4, 8]


def test_nothing_is_arrays_of_nothing(corrections):
    images, labels = learning.arrays(corrections, {})
    assert (images.shape, labels.shape) == ((0, 28, 28), (0,))
    assert (images.dtype, labels.dtype) == (np.uint8, np.uint8)


def test_the_deleted_are_no_longer_there(corrections, twelve):
    labels = {entry.id: entry.label for entry in twelve}
    corrections.delete(twelve[0].id)
    left = learning.still_there(corrections, labels)
    assert labels.keys() - left.keys() == {twelve[0].id}
    with pytest.raises(CorrectionError, match=twelve[0].id):
        learning.arrays(corrections, labels)
