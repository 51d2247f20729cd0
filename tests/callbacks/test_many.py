"""Wires of the Many pictures page, and that its answers are everybody's."""

import io

import numpy as np
import pytest
from PIL import Image

from tests.callbacks.conftest import words

TABLE = "many-table.children"
BATCH = "many-batch.data"
SORT = "many-sort.n_clicks"


@pytest.fixture
def pictures(dataset):
    """Three PNGs of test images by name."""
    made = {}
    for row in range(3):
        file = io.BytesIO()
        Image.fromarray(np.asarray(dataset.test_images[row])).save(file, "PNG")
        made[f"{row}.png"] = file.getvalue()
    return made


def sent(client, files, url):
    parts = [(io.BytesIO(content), name) for name, content in files.items()]
    return client.post(url, data={"file": parts}).json["predictions"]


@pytest.fixture
def batch(client, pictures):
    made = client.post("/batches").json["id"]
    sent(client, pictures, f"/batches/{made}/files")
    return made


def test_answers_are_those_of_the_api(client, pictures, batch):
    found = sent(client, pictures, f"/batches/{batch}/files")
    expected = sent(client, pictures, "/api/v1/predict")
    for one, other in zip(found, expected, strict=True):
        assert {**one, "milliseconds": 0} == {**other, "milliseconds": 0}


def test_the_table_shows_a_batch(fire, batch):
    props = fire(TABLE, BATCH, {BATCH: batch}).props
    text = words(props[TABLE])
    assert all(f"{row}.png" in text for row in range(3))
    assert props["many-count.children"] == "3 files"
    assert props["many-query.data"] == f"?batch={batch}"
    assert props["many-filters.hidden"] is False


def test_a_filter_narrows_it(fire, batch):
    values = {BATCH: batch, "many-text.value": "1.p"}
    props = fire(TABLE, "many-text.value", values).props
    assert props["many-count.children"] == "1 of 3 files"
    assert props["many-csv.href"] == f"/export/batches/{batch}.csv?text=1.p"


def test_a_click_on_a_heading_sorts(fire, batch):
    order = fire("many-order.data", (SORT, "number"), {SORT: {"number": 1}}).props
    order = order["many-order.data"]
    assert order == {"sort": "number", "order": "descending"}
    values = {BATCH: batch, "many-order.data": order}
    text = words(fire(TABLE, "many-order.data", values).props[TABLE])
    assert text.index("2.png") < text.index("0.png")


def test_headings_that_appear_sort_nothing(fire):
    fired = fire("many-order.data", (SORT, "file"), {SORT: {"file": None}})
    assert fired.props == {}


def test_the_page_offers_the_versions(fire):
    props = fire("many-model.options", None).props
    assert len(props["many-model.options"]) == 2


def test_a_batch_that_is_gone_is_a_sentence_on_the_page(fire):
    fired = fire(TABLE, BATCH, {BATCH: "../../etc"})
    assert "no longer kept" in words(fired.props[TABLE])
    assert fired.toasts == []
