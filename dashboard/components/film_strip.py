"""The steps of a picture's preparation as a strip of small pictures."""

from dash import html

from dashboard.components.picture import Picture
from dashboard.data.canonical import SMALL
from dashboard.serving.door import PHOTOGRAPH


def film_strip(picture: Picture, path: str) -> html.Ol | None:
    """The steps to the form that was seen; None where nothing was done.

    Args:
        path: `door.PHOTOGRAPH` when the version saw the square in colour.
    """
    film = picture.square_film if path == PHOTOGRAPH else picture.film
    if not film:
        return None
    return html.Ol(
        [html.Li(_frame(caption, url)) for caption, url in film],
        className="film",
        **{"aria-label": "How the picture was prepared, step by step"},
    )


def _frame(caption: str, url: str) -> html.Figure:
    # the caption says what is to be seen, so the picture needs no words of its own
    image = html.Img(src=url, alt="", className="pixels" if caption == SMALL else None)
    return html.Figure([image, html.Figcaption(caption)])
