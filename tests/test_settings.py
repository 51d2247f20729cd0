"""Reading settings from the environment and handing them to child processes."""

from pathlib import Path

import pytest

from dashboard.settings import ROOT, Settings


def test_nothing_set_means_the_projects_own_folders():
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert settings.store == ROOT / "model_store"
    assert (settings.host, settings.port) == ("127.0.0.1", 8050)
    assert settings.data is None


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("LOOKBOOK_DATA", "data"),
        ("LOOKBOOK_STORE", "store"),
        ("LOOKBOOK_RUNS", "runs"),
        ("LOOKBOOK_CACHE", "cache"),
        ("LOOKBOOK_CORRECTIONS", "corrections"),
    ],
)
def test_folders_are_made_absolute(tmp_path, monkeypatch, name, field):
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment({name: "here"})
    assert getattr(settings, field) == tmp_path / "here"
    assert getattr(Settings.from_environment({name: ""}), field) == getattr(
        Settings(), field
    )


@pytest.mark.parametrize("port", ["1", "8051", "65535"])
def test_a_port_is_read(port):
    assert Settings.from_environment({"PORT": port}).port == int(port)


def test_hosts_are_separated_by_spaces():
    settings = Settings.from_environment({"LOOKBOOK_HOSTS": " a.example  b.example "})
    assert settings.trusted_hosts == ("a.example", "b.example")


def test_a_child_process_gets_the_same_settings(tmp_path):
    settings = Settings(
        data=tmp_path / "data",
        store=tmp_path / "store",
        runs=tmp_path / "runs",
        cache=tmp_path / "cache",
        corrections=tmp_path / "corrections",
        concurrency=3,
        redis_url="redis://:password@host:6379/1",
        secret="s" * 32,
        most_waiting=7,
        most_per_user=5,
    )
    assert Settings.from_environment(settings.environment()) == settings
    assert Settings().environment()["REDIS_URL"] == ""  # not this process's own
    assert "LOOKBOOK_DATA" not in Settings().environment()


def test_the_root_is_the_folder_of_the_app():
    assert (ROOT / "app.py").is_file()
    assert Path(__file__).is_relative_to(ROOT)
