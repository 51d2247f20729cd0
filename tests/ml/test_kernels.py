"""oneDNN is asked for where it suits the backbone, before TensorFlow is imported."""

import os
import sys

import pytest

from dashboard.ml import kernels
from dashboard.ml.kernels import SWITCH


@pytest.fixture(autouse=True)
def before_tensorflow_and_without_a_setting(monkeypatch):
    monkeypatch.setenv(SWITCH, "x")  # so that what a test sets is undone
    monkeypatch.delenv(SWITCH)
    monkeypatch.delitem(sys.modules, "tensorflow", raising=False)


@pytest.mark.parametrize(
    ("backbone", "setting"),
    [("cnn", "1"), ("resnet50", "1"), ("efficientnet-lite0", None)],
)
def test_a_dense_network_asks_for_it_and_a_depthwise_one_does_not(backbone, setting):
    kernels.choose(backbone)
    assert os.environ.get(SWITCH) == setting


def test_a_persons_own_setting_stays(monkeypatch):
    monkeypatch.setenv(SWITCH, "0")
    kernels.choose("cnn")
    assert kernels.chosen() == "0"


def test_nothing_is_set_once_tensorflow_has_looked(monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorflow", object())
    kernels.choose("cnn")
    assert SWITCH not in os.environ


def test_without_a_setting_the_choice_is_tensorflows():
    assert kernels.chosen() == "TensorFlow's own choice"
