"""`predict FILE...`: the same answers as the page and the HTTP API give."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from dashboard.data import uploads
from dashboard.errors import UploadError
from dashboard.serving import answers, door
from dashboard.serving.predictor import Predictors
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--model", metavar="NAME[/N]", help="default: by the picture")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(settings: Settings, args: Namespace) -> int:
    """Answer for each file in order; status 1 when none could be read."""
    predictors = Predictors(ModelStore(settings.store))
    # a wrong name is an error once, not one for each file
    predictors.get(None if args.model == door.AUTOMATIC else args.model)
    predictions = [predict_file(predictors, name, args.model) for name in args.files]
    if args.json:
        # in ASCII: a file name need not be text that every output can carry
        print(json.dumps({"predictions": predictions}))
    else:
        for prediction in predictions:
            line = sentence(prediction)
            print(line.encode(errors="backslashreplace").decode())
    return 1 if all("error" in prediction for prediction in predictions) else 0


def predict_file(
    predictors: Predictors, name: str, ref: str | None = None
) -> dict[str, Any]:
    """The answer for one file, or its error; `ref` as in `door.predictor_for`."""
    try:
        image = uploads.decode(read(Path(name)), Path(name).name)
    except UploadError as error:
        return answers.error_json(name, str(error))
    return answers.answers_json(predictors, [(name, door.prepare(image))], ref)[0]


def read(path: Path) -> bytes:
    """A file's content, never more than the limit for uploads and one byte.

    Raises:
        UploadError: there is no such file or it may not be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(uploads.MAX_BYTES + 1)
    except OSError as error:
        raise UploadError(f"The file cannot be opened: {error.strerror}.") from error


def sentence(prediction: dict[str, Any]) -> str:
    """One line for a person."""
    if "error" in prediction:
        return f"{prediction['file']}: error: {prediction['error']}"
    verdict = {
        "sure": "sure",
        "unsure": f"unsure: {' or '.join(prediction['candidates'])}",
        "none": "probably none of the ten",
    }[prediction["verdict"]]
    return (
        f"{prediction['file']}: {prediction['label']} {prediction['confidence']:.1%} "
        f"({verdict}; {prediction['model']}/{prediction['version']}, "
        f"{prediction['milliseconds']:.1f} ms)"
    )
