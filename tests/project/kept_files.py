"""A file of each kind that papers, sheets and strangers bring, for tests of backups: rows laid straight."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from core.models import User
from evaluations.models import (
    Council,
    CouncilMember,
    CriteriaSet,
    Dossier,
    Paper,
    PaperVersion,
    RoundEntry,
    ScoreSheet,
)
from products.models import Product
from tests.factories import level_of
from tests.products.report_room import make_report

PAPER, SHEET, LABEL = f"papers/{'c' * 32}.pdf", f"sheets/{'d' * 32}.pdf", f"labels/{'e' * 32}-1600.jpg"
BROUGHT = (PAPER, SHEET, LABEL)


def bring_files(media: Path, product: Product, by: User) -> None:
    """A paper of a dossier and a version of it that was erased, a scanned sheet, the photo of a label."""
    hashes = {name: _put(media, name) for name in BROUGHT}
    paper = Paper.objects.create(producer=product.producer, kind="minh-hoa", name="Giấy minh hoạ")
    facts = {"file_name": "giay.pdf", "content_type": "application/pdf", "size": 1, "sha256": hashes[PAPER]}
    PaperVersion.objects.create(paper=paper, number=2, file=PAPER, added_by=by, **facts)
    erased = {"erased_at": paper.created_at, "erased_by": by, "erased_why": "Nộp nhầm (minh hoạ)"}
    PaperVersion.objects.create(paper=paper, number=1, size=0, added_by=by, **erased)
    _sheet(product, hashes[SHEET], by)
    make_report(photo=LABEL, photo_sha256=hashes[LABEL])


def _put(media: Path, name: str) -> str:
    content = f"tệp minh hoạ {name}".encode()
    (media / name).parent.mkdir(exist_ok=True)
    (media / name).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def _sheet(product: Product, sha256: str, by: User) -> None:
    level, on = level_of(), date(2022, 9, 1)
    criteria_set = CriteriaSet.objects.create(regime=level.regime, code="minh-hoa", number=91, name="Bộ minh hoạ")
    place = product.producer.place
    dossier = Dossier.objects.create(
        product=product, regime=level.regime, criteria_set=criteria_set, place=place, filed_on=on, created_by=by
    )
    entry = RoundEntry.objects.create(dossier=dossier, level=level, place=place, arrived_on=on)
    council = Council.objects.create(place=place, name="Hội đồng minh hoạ", founded_on=on)
    member = CouncilMember.objects.create(council=council, full_name="Cô Minh Hoạ")
    ScoreSheet.objects.create(entry=entry, member=member, on_paper=True, scan=SHEET, scan_sha256=sha256)
