"""The demo's scenarios: each a day, the settings it needs and a server of its own. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Scenario:
    """One demo: what it is called, the folder of its server, its first business day."""

    name: str
    box: str
    first_day: str
    settings: Mapping[str, str] = field(default_factory=dict)

    def files_in(self, base: Path) -> Path:
        """Where its media and static files go; those of the usual demo lie in the base itself."""
        return base if self is USUAL else base / f"{self.box}-files"


USUAL = Scenario("so-tra-vinh", "demo", "2022-10-01")
_ALL = (
    USUAL,
    Scenario("trong", "demo-trong", "2022-10-01"),
    Scenario(
        "vinh-long-2026",
        "demo-vinh-long-2026",
        "2026-11-20",
        {"OCOP_HOME_PROVINCE": "tinh-vinh-long", "OCOP_PROVINCE_NAME": "Vĩnh Long"},
    ),
)
SCENARIOS: Mapping[str, Scenario] = {scenario.name: scenario for scenario in _ALL}
