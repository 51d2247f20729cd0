"""The page, the command line and the HTTP API say the same of the same bytes."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from dashboard.__main__ import main
from dashboard.components.intake import Picture
from dashboard.data.photograph import SIDE
from dashboard.serving.answers import answers_json, error_json
from dashboard.serving.predictor import Predictors
from tests.callbacks.test_predict import ANSWERS, PICTURES, data_url, upload
from tests.shipped import NAME
from tests.tiny import fill_colour

PICTURE_NAMES = [
    *("own.png", "large.jpg", "alpha.webp", "palette.gif", "noise.bmp", "wide.png")
]
OTHER_NAMES = ["cut.png", "empty.png", "notes.txt"]


def encoded(pixels, kind, mode=None, **options):
    image = Image.fromarray(pixels)
    file = io.BytesIO()
    (image.convert(mode) if mode else image).save(file, kind, **options)
    return file.getvalue()


@pytest.fixture(scope="module")
def files(dataset):
    """Bytes by file name: the dataset's own form, other pictures, and no pictures."""
    own = np.asarray(dataset.test_images[0])
    large = np.kron(own, np.ones((9, 7), np.uint8))
    noise = np.random.default_rng(0).integers(0, 256, (90, 120, 3), np.uint8)
    contents = [
        encoded(own, "PNG"),
        encoded(255 - large, "JPEG", "RGB", quality=80),
        encoded(large, "WEBP", "RGBA", lossless=True),
        encoded(large, "GIF", "P"),
        encoded(noise, "BMP"),
        encoded(own.astype(np.uint16) * 257, "PNG"),
        encoded(own, "PNG")[:60],
        b"",
        b"hello",
    ]
    return dict(zip([*PICTURE_NAMES, *OTHER_NAMES], contents, strict=True))


@pytest.fixture
def at_the_command_line(settings, monkeypatch, capsys, tmp_path):
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    def ask(files, *words):
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        main(["predict", *files, "--json", *words])
        return json.loads(capsys.readouterr().out)["predictions"]

    return ask


@pytest.fixture
def over_http(client):
    def ask(files, **query):
        sent = [(io.BytesIO(content), name) for name, content in files.items()]
        url = "/api/v1/predict"
        response = client.post(url, data={"file": sent}, query_string=query)
        return response.json["predictions"]

    return ask


@pytest.fixture
def on_the_page(fire, store):
    """Uploads, as the browser does; the answers as JSON, not as cards."""
    predictors = Predictors(store)

    def ask(files, model=None):
        urls = [data_url(content) for content in files.values()]
        stored = upload(fire, urls, list(files)).props[PICTURES]
        taken = [Picture.from_json(picture) for picture in stored]
        return [
            error_json(picture.name, picture.error)
            if picture.error
            else answers_json(predictors, [(picture.name, picture.prepared())], model)[
                0
            ]
            for picture in taken
        ]

    return ask


def timeless(predictions):
    return [{**one, "milliseconds": None} for one in predictions]


@pytest.mark.parametrize("name", [*PICTURE_NAMES, *OTHER_NAMES])
def test_a_file_gets_the_same_json_at_each_door(
    files, name, at_the_command_line, over_http, on_the_page
):
    one = {name: files[name]}
    [http] = timeless(over_http(one))
    assert timeless(at_the_command_line(one)) == [http]
    assert timeless(on_the_page(one)) == [http]
    assert http["file"] == name
    assert ("error" in http) == (name in OTHER_NAMES)


def test_so_it_does_by_a_chosen_version(
    files, at_the_command_line, over_http, on_the_page
):
    one, ref = {"own.png": files["own.png"]}, f"{NAME}/1"
    [http] = timeless(over_http(one, model=ref))
    assert http["version"] == 1
    assert timeless(at_the_command_line(one, "--model", ref)) == [http]
    assert timeless(on_the_page(one, ref)) == [http]
    assert http != timeless(over_http(one))[0]


@pytest.mark.parametrize("model", [None, "auto"])
def test_so_it_does_where_the_picture_decides(
    files, store, at_the_command_line, over_http, on_the_page, model
):
    store.publish("photographs", lambda folder: fill_colour(folder, side=SIDE))
    words, query = (("--model", model), {"model": model}) if model else ((), {})
    for name, path in (("noise.bmp", "photograph"), ("own.png", "fashion-mnist")):
        one = {name: files[name]}
        [http] = timeless(over_http(one, **query))
        assert (http["path"], http["model"] == NAME) == (path, path != "photograph")
        assert timeless(at_the_command_line(one, *words)) == [http]
        assert timeless(on_the_page(one, model)) == [http]


def test_many_files_are_answered_as_if_each_were_alone(
    files, at_the_command_line, over_http
):
    """The API computes them together, which may change the last digits."""
    together = over_http(files)
    for one, alone in zip(together, at_the_command_line(files), strict=True):
        assert list(one) == list(alone)
        if "error" in one:
            assert one == alone
            continue
        numbers, expected = one.pop("probabilities"), alone.pop("probabilities")
        assert numbers == pytest.approx(expected, abs=1e-6)
        assert one.pop("confidence") == pytest.approx(alone.pop("confidence"), abs=1e-6)
        assert timeless([one]) == timeless([alone])


def test_the_page_shows_the_numbers_of_that_json(files, fire, over_http):
    one = {"large.jpg": files["large.jpg"]}
    [http] = over_http(one)
    pictures = upload(fire, [data_url(one["large.jpg"])], list(one)).props[PICTURES]
    fired = fire(ANSWERS, PICTURES, {PICTURES: pictures})
    [bars] = figures(fired.props[ANSWERS])
    shown = dict(zip(bars["y"], bars["x"], strict=True))
    assert {label: shown[label] for label in http["probabilities"]} == (
        http["probabilities"]
    )


def figures(component):
    """The bars of every graph in a component as the callback answered it."""
    if isinstance(component, list):
        return [bars for part in component for bars in figures(part)]
    if not isinstance(component, dict):
        return []
    props = component.get("props", {})
    if component.get("type") == "Graph":
        return props["figure"]["data"]
    return figures(props.get("children"))
