"""Any number of files, answered as they come, as each would be alone."""

import io

import numpy as np
from PIL import Image

from dashboard.data.archive import Member
from dashboard.serving import door, many
from dashboard.serving.answers import answers_json
from dashboard.serving.predictor import Predictors


def picture(seed, size=(28, 28)):
    values = np.random.default_rng(seed).integers(0, 256, size[::-1], dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(values).save(file, "PNG")
    return file.getvalue()


def alone(predictors, content):
    image = Image.open(io.BytesIO(content))
    [answer] = answers_json(predictors, [("x", door.prepare(image))], None)
    return answer


def test_good_and_bad_files_keep_their_order(store, publish):
    publish()
    predictors = Predictors(store)
    files = [Member(f"{n}.png", picture(n)) for n in range(20)]
    files[3] = Member("notes.txt", b"hello")
    files[4] = Member("inner.zip", error="It stays closed.")
    files[16] = Member("empty.png")
    found = [answer for answer, _ in many.answered(predictors, files)]
    assert [a["file"] for a in found] == [file.name for file in files]
    assert [n for n, a in enumerate(found) if "error" in a] == [3, 4, 16]
    assert found[4]["error"] == "It stays closed."
    expected = alone(predictors, files[19].content)
    assert found[19]["probabilities"] == expected["probabilities"]
    assert list(found[19]) == list(expected)


def test_a_portion_without_a_picture_needs_no_version(store, publish):
    publish()
    files = [Member("a", b"x")] * 9
    assert len(list(many.answered(Predictors(store), files))) == 9


def test_each_picture_has_a_small_one(store, publish):
    publish()
    files = [Member("a", picture(0, (400, 100))), Member("b", b"x")]
    [(_, small), (_, none)] = many.answered(Predictors(store), files)
    assert (small.size, none) == ((96, 24), None)


def test_no_more_than_a_portion_is_read_ahead(store, publish):
    publish()
    read = []

    def files():
        for number in range(100):
            read.append(number)
            yield Member(str(number), picture(number))

    answers = many.answered(Predictors(store), files())
    next(answers)
    assert len(read) == many.PORTION
