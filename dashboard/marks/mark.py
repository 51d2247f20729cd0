"""What people say about a run or a version: tags, a note, a star, put aside. Where it
is kept is in folder.py."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from dashboard.errors import MarkError

MOST_TAGS = 20
LONGEST_TAG = 40
LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Mark:
    """What is known of one run or version.

    Attributes:
        tags: small letters, each once, in alphabetical order.
        archived: left out of lists unless somebody asks for it.
    """

    tags: tuple[str, ...] = ()
    note: str = ""
    star: bool = False
    archived: bool = False

    @classmethod
    def from_json(cls, values: Any) -> "Mark":
        """Build from what a file holds.

        Raises:
            MarkError: it is no mark.
        """
        try:
            tags = tags_in(",".join(values["tags"]))
            note, flags = values["note"], (values["star"], values["archived"])
            if not isinstance(note, str) or {type(flag) for flag in flags} != {bool}:
                raise TypeError("a note is text, star and archived are true or false")
        except (KeyError, TypeError) as error:
            raise MarkError(
                f"Expected tags, note, star and archived. Received: {error!r}. Mark it "
                "again."
            ) from error
        return cls(tags, note, *flags)

    def with_(self, other: "Mark") -> "Mark":
        """What two marks of the same training say together."""
        return Mark(
            tuple(sorted({*self.tags, *other.tags})),
            self.note or other.note,
            self.star or other.star,
            self.archived or other.archived,
        )


@dataclass(frozen=True)
class Change:
    """What to change; None leaves a thing as it is."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    note: str | None = None
    star: bool | None = None
    archived: bool | None = None

    def applied(self, mark: Mark) -> Mark:
        """The mark after the change.

        Raises:
            MarkError: too many tags, or too long a note.
        """
        tags = tuple(sorted({*mark.tags, *self.add} - {*self.remove}))
        if len(tags) > MOST_TAGS:
            raise MarkError(
                f"Expected at most {MOST_TAGS} tags. Received: {len(tags)}. Remove "
                "some of them first."
            )
        wanted = {"note": self.note, "star": self.star, "archived": self.archived}
        if self.note is not None:
            wanted["note"] = _checked_note(self.note)
        kept = {key: value for key, value in wanted.items() if value is not None}
        return replace(mark, tags=tags, **kept)


def tags_in(text: Any) -> tuple[str, ...]:
    """The tags of a text with commas between them, "good, for-shoes".

    Raises:
        MarkError: one is too long.
    """
    if not isinstance(text, str):
        return ()
    words = (" ".join(part.split()).casefold() for part in text.split(","))
    tags = _each_once(filter(None, words))
    if long := [tag for tag in tags if len(tag) > LONGEST_TAG]:
        raise MarkError(
            f"Expected tags of at most {LONGEST_TAG} characters, with commas between "
            f"them. Received: {long[0][:80]!r}. Shorten it, or write a note."
        )
    return tags


def _each_once(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(tags)))


def _checked_note(note: str) -> str:
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise MarkError(
            f"Expected a note of at most {LONGEST_NOTE:,} characters. Received: "
            f"{len(note):,}. Shorten it."
        )
    return note
