"""The choice of a page under or over a list that has several."""

import dash_bootstrap_components as dbc


def page_choice(choice_id: str, page: int = 1) -> dbc.Pagination:
    """The numbers of the pages; a callback says how many there are."""
    return dbc.Pagination(
        id=choice_id,
        active_page=page,
        max_value=max(1, page),
        fully_expanded=False,
        first_last=True,
        previous_next=True,
        size="sm",
        class_name="mb-0",
    )
