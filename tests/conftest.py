"""Shared by all tests."""

import pytest


def pytest_collection_modifyitems(items):
    """Every test that touches the database carries the marker `database`, browser tests too."""
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & set(
            getattr(item, "fixturenames", ())
        ):
            item.add_marker(pytest.mark.database)
