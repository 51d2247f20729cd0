"""What a graph costs to serve."""

import numpy as np

from dashboard.serving import cost
from tests.tiny import tiny_graph


def test_arithmetic_and_speed_are_told(tmp_path):
    path = tmp_path / "model.onnx"
    path.write_bytes(tiny_graph())
    found = cost.of_file(path, np.zeros((70, 28, 28), np.uint8))
    assert found["multiply_adds"] == 7840
    assert found["images_per_second"] > 0
