"""The History page: runs and versions in a table, and how they learned."""

import dash
from dash import dcc, html

from dashboard import ids
from dashboard.components import history_controls, history_drawing, history_mark_form
from dashboard.components.shell import page_title
from dashboard.figures import theme
from dashboard.records.view import ORDERS, HistoryView

dash.register_page(
    __name__, path="/history", name="History", title="History · Lookbook", order=2.2
)

LIVE_MILLISECONDS = 3000


def layout(**query):
    """Build the page in the state that the address describes."""
    view = HistoryView.from_query(query)
    order = {"sort": view.sort, "order": ORDERS[view.descending]}
    return html.Div(
        [
            page_title(
                "How they learned",
                "Every run and version. Tick rows to lay their curves over one "
                "another: dashed or thin is training, solid is validation, the star "
                "marks the epoch that was kept.",
            ),
            dcc.Store(id=ids.HISTORY_QUERY),
            dcc.Store(id=ids.HISTORY_ORDER, data=order),
            dcc.Store(id=ids.HISTORY_CHOSEN, data=list(view.show)),
            dcc.Store(id=ids.HISTORY_DRAWN),
            dcc.Store(id=ids.HISTORY_CHANGED),
            dcc.Store(id=ids.HISTORY_STARRING),
            dcc.Store(id=ids.HISTORY_SEEN),
            dcc.Store(id=ids.HISTORY_FIGURE),
            dcc.Store(id=ids.HISTORY_CURVES),
            dcc.Interval(id=ids.HISTORY_TICK, interval=LIVE_MILLISECONDS),
            history_controls.filters(view),
            history_controls.bar(view),
            html.Div(id=ids.HISTORY_TABLE),
            history_mark_form.marks(),
            history_drawing.drawing(view),
            html.P(id=ids.HISTORY_WORDS, role="status", className="small mb-1"),
            dcc.Graph(
                id=ids.HISTORY_GRAPH,
                figure=theme.blank(),
                config={
                    "displaylogo": False,
                    "modeBarButtonsToRemove": ["select2d", "lasso2d"],
                },
                className="overlay-graph",
            ),
        ]
    )
