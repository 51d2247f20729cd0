"""Small copies of a picture on its way to what a version sees, one of each step.

The functions that prepare a picture show each step to a `Watch`, so that the strip is
what happened and not a second way of doing it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from dashboard.data.ground import reduced

LONGEST = 112  # edge of a frame, pixels
Watch = Callable[[str, Image.Image], None]


@dataclass(frozen=True)
class Frame:
    """One step.

    Attributes:
        caption: what was done, in a few words.
        picture: at most LONGEST pixels along an edge; mode L, RGB or RGBA.
    """

    caption: str
    picture: Image.Image


class Film:
    """A `Watch` that keeps a small copy of what it is shown."""

    def __init__(self):
        self.frames: list[Frame] = []

    def __call__(self, caption: str, picture: Image.Image) -> None:
        small = reduced(picture, 2 * LONGEST).copy()
        small.thumbnail((LONGEST, LONGEST))
        self.frames.append(Frame(caption, small))


def unseen(caption: str, picture: Image.Image) -> None:
    """The `Watch` of those who want the result only."""
