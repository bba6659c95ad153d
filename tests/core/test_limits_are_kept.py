"""A flood of other names does not make the portal forget whom it locked out."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

pytestmark = pytest.mark.django_db
FLOOD = """
INSERT INTO django_cache (cache_key, value, expires)
SELECT ':1:x' || n, 'gAVLAS4=', now() + interval '10 minutes' FROM generate_series(1, %s) AS n
"""


def test_as_many_as_the_door_lets_in_within_a_limit_and_more():
    """nginx.conf: 30 tries a minute for each address; a limit lasts 15 minutes."""
    assert settings.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] > 30 * 15 * 2000


def test_a_lock_stays_in_a_flood():
    cache.clear()
    cache.set("a-lock", 5, 900)
    with connection.cursor() as cursor:
        cursor.execute(FLOOD, [25_000])
    cache.set("one-more", 1, 900)
    assert (cache.get("a-lock"), cache.get("one-more")) == (5, 1)
