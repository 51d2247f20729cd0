"""Several trainings in one process: what the one before left behind."""

import gc

import keras


def forget_networks() -> None:
    """Forget the networks before: the names of layers count from one again, and the
    cache of frozen features knows a network by them."""
    keras.backend.clear_session(free_memory=True)
    gc.collect()
