"""How well photographs are answered, folder by folder; an answer counts when it is in
the folder's set of right labels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Folder:
    """The figures of one folder.

    Attributes:
        garment: whether one of the ten labels is right for it.
        right: share answered right; None without a right label.
        turned_away: share with the verdict "none of the ten".
        unsure: share with the verdict "unsure".
    """

    name: str
    count: int
    garment: bool
    right: float | None
    turned_away: float
    unsure: float


@dataclass(frozen=True)
class Summary:
    """Means over folders and pictures.

    Attributes:
        balanced_accuracy: mean of `right` over the garment folders; None without any.
        mistaken: share of all garments that were turned away.
        doubted: share of the pictures that are no garment which were turned away or
            unsure; None when there are none.
        coverage: share of the garments whose set of candidates holds a right label.
    """

    folders: tuple[Folder, ...]
    balanced_accuracy: float | None
    mistaken: float | None
    doubted: float | None
    coverage: float | None


def summary(
    chosen: np.ndarray,
    verdicts: Sequence[str],
    candidates: Sequence[Sequence[int]],
    answers: np.ndarray,
    folders: Sequence[str],
) -> Summary:
    """Every figure of one version on one set.

    Args:
        chosen: integers [n], the likeliest label.
        verdicts: "sure", "unsure" or "none" for each.
        candidates: the labels that the verdict leaves for each.
        answers: float [n, 10], 1 for each right label; all 0 for none of the ten.
        folders: the folder of each, [n].
    """
    names, kinds = np.asarray(folders), np.asarray(verdicts)
    garment = answers.any(axis=1)
    hit = answers[np.arange(len(chosen)), chosen] > 0
    held = np.array(
        [answers[row, list(left)].any() for row, left in enumerate(candidates)], bool
    )
    rows = [
        _folder(name, names == name, garment, hit, kinds) for name in np.unique(names)
    ]
    shares = [row.right for row in rows if row.right is not None]
    doubt = np.isin(kinds, ("none", "unsure"))
    return Summary(
        folders=tuple(rows),
        balanced_accuracy=_mean(shares),
        mistaken=_mean(kinds[garment] == "none"),
        doubted=_mean(doubt[~garment]),
        coverage=_mean(held[garment]),
    )


def _folder(name, rows, garment, hit, kinds) -> Folder:
    is_garment = bool(garment[rows].any())
    return Folder(
        name=str(name),
        count=int(rows.sum()),
        garment=is_garment,
        right=float(hit[rows & garment].mean()) if is_garment else None,
        turned_away=float((kinds[rows] == "none").mean()),
        unsure=float((kinds[rows] == "unsure").mean()),
    )


def _mean(values) -> float | None:
    return float(np.mean(values)) if len(values) else None
