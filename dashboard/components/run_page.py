"""The layout of a run's page: empty places that `run_state` fills."""

import dash_bootstrap_components as dbc
from dash import dcc, get_relative_path, html

from dashboard import ids
from dashboard.components.shell import page_title
from dashboard.figures import theme

TICK_MILLISECONDS = 1000
GRAPH_IDS = {
    "accuracy": ids.RUN_ACCURACY,
    "loss": ids.RUN_LOSS,
    "rate": ids.RUN_RATE,
    "speed": ids.RUN_SPEED,
    "memory": ids.RUN_MEMORY,
}
TITLES = {
    "accuracy": "Accuracy",
    "loss": "Loss",
    "rate": "Learning rate",
    "speed": "Images a second",
    "memory": "Memory of the trainer, MB",
}
# what the mouse's wheel and a double click do as well, and room for the legend
NO_BUTTONS = ["lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"]
FILES = ("history.csv", "history.json", "events.csv", "events.json")


def run_page(run_id: str | None) -> html.Div:
    """All of the page; whether there is such a run is not asked here."""
    return html.Div(
        [
            page_title(
                f"Run {run_id}",
                "How it goes and what came of it. It needs no open page; while one is "
                "open, zoom and hidden lines stay as you leave them.",
            ),
            dcc.Store(id=ids.RUN_ID, data=run_id),
            dcc.Store(id=ids.RUN_SEEN),
            dcc.Store(id=ids.RUN_PRESSED),
            dcc.Interval(id=ids.RUN_TICK, interval=TICK_MILLISECONDS),
            html.Div(id=ids.RUN_HEAD, role="status"),
            html.Div(_body(run_id), id=ids.RUN_BODY, hidden=True),
        ],
        className="run-page",
    )


def _body(run_id: str | None) -> list:
    return [
        html.Div(id=ids.RUN_BUTTONS, className="buttons run-buttons"),
        html.Div(id=ids.RUN_MESSAGE, className="small", role="status"),
        html.Div(id=ids.RUN_ENDING),
        html.Div(id=ids.RUN_LIVE),
        dbc.Row([_graph(name, 6) for name in ("accuracy", "loss")]),
        dbc.Row(
            [_graph(name, 4) for name in ("rate", "speed", "memory")],
            class_name="mt-3",
        ),
        dbc.Row(
            [
                dbc.Col(_told(), lg=7),
                dbc.Col(_recipe(run_id), lg=5),
            ]
        ),
    ]


def _graph(name: str, width: int) -> dbc.Col:
    config = {"displaylogo": False, "modeBarButtonsToRemove": NO_BUTTONS}
    if width < 6:
        config["displayModeBar"] = False
    graph = dcc.Graph(
        id=GRAPH_IDS[name],
        figure=theme.blank(),
        config=config,
        className=f"run-graph {name}",
    )
    return dbc.Col(
        html.Section([html.H2(TITLES[name], className="h6"), graph]), lg=width
    )


def _told() -> list:
    return [
        html.H2("What happened", className="h6 mt-3"),
        html.Div(id=ids.RUN_STATES),
        html.H2("Log", className="h6 mt-3"),
        html.Pre(
            id=ids.RUN_LOG,
            className="run-log",
            # a box that scrolls must be reachable by keyboard
            tabIndex=0,
            role="region",
            **{"aria-label": "Log of the trainer"},
        ),
    ]


def _recipe(run_id: str | None) -> list:
    links = [
        html.A(
            name,
            href=get_relative_path(f"/export/runs/{run_id}/{name}"),
            className="btn btn-sm btn-outline-secondary",
            download=f"{run_id}-{name}",
        )
        for name in FILES
    ]
    return [
        html.H2("Take it away", className="h6 mt-3"),
        html.Div(links, className="buttons run-files"),
        html.H2("Recipe", className="h6 mt-3"),
        html.Div(id=ids.RUN_RECIPE, className="run-recipe"),
    ]
