"""What a run reported, as files to take away."""

from flask import Flask, Response

from dashboard.errors import RunError
from dashboard.jobs import export, folder
from dashboard.web.context import Context
from dashboard.web.corrected import as_file
from dashboard.web.problems import problem

KINDS = {
    "csv": (export.as_csv, "text/csv; charset=utf-8"),
    "json": (export.as_json, "application/json"),
}


def register(server: Flask, context: Context) -> None:
    """Add GET /export/runs/ID/history.csv, history.json, events.csv, events.json."""

    @server.get(
        "/export/runs/<run_id>/<any(history, events):part>.<any(csv, json):kind>"
    )
    def run_file(run_id: str, part: str, kind: str) -> Response:
        try:
            run = folder.get_run(context.settings, run_id)
        except RunError as error:
            return problem(404, str(error))
        written, content_type = KINDS[kind]
        text = written(export.rows(run, part))
        response = Response(text, content_type=content_type)
        return as_file(response, f"{run.id}-{part}.{kind}")

    # without this the page's catch-all would answer 200 with HTML
    @server.get("/export/runs/<path:rest>")
    def no_run_file(rest: str) -> Response:
        return problem(404, "Expected /export/runs/ID/history.csv or the like.")
