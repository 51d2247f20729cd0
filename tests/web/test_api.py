"""The HTTP API: order, statuses, limits."""

import io
from http import HTTPMethod

import numpy as np
import pytest
from PIL import Image

from dashboard.data.canonical import canonical
from dashboard.data.photograph import framed
from dashboard.labels import LABELS
from dashboard.serving.predictor import Predictors
from dashboard.store.versions import ModelStore
from dashboard.web.api import MAX_BODY
from dashboard.web.context import Context
from tests.tiny import fill, fill_colour
from tests.web.conftest import serve

PREDICT = "/api/v1/predict"


def picture(seed=0, side=28):
    values = np.random.default_rng(seed).integers(0, 256, (side, side), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(values).save(file, "PNG")
    return file.getvalue(), values


def send(client, *files, url=PREDICT, **fields):
    parts = [(io.BytesIO(content), name) for name, content in files]
    return client.post(url, data={"file": parts, **fields})


def check_problem(response, status, kind=None):
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert response.json["status"] == status
    assert response.json["instance"] == response.request.path
    assert kind is None or response.json["type"].endswith(f"/{kind}")
    assert response.json["detail"]
    return response.json["detail"]


def test_a_picture_gets_the_predictors_answer(client, context):
    content, values = picture(side=40)
    [answer] = send(client, ("a.png", content)).json["predictions"]
    seen = canonical(Image.fromarray(values)).pixels
    expected = context.predictors.get().predict(seen[None])[0]
    assert answer["file"] == "a.png"
    assert answer["label"] == expected.label
    assert answer["confidence"] == pytest.approx(expected.confidence)
    assert list(answer["probabilities"]) == list(LABELS)
    assert sum(answer["probabilities"].values()) == pytest.approx(1, abs=1e-5)
    assert (answer["model"], answer["version"]) == ("tiny", expected.number)
    assert set(answer) == {
        *("file", "label", "confidence", "probabilities", "verdict"),
        *("candidates", "model", "version", "path", "steps", "milliseconds"),
    }


def test_a_large_file_is_read_whatever_bytes_it_is_made_of(client):
    content = picture()[0] + b"\r\n" * 200_000
    assert send(client, ("a.png", content)).status_code == 200


def test_answers_keep_the_order_and_each_file_is_as_if_alone(client):
    files = [(f"{seed}.png", picture(seed)[0]) for seed in range(5)]
    files.insert(2, ("notes.txt", b"hello"))
    response = send(client, *files)
    predictions = response.json["predictions"]
    assert response.status_code == 200
    assert [p["file"] for p in predictions] == [name for name, _ in files]
    assert set(predictions[2]) == {"file", "error"}
    for position in (0, 1, 3, 4, 5):
        [alone] = send(client, files[position]).json["predictions"]
        assert alone["label"] == predictions[position]["label"]


@pytest.mark.parametrize(
    "files, status",
    [
        ([("a.txt", b"hello")], 415),
        ([("a.png", b"")], 400),
        ([("a.png", picture()[0][:60]), ("a.txt", b"hello")], 400),
        ([("a.txt", b"hello"), ("a.png", picture()[0][:60])], 415),
    ],
)
def test_when_every_file_is_bad_the_first_error_gives_the_status(client, files, status):
    response = send(client, *files)
    detail = check_problem(response, status, "FilesRefused")
    predictions = response.json["predictions"]
    assert [p["file"] for p in predictions] == [name for name, _ in files]
    assert all(set(p) == {"file", "error"} and p["error"] for p in predictions)
    assert predictions[0]["error"] in detail


@pytest.mark.parametrize("data", [None, {}, {"other": "x"}, {"file": "text"}])
def test_no_file_is_400(client, data):
    check_problem(client.post(PREDICT, data=data), 400)


def test_a_form_without_a_choice_is_400(client):
    check_problem(send(client, ("", b"")), 400)


def test_a_json_body_is_400(client):
    check_problem(client.post(PREDICT, json={"file": "x"}), 400)


@pytest.mark.parametrize("ref, number", [("tiny", 2), ("tiny/1", 1), ("tiny/2", 2)])
def test_a_model_can_be_chosen_in_the_query_or_the_form(client, ref, number):
    file = ("a.png", picture()[0])
    by_query = send(client, file, url=f"{PREDICT}?model={ref}")
    by_form = send(client, file, model=ref)
    for response in (by_query, by_form):
        assert response.json["predictions"][0]["version"] == number


def test_an_answer_says_which_form_was_seen_and_how_it_came_about(client):
    content, values = picture(side=40)
    [small] = send(client, ("a.png", picture()[0])).json["predictions"]
    [other] = send(client, ("a.png", content)).json["predictions"]
    assert (small["path"], other["path"]) == ("fashion-mnist", "fashion-mnist")
    assert small["steps"] == [
        "The picture already is 28×28 and grey, so it was used as it is."
    ]
    assert other["steps"] == list(canonical(Image.fromarray(values)).steps)


@pytest.fixture
def colour_client(context, tmp_path):
    """A server on a store that has a version for photographs too."""
    store = ModelStore(tmp_path / "both")
    store.publish("tiny", fill)
    store.publish("photographs", fill_colour)
    return serve(Context(context.settings, store, Predictors(store))).test_client()


def photograph():
    values = np.random.default_rng(1).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(values).save(file, "PNG")
    return file.getvalue(), framed(Image.fromarray(values))


@pytest.mark.parametrize("fields", [{}, {"model": ""}, {"model": "auto"}])
def test_the_picture_decides_unless_a_version_is_named(colour_client, fields):
    content, seen = photograph()
    files = [("a.jpg", content), ("b.png", picture()[0])]
    first, second = send(colour_client, *files, **fields).json["predictions"]
    assert (first["model"], first["path"]) == ("photographs", "photograph")
    assert first["steps"] == list(seen.steps)
    assert (second["model"], second["path"]) == ("tiny", "fashion-mnist")


def test_a_version_that_is_named_answers_for_a_photograph(colour_client):
    file = ("a.jpg", photograph()[0])
    by_form = send(colour_client, file, model="tiny")
    by_query = send(colour_client, file, url=f"{PREDICT}?model=photographs/1")
    found = [r.json["predictions"][0] for r in (by_form, by_query)]
    assert [p["model"] for p in found] == ["tiny", "photographs"]
    assert [p["path"] for p in found] == ["fashion-mnist", "photograph"]


def test_auto_beside_the_name_of_a_version_is_two_models(colour_client):
    file, url = ("a.png", picture()[0]), f"{PREDICT}?model=auto"
    response = send(colour_client, file, url=url, model="tiny")
    check_problem(response, 404, "NoSuchModel")


def test_auto_works_without_a_version_for_photographs(client):
    [found] = send(client, ("a.jpg", photograph()[0]), model="auto").json["predictions"]
    assert (found["model"], found["path"]) == ("tiny", "fashion-mnist")


def test_a_damaged_version_for_photographs_is_503_and_the_champion_still_answers(
    colour_client, tmp_path
):
    path = tmp_path / "both" / "photographs" / "1" / "model.onnx"
    path.write_bytes(path.read_bytes()[:-1])
    response = send(colour_client, ("a.jpg", photograph()[0]))
    check_problem(response, 503, "StoreUnavailable")
    assert send(colour_client, ("a.png", picture()[0])).status_code == 200


@pytest.mark.parametrize(
    "ref", ["none", "tiny/9", "tiny/x", "../tiny", "Tiny", "tiny/" + "9" * 5000, "/"]
)
def test_an_unknown_model_is_404(client, ref):
    check_problem(send(client, ("a.png", picture()[0]), model=ref), 404, "NoSuchModel")


def test_two_different_models_are_404_and_the_same_one_twice_is_not(client):
    file, url = ("a.png", picture()[0]), f"{PREDICT}?model=tiny/1"
    check_problem(send(client, file, url=url, model="tiny/2"), 404, "NoSuchModel")
    check_problem(send(client, file, model=["tiny/1", "tiny"]), 404, "NoSuchModel")
    twice = send(client, file, url=url, model="tiny/1")
    assert twice.json["predictions"][0]["version"] == 1


def test_an_empty_store_is_503(context, tmp_path):
    store = ModelStore(tmp_path / "empty")
    empty = Context(context.settings, store, type(context.predictors)(store))
    client = serve(empty).test_client()
    check_problem(send(client, ("a.png", picture()[0])), 503, "StoreUnavailable")
    assert client.get("/api/v1/models").json == {"models": []}


def test_sixty_four_files_pass_and_one_more_does_not(client):
    content = picture()[0]
    files = [("a.png", content)] * 64
    assert len(send(client, *files).json["predictions"]) == 64
    assert "64" in check_problem(
        send(client, *files, ("a.png", content)), 413, "TooMuch"
    )


class Untouchable(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, buffer):
        raise AssertionError("the body was read")


def test_a_large_body_is_refused_by_its_length_alone(client):
    response = client.post(
        PREDICT,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={
            "CONTENT_LENGTH": str(MAX_BODY + 1),
            "wsgi.input": Untouchable(),
        },
    )
    assert "8 MiB" in check_problem(response, 413)


def test_a_large_chunked_body_is_refused_on_the_way(client):
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    body = io.BytesIO(head + bytes(MAX_BODY + (1 << 20)))
    response = client.post(
        PREDICT,
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"wsgi.input_terminated": True},
    )
    check_problem(response, 413, "TooMuch")
    assert body.tell() < MAX_BODY + (1 << 18)


