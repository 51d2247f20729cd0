"""Wiring of the Predict page."""

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from callbacks.shared import fill_model_picker
from dashboard import ids
from dashboard.components.answers import Asked, answer_cards, sample_strip
from dashboard.components.intake import from_test_set, refused, uploaded
from dashboard.components.model_picker import second_options
from dashboard.errors import UploadError
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    fill_model_picker(app, context, ids.PREDICT_MODEL, automatic=True)
    _fill(app, context)
    _take_uploads(app, context)
    _take_sample(app, context)
    _answer(app, context)


def _fill(app: Dash, context: Context) -> None:
    @app.callback(
        Output(ids.PREDICT_OTHER, "options"),
        Output(ids.PREDICT_OTHER, "value"),
        Input(ids.PREDICT_OTHER, "id"),
        State(ids.PREDICT_OTHER, "value"),
    )
    def fill_others(_, value):
        return second_options(context.store, value)

    @app.callback(
        Output(ids.PREDICT_SAMPLES, "children"), Input(ids.PREDICT_MORE, "n_clicks")
    )
    def show_samples(clicks):
        return sample_strip(context.data.test_labels, clicks or 0)


def _take_uploads(app: Dash, context: Context) -> None:
    @app.callback(
        Output(ids.PREDICT_PICTURES, "data"),
        Output(ids.PREDICT_UPLOAD, "contents"),
        Input(ids.PREDICT_UPLOAD, "contents"),
        State(ids.PREDICT_UPLOAD, "filename"),
        State(ids.PREDICT_ORDER, "data"),
        prevent_initial_call=True,
    )
    def take_uploads(contents, names, order):
        # cleared at once: otherwise the same file could not be chosen again
        if not contents:
            return no_update, no_update
        pictures = uploaded(contents, names, order, context.copies)
        return [picture.to_json() for picture in pictures], None

    @app.callback(
        Output(ids.SHELL_TOASTS, "children", allow_duplicate=True),
        Input(ids.PREDICT_REFUSED, "data"),
        prevent_initial_call=True,
    )
    def tell_refused(files):
        # raised so that it takes the way of every other refusal
        if files:
            raise UploadError(refused(files))
        return no_update


def _take_sample(app: Dash, context: Context) -> None:
    @app.callback(
        Output(ids.PREDICT_PICTURES, "data", allow_duplicate=True),
        Input({"type": ids.PREDICT_SAMPLE, "index": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def take_sample(clicks):
        if not any(clicks):
            return no_update
        index = ctx.triggered_id["index"]
        return [from_test_set(index, context.data.test_images).to_json()]


def _answer(app: Dash, context: Context) -> None:
    @app.callback(
        Output(ids.PREDICT_ANSWERS, "children"),
        Input(ids.PREDICT_PICTURES, "data"),
        Input(ids.PREDICT_MODEL, "value"),
        Input(ids.PREDICT_OTHER, "value"),
        State({"type": ids.ANSWER_EDIT, "index": ALL}, "data"),
        State({"type": ids.ANSWER_LABEL, "index": ALL}, "value"),
    )
    def show_answers(pictures, model, other, edits, labels):
        asked = Asked(
            context.predictors, context.copies, model, other, context.neighbours
        )
        # what was changed by hand belongs to the pictures before
        kept = (edits, labels) if ctx.triggered_id != ids.PREDICT_PICTURES else ()
        return answer_cards(asked, pictures, *kept)
