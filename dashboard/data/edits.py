"""What a person changed by hand about a picture before a version sees it.

Here are the cut and the turn; swapping and the ground are heeded where the forms are
made, in `dashboard.data.canonical` and `dashboard.data.photograph`.
"""

import math
from dataclasses import dataclass
from typing import Any

from PIL import Image

from dashboard.data.film import Watch, unseen
from dashboard.errors import UploadError

AUTOMATIC = "auto"
GROUNDS = {AUTOMATIC: None, "white": 255, "black": 0, "grey": 128}
LEAST = 0.05  # part of an edge that a cut leaves
# Pillow counts degrees to the left
TURNS = (
    *(None, Image.Transpose.ROTATE_270),
    *(Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90),
)
TURNED = ("", "by 90° to the right", "by 180°", "by 90° to the left")


@dataclass(frozen=True)
class Edit:
    """A correction by hand.

    Attributes:
        turns: quarter turns to the right, 0 to 3.
        swapped: dark and bright, or the colours, the other way than without it.
        ground: a key of GROUNDS.
        box: (left, top, right, bottom) to keep in parts of the upright picture, which
            is cut before it is turned.
    """

    turns: int = 0
    swapped: bool = False
    ground: str = AUTOMATIC
    box: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)

    @property
    def level(self) -> int | None:
        """Brightness of the ground, 0 to 255, or None to find it in the picture."""
        return GROUNDS[self.ground]

    @classmethod
    def from_json(cls, value: Any) -> "Edit":
        """From what a page sends; None is no change.

        Args:
            value: "right" and "left" (clicks), "swapped", "ground", and "cut": per cent
                to take away at the left, top, right and bottom.

        Raises:
            UploadError: a browser sent something else.
        """
        if value is None:
            return UNTOUCHED
        try:
            turns = int(value["right"]) - int(value["left"])
            cut = [min(1.0, max(0.0, float(part) / 100)) for part in value["cut"]]
            ground = value["ground"]
            if len(cut) != 4 or ground not in GROUNDS:
                raise ValueError("four sides and a known ground")
            return cls(turns % 4, bool(value["swapped"]), ground, _box(*cut))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise UploadError(
                "The page lost its correction by hand. Please reload it."
            ) from error

    def sentences(self) -> tuple[str, ...]:
        """What was changed, for the person who did."""
        said = []
        if self.box != UNTOUCHED.box:
            said.append("By hand: a part was cut out.")
        if self.turns:
            said.append(f"By hand: turned {TURNED[self.turns]}.")
        if self.level is not None:
            said.append(f"By hand: the ground is {self.ground}.")
        if self.swapped:
            said.append("By hand: dark and bright the other way.")
        return tuple(said)


UNTOUCHED = Edit()


def applied(image: Image.Image, edit: Edit, watch: Watch = unseen) -> Image.Image:
    """The picture cut and turned; the same object when neither is asked for."""
    if edit.box != UNTOUCHED.box:
        image = image.crop(_pixels(edit.box, image.size))
        watch("Cut by hand", image)
    if edit.turns:
        image = image.transpose(TURNS[edit.turns])
        watch("Turned by hand", image)
    return image


def _box(left: float, top: float, right: float, bottom: float):
    """What stays between four cuts; those that meet leave LEAST of an edge."""
    left, top = min(left, 1 - LEAST), min(top, 1 - LEAST)
    return left, top, max(1 - right, left + LEAST), max(1 - bottom, top + LEAST)


def _pixels(box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    (width, height), (left, top, right, bottom) = size, box
    x, y = min(int(left * width), width - 1), min(int(top * height), height - 1)
    return (
        *(x, y),
        max(x + 1, min(width, math.ceil(right * width))),
        max(y + 1, min(height, math.ceil(bottom * height))),
    )
