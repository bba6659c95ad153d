"""Staff addresses of evaluations: the work desk, rounds, drafts, decisions, mending, help."""

from django.urls import path

from evaluations.views.absence import member_back, member_excuse
from evaluations.views.advisory import (
    adviser_end,
    adviser_name,
    probe_done,
    probe_new,
    samples_note,
    team_detail,
    team_end,
    team_new,
    team_report,
    team_seat,
)
from evaluations.views.clocks import ClockList
from evaluations.views.conflicts import conflict_correct
from evaluations.views.correcting import (
    approval_answer,
    approval_restate,
    approval_void,
    decision_row_add,
    decision_void,
    rating_restate,
    rating_void,
)
from evaluations.views.council_rounds import council_round_edit, council_round_plan, round_step, round_take
from evaluations.views.councils import (
    CouncilList,
    council_detail,
    council_edit,
    council_new,
    seat_contacts,
    seat_end,
    seat_name,
    seat_new,
)
from evaluations.views.criteria import CriteriaList, criteria_detail, criteria_print
from evaluations.views.decisions import DecisionDetail, DecisionList, decision_paper, draft_paper
from evaluations.views.delegating import meeting_delegate
from evaluations.views.dossiers import DossierList, dossier_detail, dossier_kind, dossier_new
from evaluations.views.draft_rows import draft_annul, draft_rating_add, draft_rating_drop, draft_rows
from evaluations.views.drafts import draft_discard, draft_edit, draft_new, draft_restore, draft_start
from evaluations.views.entry_steps import entry_step
from evaluations.views.extensions import extension_end, rating_extend
from evaluations.views.finding import producer_find, product_find
from evaluations.views.forwarding import dossier_forward
from evaluations.views.grid_pages import round_detail
from evaluations.views.home import Home, help_list, help_page
from evaluations.views.making import result_product_new
from evaluations.views.meeting import meeting, meeting_conclude
from evaluations.views.meeting_entry import meeting_entry
from evaluations.views.meeting_minutes import meeting_minutes
from evaluations.views.meeting_papers import meeting_papers, score_paper
from evaluations.views.meeting_timeline import meeting_timeline
from evaluations.views.notices import NoticeList, notice_note, notice_print
from evaluations.views.opinions import written_opinions
from evaluations.views.paper_sheets import (
    paper_sheet,
    paper_sheet_drop,
    paper_sheet_new,
    paper_sheet_rescan,
    paper_sheet_save,
    paper_sheet_scan,
    paper_sheet_sign,
)
from evaluations.views.paper_steps import paper_drop, paper_erase, paper_hand
from evaluations.views.papers import PaperList, dossier_item, dossier_paper, paper_file
from evaluations.views.pasting import product_match, result_paste
from evaluations.views.publishing import draft_check, draft_publish
from evaluations.views.results import result_remove, result_save
from evaluations.views.rounds import RoundList, round_close, round_open, round_reopen
from evaluations.views.score_pages import score_list, score_sheet
from evaluations.views.score_saving import score_save, score_sign
from evaluations.views.screening import (
    ask_answer,
    entry_paper,
    entry_slip,
    screening_edit,
    screening_print,
    screening_report,
)
from evaluations.views.sheet_reading import sheet_read
from evaluations.views.ties import tie_compare

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("huong-dan/", help_list, name="help-list"),
    path("huong-dan/<slug:topic>/", help_page, name="help"),
    path("tim/san-pham/", product_find, name="product-find"),
    path("tim/san-pham/theo-ten/", product_match, name="product-match"),
    path("tim/chu-the/", producer_find, name="producer-find"),
    # rounds and their grid
    path("dot/", RoundList.as_view(), name="round-list"),
    path("dot-moi/", round_open, name="round-open"),
    path("dot/<int:round_pk>/", round_detail, name="round-detail"),
    path("dot/<int:round_pk>/khep/", round_close, name="round-close"),
    path("dot/<int:round_pk>/mo-lai/", round_reopen, name="round-reopen"),
    path("dot/<int:round_pk>/luu/", result_save, name="result-save"),
    path("dot/<int:round_pk>/dan/", result_paste, name="result-paste"),
    path("dot/<int:round_pk>/san-pham-moi/", result_product_new, name="result-product-new"),
    path("dot/<int:round_pk>/lap-quyet-dinh/", draft_start, name="draft-start"),
    path("ket-qua/<int:pk>/bo/", result_remove, name="result-remove"),
    # councils, dossiers, the rounds of a council
    path("hoi-dong/", CouncilList.as_view(), name="council-list"),
    path("hoi-dong-moi/", council_new, name="council-new"),
    path("hoi-dong/<int:council_pk>/", council_detail, name="council-detail"),
    path("hoi-dong/<int:council_pk>/sua/", council_edit, name="council-edit"),
    path("hoi-dong/<int:council_pk>/thanh-vien-moi/", seat_new, name="seat-new"),
    path("thanh-vien/<int:seat_pk>/thoi/", seat_end, name="seat-end"),
    path("thanh-vien/<int:seat_pk>/lien-he/", seat_contacts, name="seat-contacts"),
    path("thanh-vien/<int:seat_pk>/ten/", seat_name, name="seat-name"),
    path("ho-so/", DossierList.as_view(), name="dossier-list"),
    path("ho-so-moi/", dossier_new, name="dossier-new"),
    path("ho-so/chuyen-len/", dossier_forward, name="dossier-forward"),
    path("ho-so/<int:dossier_pk>/", dossier_detail, name="dossier-detail"),
    path("ho-so/<int:dossier_pk>/lan-danh-gia/", dossier_kind, name="dossier-kind"),
    path("ho-so/<int:dossier_pk>/giay-to/<slug:code>/", dossier_item, name="dossier-item"),
    path("ho-so/giay-to/", PaperList.as_view(), name="paper-list"),
    path("ho-so/giay-to/<int:use_pk>/", dossier_paper, name="dossier-paper"),
    path("ho-so/giay-to/<int:use_pk>/bo/", paper_drop, name="paper-drop"),
    path("ho-so/giay-to/<int:use_pk>/giao-lai/", paper_hand, name="paper-hand"),
    path("ho-so/giay-to/<int:use_pk>/ban/<int:version_pk>/", paper_file, name="paper-file"),
    path("giay-to/ban/<int:version_pk>/xoa/", paper_erase, name="paper-erase"),
    path("luot/<int:entry_pk>/hop/", meeting_entry, name="meeting-entry"),  # no step is called so
    # before the council; none of these is a step either
    path("luot/<int:entry_pk>/phieu/", entry_slip, name="entry-slip"),
    path("luot/<int:entry_pk>/danh-gia/", screening_edit, name="screening-edit"),
    path("luot/<int:entry_pk>/danh-gia/bao-cao/", screening_report, name="screening-report"),
    path("luot/<int:entry_pk>/danh-gia/in/", screening_print, name="screening-print"),
    path("luot/<int:entry_pk>/to-tu-van/", team_report, name="team-report"),
    path("luot/<int:entry_pk>/khao-sat/", probe_new, name="probe-new"),
    path("luot/<int:entry_pk>/mau/", samples_note, name="samples-note"),
    path("luot/<int:entry_pk>/thong-bao/", notice_note, name="notice-note"),
    path("luot/<int:entry_pk>/thong-bao/in/", notice_print, name="notice-print"),
    path("luot/<int:entry_pk>/tep/<slug:kind>/<int:paper_pk>/", entry_paper, name="entry-paper"),
    path("bo-sung/<int:item_pk>/", ask_answer, name="ask-answer"),
    path("khao-sat/<int:probe_pk>/", probe_done, name="probe-done"),
    path("to-tu-van-moi/", team_new, name="team-new"),
    path("to-tu-van/<int:team_pk>/", team_detail, name="team-detail"),
    path("to-tu-van/<int:team_pk>/thanh-vien-moi/", team_seat, name="team-seat"),
    path("to-tu-van/<int:team_pk>/ket-thuc/", team_end, name="team-end"),
    path("thanh-vien-to/<int:adviser_pk>/thoi/", adviser_end, name="adviser-end"),
    path("thanh-vien-to/<int:adviser_pk>/ten/", adviser_name, name="adviser-name"),
    path("thong-bao/", NoticeList.as_view(), name="notice-list"),
    path("thoi-han/", ClockList.as_view(), name="clock-list"),
    path("luot/<int:entry_pk>/phieu-giay/<int:seat_pk>/", paper_sheet_new, name="paper-sheet-new"),
    path("luot/<int:entry_pk>/loi-khai/<int:seat_pk>/", conflict_correct, name="conflict-correct"),
    path("luot/<int:entry_pk>/<slug:step>/", entry_step, name="entry-step"),
    path("dot-hoi-dong-moi/", council_round_plan, name="council-round-plan"),
    path("dot/<int:round_pk>/ke-hoach/", council_round_edit, name="council-round-edit"),
    path("dot/<int:round_pk>/nhan/", round_take, name="round-take"),
    path("dot/<int:round_pk>/lien-quan/", tie_compare, name="tie-compare"),
    path("dot/<int:round_pk>/buoc/<slug:step>/", round_step, name="round-step"),
    # marking and the meeting
    path("cham-diem/", score_list, name="score-list"),
    path("cham-diem/<int:entry_pk>/", score_sheet, name="score-sheet"),
    path("cham-diem/<int:entry_pk>/luu/", score_save, name="score-save"),
    path("cham-diem/<int:entry_pk>/ky/", score_sign, name="score-sign"),
    path("dot/<int:round_pk>/hop/", meeting, name="meeting"),
    path("dot/<int:round_pk>/chot/", meeting_conclude, name="meeting-conclude"),
    path("dot/<int:round_pk>/uy-quyen/", meeting_delegate, name="meeting-delegate"),
    path("dot/<int:round_pk>/vang/<int:seat_pk>/", member_excuse, name="member-excuse"),
    path("dot/<int:round_pk>/co-mat/<int:seat_pk>/", member_back, name="member-back"),
    path("dot/<int:round_pk>/y-kien/", written_opinions, name="written-opinions"),
    path("phieu-cham/<int:sheet_pk>/", sheet_read, name="sheet-read"),
    # sheets done on paper
    path("phieu-giay/<int:sheet_pk>/", paper_sheet, name="paper-sheet"),
    path("phieu-giay/<int:sheet_pk>/luu/", paper_sheet_save, name="paper-sheet-save"),
    path("phieu-giay/<int:sheet_pk>/ky/", paper_sheet_sign, name="paper-sheet-sign"),
    path("phieu-giay/<int:sheet_pk>/ban-quet/", paper_sheet_scan, name="paper-sheet-scan"),
    path("phieu-giay/<int:sheet_pk>/thay-ban-quet/", paper_sheet_rescan, name="paper-sheet-rescan"),
    path("phieu-giay/<int:sheet_pk>/bo/", paper_sheet_drop, name="paper-sheet-drop"),
    # what leaves the council room
    path("cham-diem/<int:entry_pk>/phieu-giay/", score_paper, name="score-paper"),
    path("dot/<int:round_pk>/in/", meeting_papers, name="meeting-papers"),
    path("dot/<int:round_pk>/dien-bien/", meeting_timeline, name="meeting-timeline"),
    path("dot/<int:round_pk>/bien-ban/", meeting_minutes, name="meeting-minutes"),
    # score sheets
    path("bo-tieu-chi/", CriteriaList.as_view(), name="criteria-list"),
    path("bo-tieu-chi/<slug:code>/", criteria_detail, name="criteria-detail"),
    path("bo-tieu-chi/<slug:code>/in/", criteria_print, name="criteria-print"),
    # drafts
    path("du-thao-moi/", draft_new, name="draft-new"),
    path("du-thao/<int:draft_pk>/", draft_edit, name="draft-edit"),
    path("du-thao/<int:draft_pk>/noi-dung/", draft_rows, name="draft-rows"),
    path("du-thao/<int:draft_pk>/kiem-tra/", draft_check, name="draft-check"),
    path("du-thao/<int:draft_pk>/cong-bo/", draft_publish, name="draft-publish"),
    path("du-thao/<int:draft_pk>/bo/", draft_discard, name="draft-discard"),
    path("du-thao/<int:draft_pk>/lay-lai/", draft_restore, name="draft-restore"),
    path("du-thao/<int:draft_pk>/ban-quet/", draft_paper, name="draft-paper"),
    path("du-thao/<int:draft_pk>/them/", draft_rating_add, name="draft-rating-add"),
    path("du-thao/<int:draft_pk>/bot/", draft_rating_drop, name="draft-rating-drop"),
    path("du-thao/<int:draft_pk>/huy-bo/", draft_annul, name="draft-annul"),
    path("du-thao/<int:draft_pk>/luu/", result_save, name="draft-result-save"),
    path("du-thao/<int:draft_pk>/dan/", result_paste, name="draft-result-paste"),
    path("du-thao/<int:draft_pk>/san-pham-moi/", result_product_new, name="draft-result-product-new"),
    # decisions and their rows
    path("quyet-dinh/", DecisionList.as_view(), name="decision-list"),
    path("quyet-dinh/<int:pk>/", DecisionDetail.as_view(), name="decision-detail"),
    path("quyet-dinh/<int:pk>/ban-quet/", decision_paper, name="decision-paper"),
    path("quyet-dinh/<int:pk>/bo-sung/", decision_row_add, name="decision-row-add"),
    path("quyet-dinh/<int:pk>/vo-hieu/", decision_void, name="decision-void"),
    path("cong-nhan/<int:pk>/vo-hieu/", rating_void, name="rating-void"),
    path("cong-nhan/<int:pk>/nhap-lai/", rating_restate, name="rating-restate"),
    path("cong-nhan/<int:pk>/gia-han/", rating_extend, name="rating-extend"),
    path("cong-nhan/<int:pk>/het-gia-han/", extension_end, name="rating-extension-end"),
    path("diem-phe-duyet/<int:pk>/tra-loi/", approval_answer, name="approval-answer"),
    path("diem-phe-duyet/<int:pk>/vo-hieu/", approval_void, name="approval-void"),
    path("diem-phe-duyet/<int:pk>/nhap-lai/", approval_restate, name="approval-restate"),
]
