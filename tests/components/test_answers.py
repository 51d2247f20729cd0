"""Cards of answers and of files that could not be read."""

from dataclasses import replace

import numpy as np
import pytest
from dash import dcc, html
from PIL import Image

from dashboard import ids
from dashboard.components import intake
from dashboard.components.answer import VERDICTS, answer_body
from dashboard.components.answers import Asked, answer_cards, body, check, picture_at
from dashboard.components.edit_form import UNCHANGED
from dashboard.components.picture import Picture
from dashboard.components.shown import shown_answers
from dashboard.data import uploads
from dashboard.data.working_copies import WorkingCopies
from dashboard.errors import UploadError
from dashboard.labels import LABELS
from dashboard.serving import door
from dashboard.serving.predictor import Predictors
from tests.components.conftest import parts, words
from tests.shipped import NAME


def picture(dataset, index, **changes):
    values = {"name": f"{index}.png", "shown": "data:image/png;base64,", "error": ""}
    return Picture(pixels=np.asarray(dataset.test_images[index]), **(values | changes))


@pytest.fixture(scope="session")
def asked(store, tmp_path_factory):
    copies = WorkingCopies(tmp_path_factory.mktemp("copies"))
    return Asked(Predictors(store), copies, f"{NAME}/1")


@pytest.fixture(scope="session")
def shown(asked, dataset):
    [one] = shown_answers(asked.predictors, [picture(dataset, 0)], None)
    return one


def images(component, kind):
    return [one for one in parts(component, html.Img) if kind in class_of(one)]


def class_of(component):
    return component.to_plotly_json()["props"].get("className") or ""


def test_cards_keep_the_order_and_errors_their_place(asked, dataset):
    taken = [picture(dataset, 3), picture(dataset, 0, error="No."), picture(dataset, 1)]
    cards = answer_cards(asked, [p.to_json() for p in taken])
    assert ["No." in words(card) for card in cards] == [False, True, False]
    for card, one in zip(cards, taken, strict=True):
        assert one.name in words(card)
    alone = answer_cards(asked, [taken[2].to_json()])
    labels = [parts(card, html.H2)[0].children for card in (cards[2], alone[0])]
    assert labels[0] == labels[1]


def test_files_that_cannot_be_read_need_no_model(dataset):
    stored = [picture(dataset, 0, error="Not a picture.").to_json()]
    [card] = answer_cards(Asked(None, None, "nobody/1"), stored)
    [alert] = [
        part
        for part in parts(card, html.Div)
        if part.to_plotly_json()["props"].get("role")
    ]
    assert alert.role == "alert"
    assert words(card) == "0.png\nNot a picture."


def test_a_card_says_what_and_how_sure_and_by_whom(shown):
    body = answer_body(shown)
    text, answer = words(body), shown.answer
    assert answer.label in text
    assert f"{NAME}/2" in text
    assert f"{answer.milliseconds:.1f} ms" in text
    [graph] = parts(body, dcc.Graph)
    assert sorted(graph.figure.data[0].y) == sorted(LABELS)
    heats = images(body, "heat")
    assert all(image.src.startswith("data:image/png;base64,") for image in heats)
    assert len(heats) == 2
    assert f"heat for {answer.label} from 7x7 places" in text


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_its_words(shown, verdict):
    other = replace(shown.answer, verdict=verdict, candidates=("Shirt", "Coat"))
    body = answer_body(replace(shown, answer=other))
    [badge] = [s for s in parts(body, html.Span) if "verdict" in class_of(s)]
    expected = "Unsure: Shirt or Coat" if verdict == "unsure" else VERDICTS[verdict][0]
    assert badge.children == expected


def test_names_of_files_are_text(shown, dataset):
    name = "<img src=x onerror=alert(1)>.png"
    body = answer_body(replace(shown, picture=picture(dataset, 0, name=name)))
    assert name in words(body)


def test_the_heat_lies_on_the_part_that_was_seen(shown):
    form = replace(shown.seen, box=(-0.25, 0.5, 1.25, 2.0))
    original, seen = images(answer_body(replace(shown, seen=form)), "heat")
    place = {"left": "-25.000%", "top": "50.000%"}
    assert original.style == place | {"width": "150.000%", "height": "150.000%"}
    assert class_of(seen) == "heat whole"


def test_another_class_has_another_heat_and_is_named(asked, dataset):
    stored = [picture(dataset, 0).to_json()]
    usual, _ = body(asked, stored, 0, None, "")
    other, _ = body(asked, stored, 0, None, "Bag")
    assert "heat for Bag" in words(other)
    assert images(usual, "heat")[0].src != images(other, "heat")[0].src
    # what is no class is the answer's own
    for label in (None, "Hat", 3, ["Bag"]):
        [shown] = shown_answers(
            asked.predictors, [picture(dataset, 0)], asked.model, [label]
        )
        assert shown.label == shown.answer.label


