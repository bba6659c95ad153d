"""docs/privacy.md says what the files of the server and the code do."""

import re
from pathlib import Path

from ocop_portal.retention import RULES

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
TIMER = (ROOT / "docs" / "server" / "ocop-retention.timer").read_text(encoding="utf-8")


def test_retention_runs_as_often_as_the_page_says():
    assert re.search(r"^OnCalendar=\*-\*-\* \d\d:\d\d:\d\d$", TIMER, re.MULTILINE)  # a time of every day
    assert "A timer runs it every night" in PAGE
    assert "once a week" not in PAGE


def test_the_page_names_every_rule():
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == [rule.key for rule in RULES]


def test_the_page_names_members_of_advisory_teams():
    assert "| Members of councils and of advisory teams |" in PAGE
