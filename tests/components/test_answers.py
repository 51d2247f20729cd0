"""Cards of answers and of files that could not be read."""

import dataclasses

import numpy as np
import pytest
from dash import dcc, html
from PIL import Image

from dashboard.components import intake
from dashboard.components.answer import VERDICTS, answer_card
from dashboard.components.answers import answer_cards
from dashboard.components.intake import Picture
from dashboard.labels import LABELS
from dashboard.serving import door
from dashboard.serving.predictor import Predictors
from tests.components.conftest import parts, words
from tests.shipped import NAME


def picture(dataset, index, **changes):
    values = {"name": f"{index}.png", "shown": "data:image/png;base64,", "error": ""}
    return Picture(pixels=np.asarray(dataset.test_images[index]), **(values | changes))


@pytest.fixture(scope="session")
def predictors(store):
    return Predictors(store)


@pytest.fixture(scope="session")
def answer(predictors, dataset):
    return predictors.get().predict(np.asarray(dataset.test_images[:1]))[0]


def test_cards_keep_the_order_and_errors_their_place(predictors, dataset):
    taken = [picture(dataset, 3), picture(dataset, 0, error="No."), picture(dataset, 1)]
    cards = answer_cards(predictors, [p.to_json() for p in taken], f"{NAME}/1")
    assert ["No." in words(card) for card in cards] == [False, True, False]
    for card, one in zip(cards, taken, strict=True):
        assert one.name in words(card)
    alone = answer_cards(predictors, [taken[2].to_json()], f"{NAME}/1")
    labels = [parts(card, html.H2)[0].children for card in (cards[2], alone[0])]
    assert labels[0] == labels[1]


def test_files_that_cannot_be_read_need_no_model(dataset):
    stored = [picture(dataset, 0, error="Not a picture.").to_json()]
    [card] = answer_cards(None, stored, "nobody/1")
    [alert] = [
        part
        for part in parts(card, html.Div)
        if part.to_plotly_json()["props"].get("role")
    ]
    assert alert.role == "alert"
    assert words(card) == "0.png\nNot a picture."


def test_a_card_says_what_and_how_sure_and_by_whom(answer, dataset):
    card = answer_card(picture(dataset, 0), answer, np.ones((7, 7), np.float32))
    text = words(card)
    assert answer.label in text
    assert f"{NAME}/2" in text
    assert f"{answer.milliseconds:.1f} ms" in text
    [graph] = parts(card, dcc.Graph)
    assert sorted(graph.figure.data[0].y) == sorted(LABELS)
    heats = [image for image in parts(card, html.Img) if "heat" in image.className]
    assert all(image.src.startswith("data:image/png;base64,") for image in heats)
    assert len(heats) == 2


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_its_words(answer, dataset, verdict):
    other = dataclasses.replace(answer, verdict=verdict, candidates=("Shirt", "Coat"))
    card = answer_card(picture(dataset, 0), other, np.zeros((7, 7), np.float32))
    [badge] = [
        s
        for s in parts(card, html.Span)
        if "verdict" in (s.to_plotly_json()["props"].get("className") or "")
    ]
    expected = "Unsure: Shirt or Coat" if verdict == "unsure" else VERDICTS[verdict][0]
    assert badge.children == expected


def test_names_of_files_are_text(answer, dataset):
    name = "<img src=x onerror=alert(1)>.png"
    card = answer_card(picture(dataset, 0, name=name), answer, np.zeros((7, 7)))
    assert name in words(card)


@pytest.fixture(scope="session")
def photograph():
    """A wide photograph as the page takes it in."""
    values = np.random.default_rng(1).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    return intake.from_image(Image.fromarray(values), "coat.jpg")


def images_of(card):
    """(what was sent, what the version saw) with the heat on each."""
    original, seen = parts(card, html.Figure)
    return parts(original, html.Img), parts(seen, html.Img)


def test_a_photograph_is_answered_in_colour_and_its_square_is_shown(
    both_kinds, photograph
):
    [card] = answer_cards(both_kinds, [photograph.to_json()], door.AUTOMATIC)
    (_, heat), (seen, _) = images_of(card)
    assert "photographs/1" in words(card)
    assert "In colour as seen" in words(card)
    assert photograph.square_steps[-1] in words(card)
    assert seen.src == photograph.square
    assert "in colour" in seen.alt
    # the heat covers the square, which reaches above and below the picture
    assert (heat.style["top"], heat.style["height"]) == ("-25.000%", "150.000%")


def test_the_champion_that_is_asked_for_shows_its_28x28(both_kinds, photograph):
    [card] = answer_cards(both_kinds, [photograph.to_json()], f"{NAME}/1")
    _, (seen, _) = images_of(card)
    assert f"{NAME}/1" in words(card)
    assert "28x28 as seen" in words(card)
    assert photograph.steps[-1] in words(card)
    assert seen.src != photograph.square


def test_the_picture_decides_card_by_card(both_kinds, photograph, dataset):
    stored = [picture(dataset, 0).to_json(), photograph.to_json()]
    cards = answer_cards(both_kinds, stored, door.AUTOMATIC)
    assert [f"{NAME}/2" in words(card) for card in cards] == [True, False]
    assert ["photographs/1" in words(card) for card in cards] == [False, True]
