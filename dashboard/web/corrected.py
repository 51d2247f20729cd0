"""Pictures of corrections by URL, and all of them as files to take away. They are a
person's own, so no browser keeps them: what is deleted is gone."""

import tempfile

from flask import Flask, Response, send_file

from dashboard.corrections import export
from dashboard.errors import CorrectionError
from dashboard.web.context import Context
from dashboard.web.problems import problem

KINDS = {".png": "image/png", ".jpg": "image/jpeg"}
IN_MEMORY = 16 << 20  # bytes of a zip file before it goes to a temporary file


def register(server: Flask, context: Context) -> None:
    """Add GET /images/corrections/ID/picture, .../pixels and /export/corrections.*"""

    @server.get("/images/corrections/<entry_id>/<any(picture, pixels):part>")
    def correction_image(entry_id: str, part: str) -> Response:
        kept = context.corrections
        ways = {"picture": kept.picture, "pixels": kept.pixels_file}
        try:
            path = ways[part](entry_id)
            kind = KINDS[path.suffix]
            return private(Response(path.read_bytes(), content_type=kind))
        except (CorrectionError, FileNotFoundError) as error:
            return problem(404, str(error))

    @server.get("/export/corrections.csv")
    def corrections_table() -> Response:
        kept = context.corrections
        text = export.table(kept, kept.list().entries)
        response = Response(text, content_type="text/csv; charset=utf-8")
        return as_file(response, "corrections.csv")

    @server.get("/export/corrections.zip")
    def corrections_archive() -> Response:
        kept = context.corrections
        file = tempfile.SpooledTemporaryFile(IN_MEMORY)
        export.archive(kept, kept.list().entries, file)
        file.seek(0)
        return as_file(send_file(file, "application/zip"), "corrections.zip")


def as_file(response: Response, name: str) -> Response:
    """Have a browser save it under `name`."""
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return private(response)


def private(response: Response) -> Response:
    """Let nobody keep a copy."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
