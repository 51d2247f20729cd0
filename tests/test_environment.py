"""What a variable may hold, as the settings read it."""

import pytest

from dashboard.errors import SetupError
from dashboard.settings import Settings


@pytest.mark.parametrize(
    "name",
    [
        *("PORT", "LOOKBOOK_CONCURRENCY"),
        *("LOOKBOOK_MOST_WAITING", "LOOKBOOK_MOST_PER_USER"),
    ],
)
@pytest.mark.parametrize(
    "text",
    ["0", "-1", "65536", "80a", "8 0", "1.5", "0x10", "\u00b2", "\u0668", "9" * 30],
)
def test_a_wrong_number_names_the_variable(name, text):
    with pytest.raises(SetupError, match=name):
        Settings.from_environment({name: text})


@pytest.mark.parametrize(
    "url",
    [
        "redis://localhost",
        "redis://:pass@127.0.0.1:6379/0",
        "rediss://user:pass@redis.example:6380",
        "redis://[::1]:6379/3",
    ],
)
def test_the_address_of_redis_is_read_and_never_shown(url):
    settings = Settings.from_environment({"REDIS_URL": url})
    assert settings.redis_url == url
    assert "redis" not in repr(settings)


@pytest.mark.parametrize(
    "url",
    [
        "localhost:6379",
        "http://:hidden@host",
        "redis://:hidden@",
        "redis://:hidden@host:port",
        "redis://:hidden@host:70000",
        "redis://:hidden@host:0",
        "redis://:hidden@host/queue",
        "redis://:hidden@[::1",
    ],
)
def test_a_wrong_address_of_redis_is_refused_without_being_shown(url):
    with pytest.raises(SetupError, match="REDIS_URL") as refused:
        Settings.from_environment({"REDIS_URL": url})
    assert "hidden@" not in str(refused.value)


def test_a_short_secret_is_refused_without_being_shown():
    with pytest.raises(SetupError, match="LOOKBOOK_SECRET") as refused:
        Settings.from_environment({"LOOKBOOK_SECRET": "hunter2"})
    assert "hunter2" not in str(refused.value)
    settings = Settings.from_environment({"LOOKBOOK_SECRET": "x" * 32})
    assert "xx" not in repr(settings)
