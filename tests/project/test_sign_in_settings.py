"""What the settings of sign-in are on a real server, and that a mistyped one is refused."""

from __future__ import annotations

import pytest

from tests.project.test_house import REAL, manage

SHOW = """
from django.conf import settings as s
print(sorted(s.SECOND_FACTOR_ROLES), s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN)
"""


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, "['administrator', 'leader'] False"),
        ({"OCOP_SECOND_FACTOR_ROLES": ""}, "['administrator', 'leader'] False"),
        ({"OCOP_SECOND_FACTOR_ROLES": "auditor, administrator"}, "['administrator', 'auditor'] False"),
        ({"OCOP_SECOND_FACTOR_ROLES": "none"}, "[] False"),
        ({"OCOP_MODE": "test"}, "[] True"),
        ({"OCOP_MODE": "test", "OCOP_SECOND_FACTOR_ROLES": "leader"}, "['leader'] True"),
    ],
)
def test_who_must_have_a_second_factor(given, shown):
    done = manage("shell", "-v", "0", "-c", SHOW, **REAL | given)
    assert done.stdout.strip() == shown


def test_a_role_that_does_not_exist_is_refused():
    done = manage("check", **REAL | {"OCOP_SECOND_FACTOR_ROLES": "administrators"})
    assert done.returncode != 0
    assert "OCOP_SECOND_FACTOR_ROLES names ['administrators']" in done.stderr


@pytest.mark.parametrize(("hours", "seconds"), [("", 72 * 3600), ("168", 168 * 3600), ("5", 24 * 3600)])
def test_no_link_ends_before_the_hours_that_it_names(hours, seconds):
    show = "from django.conf import settings as s; print(s.PASSWORD_RESET_TIMEOUT)"
    done = manage("shell", "-v", "0", "-c", show, **REAL | {"OCOP_INVITATION_HOURS": hours})
    assert done.stdout.strip() == str(seconds)
