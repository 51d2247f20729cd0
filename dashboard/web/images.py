"""Images of the dataset by URL, so that the browser keeps them; uploads have none."""

import io

import numpy as np
from flask import Flask, Response
from PIL import Image

from dashboard.errors import DataError
from dashboard.web.context import Context
from dashboard.web.problems import problem

FOREVER = "public, max-age=31536000, immutable"


def register(server: Flask, context: Context) -> None:
    """Add GET /images/test/N.png and GET /images/train/N.png."""

    @server.get("/images/<any(test, train):part>/<int:index>.png")
    def dataset_image(part: str, index: int) -> Response:
        try:
            data = context.data
        except DataError as error:
            return problem(503, str(error))
        images = data.test_images if part == "test" else data.train_images
        if index >= len(images):
            return problem(
                404,
                f"Expected an image from 0 to {len(images) - 1} of {part}. "
                f"Received: {index}. Ask for one of those.",
            )
        response = Response(png(images[index]), content_type="image/png")
        response.headers["Cache-Control"] = FOREVER
        return response

    # without this the page's catch-all would answer 200 with HTML
    @server.get("/images/<path:rest>")
    def no_image(rest: str) -> Response:
        return problem(404, "Expected /images/test/N.png or /images/train/N.png.")


def png(pixels: np.ndarray) -> bytes:
    """Encode uint8 [h, w] as a grey PNG."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()
