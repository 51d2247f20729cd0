"""Small pictures on pages: by URL for the dataset, as data URLs for the rest."""

import base64
import io

import numpy as np
from dash import get_relative_path, html
from PIL import Image

from dashboard.explain import cam

THUMBNAIL = 480  # longest edge of an upload shown on the page, pixels
HEAT_SIDE = 112


def test_image(index: int, **attributes) -> html.Img:
    """Image `index` of the test set, fetched and cached by URL."""
    usual = {"alt": f"Test image {index}", "className": "pixels"}
    source = get_relative_path(f"/images/test/{index}.png")
    return html.Img(src=source, **(usual | attributes))


def data_url(image: Image.Image, kind: str = "PNG") -> str:
    """An image as the value of `src`."""
    buffer = io.BytesIO()
    image.save(buffer, kind)
    text = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f"data:image/{kind.lower()};base64,{text}"


def thumbnail(image: Image.Image) -> str:
    """A data URL small enough to travel with a callback."""
    small = image.copy()
    # a picture to look at: averaged down first, which is several times as fast
    small.thumbnail((THUMBNAIL, THUMBNAIL), reducing_gap=1.0)
    if small.mode == "RGBA":
        return data_url(small)
    return data_url(small.convert("RGB"), "JPEG")


def frame(image: Image.Image) -> str:
    """A small step of a picture's preparation; grey ones without loss."""
    kind = "JPEG" if image.mode == "RGB" else "PNG"
    return data_url(image, kind)


def heat(values: np.ndarray) -> str:
    """A Grad-CAM map as a translucent picture.

    Args:
        values: float32 [h, w], 0 to 1.
    """
    big = cam.upsample(values, HEAT_SIDE, HEAT_SIDE)
    # from clear through orange to red: readable on grey, on colour and in both themes
    rgba = np.empty((HEAT_SIDE, HEAT_SIDE, 4), np.uint8)
    rgba[..., 0] = 255
    rgba[..., 1] = (170 * (1 - big)).astype(np.uint8)
    rgba[..., 2] = 0
    rgba[..., 3] = (190 * big).astype(np.uint8)
    return data_url(Image.fromarray(rgba))
