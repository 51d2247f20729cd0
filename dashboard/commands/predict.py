"""`predict FILE...`: the same answers as the page and the HTTP API give, for files,
folders and zip files."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any

from dashboard.batches import table
from dashboard.commands import named_files
from dashboard.serving import door, many
from dashboard.serving.predictor import Predictors
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="or folder, or zip")
    parser.add_argument("--model", metavar="NAME[/N]", help="default: by the picture")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object")
    form.add_argument("--csv", action="store_true", help="a table, a line per file")


def run(settings: Settings, args: Namespace) -> int:
    """Answer for each file in order; status 1 when none could be read."""
    predictors = Predictors(ModelStore(settings.store))
    # a wrong name is an error once, not one for each file
    predictors.get(None if args.model == door.AUTOMATIC else args.model)
    answers = many.answered(predictors, named_files.files(args.files), args.model)
    seen = Seen(answer for answer, _ in answers)
    if args.json:
        # in ASCII: a file name need not be text that every output can carry
        print(json.dumps({"predictions": list(seen)}))
    elif args.csv:
        for line in table.lines(seen):
            _say(line)
    else:
        for prediction in seen:
            _say(f"{sentence(prediction)}\n")
    return 0 if seen.good else 1


class Seen:
    """Passes answers on and remembers whether one was good."""

    def __init__(self, answers: Iterator[dict[str, Any]]):
        self._answers = answers
        self.good = False

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for answer in self._answers:
            self.good = self.good or "error" not in answer
            yield answer


def _say(line: str) -> None:
    # at once: a folder of many pictures takes its time
    print(line.encode(errors="backslashreplace").decode(), end="", flush=True)


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
