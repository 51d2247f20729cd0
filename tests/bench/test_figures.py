"""From what was timed to lines of the table."""

import numpy as np
import pytest

from dashboard.bench import (
    api,
    client,
    machine,
    pages,
    predict,
    predict_child,
    training_child,
)
from dashboard.errors import StoreError


def test_an_api_line_is_the_median_over_rounds():
    rounds = [api.Round([0.001] * 4, 1.0), api.Round([0.003] * 4, 2.0)]
    line = api.to_line(8, rounds)
    assert line.what.endswith("8 clients")
    assert line.values["p50_ms"] == pytest.approx(2)
    assert line.values["requests_per_second"] == pytest.approx(3)
    assert line.measured.endswith("median of 2 × 4")


@pytest.mark.parametrize(("seconds", "met"), [(0.02, True), (0.2, False)])
def test_a_page_operation_is_held_to_its_limit(seconds, met):
    assert pages.to_line("Browse: sort by loss", [seconds] * 3).met is met


@pytest.mark.parametrize(("keras", "met"), [(0.031, True), (0.029, False)])
def test_the_ratio_compares_medians_of_the_same_round(keras, met):
    found = {
        "ref": "cnn/1",
        "onnx": [[0.001], [0.002]],
        "keras": [[keras], [2 * keras]],
    }
    *_, ratio = predict.to_lines(found)
    assert ratio.values["ratio"] == pytest.approx(keras * 1000)
    assert ratio.met is met


def test_the_two_models_take_turns_on_the_same_image():
    images, seen = np.arange(3)[:, None, None], []
    times = predict_child.turns(
        lambda image: seen.append(("a", int(image[0, 0, 0]))),
        lambda image: seen.append(("b", int(image[0, 0, 0]))),
        images,
        2,
    )
    assert [len(one) for one in times] == [2, 2]
    assert seen[:4] == [("a", 0), ("b", 0), ("a", 1), ("b", 1)]


def test_two_different_models_are_not_compared():
    logits = np.ones((2, 10), np.float32)
    predict_child.check_same(logits, {"logits": logits})
    with pytest.raises(StoreError, match="to answer alike"):
        predict_child.check_same(logits, {"logits": logits + 1})


def test_training_rates_come_from_the_ends_of_batches():
    assert training_child.rates([0.0, 1.0, 2.0, 2.5, 3.0], 2, 64) == [64.0, 128.0]


def test_the_training_clock_stops_after_its_batches():
    clock = training_child.Clock(2)
    assert [clock.stop_asked(), clock.stop_asked()] == [False, True]


def test_a_form_holds_the_file_between_its_boundaries():
    body, content_type = client.multipart(b"\x89PNG", "a.png")
    boundary = content_type.partition("boundary=")[2].encode()
    assert body.startswith(b"--" + boundary) and body.endswith(boundary + b"--\r\n")
    assert b'name="file"; filename="a.png"' in body and b"\x89PNG" in body


@pytest.mark.parametrize(("load", "busy"), [(0.1, False), (4.0, True)])
def test_the_last_line_warns_of_other_work(load, busy):
    facts = machine.machine() | {"cores": 2, "load": load}
    words = machine.machine_words(facts)
    assert words.startswith("Measured on 2 cores") and "onnxruntime" in words
    assert words.endswith("times are too long.") is busy
