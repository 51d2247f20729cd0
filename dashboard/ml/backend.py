"""Which library computes under Keras in this process; KERAS_BACKEND chooses it."""

import importlib.metadata

import keras


def described() -> dict[str, str]:
    """Its name and version, as a manifest has them."""
    name = keras.backend.backend()
    return {"backend": name, "backend_version": importlib.metadata.version(name)}
