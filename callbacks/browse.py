"""Wiring of the Browse page."""

from dash import ALL, Dash, Input, Output, State, ctx

from callbacks.shared import fill_model_picker, keep_address
from dashboard import ids
from dashboard.components import browse_state
from dashboard.web.context import Context

FILTERS = {
    "true": Input(ids.BROWSE_TRUE, "value"),
    "predicted": Input(ids.BROWSE_PREDICTED, "value"),
    "outcome": Input(ids.BROWSE_OUTCOME, "value"),
    "confidence": Input(ids.BROWSE_CONFIDENCE, "value"),
    "sort": Input(ids.BROWSE_SORT, "value"),
    "order": Input(ids.BROWSE_DESCENDING, "value"),
    "page": Input(ids.BROWSE_PAGE, "active_page"),
}


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    fill_model_picker(app, context, ids.BROWSE_MODEL)

    @app.callback(
        output={
            "tiles": Output(ids.BROWSE_GRID, "children"),
            "count": Output(ids.BROWSE_COUNT, "children"),
            "pages": Output(ids.BROWSE_PAGE, "max_value"),
            "page": Output(ids.BROWSE_PAGE, "active_page"),
            "query": Output(ids.BROWSE_QUERY, "data"),
        },
        inputs={
            "model": Input(ids.BROWSE_MODEL, "value"),
            "opened": Input(ids.BROWSE_OPENED, "data"),
            "filters": FILTERS,
        },
    )
    def show_grid(model, opened, filters):
        return browse_state.page_state(
            context.store, context.data, model, opened, filters, ctx.triggered_id
        )

    @app.callback(
        Output(ids.BROWSE_OPENED, "data"),
        Output(ids.BROWSE_DETAIL_BODY, "children"),
        Output(ids.BROWSE_DETAIL, "is_open"),
        Input({"type": ids.BROWSE_IMAGE, "index": ALL}, "n_clicks"),
        Input(ids.BROWSE_DETAIL, "is_open"),
        State(ids.BROWSE_OPENED, "data"),
        State(ids.BROWSE_MODEL, "value"),
    )
    def open_image(clicks, is_open, opened, model):
        asked = browse_state.asked_image(ctx.triggered_id, clicks, is_open, opened)
        return browse_state.opened_detail(context.store, context.data, model, asked)

    keep_address(app, ids.BROWSE_QUERY)
