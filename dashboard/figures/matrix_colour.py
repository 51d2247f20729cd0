"""Backgrounds for the cells of a confusion matrix drawn as an HTML table.

Half transparent, so the page's own text stays readable on them in both themes.
"""

import numpy as np

RIGHT, WRONG = (0, 114, 178), (230, 159, 0)  # blue and orange of figures/theme.py
STRONGEST = 0.45  # alpha; more would cost the text its 4.5 : 1 contrast
STRETCH = 1000.0  # 0.1 % gets a tenth of the strongest colour


def cell_colours(matrix: np.ndarray) -> list[list[str]]:
    """CSS colours, one per cell.

    Right answers are blue, wrong ones orange. Strength grows with
    log(1 + 1000 share) / log(1001), so that 1 picture in 1,000 can be seen.

    Args:
        matrix: float[n, n], shares 0 to 1 of the row; NaN for an empty row.

    Returns:
        n lists of n "rgba(r,g,b,a)" strings; "transparent" for 0 and NaN.

    Raises:
        ValueError: the matrix is not square or a share is outside 0..1.
    """
    shares = np.nan_to_num(np.asarray(matrix, np.float64))
    if shares.ndim != 2 or shares.shape[0] != shares.shape[1]:
        raise ValueError(f"Expected a square matrix. Received: shape {shares.shape}.")
    if shares.size and not 0 <= shares.min() <= shares.max() <= 1 + 1e-9:
        raise ValueError(
            "Expected shares from 0 to 1. "
            f"Received: {shares.min():g} to {shares.max():g}. Divide per cent by 100."
        )
    alphas = STRONGEST * np.log1p(STRETCH * shares) / np.log1p(STRETCH)
    return [
        [_css(RIGHT if row == column else WRONG, a) for column, a in enumerate(line)]
        for row, line in enumerate(alphas.tolist())
    ]


def _css(colour: tuple[int, int, int], alpha: float) -> str:
    if alpha == 0:
        return "transparent"
    red, green, blue = colour
    return f"rgba({red},{green},{blue},{alpha:.3f})"
