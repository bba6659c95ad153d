"""The settings of a real server, with the addresses of the bench besides the portal's."""

from ocop_portal.settings import *  # noqa: F403 - everything as it is

ROOT_URLCONF = "tests.bench.urls"
