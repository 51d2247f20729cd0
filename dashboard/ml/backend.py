"""Which library computes under Keras in this process; KERAS_BACKEND chooses it."""

import importlib.metadata

import keras

from dashboard.ml import kernels


def described() -> dict[str, str]:
    """Its name and version, and what TensorFlow was told of its kernels, as a manifest
    has them."""
    name = keras.backend.backend()
    found = {"backend": name, "backend_version": importlib.metadata.version(name)}
    return found | ({"onednn": kernels.chosen()} if name == "tensorflow" else {})
