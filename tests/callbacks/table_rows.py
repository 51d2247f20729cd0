"""Finding the rows of a table among components as JSON."""


def rows(component):
    """The keys of a table's rows."""
    if isinstance(component, list):
        return [key for one in component for key in rows(one)]
    if not isinstance(component, dict):
        return []
    own = component["props"].get("data-record")
    return ([own] if own else []) + rows(component["props"].get("children"))
