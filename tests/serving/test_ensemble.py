"""An ensemble's graph answers as the average of its members, and explains itself."""

import numpy as np
import pytest

from dashboard.errors import StoreError
from dashboard.explain.members import Member
from dashboard.serving import ensemble, heads, session
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore
from tests import tiny

REFS = ("efficientnet-lite0/1", "cnn-baseline/1")


@pytest.fixture(scope="module")
def shipped():
    store = ModelStore(Settings().store)
    return [store.resolve(ref) for ref in REFS]


@pytest.fixture
def images():
    return np.random.default_rng(0).integers(0, 256, (5, 28, 28), dtype=np.uint8)


def loaded(versions, folder):
    """(session of the ensemble's graph, members)."""
    members = ensemble.members(versions)
    path = folder / "ensemble.onnx"
    path.write_bytes(ensemble.graph(versions, members))
    return session.load(path), members


def test_logits_are_the_mean_of_the_calibrated_logits(shipped, images, tmp_path):
    graph, _ = loaded(shipped, tmp_path)
    wanted = np.mean(
        [
            session.run(session.load(v.file("model.onnx")), images)[0]
            / v.manifest["temperature"]
            for v in shipped
        ],
        axis=0,
    )
    found = session.run(graph, images)[0]
    np.testing.assert_allclose(found, wanted, atol=1e-4)


def test_maps_and_embeddings_stand_side_by_side(shipped, images, tmp_path):
    graph, members = loaded(shipped, tmp_path)
    _, embedding, features = session.run(graph, images)
    first_channel, first_number = 0, 0
    for version, member in zip(shipped, members, strict=True):
        own = session.run(session.load(version.file("model.onnx")), images)
        last = first_channel + member.channels
        step = features.shape[1] // member.side
        part = features[:, :, :, first_channel:last]
        repeated = own[2].repeat(step, axis=1).repeat(step, axis=2)
        np.testing.assert_allclose(part, repeated, atol=1e-4)
        end = first_number + own[1].shape[1]
        np.testing.assert_allclose(embedding[:, first_number:end], own[1], atol=1e-4)
        first_channel, first_number = last, end
    assert (first_channel, first_number) == (features.shape[3], embedding.shape[1])


def test_the_heads_give_the_graphs_logits(shipped, images, tmp_path):
    graph, members = loaded(shipped, tmp_path)
    logits, embedding, _ = session.run(graph, images)
    total, first = 0.0, 0
    for member in members:
        last = first + len(member.layers[0][0])
        x = embedding[:, first:last]
        for kernel, bias in member.layers[:-1]:
            x = np.maximum(x @ kernel + bias, 0)
        total = total + x @ member.layers[-1][0] + member.layers[-1][1]
        first = last
    np.testing.assert_allclose(total, logits, atol=1e-3)


def test_heads_survive_the_file(shipped, tmp_path):
    members = ensemble.members(shipped)
    store = ModelStore(tmp_path / "store")

    def fill(folder):
        content = tiny.fill(folder)
        np.savez(folder / "head.npz", **heads.packed(members))
        return content

    found = heads.read(store.publish("two", fill))
    for wanted, member in zip(members, found, strict=True):
        assert (member.channels, member.side) == (wanted.channels, wanted.side)
        for pair, other in zip(wanted.layers, member.layers, strict=True):
            np.testing.assert_array_equal(pair[0], other[0])
            np.testing.assert_array_equal(pair[1], other[1])
    with pytest.raises(StoreError, match="Name its members"):
        ensemble.members([store.resolve("two/1"), shipped[0]])


@pytest.mark.parametrize(("sides", "common"), [((2, 4), 4), ((7, 2), 14), ((3,), 3)])
def test_maps_are_repeated_to_a_common_size(sides, common):
    assert ensemble.common_side([Member([], 1, side) for side in sides]) == common


def test_maps_finer_than_the_image_are_refused():
    with pytest.raises(StoreError, match=r"\[7, 8\]"):
        ensemble.common_side([Member([], 1, 7), Member([], 1, 8)])
