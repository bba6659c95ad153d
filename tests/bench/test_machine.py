"""The report names what it measured, and on what."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import pytest

from tests.bench.machine import commit_of, describe

pytestmark = pytest.mark.slow

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "file.txt").write_text("one\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "file.txt")
    git(tmp_path, "-c", "user.name=Minh", "-c", "user.email=minh@example.test", "commit", "--quiet", "-m", "One")
    return tmp_path


def git(folder, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@needs_git
def test_the_commit_and_whether_files_differ_from_it(checkout):
    short = git(checkout, "rev-parse", "--short=7", "HEAD")
    assert commit_of(checkout) == f"commit {short}"
    git(checkout, "tag", "v1")  # a name is no hash
    assert commit_of(checkout) == f"commit {short}"
    (checkout / "file.txt").write_text("two\n")
    assert commit_of(checkout) == f"commit {short} with changes"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that no git keeps, wherever it lies."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


def test_a_folder_without_git(folder):
    assert commit_of(folder) == "unknown commit"


def test_the_commit_stands_beside_the_size_of_the_machine(folder):
    words = describe(folder, "18.6", 2).split(", ")
    assert words[:2] == [str(date.today()), "unknown commit"]
    assert " cores (" in words[2]
    assert (words[-3], words[-1]) == ("PostgreSQL 18.6 on the same machine", "gunicorn with 2 workers of 4 threads")
