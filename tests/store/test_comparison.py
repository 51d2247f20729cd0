"""The file of figures beside the versions."""

import json

import pytest

from dashboard.store import comparison
from tests import tiny


@pytest.fixture
def version(store):
    return store.publish("tiny", tiny.fill)


def content(version, **changes):
    entry = {"onnx_sha256": comparison.graph_hash(version), "latency_ms": 2.5}
    return {
        "measured_at": "2026-11-24T10:00:00+00:00",
        "versions": {version.ref: {**entry, **changes}},
    }


def test_what_was_written_is_read(store, version):
    comparison.write(store.root, content(version))
    read = comparison.read(store.root)
    assert comparison.of(version, read)["latency_ms"] == 2.5
    assert [v.ref for v in store.list(strict=True)] == ["tiny/1"]


def test_figures_of_another_graph_are_not_used(version):
    stale = content(version, onnx_sha256="0" * 64)
    assert comparison.of(version, stale) == {}


def test_what_is_no_number_is_left_out(version):
    odd = content(version, latency_ms="2.5", multiply_adds=7, images_per_second=None)
    assert comparison.of(version, odd) == {"multiply_adds": 7}


def test_a_version_that_was_not_there_has_no_figures(store, version):
    later = store.publish("tiny", tiny.fill)
    assert comparison.of(later, content(version)) == {}


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "3", "null", "{}", '{"format": 2, "versions": {}}'),
        '{"format": 1, "versions": []}',
        '{"format": 1, "versions": {"tiny/1": 3}}',
        b"\xff",
    ],
)
def test_a_damaged_file_counts_as_none(store, version, text):
    path = store.root / comparison.FILE
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert comparison.read(store.root) == comparison.EMPTY


def test_no_file_is_no_damage(store, caplog):
    assert comparison.read(store.root) == comparison.EMPTY
    assert caplog.text == ""


def test_the_file_is_plain_json(store, version):
    comparison.write(store.root, content(version))
    text = (store.root / comparison.FILE).read_text(encoding="utf-8")
    assert json.loads(text)["format"] == comparison.FORMAT
