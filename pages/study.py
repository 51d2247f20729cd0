"""One study: how it goes, what mattered, its trials, and its best trained in full."""

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.components.shell import page_title
from dashboard.figures import theme

# without an order it is not in the menu
dash.register_page(
    __name__, path_template="/studies/<name>", name="Study", title="Study · Lookbook"
)

TICK_MILLISECONDS = 2000
WAITING = html.P("Reading its trials …", className="text-body-secondary")


def layout(name="", **_):
    """Build the page of the study that the address names."""
    return html.Div(
        [
            page_title(
                f"Study {name}" if name else "Study",
                "Each trial is a run; accuracy is on the 5,000 validation images.",
            ),
            dcc.Store(id=ids.STUDY_NAME, data=name),
            dcc.Store(id=ids.STUDY_SHOWN),
            dcc.Store(id=ids.STUDY_PRESSED),
            dcc.Interval(id=ids.STUDY_TICK, interval=TICK_MILLISECONDS),
            html.Div(WAITING, id=ids.STUDY_HEAD),
            # nothing of it while it is unknown whether there is such a study
            html.Div(_body(), id=ids.STUDY_BODY, hidden=True),
        ]
    )


def _body() -> list:
    return [
        html.Div(id=ids.STUDY_MESSAGE, className="mb-2", role="status"),
        dbc.Row(
            class_name="mt-3",
            children=[
                _part("Best trial", html.Div(id=ids.STUDY_BEST), 4),
                _part("Trial after trial", _graph(ids.STUDY_HISTORY), 8),
                _part("What was tried", _tried(), 8),
                _part("What mattered", _mattered(), 4),
            ],
        ),
        html.H2("Trials", className="h4"),
        html.Div(id=ids.STUDY_TRIALS),
    ]


def _part(title: str, content, width: int) -> dbc.Col:
    heading = html.H2(title, className="h4")
    return dbc.Col([heading, content], lg=width, class_name="mb-3")


def _tried() -> html.Div:
    return html.Div(
        [
            html.Div(
                html.Div(_graph(ids.STUDY_PARALLEL), className="study-parallel"),
                className="table-scroll",
            ),
            html.P(
                "A line is a trial, the stronger the better; the best one is orange.",
                className="small text-body-secondary",
            ),
        ]
    )


def _mattered() -> html.Div:
    return html.Div(
        [
            _graph(ids.STUDY_IMPORTANCE),
            html.P(
                "Share of each setting in what sets the best trials apart (PED-ANOVA).",
                className="small text-body-secondary",
            ),
        ]
    )


def _graph(graph_id: str) -> dcc.Graph:
    return dcc.Graph(
        id=graph_id, figure=theme.blank(), config={"displayModeBar": False}
    )
