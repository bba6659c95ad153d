"""What comes next for a dossier, in one sentence, for every state of it at every kind of level."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from evaluations.enums import DossierStatus, EntryStatus
from evaluations.rules.next_step import Point, next_words
from products.enums import LevelMode

TODAY, SOON, PAST = date(2026, 11, 20), date(2026, 11, 25), date(2026, 11, 18)
SCREEN, SCORE, RECORDED = LevelMode.SCREEN, LevelMode.SCORE, LevelMode.RECORDED
CHECKED = "Tỉnh Vĩnh Long kiểm tra hồ sơ rồi xác nhận đủ điều kiện, hoặc yêu cầu bổ sung"
AWAITED = "Chờ kết quả của cấp này; tỉnh Vĩnh Long ghi lại khi có."
GIVEN = "Đã bổ sung đủ các mục được yêu cầu: tỉnh Vĩnh Long nhận lại hồ sơ."
MEETS = "Thành viên hội đồng chấm và ký phiếu, hội đồng họp, rồi tỉnh Vĩnh Long chốt điểm"
REFUSED = "Không được công nhận: tỉnh Vĩnh Long trả lại hồ sơ cho chủ thể."
UP = "Tỉnh Vĩnh Long chuyển hồ sơ lên cấp trung ương để xét 5 sao."
AGAIN = "Tỉnh Vĩnh Long đánh giá lại hồ sơ ở cấp này."
WITHDRAWN = "Chủ thể đã rút hồ sơ, dừng ở đây: muốn đánh giá thì nộp hồ sơ mới."

# Every state of an entry, at every kind of level, of a dossier that is on its way.
ON_THE_WAY = {
    (EntryStatus.RECEIVED, SCREEN): f"{CHECKED}.",
    (EntryStatus.RECEIVED, SCORE): f"{CHECKED}.",
    (EntryStatus.RECEIVED, RECORDED): AWAITED,
    (EntryStatus.INCOMPLETE, SCREEN): GIVEN,
    (EntryStatus.INCOMPLETE, SCORE): GIVEN,
    (EntryStatus.INCOMPLETE, RECORDED): GIVEN,
    (EntryStatus.ACCEPTED, SCREEN): ("Tỉnh Vĩnh Long đánh giá hồ sơ, ghi báo cáo rồi chuyển lên cấp trung ương."),
    (EntryStatus.ACCEPTED, SCORE): "Tỉnh Vĩnh Long đưa hồ sơ vào một đợt đang nhận hồ sơ.",
    (EntryStatus.ACCEPTED, RECORDED): AWAITED,
    (EntryStatus.SCORING, SCREEN): f"{MEETS}.",
    (EntryStatus.SCORING, SCORE): f"{MEETS}.",
    (EntryStatus.SCORING, RECORDED): f"{MEETS}.",
    (EntryStatus.SCORED, SCREEN): REFUSED,
    (EntryStatus.SCORED, SCORE): REFUSED,
    (EntryStatus.SCORED, RECORDED): REFUSED,
    (EntryStatus.DECIDED, SCREEN): UP,
    (EntryStatus.DECIDED, SCORE): UP,
    (EntryStatus.DECIDED, RECORDED): UP,
    (EntryStatus.FORWARDED, SCREEN): "Cấp trung ương nhận hồ sơ.",
    (EntryStatus.FORWARDED, SCORE): "Cấp trung ương nhận hồ sơ.",
    (EntryStatus.FORWARDED, RECORDED): "Cấp trung ương nhận hồ sơ.",
    (EntryStatus.RETURNED, SCREEN): "Cấp xã nhận lại hồ sơ.",
    (EntryStatus.RETURNED, SCORE): "Cấp xã nhận lại hồ sơ.",
    (EntryStatus.RETURNED, RECORDED): "Cấp xã nhận lại hồ sơ.",
    (EntryStatus.WITHDRAWN, SCREEN): WITHDRAWN,
    (EntryStatus.WITHDRAWN, SCORE): WITHDRAWN,
    (EntryStatus.WITHDRAWN, RECORDED): WITHDRAWN,
    (EntryStatus.UNUSED, SCREEN): AGAIN,
    (EntryStatus.UNUSED, SCORE): AGAIN,
    (EntryStatus.UNUSED, RECORDED): AGAIN,
}
ENDED = {
    DossierStatus.DECIDED: "Hồ sơ đã xong: đã có quyết định.",
    DossierStatus.RETURNED: "Hồ sơ đã trả lại, dừng ở đây: muốn đánh giá thì chủ thể nộp hồ sơ mới.",
    DossierStatus.WITHDRAWN: WITHDRAWN,
}


def said(status, mode=SCORE, *, dossier=DossierStatus.FILED, **facts):
    """The sentence of a dossier from Xã Minh Hoạ that lies at the province."""
    names = {"who": "tỉnh Vĩnh Long", "filed_at": "xã Minh Hoạ", "above": "cấp trung ương", "below": "cấp xã"}
    return next_words(Point(dossier, status, mode, **(names | facts)), TODAY)


def test_every_state_at_every_kind_of_level_has_its_words():
    assert {pair: said(*pair) for pair in product(EntryStatus, LevelMode)} == ON_THE_WAY


@pytest.mark.parametrize(("status", "mode", "dossier"), list(product(EntryStatus, LevelMode, ENDED)))
def test_a_dossier_that_ended_waits_for_nothing_of_a_level(status, mode, dossier):
    assert said(status, mode, dossier=dossier) == ENDED[dossier]


@pytest.mark.parametrize(
    ("status", "mode", "facts", "words"),
    [
        (
            EntryStatus.RECEIVED,
            SCORE,
            {"open_papers": 2},
            "Tỉnh Vĩnh Long yêu cầu bổ sung 2 giấy tờ bắt buộc còn thiếu, hoặc ghi khi đã nhận.",
        ),
        (
            EntryStatus.DECIDED,
            SCORE,
            {"is_declined": True},
            "Chủ thể không đề nghị 5 sao nữa: tỉnh Vĩnh Long ghi việc rút hồ sơ.",
        ),
        (
            EntryStatus.DECIDED,
            SCORE,
            {"is_annulled": True},
            "Quyết định phê duyệt điểm đã bị hủy bỏ: tỉnh Vĩnh Long đánh giá lại hồ sơ ở cấp này, "
            "hoặc trả lại chủ thể.",
        ),
        (EntryStatus.RECEIVED, SCREEN, {"due": SOON}, f"{CHECKED}, chậm nhất ngày 25/11/2026."),
        (EntryStatus.RECEIVED, SCREEN, {"due": PAST}, f"{CHECKED}, đã quá hạn ngày 18/11/2026."),
        (EntryStatus.RECEIVED, SCREEN, {"due": TODAY}, f"{CHECKED}, chậm nhất ngày 20/11/2026."),
        (EntryStatus.RECEIVED, RECORDED, {"open_papers": 2}, AWAITED),
        (
            EntryStatus.INCOMPLETE,
            SCORE,
            {"open_items": 3, "due": SOON},
            "Chủ thể bổ sung 3 mục được yêu cầu, chậm nhất ngày 25/11/2026; xã Minh Hoạ ghi từng mục.",
        ),
        (
            EntryStatus.ACCEPTED,
            SCREEN,
            {"is_reported": True, "due": SOON},
            "Tỉnh Vĩnh Long chuyển hồ sơ lên cấp trung ương, chậm nhất ngày 25/11/2026.",
        ),
        (
            EntryStatus.ACCEPTED,
            SCORE,
            {"round": "Đợt 2 năm 2026"},
            "Tỉnh Vĩnh Long gửi hồ sơ cho thành viên hội đồng, rồi bắt đầu chấm điểm (Đợt 2 năm 2026).",
        ),
        (
            EntryStatus.ACCEPTED,
            SCORE,
            {"round": "Đợt 2 năm 2026", "is_sent": True},
            "Thành viên hội đồng khai báo liên quan, đọc hồ sơ; tỉnh Vĩnh Long bắt đầu chấm điểm (Đợt 2 năm 2026).",
        ),
        (EntryStatus.SCORING, SCORE, {"due": SOON}, f"{MEETS}, chậm nhất ngày 25/11/2026."),
        (
            EntryStatus.SCORING,
            SCORE,
            {"in_writing": True, "due": SOON},
            "Thành viên hội đồng ký phiếu cho ý kiến bằng văn bản, rồi tỉnh Vĩnh Long chốt điểm, "
            "chậm nhất ngày 25/11/2026.",
        ),
        (EntryStatus.SCORED, SCORE, {"is_recognised": True}, "Tỉnh Vĩnh Long lập và công bố quyết định theo kết quả."),
        (
            EntryStatus.SCORED,
            RECORDED,
            {"is_recognised": True},
            "Tỉnh Vĩnh Long nhập và công bố quyết định của cấp này theo kết quả đã ghi.",
        ),
        (EntryStatus.SCORED, SCORE, {"goes_up": True}, "Tỉnh Vĩnh Long chuyển hồ sơ lên cấp trung ương."),
        (EntryStatus.SCORED, SCORE, {"goes_down": True}, "Tỉnh Vĩnh Long trả hồ sơ về cấp xã."),
        (
            EntryStatus.SCORED,
            RECORDED,
            {"goes_down": True},
            "Tỉnh Vĩnh Long trả hồ sơ về cấp xã để chấm lại, hoặc trả lại chủ thể.",
        ),
        (
            EntryStatus.SCORED,
            RECORDED,
            {"may_recognise": True, "goes_down": True, "below": "cấp tỉnh"},
            "Tỉnh Vĩnh Long lập quyết định công nhận theo kết quả này, hoặc trả hồ sơ về cấp tỉnh để chấm lại.",
        ),
    ],
)
def test_what_is_known_makes_it_more_exact(status, mode, facts, words):
    assert said(status, mode, **facts) == words


@pytest.mark.parametrize(
    ("dossier", "words"),
    [
        (DossierStatus.DECIDED, "Đã có quyết định: tỉnh Vĩnh Long gửi thông báo kết quả cho nơi nộp và chủ thể."),
        (DossierStatus.RETURNED, "Hồ sơ đã trả lại: tỉnh Vĩnh Long gửi thông báo kết quả cho nơi nộp và chủ thể."),
        (
            DossierStatus.FILED,
            "Không được công nhận: tỉnh Vĩnh Long gửi thông báo kết quả, rồi trả lại hồ sơ cho chủ thể.",
        ),
    ],
)
def test_a_letter_is_owed(dossier, words):
    assert said(EntryStatus.SCORED, dossier=dossier, owes_letter=True) == words
