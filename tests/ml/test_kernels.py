"""oneDNN is asked for where it suits the backbone, before TensorFlow is imported."""

import os
import sys

import pytest

from dashboard.ml import kernels
from dashboard.ml.kernels import SWITCH


@pytest.fixture(autouse=True)
def no_setting(monkeypatch):
    monkeypatch.setenv(SWITCH, "x")  # so that what a test sets is undone
    monkeypatch.delenv(SWITCH)


@pytest.mark.parametrize(
    ("backbone", "setting"),
    [("cnn", "1"), ("resnet50", "1"), ("efficientnet-lite0", None)],
)
def test_a_dense_network_asks_for_it_and_a_depthwise_one_does_not(
    monkeypatch, backbone, setting
):
    kernels.choose(backbone)
    assert os.environ.get(SWITCH) == setting


def test_a_persons_own_setting_stays(monkeypatch):
    monkeypatch.setenv(SWITCH, "0")
    kernels.choose("cnn")
    assert kernels.chosen() == "0"


def test_it_says_whether_tensorflow_will_see_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "tensorflow", raising=False)
    assert kernels.choose("cnn")
    monkeypatch.setitem(sys.modules, "tensorflow", object())
    assert not kernels.choose("cnn")


def test_without_a_setting_the_choice_is_tensorflows():
    assert kernels.chosen() == "TensorFlow's own choice"
