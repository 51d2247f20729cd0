"""The large constants of an ONNX graph: read as float32, or kept in a smaller form.

A smaller form is a constant of another type and the nodes that turn it back into
float32 under its old name. ONNX Runtime runs those once, when it loads the graph: an
answer takes no longer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LEAST = 1_024  # numbers of a constant; biases and shapes stay as they are


@dataclass(frozen=True)
class Kept:
    """What stands in a constant's place: a smaller one, times `step` where it has one.

    Attributes:
        numbers: of any type that casts to float32.
        step: float32, broadcast against `numbers`.
        suffix: makes the smaller constant's name out of the old one.
    """

    numbers: np.ndarray
    suffix: str
    step: np.ndarray | None = None

    def constants(self, name: str) -> list[TensorProto]:
        found = [numpy_helper.from_array(self.numbers, f"{name}{self.suffix}")]
        if self.step is not None:
            found.append(numpy_helper.from_array(self.step, f"{name}_step"))
        return found

    def nodes(self, name: str) -> list:
        source, real = f"{name}{self.suffix}", TensorProto.FLOAT
        if self.step is None:
            return [helper.make_node("Cast", [source], [name], to=real)]
        whole = f"{name}_whole"
        return [
            helper.make_node("Cast", [source], [whole], to=real),
            helper.make_node("Mul", [whole, f"{name}_step"], [name]),
        ]


def exchanged(model: onnx.ModelProto, kept: Mapping[str, Kept]) -> bytes:
    """The graph with some of its constants kept in another form."""
    stay = [one for one in model.graph.initializer if one.name not in kept]
    made = [one for name, form in kept.items() for one in form.constants(name)]
    first = [node for name, form in kept.items() for node in form.nodes(name)]
    nodes = [*first, *model.graph.node]
    for field, content in (
        (model.graph.initializer, [*stay, *made]),
        (model.graph.node, nodes),
    ):
        # copies: what a field holds is gone once it is emptied
        content = [type(one).FromString(one.SerializeToString()) for one in content]
        del field[:]
        field.extend(content)
    return model.SerializeToString()


def large(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """The constants of float32 that are kept as such, by name."""
    return {
        one.name: numpy_helper.to_array(one)
        for one in model.graph.initializer
        if one.data_type == TensorProto.FLOAT and np.prod(one.dims) >= LEAST
    }


def floats(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """What the graph computes with, float32 by name, whatever form it is kept in."""
    known = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    for node in model.graph.node:
        made, values = node.output[0], [known.get(name) for name in node.input]
        if any(value is None for value in values):
            continue
        if node.op_type == "Cast" and node.attribute[0].i == TensorProto.FLOAT:
            known[made] = values[0].astype(np.float32)
        elif node.op_type == "Mul" and node.input[1] == f"{made}_step":
            known[made] = values[0] * values[1]
    return {
        name: value
        for name, value in known.items()
        if value.dtype == np.float32 and value.size >= LEAST
    }
