"""Many pictures over HTTP, for the page that sends them: a batch is made, portions of
files come in, an archive waits on disk until its portions are asked for."""

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard.analysis.batch_view import BatchView
from dashboard.batches import table
from dashboard.batches.batch import REMOVED
from dashboard.data.archive import MAX_UNPACKED
from dashboard.errors import BatchError, NotFoundError, StoreError, UploadError
from dashboard.web import batch_files
from dashboard.web.context import Context
from dashboard.web.corrected import as_file
from dashboard.web.problems import problem

MAX_BODY = MAX_UNPACKED + (1 << 20)  # an archive and what a form adds to it
MAX_REF = 100  # characters of "name/number"
AN_HOUR = "private, max-age=3600"


def register(server: Flask, context: Context) -> None:
    """Add POST /batches, /batches/ID/files, /batches/ID/next, and what a batch shows:
    GET /images/batches/ID/N and /export/batches/ID.csv."""

    @server.post("/batches")
    def make_batch() -> Response:
        return _told(lambda: batch_files.begun(context, request.args.get("files")))

    @server.post("/batches/<batch_id>/files")
    def answer_files(batch_id: str) -> Response:
        request.max_content_length = MAX_BODY
        return _told(lambda: batch_files.sent(context, batch_id, _ref()))

    @server.post("/batches/<batch_id>/next")
    def answer_next(batch_id: str) -> Response:
        return _told(lambda: batch_files.next_portion(context, batch_id, _ref()))

    @server.get("/images/batches/<batch_id>/<int:number>")
    def batch_thumbnail(batch_id: str, number: int) -> Response:
        try:
            content = context.batches.get(batch_id).thumbnail(number).read_bytes()
        except (BatchError, FileNotFoundError) as error:
            return problem(404, str(error))
        response = Response(content, content_type="image/webp")
        response.headers["Cache-Control"] = AN_HOUR
        return response

    @server.get("/export/batches/<batch_id>.csv")
    def batch_table(batch_id: str) -> Response:
        try:
            rows = context.batches.get(batch_id).rows()
        except BatchError as error:
            return problem(404, str(error))
        view = BatchView.from_query(request.args.to_dict())
        text = "".join(table.lines(row for _, row in view.chosen(rows)))
        response = Response(text, content_type="text/csv; charset=utf-8")
        return as_file(response, "answers.csv")


def _told(act) -> Response:
    """What `act` answers as JSON, or why it could not."""
    try:
        return jsonify(act())
    except (BatchError, UploadError) as error:
        return problem(error.status, str(error))
    except StoreError as error:
        asked = isinstance(error, NotFoundError) and _ref()
        kind = (404, "NoSuchModel") if asked else (503, "StoreUnavailable")
        return problem(kind[0], str(error), kind[1])
    except RequestEntityTooLarge:
        return problem(413, _too_much())
    except FileNotFoundError:
        return problem(404, REMOVED)
    except OSError as error:
        words = f"The server could not keep the pictures: {error.strerror}. "
        return problem(507, words + "Make room on its disk and send them again.")


def _ref() -> str | None:
    return request.args.get("model", "")[:MAX_REF] or None


def _too_much() -> str:
    return (
        f"Expected at most {MAX_UNPACKED >> 20} MiB at once. Received: more. Send the "
        "archive in parts, or unpack it and choose the folder."
    )