def test_a_large_form_field_is_refused(client):
    file = ("a.png", picture()[0])
    check_problem(send(client, file, model="x" * (129 << 10)), 413)


def test_models_lists_every_version_newest_first(client, store):
    models = client.get("/api/v1/models").json["models"]
    assert [m["version"] for m in models] == [v.number for v in store.list()]
    assert sum(m["champion"] for m in models) == 1
    keys = {"name", "version", "champion", "input", "architecture", "weights"}
    keys |= {"onnx", "metrics"}
    assert all(set(model) == keys for model in models)


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize(
    "path",
    [
        *("/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/%3Cx"),
        *(PREDICT + "/", "/api//v1/predict", "/api/v1//predict"),
    ],
)
def test_other_addresses_below_api_are_problems_and_not_pages(client, path, method):
    response = client.open(path, method=method)
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
    assert (response.json["type"], response.json["instance"]) == ("about:blank", path)


@pytest.mark.parametrize("method", [*HTTPMethod, "PROPFIND"])
@pytest.mark.parametrize(
    "path, allowed", [(PREDICT, "POST"), ("/api/v1/models", "GET, HEAD")]
)
def test_other_methods_are_405_with_those_that_are_allowed(
    client, path, allowed, method
):
    response = client.open(path, method=method)
    if method in allowed.split(", "):
        assert response.status_code != 405
    else:
        assert response.status_code == 405
        assert response.content_type == "application/problem+json"
        assert response.headers["Allow"] == allowed


def test_pages_whose_address_only_begins_like_the_api_are_pages(client):
    assert client.get("/apiary").text == "a page of Dash"


def test_a_file_name_with_markup_is_harmless_in_the_message(client):
    response = send(client, ("<script>.png", b"hello"))
    [answer] = response.json["predictions"]
    assert "<" not in answer["error"]
    assert "<" not in response.json["detail"]
    assert response.content_type == "application/problem+json"
