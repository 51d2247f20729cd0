"""The coverage chosen for a version: kept beside it, obeyed at once, never lost."""

import json

import pytest

from dashboard.errors import StoreError
from dashboard.store import operating_points
from tests import tiny


@pytest.fixture
def publish(store):
    return lambda name: store.publish(name, tiny.fill)


@pytest.fixture
def version(publish):
    return publish("shoes")


def test_without_a_choice_a_version_keeps_its_own(version):
    assert operating_points.chosen(version) is None
    assert operating_points.verdict(version) == version.manifest["verdict"]


def test_the_latest_choice_counts_and_the_others_stay(version):
    for coverage in (0.9, 0.95):
        operating_points.save(version, coverage=coverage, set_threshold=0.4, by="me")
    found = operating_points.verdict(version)
    assert (found["coverage"], found["set_threshold"]) == (0.95, 0.4)
    own = version.manifest["verdict"]
    assert found["energy_threshold"] == own["energy_threshold"]
    history = operating_points.history(version.folder.parents[1])
    assert [point.coverage for point in history] == [0.9, 0.95]


def test_a_choice_is_for_its_version_only(version, publish):
    other = publish("shoes")
    operating_points.save(version, coverage=0.9, set_threshold=0.4, by="me")
    assert operating_points.verdict(other) == other.manifest["verdict"]


@pytest.mark.parametrize(
    ("coverage", "threshold"), [(0, 0.5), (1, 0.5), (float("nan"), 0.5), (0.9, 1.5)]
)
def test_a_bad_choice_is_refused(version, coverage, threshold):
    with pytest.raises(StoreError, match="coverage="):
        operating_points.save(
            version, coverage=coverage, set_threshold=threshold, by="me"
        )
    assert operating_points.chosen(version) is None


@pytest.mark.parametrize("text", ["", "{}", '{"points": [{}]}', "[1"])
def test_a_damaged_file_is_named(version, text):
    path = version.folder.parents[1] / operating_points.FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"operating_points\.json"):
        operating_points.verdict(version)


def test_the_file_can_be_read_by_a_person(version):
    operating_points.save(version, coverage=0.9, set_threshold=0.4, by="me")
    path = version.folder.parents[1] / operating_points.FILE
    (point,) = json.loads(path.read_text(encoding="utf-8"))["points"]
    assert (point["ref"], point["by"]) == (version.ref, "me")
