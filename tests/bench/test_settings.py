"""The portal that is measured is the portal of a real server: no setting differs but the addresses."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from django.conf import settings

from ocop_portal.urls import urlpatterns as portal
from tests.bench.registers import CHECKOUT
from tests.bench.run import environment
from tests.bench.urls import urlpatterns as bench

pytestmark = pytest.mark.slow
COMPARE = """
import json
from ocop_portal import settings as portal
from tests.bench import settings as bench

names = {name for module in (portal, bench) for name in vars(module) if name.isupper()}
facts = {name: getattr(bench, name) for name in ("MODE", "DEBUG", "MIDDLEWARE", "ROOT_URLCONF")}
print(json.dumps([facts, sorted(name for name in names if getattr(portal, name, None) != getattr(bench, name, None))]))
"""


def test_only_the_addresses_differ(tmp_path):
    env = {**environment(tmp_path), "DATABASE_URL": "postgresql:///none"}
    done = subprocess.run(
        [sys.executable, "-c", COMPARE], cwd=CHECKOUT, env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    facts, other = json.loads(done.stdout)
    assert other == ["ROOT_URLCONF"]
    assert facts == {
        "MODE": "",
        "DEBUG": False,
        "MIDDLEWARE": settings.MIDDLEWARE,
        "ROOT_URLCONF": "tests.bench.urls",
    }
    assert env["DJANGO_SETTINGS_MODULE"] == "tests.bench.settings"


def test_the_two_pages_of_the_bench_stand_behind_all_addresses_of_the_portal():
    assert bench[:-2] == portal
    assert [str(address.pattern) for address in bench[-2:]] == ["bench/bare/", "bench/constant/"]
