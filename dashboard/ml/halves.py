"""Graphs keep weights in float16, at half the size: small graphs those that lose
nothing by it, large ones all.

ONNX Runtime turns them back into float32 once, when it loads the graph, so an answer
takes no longer. A dense layer's weights were rounded to float16 before the export and
stay as they are; those that were folded together on the way to the graph are rounded
once more: that is why figures are measured on the graph as it is stored.
"""

import numpy as np

from dashboard import arrays

LARGE = 8_000_000  # bytes of a graph from which on it is worth rounding for
LEAST = 1_024  # numbers of a constant; biases and shapes stay as they are
MOST = float(np.finfo(np.float16).max)


def stored(graph: bytes) -> bytes:
    """The graph as it is kept: rounded only if it is large."""
    return halved(graph, rounding=rounded(graph))


def rounded(graph: bytes) -> bool:
    """Whether `stored` rounds what is not of float16 already."""
    return len(graph) >= LARGE


def halved(graph: bytes, rounding: bool = True) -> bytes:
    """An ONNX graph that holds its large float32 constants as float16.

    Args:
        rounding: False leaves those as they are that would change by it.
    """
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load_model_from_string(graph)
    casts, kept = [], []
    for constant in model.graph.initializer:
        if not _suits(constant, TensorProto.FLOAT, rounding):
            kept.append(constant)
            continue
        name, half = constant.name, f"{constant.name}_half"
        values = numpy_helper.to_array(constant)
        kept.append(numpy_helper.from_array(values.astype(np.float16), half))
        casts.append(helper.make_node("Cast", [half], [name], to=TensorProto.FLOAT))
    if not casts:
        return graph
    nodes = [*casts, *model.graph.node]
    for field, content in ((model.graph.initializer, kept), (model.graph.node, nodes)):
        content = [type(one).FromString(one.SerializeToString()) for one in content]
        del field[:]
        field.extend(content)
    return model.SerializeToString()


def _suits(constant, real: int, rounding: bool) -> bool:
    from onnx import numpy_helper

    if constant.data_type != real or np.prod(constant.dims) < LEAST:
        return False
    values = numpy_helper.to_array(constant)
    # written so that NaN does not suit
    fits = bool(np.abs(values).max() <= MOST)
    return fits and (rounding or arrays.is_half(values))
