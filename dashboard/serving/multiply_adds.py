"""How much arithmetic a graph does for one image: multiply-adds, counted, not timed."""

import math
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import helper

from dashboard.errors import StoreError
from dashboard.serving.session import EXTERNAL_FOLDER

Shape = tuple[int, ...]


def of_file(path: Path) -> int:
    """Multiply-adds of a version's model.onnx for one image.

    Raises:
        StoreError: the file is no graph, or it does not run.
    """
    try:
        # a graph may name other files; they are not read
        graph = onnx.load(path, load_external_data=False)
        return of_graph(graph, folder=path)
    except Exception as error:  # onnx and ONNX Runtime share no base of their errors
        raise StoreError(
            f"Expected {path} to be a graph whose multiply-adds can be counted. "
            f"Received: {error}. Publish the version again."
        ) from error


def of_graph(model: onnx.ModelProto, *, folder: Path = Path()) -> int:
    """The sum over convolutions and matrix products, at batch 1.

    A convolution does kernel height x kernel width x input channels / groups of them
    per output value, a product of [m, k] and [k, n] m k n, batched or not (Howard et
    al. 2017, arXiv 1704.04861, section 3.1). Element-wise operations, normalisation,
    pooling, resizing and softmax are left out, as published figures leave them out.

    The graph runs once on zeros, because shape inference alone loses the sizes behind
    attention, whose reshapes are computed while it runs.

    Args:
        model: any graph; sizes that it leaves open become 1.
        folder: where files that the graph names would have to be.
    """
    nodes = [node for node in model.graph.node if node.op_type in COUNTS]
    shapes = _shapes(model, nodes, folder)
    return sum(COUNTS[node.op_type](node, shapes) for node in nodes)


def _convolution(node: onnx.NodeProto, shapes: dict[str, Shape]) -> int:
    kernel = shapes[node.input[1]]  # [out, in / groups, height, width]
    return math.prod(shapes[node.output[0]]) * math.prod(kernel[1:])


def _product(node: onnx.NodeProto, shapes: dict[str, Shape]) -> int:
    return math.prod(shapes[node.output[0]]) * shapes[node.input[0]][-1]


def _general_product(node: onnx.NodeProto, shapes: dict[str, Shape]) -> int:
    turned = any(a.name == "transA" and a.i for a in node.attribute)
    inner = shapes[node.input[0]][0 if turned else 1]
    return math.prod(shapes[node.output[0]]) * inner


COUNTS = {"Conv": _convolution, "MatMul": _product, "Gemm": _general_product}


def _shapes(
    model: onnx.ModelProto, nodes: list[onnx.NodeProto], folder: Path
) -> dict[str, Shape]:
    """The shape of what goes into and comes out of `nodes`."""
    shapes = {one.name: tuple(one.dims) for one in model.graph.initializer}
    feeds = {one.name: _zeros(one) for one in model.graph.input}
    shapes |= {name: array.shape for name, array in feeds.items()}
    names = {name for node in nodes for name in (*node.input[:2], node.output[0])}
    wanted = sorted(names - set(shapes))
    if wanted:
        values = _run(model, wanted, feeds, folder)
        shapes |= {n: v.shape for n, v in zip(wanted, values, strict=True)}
    return shapes


def _run(model: onnx.ModelProto, wanted: list[str], feeds: dict, folder: Path) -> list:
    shown = onnx.ModelProto()
    shown.CopyFrom(model)
    known = {output.name for output in model.graph.output}
    for name in wanted:
        if name not in known:
            shown.graph.output.append(onnx.ValueInfoProto(name=name))
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    # as the session that serves has it: below a file there are no files
    options.add_session_config_entry(EXTERNAL_FOLDER, str(folder))
    session = onnxruntime.InferenceSession(
        shown.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return session.run(wanted, feeds)


def _zeros(value: onnx.ValueInfoProto) -> np.ndarray:
    """An input of the declared type, with 1 for each size that is left open."""
    kind = value.type.tensor_type
    sizes = [dim.dim_value or 1 for dim in kind.shape.dim]
    return np.zeros(sizes, helper.tensor_dtype_to_np_dtype(kind.elem_type))
