"""Large constants of a graph in another form: same answers, same numbers read."""

import numpy as np
import onnx
import pytest

from dashboard.ml import constants
from dashboard.serving import session
from tests.tiny import tiny_graph, tiny_weights


def model():
    return onnx.load_model_from_string(tiny_graph())


def answer(folder, graph):
    path = folder / "model.onnx"
    path.write_bytes(graph)
    image = np.random.default_rng(3).integers(0, 256, (4, 28, 28), dtype=np.uint8)
    return session.run(session.load(path), image)[0]


def whole_numbers():
    numbers = np.random.default_rng(5).integers(-127, 128, (784, 10)).astype(np.int8)
    return numbers, np.full((1, 10), 0.25, np.float32)


def test_small_constants_are_not_among_the_large():
    found = constants.large(model())
    assert list(found) == ["weights"]
    np.testing.assert_array_equal(found["weights"], tiny_weights())


def test_a_form_with_a_step_is_multiplied_by_it(tmp_path):
    numbers, step = whole_numbers()
    kept = {"weights": constants.Kept(numbers, "_int8", step)}
    found = answer(tmp_path, constants.exchanged(model(), kept))
    wanted = answer(tmp_path, tiny_graph(numbers * step))
    np.testing.assert_allclose(found, wanted, rtol=1e-6, atol=1e-3)


@pytest.mark.parametrize("stepped", [False, True])
def test_what_the_graph_computes_with_is_read_in_any_form(stepped):
    numbers, step = whole_numbers()
    wanted = numbers * step
    form = constants.Kept(wanted.astype(np.float16), "_half")
    if stepped:
        form = constants.Kept(numbers, "_int8", step)
    graph = constants.exchanged(model(), {"weights": form})
    read = constants.floats(onnx.load_model_from_string(graph))
    np.testing.assert_array_equal(read["weights"], wanted)


def test_what_is_not_exchanged_stays_where_it_was():
    kept = {"weights": constants.Kept(tiny_weights().astype(np.float16), "_half")}
    made = onnx.load_model_from_string(constants.exchanged(model(), kept))
    onnx.checker.check_model(made)
    names = {one.name for one in made.graph.initializer}
    assert names == {"row", "map", "weights_half"}
    assert [node.op_type for node in made.graph.node][1:] == [
        node.op_type for node in model().graph.node
    ]
