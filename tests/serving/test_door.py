"""The front door: which version sees a picture, and in which form."""

import numpy as np
import pytest
from PIL import Image

from dashboard.data.canonical import canonical
from dashboard.data.photograph import SIDE, framed
from dashboard.errors import NotFoundError, StoreError
from dashboard.serving import door
from dashboard.serving.answers import answers_json
from dashboard.serving.predictor import Predictor, Predictors
from dashboard.store import aliases
from tests.tiny import colour_logits, tiny_logits


def dataset_like(seed=0):
    """A 28x28 grey picture."""
    random = np.random.default_rng(seed)
    return Image.fromarray(random.integers(0, 256, (28, 28), dtype=np.uint8))


def photograph(seed=0, size=(90, 60)):
    random = np.random.default_rng(seed)
    shape = (size[1], size[0], 3)
    return Image.fromarray(random.integers(0, 256, shape, dtype=np.uint8))


@pytest.fixture
def both(store, publish, publish_colour):
    """Predictors of a store with a version of each kind."""
    publish()
    publish_colour(side=SIDE)
    return Predictors(store)


def answered(predictors, *images, ref=None):
    return door.answer(predictors, [door.prepare(image) for image in images], ref)


def test_both_forms_of_a_photograph_are_prepared():
    made = door.prepare(photograph())
    np.testing.assert_array_equal(made.small.pixels, canonical(photograph()).pixels)
    np.testing.assert_array_equal(made.square.pixels, framed(photograph()).pixels)


def test_a_picture_of_the_datasets_own_look_has_no_square():
    assert door.prepare(dataset_like()).square is None


@pytest.mark.parametrize("ref", [None, "", door.AUTOMATIC])
def test_the_picture_decides_and_the_order_stays(both, ref):
    images = [photograph(1), dataset_like(2), photograph(3), dataset_like(4)]
    found = answered(both, *images, ref=ref)
    names = [answer.name for _, answer in found]
    assert names == ["photographs", "tiny", "photographs", "tiny"]
    for image, (predictor, answer) in zip(images, found, strict=True):
        if answer.name == "tiny":
            expected = tiny_logits(np.asarray(image)[None])[0]
        else:
            expected = colour_logits(framed(image).pixels[None])[0]
        assert predictor.version.name == answer.name
        np.testing.assert_allclose(answer.logits, expected, rtol=1e-4, atol=1e-3)


def test_a_28x28_picture_is_answered_as_by_the_champion_alone(both):
    champion = Predictor(both.store.get("tiny"))
    for seed in range(5):
        [(_, answer)] = answered(both, dataset_like(seed))
        [own] = champion.predict(np.asarray(dataset_like(seed))[None])
        assert answer.probabilities.tobytes() == own.probabilities.tobytes()


def test_without_a_version_for_photographs_the_champion_sees_the_28x28_form(
    store, publish
):
    publish()
    [(_, answer)] = answered(Predictors(store), photograph())
    small = canonical(photograph()).pixels
    np.testing.assert_allclose(
        answer.logits, tiny_logits(small[None])[0], rtol=1e-4, atol=1e-3
    )


@pytest.mark.parametrize("ref", ["tiny", "tiny/1", "photographs", "photographs/1"])
def test_a_version_that_is_named_answers_for_every_picture(both, ref):
    found = answered(both, photograph(), dataset_like(), ref=ref)
    assert [answer.name for _, answer in found] == [ref.split("/")[0]] * 2


def test_a_version_for_photographs_sees_the_datasets_images_enlarged(both):
    [(_, answer)] = answered(both, dataset_like(), ref="photographs")
    square = framed(dataset_like()).pixels
    np.testing.assert_allclose(
        answer.logits, colour_logits(square[None])[0], rtol=1e-4, atol=1e-3
    )


def test_a_version_of_another_side_sees_the_square_resized(store, publish_colour):
    publish_colour(side=64)
    [(_, answer)] = answered(Predictors(store), photograph())
    assert answer.features.shape == (64, 64, 3)
    whole = framed(photograph()).pixels
    np.testing.assert_allclose(
        answer.features.mean(axis=(0, 1)), whole.mean(axis=(0, 1)), atol=1
    )


def test_the_promoted_version_for_photographs_answers(both, publish_colour):
    publish_colour()
    [(_, answer)] = answered(both, photograph())
    assert (answer.name, answer.number) == ("photographs", 2)
    aliases.promote(both.store.root, "photographs", 1, by="a test", reason="")
    [(_, answer)] = answered(both, photograph())
    assert (answer.name, answer.number) == ("photographs", 1)


def test_each_version_is_asked_once(both, monkeypatch):
    calls = []
    predict = Predictor.predict

    def counted(self, images):
        calls.append((self.version.name, len(images)))
        return predict(self, images)

    monkeypatch.setattr(Predictor, "predict", counted)
    answered(both, *map(photograph, range(3)), dataset_like(), dataset_like())
    assert sorted(calls) == [("photographs", 3), ("tiny", 2)]


def test_no_picture_gets_no_answer(both):
    assert door.answer(both, []) == []


def test_a_damaged_version_for_photographs_is_not_passed_over(both):
    path = both.store.get("photographs").file("model.onnx")
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(StoreError, match="will not be served"):
        answered(both, photograph())
    [(_, answer)] = answered(both, dataset_like())
    assert answer.name == "tiny"


def test_an_unknown_version_is_not_found(both):
    with pytest.raises(NotFoundError, match="nobody"):
        answered(both, photograph(), ref="nobody")


@pytest.mark.parametrize(
    "image, ref, path",
    [
        (photograph(), None, door.PHOTOGRAPH),
        (photograph(), "tiny", door.DATASET),
        (dataset_like(), None, door.DATASET),
        (dataset_like(), "photographs", door.DATASET),
    ],
)
def test_path_and_steps_are_those_of_the_form_that_was_seen(both, image, ref, path):
    made = door.prepare(image)
    [found] = answers_json(both, [("a.png", made)], ref)
    seen = made.square if path == door.PHOTOGRAPH else made.small
    assert (found["file"], found["path"]) == ("a.png", path)
    assert found["steps"] == list(seen.steps)


def test_what_a_version_sees_covers_a_part_of_the_picture(both):
    image = photograph(size=(90, 60))
    made = door.prepare(image)
    champion, colour = both.get("tiny"), both.get("photographs")
    small, square = door.seen(made, champion), door.seen(made, colour)
    assert np.array_equal(small.pixels, made.small.pixels)
    assert small.box == made.small.box
    assert np.array_equal(square.pixels, made.square.pixels)
    assert square.box == pytest.approx((0, -15, 90, 75))


def test_the_square_of_a_small_picture_lies_where_it_was_cut(both):
    """Heat of a version for photographs must not slip off a 28x28 picture."""
    values = np.zeros((28, 28), np.uint8)
    values[10:20, 4:12] = 200
    made = door.prepare(Image.fromarray(values))
    seen = door.seen(made, both.get("photographs"))
    square = framed(Image.fromarray(values), SIDE)
    assert np.array_equal(seen.pixels, square.pixels)
    assert seen.box == pytest.approx(square.box)


def test_a_box_within_another_is_in_its_coordinates():
    assert door._within((100, 200, 380, 480), (7, 0, 21, 14)) == (170, 200, 310, 340)
