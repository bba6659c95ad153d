"""Programs of a real server that tests try its files with; without them those tests say so and are skipped.

With OCOP_SERVER_TOOLS=required, as .ci/run sets it, they fail instead of being skipped.
"""

from __future__ import annotations

import os
import shutil

import pytest


def server_tool(name: str, package: str) -> str:
    """Where the program is; accounts other than root often do not look into /usr/sbin."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        give_up = pytest.fail if os.environ.get("OCOP_SERVER_TOOLS") == "required" else pytest.skip
        give_up(f"No {name} on this machine: `apt-get install -y {package}`, then run these tests again.")
    return found
