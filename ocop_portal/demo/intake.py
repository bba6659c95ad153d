"""What happens to the dossiers of the demo before a council has them: papers, the commune, the advisory team."""

from __future__ import annotations

from core.clock import today
from core.models import Place, User
from evaluations.actions.advisory import ask_probe, attach_probe, found_team, note_samples, seat_adviser
from evaluations.actions.dossiers import accept_dossier
from evaluations.actions.entry_reports import report_screening, report_team
from evaluations.actions.papers import see_original
from evaluations.actions.screening import say_findings
from evaluations.enums import ProbeKind, Topic
from evaluations.models import AdvisoryTeam, RoundEntry
from evaluations.queries.papers import lines_for
from ocop_portal.demo.made_files import scan
from products.enums import LevelMode


def complete(entry: RoundEntry, by: User) -> RoundEntry:
    """Find a dossier complete: its papers were seen as originals; where the law screens, the commune has its say."""
    for line in lines_for(entry.dossier, today()):
        if line.blocks:
            see_original(entry.dossier, line.item, by=by)
    if entry.level.mode == LevelMode.SCREEN:
        find(entry, by)
        report_screening(entry, number=f"{entry.pk}/BC-UBND (minh hoạ)", dated_on=today(), by=by)
    return accept_dossier(entry, by=by)


def find(entry: RoundEntry, by: User) -> None:
    """The commune has its say on every topic."""
    say_findings(entry, said=dict.fromkeys(Topic, (True, "Đúng như hồ sơ (minh hoạ).")), by=by)


def found_advisers(where: Place, by: User) -> AdvisoryTeam:
    """An advisory team of two: one with an account, one without."""
    team = found_team(place=where, name="Tổ tư vấn OCOP (minh hoạ)", founded_on=today(), by=by)
    seat_adviser(team, full_name=by.full_name, account=by, by=by)
    seat_adviser(team, full_name="Chuyên viên Minh Hoạ", unit="Sở minh hoạ", by=by)
    return team


def look_into(entry: RoundEntry, by: User) -> None:
    """The team counts the samples, has one thing tested and another looked at, and reports."""
    note_samples(entry, count=5, received_on=today(), by=by)
    test = ask_probe(entry, kind=ProbeKind.TEST, what="Vi sinh, kim loại nặng", of_whom="Trung tâm minh hoạ", by=by)
    attach_probe(test, result="Đạt (minh hoạ).", done_on=today(), paper=scan("Phiếu kiểm nghiệm"), by=by)
    ask_probe(entry, kind=ProbeKind.SURVEY, what="Nơi sản xuất", of_whom="Tổ tư vấn", due_on=today(), by=by)
    said = {"body": "Hồ sơ đủ, sản phẩm đúng mô tả (minh hoạ).", "conclusion": "Trình hội đồng."}
    report_team(entry, **said, dated_on=today(), by=by)