def test_a_second_version_stands_beside_the_first(asked, dataset):
    stored = [picture(dataset, 0).to_json(), picture(dataset, 1).to_json()]
    for card in answer_cards(replace(asked, other=f"{NAME}/2"), stored):
        [column] = [
            one for one in parts(card, html.Div) if class_of(one) == "answer-second"
        ]
        text = words(column)
        assert f"{NAME}/2" in text
        assert "places" in text
        assert any(label in text for label in LABELS)
        assert len(images(column, "heat")) == 1
    assert "Compared" not in words(answer_cards(asked, stored))


def test_a_card_drawn_anew_keeps_what_was_changed_by_hand(asked, dataset):
    stored = [picture(dataset, n, shown=f"/{n}.png").to_json() for n in (0, 1)]
    turned = UNCHANGED | {"right": 5}
    first, second = answer_cards(asked, stored, [None, turned], ["", "Bag"])
    form, _ = parts(second, html.Details)
    assert form.open
    assert not parts(first, html.Details)[0].open
    [kept] = [s for s in parts(form, dcc.Store) if s.id["type"] == ids.ANSWER_EDIT]
    assert kept.data == turned
    assert "turned by 90° to the right" in words(second)
    assert "heat for Bag" in words(second)
    assert "By hand: turned" not in words(first)


def test_what_was_changed_by_hand_is_what_is_answered(asked, dataset):
    stored = [picture(dataset, 7, shown="/images/test/7.png").to_json()]
    shown, _ = asked.one(stored, 0, UNCHANGED | {"left": 1}, None)
    turned = np.rot90(dataset.test_images[7])
    assert np.array_equal(shown.seen.pixels, turned)
    [expected] = asked.predictors.get(asked.model).predict(turned[None])
    assert np.array_equal(shown.answer.logits, expected.logits)


def test_without_its_working_copy_a_picture_says_so(asked, dataset):
    stored = [picture(dataset, 0, key="0" * 32).to_json()]
    assert body(asked, stored, 0, UNCHANGED, None)
    with pytest.raises(UploadError, match="kept for a day"):
        body(asked, stored, 0, UNCHANGED | {"right": 1}, None)


@pytest.mark.parametrize("index", [1, -2, None, "0", 0.5])
def test_a_picture_that_is_not_there_is_refused(dataset, index):
    with pytest.raises(UploadError, match="lost its picture"):
        picture_at([picture(dataset, 0).to_json()], index)


def test_a_file_that_could_not_be_read_has_no_answer(dataset):
    with pytest.raises(UploadError, match="No."):
        picture_at([picture(dataset, 0, error="No.").to_json()], 0)


def test_the_check_is_a_sentence_about_the_chosen_class(asked, dataset):
    stored = [picture(dataset, 0).to_json()]
    said = check(asked, stored, 0, None, "Bag")
    assert said == check(asked, stored, 0, None, "Bag")
    assert "Bag" in said
    assert "Bag" not in check(asked, stored, 0, None, None)


@pytest.fixture(scope="session")
def photograph():
    """A wide photograph as the page takes it in."""
    values = np.random.default_rng(1).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    return intake.from_image(Image.fromarray(values), "coat.jpg")


def both(predictors, model=door.AUTOMATIC):
    return Asked(predictors, None, model)


def pixels_of(url):
    return np.asarray(uploads.decode(uploads.from_data_url(url), "seen"))


def images_of(card):
    """(what was sent, what the version saw) with the heat on each."""
    original, seen, *_ = parts(card, html.Figure)
    return parts(original, html.Img), parts(seen, html.Img)


def test_a_photograph_is_answered_in_colour_and_its_square_is_shown(
    both_kinds, photograph
):
    [card] = answer_cards(both(both_kinds), [photograph.to_json()])
    (_, heat), (seen, _) = images_of(card)
    assert "photographs/1" in words(card)
    assert "64x64 in colour as seen" in words(card)
    assert photograph.square_steps[-1] in words(card)
    # a smaller square than the page's own, as this version takes it
    assert pixels_of(seen.src).shape == (64, 64, 3)
    assert "in colour" in seen.alt
    # the heat covers the square, which reaches above and below the picture
    assert (heat.style["top"], heat.style["height"]) == ("-25.000%", "150.000%")


def test_the_champion_that_is_asked_for_shows_its_28x28(both_kinds, photograph):
    [card] = answer_cards(both(both_kinds, f"{NAME}/1"), [photograph.to_json()])
    _, (seen, _) = images_of(card)
    assert f"{NAME}/1" in words(card)
    assert "28x28 as seen" in words(card)
    assert photograph.steps[-1] in words(card)
    assert seen.src != photograph.square


def test_the_picture_decides_card_by_card(both_kinds, photograph, dataset):
    stored = [picture(dataset, 0).to_json(), photograph.to_json()]
    cards = answer_cards(both(both_kinds), stored)
    assert [f"{NAME}/2" in words(card) for card in cards] == [True, False]
    assert ["photographs/1" in words(card) for card in cards] == [False, True]
