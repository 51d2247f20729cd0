"""Fashion-MNIST made photograph-like: colour, texture, ground, shadow, place and size.

The classes that few photographs show (bags, sandals, sneakers, boots) come from here.
"""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

PLAIN = 0.15  # share that stays as the dataset has it: bright on black
NEGATIVE = 0.2  # share on white, as the dataset's own source pictures were


def dressed(
    pixels: np.ndarray, side: int, generator: np.random.Generator
) -> np.ndarray:
    """One 28x28 image as if somebody had photographed it.

    Args:
        pixels: uint8 [28, 28], bright on black.

    Returns:
        uint8 [side, side, 3].
    """
    drawn = generator.random()
    grey, mask = _enlarged(pixels, side)
    if drawn < PLAIN:
        return np.repeat(np.rint(grey).astype(np.uint8)[..., None], 3, axis=2)
    if drawn < PLAIN + NEGATIVE:
        cloth, ground = _inked(grey, generator), np.full((side, side, 3), 255.0)
    else:
        cloth = _cloth(grey, mask, generator)
        ground = _ground(side, generator)
    cloth, mask = _placed(cloth, mask, generator)
    ground = _shadowed(ground, mask, generator)
    mixed = cloth * mask[..., None] + ground * (1 - mask[..., None])
    return _photographed(mixed, generator)


def _enlarged(pixels: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray]:
    """float32 [side, side] brightness 0..255 and mask 0..1 of the garment."""
    size, kind = (side, side), Image.Resampling.BICUBIC
    grey = Image.fromarray(pixels).resize(size, kind)
    mask = _filled(pixels > 12).resize(size, kind)
    soft = np.asarray(mask.filter(ImageFilter.GaussianBlur(side / 90)), np.float32)
    # steep edges: a garment is cut out, not blown up
    return np.asarray(grey, np.float32), np.clip((soft / 255 - 0.5) * 4 + 0.5, 0, 1)


def _filled(mask: np.ndarray) -> Image.Image:
    """A mask without holes, 0 or 255: what cannot be reached from outside is inside."""
    edged = Image.fromarray(np.pad(mask, 1).astype(np.uint8) * 255)
    outside = edged.copy()
    ImageDraw.floodfill(outside, (0, 0), 255)
    whole = ImageChops.lighter(edged, ImageChops.invert(outside))
    return whole.crop((1, 1, whole.width - 1, whole.height - 1))


def _inked(grey: np.ndarray, generator) -> np.ndarray:
    """Dark where the dataset is bright, in black or one colour."""
    ink = generator.uniform(0, 140, 3) if generator.random() < 0.6 else np.zeros(3)
    share = (grey / 255)[..., None]
    return 255 * (1 - share) + ink * share


def _cloth(grey: np.ndarray, mask: np.ndarray, generator) -> np.ndarray:
    """The garment's own light and shade on a colour, with a fine texture."""
    shade = grey if generator.random() < 0.5 else 255 - grey
    inside = shade[mask > 0.5]
    low, high = (inside.min(), inside.max()) if inside.size else (0.0, 1.0)
    shade = (shade - low) / max(high - low, 1.0)
    base = generator.uniform(10, 245, 3)
    if generator.random() < 0.4:
        base = np.full(3, base.mean())
    depth = generator.uniform(0.25, 0.8)
    cloth = base * (1 - depth + depth * shade[..., None])
    return cloth + generator.normal(0, generator.uniform(0, 10), (*grey.shape, 1))


def _ground(side: int, generator) -> np.ndarray:
    """White, one colour, a slope of colours, or cloudy and striped textures."""
    base = generator.uniform(0, 255, 3)
    kind = generator.random()
    if kind < 0.25:
        return np.full((side, side, 3), generator.uniform(225, 255))
    if kind < 0.45:
        return np.broadcast_to(base, (side, side, 3)).copy()
    other = base + generator.normal(0, 50, 3)
    if kind < 0.6:
        slope = np.linspace(0, 1, side)[:, None, None] * np.ones((1, side, 1))
        return base * (1 - slope) + other * slope
    cells = int(generator.integers(2, 40))
    stripes = (cells, 1) if kind > 0.85 else (cells, cells)
    noise = generator.uniform(0, 255, stripes).astype(np.float32)
    cloud = Image.fromarray(noise).resize((side, side), Image.Resampling.BICUBIC)
    share = np.asarray(cloud)[..., None] / 255
    return base * (1 - share) + other * share


def _placed(cloth, mask, generator) -> tuple[np.ndarray, np.ndarray]:
    """Smaller, turned and moved within the square; mirrored half of the time."""
    side = mask.shape[0]
    scale = generator.uniform(0.55, 1.05)
    angle = np.deg2rad(np.clip(generator.normal(0, 10), -30, 30))
    mirror = -1.0 if generator.random() < 0.5 else 1.0
    move = generator.uniform(-0.5, 0.5, 2) * max(0.0, 1 - scale) * side
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.diag([mirror, 1.0]) / scale
    middle = np.full(2, side / 2)
    offset = middle - matrix @ (middle + move)
    layers = np.dstack([np.clip(cloth, 0, 255), mask * 255]).astype(np.uint8)
    coefficients = np.column_stack([matrix, offset]).ravel()
    moved = Image.fromarray(layers, "RGBA").transform(
        (side, side),
        Image.Transform.AFFINE,
        tuple(coefficients),
        Image.Resampling.BILINEAR,
    )
    array = np.asarray(moved, np.float32)
    return array[..., :3], array[..., 3] / 255


def _shadowed(ground: np.ndarray, mask: np.ndarray, generator) -> np.ndarray:
    if generator.random() < 0.5:
        return ground
    side = mask.shape[0]
    shape = Image.fromarray((mask * 255).astype(np.uint8))
    shift = generator.integers(-side // 25, side // 25 + 1, 2)
    below = Image.new("L", shape.size)
    below.paste(shape, tuple(int(step) for step in shift))
    soft = np.asarray(below.filter(ImageFilter.GaussianBlur(side / 40)), np.float32)
    return ground * (1 - generator.uniform(0.1, 0.5) * soft[..., None] / 255)


def _photographed(mixed: np.ndarray, generator) -> np.ndarray:
    """Uneven light, a little blur and noise."""
    side = mixed.shape[0]
    light = np.linspace(
        generator.uniform(0.75, 1.1), generator.uniform(0.75, 1.1), side
    )
    axis = light[:, None, None] if generator.random() < 0.5 else light[None, :, None]
    noisy = mixed * axis + generator.normal(0, generator.uniform(0, 6), mixed.shape)
    image = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
    radius = float(generator.uniform(0, 1.2))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(radius)))
