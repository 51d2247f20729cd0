"""The key that signs Dash's handles."""

from dataclasses import replace

from dashboard.settings import Settings
from dashboard.web.secret import secret_key


def test_a_key_is_made_once_and_only_for_its_owner(tmp_path):
    settings = Settings(cache=tmp_path / "cache")
    key = secret_key(settings)
    assert len(key) == 64
    assert secret_key(settings) == key
    assert (settings.cache / "secret-key").stat().st_mode & 0o077 == 0


def test_the_same_secret_serves_several_hosts(tmp_path):
    settings = Settings(cache=tmp_path / "one", secret="s" * 32)
    other = replace(settings, cache=tmp_path / "two")
    assert secret_key(settings) == secret_key(other) == "s" * 32
