"""Whether a part of a page looks as it did, without keeping the part."""

import hashlib
import json
from typing import Any

from plotly.utils import PlotlyJSONEncoder

DIGITS = 16  # a page sends it back at every look


def fingerprint(part: Any) -> str:
    """A short text, equal for what looks the same in the browser."""
    text = json.dumps(part, cls=PlotlyJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
