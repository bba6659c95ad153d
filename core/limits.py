"""How often a stranger may do what costs or can be misused: counted over all processes, without keeping who it was."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from math import ceil

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from core.models import VisitorCount

# One statement, so that two processes never both see the last free turn.
COUNT = f"""
INSERT INTO {VisitorCount._meta.db_table} AS c (key, count, ends_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET count = c.count + 1 RETURNING count
"""  # noqa: S608 - the name of a table of ours


def seconds_to_wait(what: str, request: HttpRequest | None = None) -> int:
    """Count one time and say how long to wait: 0 within the limit of settings.VISITOR_LIMITS, else seconds.

    The visitor is known as sign-in knows it (behind a proxy by what that says, of IPv6 the network alone); without a
    request everybody is counted together.
    """
    most, span = settings.VISITOR_LIMITS[what]
    now = time.time()
    ends = (now // span + 1) * span
    who = get_ip(request) if request else ""
    key = salted_hmac(__name__, f"{what} {ends} {who}", algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, datetime.fromtimestamp(ends, UTC)])
        count = cursor.fetchone()[0]
    return 0 if count <= most else ceil(ends - now)
