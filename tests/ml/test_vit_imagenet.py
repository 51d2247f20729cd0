"""The transformer of KerasHub, an optional package: what is said without it, and with
it where it is installed."""

import importlib.util
import sys
import warnings

import numpy as np
import pytest

from dashboard.backbones import BACKBONES
from dashboard.errors import WeightsError
from dashboard.recipe import Recipe
from dashboard.weights import KAGGLE_VARIABLE, WEIGHTS_VARIABLE

pytestmark = pytest.mark.slow
RECIPE = Recipe(backbone="vit-imagenet", weights="none", image_size=64, head_epochs=0)
FACTS = BACKBONES["vit-imagenet"]
with_hub = pytest.mark.skipif(
    not importlib.util.find_spec("keras_hub"), reason="keras-hub is optional"
)


def test_without_the_package_the_error_says_what_to_install(ml, monkeypatch):
    monkeypatch.setitem(sys.modules, "keras_hub", None)
    with pytest.raises(WeightsError, match="Run `pip install 'keras-hub>=") as caught:
        ml.network.build(RECIPE)
    assert FACTS.extra.requirement in str(caught.value)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The person's folder; KerasHub's cache is empty."""
    monkeypatch.setenv(WEIGHTS_VARIABLE, str(tmp_path))
    monkeypatch.setenv(KAGGLE_VARIABLE, str(tmp_path / "kaggle"))
    return tmp_path


class OutOfReach:
    """Stands in for KerasHub on a machine without network."""

    class models:
        class DeiTBackbone:
            def __init__(self, **_):
                self.layers = []

            @staticmethod
            def from_preset(preset):
                raise OSError("Name or service not known")


def test_out_of_reach_the_error_says_which_file_to_put_where(ml, folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "keras_hub", OutOfReach)
    with pytest.raises(WeightsError) as caught:
        ml.network.build(RECIPE.with_(weights="imagenet"))
    text = str(caught.value)
    assert "deit_tiny_distilled_patch16_224_imagenet (about 22 MB)" in text
    assert str(folder / "kaggle/models" / FACTS.download.handle) in text
    for part in ("Name or service", "model.weights.h5", WEIGHTS_VARIABLE, "none"):
        assert part in text


@with_hub
def test_weights_in_a_folder_of_the_persons_are_fitted_to_the_size(ml, folder):
    import keras_hub

    from dashboard.ml.backbones import vit_imagenet

    source = vit_imagenet._network(keras_hub, vit_imagenet.TRAINED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras's own, about NumPy 2
        source.save_weights(folder / FACTS.download.file)
    model = ml.network.build(RECIPE.with_(weights="imagenet"))
    for layer in source.layers[1:]:
        found = model.get_layer(layer.name).get_weights()
        for value, wanted in zip(found, layer.get_weights(), strict=True):
            if value.shape == wanted.shape:
                np.testing.assert_array_equal(value, wanted)
            else:
                assert (value.shape, wanted.shape) == ((1, 18, 192), (1, 198, 192))


@with_hub
@pytest.mark.parametrize("size", [64, 70])
def test_the_exported_graph_answers_as_the_network(ml, images, tmp_path, size):
    model = ml.network.build(RECIPE.with_(image_size=size))
    found = model(images, training=False)
    assert found["features"].shape == (8, 4, 4, 192)
    np.testing.assert_allclose(
        np.asarray(found["features"]).mean((1, 2)), found["embedding"], atol=1e-4
    )
    ml.export.export(model, tmp_path, images, mirror=True)
