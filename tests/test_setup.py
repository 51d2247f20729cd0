"""The set-up side: Makefile, pinned packages, the build server's entry."""

import re
import shutil
import subprocess

import pytest

from dashboard.settings import ROOT

PIN = re.compile(r"[a-z0-9._-]+(\[[a-z,]+\])?==[^\s;]+( ; .+)?")


def lines_of(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned(name):
    packages = [line for line in lines_of(name) if line.strip()[:1] not in ("", "#")]
    assert packages
    assert [line for line in packages if not PIN.fullmatch(line)] == []


def test_what_runs_and_what_is_tested_are_the_same_packages():
    running, tested = (
        {line for line in lines_of(name) if PIN.fullmatch(line)}
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    # a marker may be wider where more packages ask for the same one
    names = {line.partition(" ;")[0] for line in tested}
    assert {line.partition(" ;")[0] for line in running} <= names


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_direct_dependency_has_a_reason(name):
    direct = [line for line in lines_of(name) if line[:1] not in ("", "#", "-")]
    assert [line for line in direct if not re.search(r"\S +# \w+", line)] == []


def test_compiled_files_name_no_package_index():
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in "\n".join(lines_of(name))


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_help_lists_every_target_meant_for_people():
    listed = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    makefile = "\n".join(lines_of("Makefile"))
    people, _, internal = makefile.partition("# What follows is set-up")
    targets = set(re.findall(r"^\.PHONY: (\w+)", people, re.MULTILINE))
    assert targets >= {
        *("run", "setup", "test", "lint", "format", "bench", "lock", "clean"),
        *("pictures", "worker", "help"),
    }
    assert set(re.findall(r"^  make (\w+) +\w", listed, re.MULTILINE)) == targets
    assert "## " not in internal


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_words_for_pytest_overrule_those_of_the_makefile():
    shown = subprocess.run(
        ["make", "--dry-run", "test", "ARGS=-n 0 tests/store"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    (line,) = [line for line in shown.splitlines() if "-m pytest" in line]
    assert re.search(r" -n [2-9] ", line)
    assert line.endswith(" -n 0 tests/store")


def test_the_build_server_runs_what_a_person_runs():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    commands = [line for line in lines_of(".ci/run") if "make" in line]
    assert commands == ["exec make test </dev/null"]


@pytest.mark.parametrize("name", ["scripts/setup.sh", ".ci/run"])
def test_shell_scripts_parse(name):
    subprocess.run(["sh", "-n", str(ROOT / name)], check=True)


@pytest.fixture
def bare_setup(tmp_path):
    """A step on a PATH with a shell's tools but neither programs nor apt-get."""
    for tool in ("id", "sh"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    return lambda step: subprocess.run(
        [shutil.which("sh"), "scripts/setup.sh", step],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )


def test_setup_without_root_names_the_command(bare_setup):
    answer = bare_setup("browser")
    assert answer.returncode == 1
    assert "sudo apt-get install -y chromium chromium-driver" in answer.stderr


def test_setup_goes_on_without_redis_and_says_what_is_skipped(bare_setup):
    answer = bare_setup("redis")
    assert answer.returncode == 0
    assert "Celery engine are skipped" in answer.stdout
    assert "sudo apt-get install -y redis-server" in answer.stdout
