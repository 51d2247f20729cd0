"""The recipe of a run beside its backbone's defaults."""

from dash import html

from dashboard.components.run_recipe import differences, recipe_table
from dashboard.presets import defaults
from dashboard.recipe import Recipe
from tests.components.conftest import parts, words


def marked(table):
    rows = parts(table, html.Tr)[1:]
    return {words(row).splitlines()[0] for row in rows if "changed" in words(row)}


def test_what_differs_is_marked_and_nothing_else():
    assert marked(recipe_table(defaults("cnn").to_dict())) == set()
    changed = defaults("cnn").with_(epochs=3, mirror=True)
    assert marked(recipe_table(changed.to_dict())) == {"epochs", "mirror"}


def test_an_older_recipe_has_the_defaults_of_newer_settings():
    values = defaults("cnn").to_dict()
    del values["corrections"]
    assert differences(values)["corrections"] == (False, False)
    assert len(differences(values)) == len(Recipe().to_dict())


def test_a_recipe_that_cannot_be_read_is_a_sentence():
    assert "Expected backbone" in words(recipe_table({"backbone": "gone"}))
