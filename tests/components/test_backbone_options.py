"""Which backbones the Train page offers."""

from dataclasses import replace

import pytest

from dashboard.backbones import BACKBONES
from dashboard.components.backbone_options import backbone_options
from dashboard.preset_recipes import SPECIAL
from dashboard.weights import Extra


@pytest.mark.parametrize(("module", "there"), [("json", True), ("no_such", False)])
def test_what_needs_a_missing_package_is_shown_and_cannot_be_chosen(
    monkeypatch, module, there
):
    extra = Extra(module, "such>=1")
    facts = replace(BACKBONES["vit-imagenet"], extra=extra)
    monkeypatch.setitem(BACKBONES, "vit-imagenet", facts)
    options = {option["value"]: option for option in backbone_options()}
    assert list(options) == [*BACKBONES, *SPECIAL]
    assert options["vit-imagenet"]["disabled"] is not there
    assert ("pip install 'such>=1'" in options["vit-imagenet"]["label"]) is not there
    assert options["cnn"]["disabled"] is False
