"""Weights of one network out of a file that holds more."""

import warnings

import h5py
import numpy as np
import pytest

from dashboard.errors import WeightsError

pytestmark = pytest.mark.slow


@pytest.fixture
def network(ml):
    """A small one with the kinds of layers that ImageNet networks have."""
    layers = ml.keras.layers
    ml.keras.utils.set_random_seed(3)
    image = ml.keras.Input((8, 8, 3))
    x = layers.Conv2D(4, 3, use_bias=False, name="stem")(image)
    x = layers.BatchNormalization(name="stem_norm")(x)
    x = layers.ReLU(name="stem_relu")(x)
    x = layers.DepthwiseConv2D(3, use_bias=False, name="wide")(x)
    return ml.keras.Model(image, x, name="small")


@pytest.fixture
def keras_file(ml):
    from dashboard.ml.backbones import keras_file

    return keras_file


@pytest.fixture
def sha256(network, keras_file):
    return keras_file.digest(values(network))


def values(network):
    return {la.name: la.get_weights() for la in network.layers if la.weights}


def saved(ml, network, path):
    """The network frozen inside another one, which was trained and saved as a whole."""
    network.trainable = False
    image = ml.keras.Input((8, 8, 3))
    x = ml.keras.layers.Flatten()(network(image))
    whole = ml.keras.Model(image, ml.keras.layers.Dense(2, name="answer")(x))
    whole.compile("adam", "mse")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras would rather write its newer form
        whole.fit(np.ones((2, 8, 8, 3)), np.ones((2, 2)), verbose=0)
        whole.save(path)
    return path


def test_a_network_inside_another_ones_file_is_found_and_can_be_loaded(
    ml, network, keras_file, sha256, tmp_path
):
    source = saved(ml, network, tmp_path / "whole.h5")
    found = keras_file.extract(source, network, sha256)
    from dashboard.ml.backbones import applications

    path = tmp_path / "weights" / "small.h5"
    keras_file.write(path, found, network)
    other = ml.keras.models.clone_model(network)
    applications.load(other, path)
    for ours, theirs in zip(other.get_weights(), network.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_names_that_keras_2_gave_are_understood(network, keras_file, sha256, tmp_path):
    source = tmp_path / "older.h5"
    with h5py.File(source, "w") as file:
        group = file.create_group("model_weights")
        for layer in network.layers:
            for weight in layer.weights:
                name = "depthwise_kernel" if layer.name == "wide" else weight.name
                value = np.asarray(weight)
                group[f"{layer.name}/{layer.name}/{name}:0"] = value
        # an optimizer's memory of a layer bears the layer's name
        file["optimizer_weights/stem/kernel:0"] = np.zeros((3, 3, 3, 4), np.float32)
    found = keras_file.extract(source, network, sha256)
    assert keras_file.digest(found) == sha256


def test_weights_that_were_trained_further_are_refused(
    ml, network, keras_file, sha256, tmp_path
):
    kernel = network.get_layer("wide").weights[0]
    kernel.assign(kernel + 1e-6)
    source = saved(ml, network, tmp_path / "whole.h5")
    with pytest.raises(WeightsError, match="trained further"):
        keras_file.extract(source, network, sha256)


@pytest.mark.parametrize("shape", [None, (3, 3, 4, 2)])
def test_a_layer_that_is_missing_or_of_another_shape_is_named(
    network, keras_file, sha256, tmp_path, shape
):
    source = tmp_path / "part.h5"
    with h5py.File(source, "w") as file:
        for name, arrays in values(network).items():
            if name != "wide":
                names = [weight.name for weight in network.get_layer(name).weights]
                for weight, array in zip(names, arrays, strict=True):
                    file[f"{name}/{weight}"] = array
            elif shape:
                file["wide/kernel"] = np.zeros(shape, np.float32)
    with pytest.raises(WeightsError, match="layer wide of small"):
        keras_file.extract(source, network, sha256)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 a newer form"])
def test_what_is_no_hdf5_is_refused(network, keras_file, tmp_path, content):
    source = tmp_path / "model.keras"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(WeightsError, match=r"model\.keras"):
        keras_file.extract(source, network, "")
