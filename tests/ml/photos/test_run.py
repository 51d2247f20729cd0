"""Which pictures are learned from, how much each counts, and what is held out."""

from pathlib import Path

import numpy as np
import pytest

from dashboard.data.photo_folder import Photo
from dashboard.errors import DataError
from tests.ml.photos.conftest import file_names

pytestmark = pytest.mark.slow


def photo(name, folder="pants", right=("Trouser",)):
    return Photo(Path(folder) / name, folder, right)


def test_a_picture_is_learned_from_or_held_out(photo_ml):
    learned = [photo(name) for name in file_names(5, False)]
    held = [photo(name) for name in file_names(3, True)]
    drawings = [photo(name, "bag", ("Bag",)) for name in file_names(2, True)]
    pictures = photo_ml.run.Pictures([*held, *learned], drawings)
    assert pictures.learned() == (learned, [])
    assert pictures.held() == [*held, *drawings]


@pytest.mark.parametrize(
    "pictures",
    [
        [],
        [photo(name) for name in file_names(9, False)],
        [photo(name, "hat", ()) for name in file_names(9, True)],
    ],
    ids=["no picture", "none held out", "no garment held out"],
)
def test_without_a_garment_held_out_nothing_is_trained(
    photo_ml, small_data, tmp_path, pictures
):
    run = photo_ml.run
    with pytest.raises(DataError, match=f"none among {len(pictures)} pictures"):
        run.train_on(run.Pictures(pictures), small_data, run.Plan(), tmp_path, print)
    assert list(tmp_path.iterdir()) == []


def test_small_folders_count_more_and_the_middle_one_as_one(photo_ml):
    photos = [photo(f"{i}.png") for i in range(16)]
    photos += [photo(f"{i}.png", "dress") for i in range(4)]
    found = photo_ml.run.folder_weights(photos)
    np.testing.assert_allclose(found[:16], np.sqrt(10 / 16), rtol=1e-6)
    np.testing.assert_allclose(found[16:], np.sqrt(10 / 4), rtol=1e-6)
    assert found.dtype == np.float32
    assert photo_ml.run.folder_weights([]).shape == (0,)


def test_dressed_up_are_training_images_so_many_of_each_label(photo_ml, dataset):
    rows = photo_ml.run.dressed_rows(dataset, 1)
    counts = np.bincount(dataset.train_labels[rows], minlength=10)
    assert tuple(counts) == photo_ml.run.DRESSED
    assert len(set(rows)) == len(rows)
    assert not set(rows) & set(dataset.validation_index)
    np.testing.assert_array_equal(rows, photo_ml.run.dressed_rows(dataset, 1))
    assert not np.array_equal(rows, photo_ml.run.dressed_rows(dataset, 2))


def test_a_plan_is_written_whole(photo_ml):
    plan = photo_ml.run.Plan(side=64)
    assert photo_ml.run.Plan(**plan.to_dict()) == plan
