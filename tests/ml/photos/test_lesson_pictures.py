"""The pictures of a lesson, as the version that is taught sees them."""

from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.data.photo_folder import Photo
from dashboard.data.photograph import framed
from tests import tiny
from tests.ml.photos.conftest import SIDE, drawn

pytestmark = pytest.mark.slow


@pytest.fixture
def photos(tmp_path):
    found = []
    for number, kind in enumerate(("pants", "hat")):
        path = tmp_path / f"{number}.png"
        drawn(kind, number).save(path)
        found.append(Photo(path, kind, ("Trouser",) if kind == "pants" else ()))
    return found


@pytest.fixture
def pictures(photo_ml):
    return photo_ml.lesson_pictures


def test_each_picture_comes_as_it_is_served_and_then_changed(pictures, photos):
    found = pictures.corrected(photos, SIDE, 3, 1)
    assert found.answers.argmax(1)[:4].tolist() == [1] * 4
    assert not found.answers[4:].any()
    squares = found.first(8)
    for place, kind in enumerate(("pants", "hat")):
        served = framed(drawn(kind, place), SIDE).pixels
        np.testing.assert_array_equal(squares[4 * place], served)
    assert len({square.tobytes() for square in squares}) == 8
    np.testing.assert_array_equal(squares, found.first(8))
    assert pictures.served(photos, SIDE).first(2).tobytes() == (
        squares[[0, 4]].tobytes()
    )


def test_dressed_up_images_are_of_each_label_and_only_of_the_rows_given(
    pictures, small_data
):
    found = pictures.dressed_up(small_data, small_data.train_index, 100, SIDE, 1)
    assert found.answers.sum(axis=0).tolist() == [10] * 10
    again = pictures.dressed_up(small_data, small_data.train_index, 100, SIDE, 1)
    np.testing.assert_array_equal(found.first(3), again.first(3))
    watched = pictures.watched(small_data, SIDE)
    assert len(watched.answers) == len(small_data.validation_index)


def test_pictures_go_through_the_graph_whatever_their_number(
    pictures, photos, tmp_path
):
    graph = tmp_path / "model.onnx"
    graph.write_bytes(tiny.colour_graph(SIDE))
    for count in (0, 1, 2):
        squares = pictures.served(photos[:count], SIDE)
        seen = pictures.seen(graph, squares)
        assert seen.embedding.shape == (count, 3)
        assert seen.answers.shape == (count, 10)
    means = squares.first(2).mean(axis=(1, 2))
    np.testing.assert_allclose(seen.embedding, means, rtol=1e-4)
    both = seen.beside(seen)
    assert (both.embedding.shape, both.answers.shape) == ((4, 3), (4, 10))


def test_a_wish_to_stop_is_heeded_between_pictures(pictures, photos, tmp_path):
    graph = tmp_path / "model.onnx"
    graph.write_bytes(tiny.colour_graph(SIDE))
    stopping = SimpleNamespace(stop_asked=lambda: True)
    with pytest.raises(pictures.Stopped):
        pictures.seen(graph, pictures.served(photos, SIDE), stopping)


def test_long_work_gives_signs_of_life(pictures, photos, tmp_path, monkeypatch):
    graph, told = tmp_path / "model.onnx", []
    graph.write_bytes(tiny.colour_graph(SIDE))
    monkeypatch.setattr(pictures, "TELL_SECONDS", 0.0)
    watcher = SimpleNamespace(
        stop_asked=lambda: False, report=lambda kind, **values: told.append(values)
    )
    pictures.seen(graph, pictures.served(photos * 10, SIDE), watcher)
    assert told == [{"done": 16, "of": 20}, {"done": 20, "of": 20}]
