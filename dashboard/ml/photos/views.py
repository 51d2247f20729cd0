"""Random changes of photographs and drawings, on Pillow pictures, before the square."""

import numpy as np
from PIL import Image, ImageEnhance, ImageOps

from dashboard.data.content import content_of
from dashboard.data.ground import on_ground
from dashboard.data.photograph import PAD, squared

TURNED = 0.1  # share that lies on its side, as a phone may have it


def view(image: Image.Image, side: int, generator: np.random.Generator) -> np.ndarray:
    """A changed copy as the network sees it: uint8 [side, side, 3]."""
    image, pad = _opaque(image, generator)
    image = _turned(_coloured(image, generator), pad, generator)
    if generator.random() < 0.5:
        image = ImageOps.mirror(image)
    pixels, _ = squared(image, _crop(image.size, generator), side, pad)
    return pixels


def _opaque(image: Image.Image, generator) -> tuple[Image.Image, tuple]:
    """Below a transparent drawing lies white, another grey or any colour."""
    if image.mode != "RGBA":
        return image.convert("RGB"), PAD
    content = content_of(image)
    ground, drawn = content.ground, generator.random()
    if drawn < 0.2:
        ground = tuple(int(value) for value in generator.integers(0, 256, 3))
    elif drawn < 0.35:
        ground = (int(generator.integers(96, 256)),) * 3
    return on_ground(image, ground), ground


def _coloured(image: Image.Image, generator) -> Image.Image:
    for change in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        image = change(image).enhance(float(np.exp(generator.normal(0, 0.22))))
    if generator.random() < 0.35:
        image = _shifted_hue(image, generator)
    if generator.random() < 0.06:
        image = ImageOps.grayscale(image).convert("RGB")
    return image


def _shifted_hue(image: Image.Image, generator) -> Image.Image:
    hue, saturation, value = image.convert("HSV").split()
    shift = int(generator.integers(0, 256))
    hue = hue.point([(level + shift) % 256 for level in range(256)])
    return Image.merge("HSV", (hue, saturation, value)).convert("RGB")


def _turned(image: Image.Image, pad, generator) -> Image.Image:
    if generator.random() < TURNED:
        image = image.rotate(int(generator.choice([90, 270])), expand=True)
    if generator.random() < 0.5:
        angle = float(np.clip(generator.normal(0, 8), -20, 20))
        kind = Image.Resampling.BILINEAR
        image = image.rotate(angle, kind, expand=True, fillcolor=tuple(pad))
    return image


def _crop(size: tuple[int, int], generator) -> tuple[int, int, int, int]:
    """Most of the picture: people frame a garment loosely, sometimes too tightly."""
    keep = generator.uniform(0.75, 1.0, 2)
    width, height = (max(8, round(s * k)) for s, k in zip(size, keep, strict=True))
    left = int(generator.integers(0, size[0] - width + 1)) if size[0] > width else 0
    top = int(generator.integers(0, size[1] - height + 1)) if size[1] > height else 0
    return left, top, min(size[0], left + width), min(size[1], top + height)
