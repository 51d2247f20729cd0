"""What somebody asks of a run, checked before anything is written. Whether there is
room for it is the queue's matter."""

import json
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from dashboard import atomic
from dashboard.errors import RunError

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
START = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}(/[1-9][0-9]{0,8})?")
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Request:
    """One wish to train.

    Attributes:
        recipe: the settings of dashboard.recipe.Recipe as JSON values.
        name: name of the model that gets a new version.
        start: "name" or "name/3" to continue from, or None.
        token: made by the asker once per intent; the same token is the same run.
        priority: greater goes first; equal goes first come, first served.
        study: the study whose trial this is, or whose best is trained in full.
        publish: False measures the training on validation images and leaves no version.
    """

    recipe: dict[str, Any]
    name: str
    start: str | None
    token: str
    created_by: str
    priority: int = 0
    study: str | None = None
    publish: bool = True

    def __post_init__(self):
        if not isinstance(self.recipe, dict):
            raise _error("recipe to be an object of settings", "recipe", self.recipe)
        if not _matches(NAME, self.name):
            allowed = "1 to 64 of a-z, 0-9, - and _, beginning with a letter or digit"
            raise _error(f"a model name of {allowed}", "name", self.name)
        if self.start is not None and not _matches(START, self.start):
            raise _error('a version such as "shoes/3" or none', "start", self.start)
        for what, value in (("token", self.token), ("created_by", self.created_by)):
            if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT:
                raise _error(f"1 to {LONGEST_TEXT} characters", what, value)
        if not isinstance(self.priority, int) or isinstance(self.priority, bool):
            raise _error("priority to be a whole number", "priority", self.priority)
        if self.study is not None and not _matches(NAME, self.study):
            raise _error("the name of a study or none", "study", self.study)
        if not isinstance(self.publish, bool):
            raise _error("publish to be true or false", "publish", self.publish)

    def write(self, path: Path) -> None:
        """Store the request; it never changes afterwards."""
        atomic.write_json(path, asdict(self), "request")

    @classmethod
    def read(cls, path: Path) -> "Request":
        """Load a stored request.

        Raises:
            RunError: the file is missing or is no request.
        """
        try:
            values = json.loads(path.read_bytes())
            # one that an earlier Lookbook stored lacks the newer fields
            known = [field.name for field in fields(cls) if field.name in values]
            return cls(**{name: values[name] for name in known})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RunError(
                f"Expected a training request in {path}. Received: {error!r}. Delete "
                "the run's folder if it was not made by Lookbook."
            ) from error


def _matches(pattern: re.Pattern, value: Any) -> bool:
    # fullmatch, because $ would let a line break pass
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _error(expected: str, what: str, value: Any) -> RunError:
    return RunError(
        f"Expected {expected}. Received: {what}={value!r}. Correct it and send it "
        "again."
    )
