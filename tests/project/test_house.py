"""The house itself: arrows, migrations, templates, settings."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import engines

ROOT = Path(settings.BASE_DIR)


def test_arrows_point_down_only():
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_an_arrow_that_points_up_fails_the_build(tmp_path):
    tool = Path(sys.executable).parent / "lint-imports"
    for name in ("lower", "upper"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
    (tmp_path / "lower" / "wrong.py").write_text("import upper\n")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.importlinter]\nroot_packages = ["upper", "lower"]\n'
        '[[tool.importlinter.contracts]]\nname = "down"\ntype = "layers"\nlayers = ["upper", "lower"]\n'
    )
    done = subprocess.run([tool], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_that_are_named_are_there():
    """By app and number: a number alone says nothing."""
    apps = ("core", "producers", "products", "evaluations", "reports", "ocop_portal")
    named = re.compile(rf"({'|'.join(apps)}|[Mm]igration)[/ ](?:migrations/)?(\d{{4}})")
    texts = [file for app in apps for file in (ROOT / app).rglob("*.py") if file.parent.name != "migrations"]
    texts += (ROOT / "docs").rglob("*.md")
    stale = [
        f"{file.relative_to(ROOT)}: {app} {number}"
        for file in texts
        for app, number in named.findall(file.read_text(encoding="utf-8"))
        if not [*(ROOT / app / "migrations").glob(f"{number}_*.py")]
    ]
    assert stale == []


def test_templates_compile():
    files = sorted((ROOT / "templates").rglob("*.html"))
    assert len(files) > 20
    for file in files:
        engines["django"].get_template(str(file.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("file", sorted((ROOT / "templates").rglob("*.html")), ids=lambda file: file.name)
def test_templates_have_nothing_inline(file):
    text = file.read_text(encoding="utf-8")
    assert not re.search(r'\sstyle="', text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)[^>]*>", text)
    assert not re.search(r"\son[a-z]+=\"", text)


def manage(*arguments, **environment):
    """Run manage.py in an environment of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


REAL = {"SECRET_KEY": "k" * 60 + "abc1234567", "DATABASE_URL": "postgresql://u@h/n", "ALLOWED_HOSTS": "ocop.example"}


def test_production_settings_are_clean():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **REAL)
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced).")


@pytest.mark.parametrize(
    ("missing", "words"), [("SECRET_KEY", "SECRET_KEY is not set"), ("DATABASE_URL", "DATABASE_URL is not set")]
)
def test_nothing_is_assumed(missing, words):
    done = manage("check", **{key: value for key, value in REAL.items() if key != missing})
    assert done.returncode != 0
    assert words in done.stderr


def test_only_postgresql():
    done = manage("check", **REAL | {"DATABASE_URL": "sqlite:///x"})
    assert "PostgreSQL only" in done.stderr


def test_demo_commands_refuse_outside_demo_mode():
    done = manage("demo_logins", **REAL)
    assert done.returncode == 1
    assert "OCOP_MODE=demo" in done.stderr


def test_demo_mode_refuses_a_database_that_it_did_not_make():
    done = manage("check", **REAL | {"OCOP_MODE": "demo"})
    assert done.returncode != 0
    assert "OCOP_MODE=demo runs on the database that ./dev demo made" in done.stderr


def test_debug_cannot_be_switched_on_in_production():
    code = "from django.conf import settings; print(settings.DEBUG, settings.SESSION_COOKIE_SECURE)"
    done = manage("shell", "-v", "0", "-c", code, **REAL | {"DEBUG": "1"})
    assert done.stdout.strip() == "False True"
