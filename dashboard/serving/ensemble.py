"""An ensemble: several versions as one graph that averages their calibrated logits.

Dividing by the temperatures first makes the members equally sure of themselves, so none
outvotes the others by being loud. The mean of logits is the geometric mean of the
probabilities (a logarithmic opinion pool: Genest and Zidek 1986, Statist. Sci. 1, p.
114), and keeps Grad-CAM exact.
"""

import math
from collections.abc import Sequence

import numpy as np

from dashboard.errors import StoreError
from dashboard.explain.members import Member
from dashboard.serving import heads, session
from dashboard.store.version import Version

LARGEST_SIDE = 28  # of the common feature map; a finer one than the image says nothing


def members(versions: Sequence[Version]) -> list[Member]:
    """The heads of an ensemble, with the versions' shares in their last layers.

    Raises:
        StoreError: a version is an ensemble itself, or the maps have no common size.
    """
    made = []
    for version in versions:
        found = heads.read(version)
        if len(found) > 1:
            raise StoreError(
                f"Expected single networks. Received: {version.ref}, an ensemble. Name "
                "its members."
            )
        graph = session.load(version.file("model.onnx"))
        black = np.zeros((1, 28, 28), np.uint8)
        height, width, channels = session.run(graph, black)[2].shape[1:]
        *hidden, (kernel, bias) = found[0].layers
        share = np.float32(weight(version, len(versions)))
        layers = [*hidden, (kernel * share, bias * share)]
        if height != width:
            raise StoreError(
                f"Expected square feature maps. Received: {height} x {width} from "
                f"{version.ref}. Leave it out."
            )
        made.append(Member(layers, channels, height))
    common_side(made)
    return made


def weight(version: Version, count: int) -> float:
    """What a member's logits are multiplied with."""
    return 1.0 / (version.manifest["temperature"] * count)


def common_side(found: Sequence[Member]) -> int:
    """The side of a map that every member's map can be repeated to.

    Raises:
        StoreError: it would be larger than the image.
    """
    side = math.lcm(*(member.side for member in found))
    if side > LARGEST_SIDE:
        raise StoreError(
            f"Expected feature maps with a common size up to {LARGEST_SIDE}. Received: "
            f"sides {[member.side for member in found]}. Leave one out."
        )
    return side


def graph(versions: Sequence[Version], found: Sequence[Member]) -> bytes:
    """The ONNX graph of an ensemble, of the form that every version has."""
    from onnx import TensorProto, helper

    parts = [_renamed(v, f"member{n}_") for n, v in enumerate(versions)]
    side, real = common_side(found), TensorProto.FLOAT
    nodes, constants = [], []
    for number, member in enumerate(found):
        nodes += parts[number].graph.node
        constants += parts[number].graph.initializer
        share = weight(versions[number], len(versions))
        made = _share(f"member{number}_", member, share, side)
        nodes, constants = nodes + made[0], constants + made[1]
    count = range(len(found))
    nodes += [
        helper.make_node("Sum", [f"member{n}_share" for n in count], ["logits"]),
        helper.make_node(
            "Concat", [f"member{n}_embedding" for n in count], ["embedding"], axis=1
        ),
        helper.make_node(
            "Concat", [f"member{n}_repeated" for n in count], ["features"], axis=3
        ),
    ]
    image = helper.make_tensor_value_info("image", TensorProto.UINT8, ["n", 28, 28])
    channels = sum(member.channels for member in found)
    outputs = [
        helper.make_tensor_value_info("logits", real, ["n", 10]),
        helper.make_tensor_value_info("embedding", real, ["n", None]),
        helper.make_tensor_value_info("features", real, ["n", side, side, channels]),
    ]
    whole = helper.make_graph(nodes, "ensemble", [image], outputs, constants)
    model = helper.make_model(whole, opset_imports=_opsets(parts))
    model.ir_version = max(part.ir_version for part in parts)
    return model.SerializeToString()


def _renamed(version: Version, prefix: str):
    """A version's graph with every name prefixed, but for the common input."""
    import onnx
    from onnx import compose

    model = onnx.load_model_from_string(version.file("model.onnx").read_bytes())
    model = compose.add_prefix(model, prefix)
    for node in model.graph.node:
        for place, name in enumerate(node.input):
            if name == f"{prefix}image":
                node.input[place] = "image"
    return model


def _share(prefix: str, member: Member, share: float, side: int) -> tuple[list, list]:
    """A member's part of the logits, and its map repeated to the common size."""
    from onnx import helper, numpy_helper

    step, channels = side // member.side, member.channels
    shapes = {
        "weight": np.float32(share),
        "apart": np.array([-1, member.side, 1, member.side, 1, channels]),
        "times": np.array([1, 1, step, 1, step, 1]),
        "together": np.array([-1, side, side, channels]),
    }
    constants = [
        numpy_helper.from_array(np.asarray(value), f"{prefix}{name}")
        for name, value in shapes.items()
    ]

    def node(kind: str, first: str, second: str, output: str):
        inputs = [f"{prefix}{first}", f"{prefix}{second}"]
        return helper.make_node(kind, inputs, [f"{prefix}{output}"])

    nodes = [
        node("Mul", "logits", "weight", "share"),
        node("Reshape", "features", "apart", "split"),
        node("Tile", "split", "times", "tiled"),
        node("Reshape", "tiled", "together", "repeated"),
    ]
    return nodes, constants


def _opsets(parts) -> list:
    """The newest of each domain; an older node means the same in it, or is refused."""
    from onnx import helper

    newest: dict[str, int] = {}
    for part in parts:
        for opset in part.opset_import:
            newest[opset.domain] = max(newest.get(opset.domain, 0), opset.version)
    return [helper.make_opsetid(domain, number) for domain, number in newest.items()]
