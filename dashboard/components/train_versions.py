"""The versions that a training can continue or learn from, offered as one types."""

from dash import html

from dashboard.store.versions import ModelStore


def offered(store: ModelStore) -> list[html.Option]:
    """Suggestions for a field, the newest first.

    An ensemble is among them: it can teach, and the form says where it cannot be
    continued. Versions for photographs can neither.
    """
    return [
        html.Option(version.manifest["architecture"], value=version.ref)
        for version in store.list()
        if not version.sees_photographs
    ]
