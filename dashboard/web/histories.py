"""What is chosen on the History page, as files over HTTP."""

from flask import Flask, Response, request

from dashboard.records import export
from dashboard.records.collect import named, records
from dashboard.records.view import HistoryView
from dashboard.web.context import Context
from dashboard.web.corrected import as_file
from dashboard.web.problems import problem

KINDS = {
    "csv": (export.table, "text/csv; charset=utf-8"),
    "json": (export.document, "application/json"),
}


def register(server: Flask, context: Context) -> None:
    """Add GET /export/history.csv and .json, of the runs and versions in `show`."""

    @server.get("/export/history.<any(csv, json):kind>")
    def history_file(kind: str) -> Response:
        view = HistoryView.from_query(request.args.to_dict())
        found = named(records(context.settings, context.store), view.show)
        if not found:
            return problem(
                404,
                "Expected runs or versions as show=ID,NAME/NUMBER. Received: none that "
                "is there. Choose rows on the History page.",
            )
        write, content_type = KINDS[kind]
        response = Response(write(found), content_type=content_type)
        return as_file(response, f"history.{kind}")
