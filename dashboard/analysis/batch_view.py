"""Which answers of a batch are shown, in which order, and the address that says so.

An address comes from outside: unknown keys are ignored and bad values become defaults.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dashboard.analysis import address
from dashboard.labels import LABELS

ANY = "any"
ERROR = "error"  # a file that could not be read, beside the three verdicts
VERDICTS = (ANY, "sure", "unsure", "none", ERROR)
ORDERS = ("ascending", "descending")
LONGEST_TEXT = 100
PER_PAGE = 50
# what the column "number" sorts by is the order in which the files came
SORTS = (
    *("number", "file", "label", "confidence", "verdict"),
    *("candidates", "path", "version"),
)
Row = tuple[int, dict[str, Any]]  # its number from 0, and the JSON object


@dataclass(frozen=True)
class BatchView:
    """A filter, an order and a page of a batch's answers.

    Attributes:
        label: a label's number; None for any.
        verdict: one of VERDICTS.
        text: part of a file's name, of its error or of a candidate.
        sort: one of SORTS.
        page: counted from 1.
    """

    label: int | None = None
    verdict: str = ANY
    text: str = ""
    sort: str = "number"
    descending: bool = False
    page: int = 1

    @classmethod
    def from_query(cls, query: dict[str, Any]) -> "BatchView":
        """Read the values of an address or a form; never raises.

        Keys: the fields, but `order` (ascending, descending) for `descending`.
        """
        text = query.get("text")
        text = text.strip()[:LONGEST_TEXT] if isinstance(text, str) else ""
        order = address.choice(query.get("order"), ORDERS, ORDERS[0])
        return cls(
            label=address.label(query.get("label")),
            verdict=address.choice(query.get("verdict"), VERDICTS, ANY),
            text=text,
            sort=address.choice(query.get("sort"), SORTS, "number"),
            descending=order == ORDERS[1],
            page=address.whole(query.get("page"), 1, 1_000_000),
        )

    def to_query(self, batch: str | None = None) -> str:
        """The shortest address that `from_query` reads back, "" or "?sort=file"."""
        values = {
            "batch": batch,
            "label": None if self.label is None else address.SLUGS[self.label],
            "verdict": self.verdict if self.verdict != ANY else None,
            "text": self.text or None,
            "sort": self.sort if self.sort != "number" else None,
            "order": ORDERS[1] if self.descending else None,
            "page": self.page if self.page > 1 else None,
        }
        kept = {key: value for key, value in values.items() if value is not None}
        return "?" + urlencode(kept) if kept else ""

    def chosen(self, answers: Sequence[dict[str, Any]]) -> list[Row]:
        """The answers that pass the filter, in order, all pages."""
        rows = [row for row in enumerate(answers) if self._passes(row[1])]
        if self.sort == "number":
            return rows[::-1] if self.descending else rows
        # files without an answer have nothing to sort by and go last, either way
        blank = [row for row in rows if _key(row[1], self.sort) is None]
        full = [row for row in rows if _key(row[1], self.sort) is not None]
        full.sort(key=lambda row: _key(row[1], self.sort), reverse=self.descending)
        return full + blank

    def shown(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows of this page, of the last one when there are not so many."""
        page = min(self.page, pages(rows))
        return rows[(page - 1) * PER_PAGE : page * PER_PAGE]

    def _passes(self, answer: dict[str, Any]) -> bool:
        verdict = answer.get("verdict", ERROR)
        said = (answer["file"], answer.get("error", ""), *answer.get("candidates", ()))
        return (
            self.verdict in (ANY, verdict)
            and (self.label is None or answer.get("label") == LABELS[self.label])
            and any(self.text.casefold() in words.casefold() for words in said)
        )


def pages(rows: Sequence[Row]) -> int:
    """How many pages the rows fill; no rows fill one."""
    return max(1, -(-len(rows) // PER_PAGE))


def _key(answer: dict[str, Any], sort: str) -> Any:
    """What an answer is sorted by; None when it has no such thing."""
    if sort == "version" and "version" in answer:
        return answer["model"], answer["version"]
    if sort == "candidates" and "candidates" in answer:
        return len(answer["candidates"]), answer["candidates"]
    value = answer.get(sort)
    return value.casefold() if isinstance(value, str) else value
