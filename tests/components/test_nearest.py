"""The nearest training images under an answer, and how to have them."""

import dash_bootstrap_components as dbc
import numpy as np
import pytest
from dash import dcc, html

from dashboard.components import nearest as module
from dashboard.components.nearest import LOOKS, nearest, nearest_box, start
from dashboard.components.picture import Picture
from dashboard.components.shown import shown_answers
from dashboard.serving.neighbours import Neighbour
from dashboard.serving.predictor import Predictors
from tests.components.conftest import parts, words
from tests.shipped import NAME


@pytest.fixture(scope="module")
def shown(store, dataset):
    picture = Picture("a", "/a.png", np.asarray(dataset.test_images[0]))
    [one] = shown_answers(Predictors(store), [picture], f"{NAME}/1")
    return one


class Known:
    """Neighbours in a state that a test needs."""

    def __init__(self, found=None, made=False, folder=None):
        self.found, self.made, self.folder = found, made, folder

    def of(self, version, embedding):
        return self.found

    def being_made(self, version):
        return self.made

    def log_file(self, version):
        return self.folder / "deeper" / "log.txt"


def test_they_are_shown_with_label_and_distance(shown, monkeypatch):
    # no app here, so no path that it is mounted under
    monkeypatch.setattr(module, "get_relative_path", lambda path: path)
    found = [Neighbour(7, "Coat", 0.0123), Neighbour(9, "Bag", 0.5)]
    content, at_rest = nearest(0, shown, Known(found))
    assert at_rest
    figures = [words(one) for one in parts(content, html.Figcaption)]
    assert figures == ["Coat\n0.012", "Bag\n0.500"]
    sources = [image.src for image in parts(content, html.Img)]
    assert sources == ["/images/train/7.png", "/images/train/9.png"]


def test_without_them_the_card_says_how_to_have_them(shown):
    content, at_rest = nearest(3, shown, Known())
    assert at_rest
    assert f"python -m dashboard neighbours --model {NAME}/1" in words(content)
    [button] = parts(content, dbc.Button)
    assert button.id["index"] == 3


@pytest.mark.parametrize(
    ("made", "looks", "at_rest"),
    [
        (True, None, False),
        (False, 0, False),
        (True, LOOKS, False),
        (False, LOOKS, True),
    ],
)
def test_the_page_looks_again_as_long_as_there_is_hope(
    shown, tmp_path, made, looks, at_rest
):
    content, rests = nearest(0, shown, Known(None, made, tmp_path), looks)
    assert rests == at_rest
    assert ("did not work" in words(content)) == at_rest


@pytest.mark.parametrize("made", [True, False])
def test_a_card_that_is_drawn_meanwhile_waits_too(shown, made):
    [tick] = parts(nearest_box(0, shown, Known(made=made)), dcc.Interval)
    assert tick.disabled != made


def test_what_is_being_made_is_not_started_again(shown, settings, tmp_path):
    start(settings, Known(made=True, folder=tmp_path), shown)
    assert not (tmp_path / "deeper").exists()
