"""ImageNet weights of keras.applications: found, damaged, foreign, or out of reach."""

import importlib
import warnings

import h5py
import numpy as np
import pytest

from dashboard.backbones import BACKBONES
from dashboard.errors import WeightsError
from dashboard.recipe import Recipe
from dashboard.weights import WEIGHTS_VARIABLE

pytestmark = pytest.mark.slow

RECIPE = Recipe(backbone="mobilenet", weights="imagenet", image_size=32, epochs=1)


def write_weights(model, path):
    """A file as Keras offers it for download: the legacy HDF5 form."""
    from keras.src.legacy.saving import legacy_h5_format

    with h5py.File(path, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras's own, about NumPy 2
        legacy_h5_format.save_weights_to_hdf5_group(file, model)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder of the person's, and no file of Keras's own."""
    monkeypatch.setenv(WEIGHTS_VARIABLE, str(tmp_path / "mine"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


# B0 is loaded by the test below, which also looks at its answers
@pytest.mark.parametrize(
    ("backbone", "constructor"),
    [("mobilenet", "MobileNetV2"), ("resnet50", "ResNet50")],
)
def test_weights_in_a_folder_of_the_persons_are_loaded(
    ml, folder, backbone, constructor
):
    make = getattr(ml.keras.applications, constructor)
    source = make(include_top=False, weights=None, input_shape=(32, 32, 3))
    write_weights(source, folder / BACKBONES[backbone].download.file)
    model = ml.network.build(RECIPE.with_(backbone=backbone))
    for layer in [la for la in source.layers if la.weights]:
        for wanted, found in zip(
            layer.weights, model.get_layer(layer.name).weights, strict=True
        ):
            np.testing.assert_array_equal(np.asarray(wanted), np.asarray(found))


def test_b0_sees_pictures_as_its_weights_were_trained_to(ml, folder, monkeypatch):
    make, facts = ml.keras.applications.EfficientNetB0, BACKBONES["efficientnet-b0"]
    source = make(include_top=False, weights=None, input_shape=(32, 32, 3))
    # as in the real file: the deviations stand where the variances belong
    mean, deviation = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
    norm = next(la for la in source.layers if "normalization" in la.name)
    norm.set_weights([np.array(mean), np.array(deviation), np.array(0)])
    path = folder / facts.download.file
    write_weights(source, path)
    monkeypatch.setattr("keras.src.utils.file_utils.get_file", lambda *_, **__: path)
    theirs = make(include_top=False, weights="imagenet", input_shape=(32, 32, 3))
    image = ml.keras.Input((32, 32, 3))
    from dashboard.ml.backbones import efficientnet_b0

    ours = ml.keras.Model(image, efficientnet_b0.features(image, "imagenet"))
    pictures = np.random.default_rng(1).uniform(0, 255, (2, 32, 32, 3))
    for found, wanted in zip(ours(pictures), theirs(pictures), strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("model", ["efficientnet-b0"], indirect=True)
def test_b0_can_be_restored_and_cached(model, ml):
    first = ml.network.build(RECIPE.with_(backbone="efficientnet-b0", weights="none"))
    # a checkpoint of one network fits the next one of the same process
    assert list(ml.checkpoint.names(first)) == list(ml.checkpoint.names(model))
    head = {f"head_dropout{number}" for number in (1, 2)}
    random = {la.name for la in first.layers if hasattr(la, "seed_generator")}
    assert random <= head
    cut = importlib.import_module("dashboard.ml.cut")
    ml.network.freeze(first, 0, train_batch_norm=False)
    logits = ml.keras.Model(first.input, first.output["logits"])
    frozen, _ = cut.frozen_and_tail(logits)
    assert frozen.output.shape == (None, 1280)


@pytest.mark.parametrize("content", [b"", b"no HDF5 at all", b"\x89HDF\r\n\x1a\n" * 9])
def test_a_damaged_file_is_named(ml, folder, content):
    path = folder / BACKBONES["mobilenet"].download.file
    path.write_bytes(content)
    with pytest.raises(WeightsError, match=path.name):
        ml.network.build(RECIPE)


def test_weights_of_another_network_are_refused(ml, folder):
    small = ml.keras.Sequential([ml.keras.layers.Dense(3)])
    small.build((None, 2))
    path = folder / BACKBONES["mobilenet"].download.file
    write_weights(small, path)
    with pytest.raises(WeightsError, match=path.name):
        ml.network.build(RECIPE)


def test_out_of_reach_the_error_says_which_file_to_put_where(ml, folder, monkeypatch):
    def refuse(*_, **__):
        raise OSError("no route to the network")

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    monkeypatch.setattr("keras.src.utils.file_utils.urlretrieve", refuse)
    download = BACKBONES["mobilenet"].download
    with pytest.raises(WeightsError) as caught:
        ml.network.build(RECIPE)
    for part in (download.file, f"{download.megabytes} MB", WEIGHTS_VARIABLE, "none"):
        assert part in str(caught.value)


def test_the_form_says_what_is_on_this_machine(folder):
    from dashboard.components.train_form import weights_words

    facts = BACKBONES["mobilenet"]
    assert "fetched once" in weights_words(facts)["imagenet"]
    assert facts.ready_weights() == "none"
    (folder / facts.download.file).touch()
    assert weights_words(facts)["imagenet"] == "ImageNet (pre-trained)"
    assert facts.ready_weights() == "imagenet"


def test_mobilenets_statistics_follow_within_a_few_hundred_batches(ml):
    model = ml.network.build(RECIPE.with_(weights="none"))
    norms = [
        layer
        for layer in model.layers
        if isinstance(layer, ml.keras.layers.BatchNormalization)
    ]
    # what the first statistics still count for after that many batches
    assert len(norms) > 50
    assert all(norm.momentum**500 < 0.01 for norm in norms)
