"""A rating near its end: the decision of before, its extension, the re-rating that a council judges in writing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.models import User
from evaluations.actions.absence import excuse_member
from evaluations.actions.opinions import ask_in_writing
from evaluations.actions.paper_sheets import begin_paper_sheet
from evaluations.actions.papers import add_paper, add_version, prove_criteria, use_paper
from evaluations.actions.sheets import declare_conflict
from evaluations.models import ChecklistItem, DossierPaper, RoundEntry
from evaluations.queries.councils import scoring_members
from ocop_portal.demo.made_files import scan
from ocop_portal.demo.stage import MARK, Idea, Taste, criteria_of, file, level, make_product, mark_some, person, place
from products.actions.correcting import extend_rating
from products.actions.decisions import issue_decision
from products.models import Product, Recognition
from products.paper import Line, Paper

PAPER_ITEM, PAPER_NAME = "du-dieu-kien-san-xuat", "Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm"


def rate_before(idea: Idea, signed_on: date, by: User) -> Product:
    """Enter a decision of the law and the province of before, which recognised a product of today's commune."""
    product = make_product(idea, place("xa-cang-long"), person("can-bo-cang-long"))
    paper = Paper(
        level=level("148-2023", "province"),
        issuing_body="UBND tỉnh Trà Vinh",
        number="MH-00/QĐ-UBND",
        signed_on=signed_on,
        place=place("tinh-tra-vinh"),
        title=f"Công nhận sản phẩm OCOP {MARK}",
    )
    issue_decision(paper, [Line(product, stars=idea.taste.stars, score=Decimal("78.5"))], by=by)
    return product


def file_again(product: Product, idea: Idea, by: User) -> RoundEntry:
    """File the re-rating with a paper that proves a criterion and lapses soon."""
    entry = file(idea, place("xa-cang-long"), by, rated=product)
    facts = {"name": f"{PAPER_NAME} {MARK}", "issued_on": date(2023, 12, 11), "expires_on": date(2026, 12, 10)}
    item = ChecklistItem.objects.get(regime=entry.dossier.regime, code=PAPER_ITEM)
    use = add_paper(entry.dossier, item, scan("Giấy chứng nhận"), by=by, **facts)
    prove_criteria(use, [criteria_of(entry)[0].code], by=by)
    return entry


def extend(product: Product, until: date, by: User) -> None:
    """Extend its rating for as long as the council may take."""
    rating = Recognition.objects.get(product=product)
    extend_rating(rating, until=until, ground="Hồ sơ đánh giá lại đang chờ hội đồng (minh hoạ).", by=by)


def judge_in_writing(entry: RoundEntry, taste: Taste, by: User) -> None:
    """Go on in writing, for the chair is away at the meeting; the next member's sheet is entered from paper."""
    assert entry.round is not None
    assert entry.round.council is not None  # it stands on a council's list
    chair, member = scoring_members(entry.round.council)[:2]
    excuse_member(entry.round, chair, why="Đi công tác (minh hoạ).", by=by)
    ask_in_writing(entry, by=by)
    declare_conflict(entry, member, what="", by=by)
    sheet = begin_paper_sheet(entry, member, scan("Phiếu chấm điểm"), by=by)
    mark_some(sheet, taste, lines=12, by=by)


def bring_newer_paper(entry: RoundEntry, by: User) -> None:
    """Let the producer's next dossier bring a better scan of the paper that the council scores on."""
    used = DossierPaper.objects.get(paper__producer=entry.dossier.product.producer, item__code=PAPER_ITEM)
    assert used.paper is not None  # it was added with its file
    use = use_paper(entry.dossier, used.item, used.paper, by=by)
    add_version(use, scan("Giấy chứng nhận, quét lại"), by=by)
