"""Timing of a loaded graph."""

import numpy as np

from dashboard.serving import session, speed
from dashboard.web import api
from tests.tiny import tiny_graph

IMAGES = np.zeros((150, 28, 28), np.uint8)


def test_as_many_images_a_call_as_the_api_takes():
    assert speed.CALL == api.MAX_FILES


def test_every_image_is_answered_once_in_calls_of_the_agreed_size(
    tmp_path, monkeypatch
):
    path = tmp_path / "model.onnx"
    path.write_bytes(tiny_graph())
    graph, sizes = session.load(path), []
    run = session.run

    def counted(graph, images):
        sizes.append(len(images))
        return run(graph, images)

    monkeypatch.setattr(session, "run", counted)
    assert speed.images_per_second(graph, IMAGES) > 0
    assert sizes == [64, 64, 22]
    sizes.clear()
    seconds = speed.one_image(graph, IMAGES[:2], 5)
    assert sizes == [1] * 5
    assert len(seconds) == 5 and min(seconds) > 0
