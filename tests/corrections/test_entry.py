"""The facts of a correction, and which of them teach."""

import numpy as np
import pytest

from dashboard.corrections.entry import NONE_OF_THE_TEN, Correction, id_of
from tests.corrections.conftest import FACTS, pixels

# of the first twelve pictures
HELD = 5


def entry(number=0, **changes):
    return Correction(
        **{"id": id_of(pixels(number)), "saved_at": "", **FACTS, **changes}
    )


def test_the_id_follows_from_the_pixels():
    assert id_of(pixels(1)) == id_of(pixels(1).copy())
    assert id_of(pixels(1)) == id_of(np.asfortranarray(pixels(1)))
    assert id_of(pixels(1)) != id_of(pixels(2))


def test_one_in_five_is_held_out():
    held = sum(entry(number).held_out for number in range(1000))
    assert 160 <= held <= 240


def test_who_is_held_out_stays_so():
    # known values: another rule would let versions learn what measured earlier ones
    assert sum(entry(number).held_out for number in range(12)) == HELD
    for number in range(12):
        changed = entry(number, label="Bag", note="x", saved_at="2030")
        assert changed.held_out == entry(number).held_out


@pytest.mark.parametrize(
    ("changes", "usable"),
    [
        ({}, True),
        ({"label": NONE_OF_THE_TEN}, False),
        ({"label": NONE_OF_THE_TEN, "photograph": True}, True),
        ({"in_dataset": True}, False),
        ({"in_dataset": True, "photograph": True}, False),
    ],
)
def test_only_labels_that_can_be_learned_and_foreign_pictures_are_used(changes, usable):
    assert entry(**changes).usable is usable


def test_an_entry_goes_to_json_and_back():
    assert Correction.from_dict(entry().to_dict()) == entry()


@pytest.mark.parametrize(
    ("version", "photograph"), [("photographs/1", True), ("shoes/3", False)]
)
def test_an_entry_that_does_not_say_who_was_wrong_is_known_by_the_version(
    version, photograph
):
    values = entry(version=version).to_dict()
    del values["photograph"]
    assert Correction.from_dict(values).photograph is photograph
