"""Wiring of the Studies page and of the page of one study."""

import uuid

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, no_update

from callbacks.shared import keep_press
from dashboard import ids
from dashboard.components import studies_list, study_form, study_reading, study_state
from dashboard.studies import actions
from dashboard.web import user
from dashboard.web.context import Context

TEXTS = {"type": ids.STUDIES_TEXT, "index": ALL}
ASKED = {"type": ids.STUDIES_ASKED, "index": ALL}


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    settings = context.settings
    define(app)
    begin(app, context)
    lead(app, context)

    @app.callback(
        Output(ids.STUDIES_LIST, "children"),
        Output(ids.STUDIES_SHOWN, "data"),
        Input(ids.STUDIES_TICK, "n_intervals"),
        State(ids.STUDIES_SHOWN, "data"),
    )
    def show_studies(_, shown):
        return studies_list.list_state(settings, shown)


def define(app: Dash) -> None:
    """The settings that may vary."""

    @app.callback(
        Output(ids.STUDIES_SETTINGS, "children"),
        Input(ids.STUDIES_BASE, "value"),
        prevent_initial_call=True,
    )
    def offer_settings(base):
        return study_form.settings_rows(base)

    @app.callback(
        Output({"type": ids.STUDIES_TEXT, "index": MATCH}, "value"),
        Input({"type": ids.STUDIES_VARY, "index": MATCH}, "value"),
        State(ids.STUDIES_BASE, "value"),
        prevent_initial_call=True,
    )
    def turn_setting(varies, base):
        return study_form.turned(base, ctx.triggered_id["index"], varies)


def begin(app: Dash, context: Context) -> None:
    """The form as a whole."""

    @app.callback(Output(ids.STUDIES_ESTIMATE, "children"), *form(Input))
    def tell_time(*filled):
        return study_reading.estimate_words(*read(*filled))

    @app.callback(
        Output(ids.STUDIES_MESSAGE, "children"),
        Output(ids.STUDIES_TOKEN, "data"),
        Input(ids.STUDIES_BEGIN, "n_clicks"),
        State(ids.STUDIES_TOKEN, "data"),
        *form(State),
        prevent_initial_call=True,
    )
    def begin_study(clicks, token, *filled):
        if not clicks:
            return no_update, no_update
        by = user.limited_to(context.settings)
        wanted = study_reading.request(*read(*filled), token, by)
        study = actions.begin(context.settings, wanted)
        return studies_list.begun(study.name), uuid.uuid4().hex


def form(dependency: type[Input] | type[State]) -> list[Input | State]:
    """What `read` reads; a change of it is an event, or is not."""
    names = [State(TEXTS, "id"), State(ASKED, "id"), State(ids.STUDIES_BASE, "value")]
    return [dependency(TEXTS, "value"), dependency(ASKED, "value"), *names]


def read(texts: list, asked: list, names: list, fields: list, base: str) -> tuple:
    """The base, the settings' texts by name, the other fields by name."""
    return base, by_name(names, texts), by_name(fields, asked)


def lead(app: Dash, context: Context) -> None:
    """The page of one study."""

    @app.callback(
        output={
            "head": Output(ids.STUDY_HEAD, "children"),
            "body_hidden": Output(ids.STUDY_BODY, "hidden"),
            "best": Output(ids.STUDY_BEST, "children"),
            "history": Output(ids.STUDY_HISTORY, "figure"),
            "parallel": Output(ids.STUDY_PARALLEL, "figure"),
            "importance": Output(ids.STUDY_IMPORTANCE, "figure"),
            "trials": Output(ids.STUDY_TRIALS, "children"),
            "shown": Output(ids.STUDY_SHOWN, "data"),
        },
        inputs=[
            Input(ids.STUDY_TICK, "n_intervals"),
            Input(ids.STUDY_MESSAGE, "children"),
            State(ids.STUDY_NAME, "data"),
            State(ids.STUDY_SHOWN, "data"),
        ],
    )
    def show_study(_, __, name, shown):
        return study_state.page_state(context.settings, name, shown)

    keep_press(app, ids.STUDY_PRESSED, ids.STUDY_ACTION)

    @app.callback(
        Output(ids.STUDY_MESSAGE, "children"),
        Input(ids.STUDY_PRESSED, "data"),
        State(ids.STUDY_NAME, "data"),
        prevent_initial_call=True,
    )
    def act_on_study(pressed, name):
        if not pressed:
            return no_update
        of = user.limited_to(context.settings)
        return study_state.act(context.settings, name, pressed["index"], of)


def by_name(fields: list[dict], values: list) -> dict:
    """Values of pattern ids by their index."""
    return dict(zip((field["index"] for field in fields), values, strict=True))
