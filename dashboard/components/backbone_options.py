"""The networks of the Train page; one that cannot be built here says why."""

from typing import Any

from dashboard.backbones import BACKBONES
from dashboard.preset_recipes import SPECIAL


def backbone_options() -> list[dict[str, Any]]:
    """An option of a select for each backbone; without its package it is disabled.

    Recipes for something else than a backbone's best figure stand behind them.
    """
    options = []
    for name, facts in BACKBONES.items():
        label, possible = facts.title, facts.possible()
        if not possible:
            label += f" – optional: pip install '{facts.extra.requirement}'"
        options.append({"value": name, "label": label, "disabled": not possible})
    special = [{"value": name, "label": words} for name, words in SPECIAL.items()]
    return options + special
