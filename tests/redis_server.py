"""Tests that need a Redis bring their own, where the program is installed."""

import pytest

from dashboard.chaos.redis_server import installed

needed = pytest.mark.skipif(
    not installed(),
    reason="redis-server is not installed; `make test` does that where apt-get may",
)
