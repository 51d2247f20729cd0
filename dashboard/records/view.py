"""Which records the History page lists, which are chosen and how they are drawn, and
the address that says so.

An address comes from outside: unknown keys are ignored and bad values become defaults.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from dashboard.analysis import address
from dashboard.records.columns import BY_KEY
from dashboard.records.record import PUBLISHED, Record

ANY = "any"
STATES = (
    *(ANY, "queued", "starting", "running", "stalled", "cancelling"),
    *("succeeded", "failed", "cancelled", "lost", PUBLISHED),
)
ORDERS = ("ascending", "descending")
ARCHIVED = ("hidden", "shown", "only")
AXES = ("epoch", "step", "minutes")
BANDS = ("each", "range", "deviation")
SCALES = ("linear", "log")
LONGEST_TEXT = 100
MOST_CHOSEN = 60
MOST_SMOOTHING = 0.95
PER_PAGE = 25


@dataclass(frozen=True)
class HistoryView:
    """A filter, an order, a page, a choice of records and a way to draw them.

    Attributes:
        show: keys of the chosen records, run ids and "name/number".
        search: words that must all be somewhere in a record.
        tag: a record must have it; "" for any.
        archived: whether what was put aside is hidden, shown too, or shown alone.
        page: counted from 1.
        x: what the curves go over, one of AXES.
        band: each curve by itself, or the mean over seeds with a band, one of BANDS.
        scale: of the loss.
        smoothing: weight of the past, 0 to MOST_SMOOTHING.
    """

    show: tuple[str, ...] = ()
    search: str = ""
    state: str = ANY
    tag: str = ""
    starred: bool = False
    archived: str = "hidden"
    sort: str = "started"
    descending: bool = True
    page: int = 1
    x: str = "epoch"
    band: str = "each"
    scale: str = "linear"
    smoothing: float = 0.0

    @classmethod
    def from_query(cls, query: dict[str, Any]) -> "HistoryView":
        """Read the values of an address or a form; never raises.

        Keys: the fields, but `order` (ascending, descending) for `descending`; `show`
        is a list, or text with commas.
        """
        sort = address.choice(query.get("sort"), tuple(BY_KEY), "started")
        order = address.choice(query.get("order"), ORDERS, usual_order(sort))
        smoothing = address.fraction(query.get("smoothing"), 0.0)
        return cls(
            show=_names(query.get("show")),
            search=_text(query.get("search")),
            state=address.choice(query.get("state"), STATES, ANY),
            tag=_text(query.get("tag")),
            starred=query.get("starred") in (True, "yes"),
            archived=address.choice(query.get("archived"), ARCHIVED, "hidden"),
            sort=sort,
            descending=order == ORDERS[1],
            page=address.whole(query.get("page"), 1, 1_000_000),
            x=address.choice(query.get("x"), AXES, "epoch"),
            band=address.choice(query.get("band"), BANDS, "each"),
            scale=address.choice(query.get("scale"), SCALES, "linear"),
            smoothing=min(round(smoothing, 2), MOST_SMOOTHING),
        )

    def to_query(self) -> str:
        """The shortest address that `from_query` reads back, "" or "?sort=name"."""
        values = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name != "descending" and getattr(self, field.name) != field.default
        }
        if self.show:
            values["show"] = ",".join(self.show)
        if self.starred:
            values["starred"] = "yes"
        if ORDERS[self.descending] != usual_order(self.sort):
            values["order"] = ORDERS[self.descending]
        return "?" + urlencode(values, safe="/,") if values else ""

    def found(self, records: Sequence[Record]) -> list[Record]:
        """The records that pass the filter, in order, all pages.

        Equal ones stay as they came, whichever the order; what has no value goes last.
        """
        kept = [record for record in records if self._passes(record)]
        value = BY_KEY[self.sort].value
        full = [record for record in kept if value(record) is not None]
        # numbers as numbers; a setting of another kind must not stop the sorting
        full.sort(
            key=lambda record: _comparable(value(record)), reverse=self.descending
        )
        return full + [record for record in kept if value(record) is None]

    def _passes(self, record: Record) -> bool:
        mark = record.mark
        return (
            self.state in (ANY, record.state)
            and (not self.tag or self.tag.casefold() in mark.tags)
            and (not self.starred or mark.star)
            and (self.archived == "shown" or mark.archived == (self.archived == "only"))
            and all(word in record.text for word in self.search.casefold().split())
        )


def usual_order(sort: str) -> str:
    """The order after one click on a heading."""
    return ORDERS[BY_KEY[sort].more]


def pages(count: int) -> int:
    """How many pages that many records fill; none fill one."""
    return max(1, -(-count // PER_PAGE))


def page_of(records: Sequence[Record], page: int) -> Sequence[Record]:
    """The records of a page, of the last one when there are not so many."""
    page = min(page, pages(len(records)))
    return records[(page - 1) * PER_PAGE : page * PER_PAGE]


def _comparable(value: Any) -> tuple:
    number = isinstance(value, int | float)
    return (0, value, "") if number else (1, 0, value)


def _names(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        return ()
    names = (part.strip() for part in parts if isinstance(part, str))
    known = (name for name in names if name and len(name) <= LONGEST_TEXT)
    return tuple(dict.fromkeys(known))[:MOST_CHOSEN]


def _text(value: Any) -> str:
    return value.strip()[:LONGEST_TEXT] if isinstance(value, str) else ""
