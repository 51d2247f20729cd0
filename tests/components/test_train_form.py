"""The fields of the Train form."""

import dash_bootstrap_components as dbc
import pytest
from dash import html

from dashboard.backbones import BACKBONES
from dashboard.components.train_form import ALL, FIELDS, fields
from dashboard.errors import LookbookError
from dashboard.preset_recipes import SPECIAL
from dashboard.presets import base
from tests.components.conftest import parts, words


@pytest.mark.parametrize("backbone", [*BACKBONES, *SPECIAL])
def test_every_setting_has_a_field_and_the_rare_ones_are_behind_a_word(backbone):
    *usual, more = fields(backbone)
    assert [words(field) for field in usual] == list(FIELDS.values())
    labels = [words(label) for label in parts(more, html.Label)]
    assert set(labels) == set(ALL.values()) - set(FIELDS.values())


@pytest.mark.parametrize("backbone", ["", "x", None])
def test_an_unknown_backbone_has_no_fields(backbone):
    with pytest.raises(LookbookError):
        fields(backbone)


def test_no_form_begins_with_a_teacher_that_a_store_may_lack():
    assert not any(base(name).teacher for name in (*BACKBONES, *SPECIAL))


def test_a_teacher_is_a_text():
    *_, more = fields("cnn")
    teacher = next(
        field for field in parts(more, dbc.Input) if field.id["index"] == "teacher"
    )
    assert (teacher.value, getattr(teacher, "type", "text")) == ("", "text")
