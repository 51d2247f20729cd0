"""A fresh store, light versions for it, and worker processes on it."""

import subprocess
import sys

import pytest

from dashboard.settings import ROOT
from dashboard.store.versions import ModelStore


@pytest.fixture
def store(tmp_path):
    return ModelStore(tmp_path / "store")


@pytest.fixture
def start(tmp_path):
    """Starts `python -m tests.store.worker`; ends what is left of them."""
    children: list[subprocess.Popen] = []

    def begin(*words):
        command = [sys.executable, "-m", "tests.store.worker", *map(str, words)]
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        children.append(child)
        return child

    yield begin
    for child in children:
        child.kill()
        child.communicate()
