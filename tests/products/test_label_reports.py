"""Reports about labels: handed in by anybody, dealt with by staff of the place."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from core.errors import ActionRefused
from core.history import history_of
from core.models import HistoryEntry
from core.roles import Role
from ocop_portal.backups.contents import named_files
from ocop_portal.retention import look_through
from products.actions.decisions import issue_decision
from products.actions.label_reports import close_report, report_label, take_report
from products.enums import ReportStatus
from products.models import LabelReport
from products.queries.label_reports import report_counts, reports_of
from products.rules.codes import new_code, printed_code
from reports.queries.personal_data import find_matches, things_of
from tests.core.hostile_files import photos, plain_picture
from tests.factories import line, make_place, make_producer, make_product, make_province, make_user, paper
from tests.products.report_room import closed_report, make_report

pytestmark = pytest.mark.django_db
SEEN = {"seen": "Nhãn ghi 5 sao (minh hoạ)", "where": "Chợ Minh Hoạ"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def commune(law):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def code(commune):
    product = make_product("Dừa sáp minh hoạ", producer=make_producer("Hợp tác xã Minh Hoạ", place=commune))
    issue_decision(paper("612/QĐ-UBND", date(2021, 3, 30)), [line(product, 4)], by=None)
    return product.recognitions.get().certificate.code


def picture(size=(2400, 1200)):
    """A photo that a telephone took, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "Số 77 hẻm Bí Mật"
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_0001.jpg", out.getvalue())


# --------------------------------------------------------------------- handing in
def test_a_report_knows_the_product_of_the_code_and_its_place(code, commune):
    report = report_label(code=printed_code(code).lower(), **SEEN)
    kept = LabelReport.objects.get()
    assert (kept.status, kept.code_text, kept.product.name, kept.place) == (
        ReportStatus.NEW,
        code,
        "Dừa sáp minh hoạ",
        commune,
    )
    assert (kept.seen, kept.where, kept.contact, kept.photo, kept.reported_on) == (
        *SEEN.values(),
        "",
        "",
        date(2022, 10, 1),
    )
    entry = history_of(report).get()
    assert (entry.verb, entry.by, entry.label, entry.data) == ("report_label", None, f"Báo cáo nhãn số {kept.pk}", {})


@pytest.mark.parametrize("typed", ["", "không có mã", "OC-7K39Q-FM2X7"])
def test_a_label_of_no_known_product_is_the_provinces(code, typed):
    report = report_label(code=typed, **SEEN)
    assert (report.product, report.place) == (None, None)
    assert report_label(code=new_code(), **SEEN).place is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"seen": "  "}, "seen"),
        ({"where": ""}, "where"),
        ({"contact": "0900 000 000"}, "has_consent"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(commune, change, field):
    with pytest.raises(ActionRefused) as refused:
        report_label(**{"code": "", **SEEN, **change})
    assert [reason.field for reason in refused.value.reasons] == [field]
    assert (LabelReport.objects.count(), HistoryEntry.objects.filter(verb="report_label").count()) == (0, 0)


def test_a_contact_is_kept_with_the_words_that_were_agreed_to(commune):
    report = report_label(code="", **SEEN, contact=" 0900 000 000 ", consent_text="Tôi đồng ý")
    assert (report.contact, report.consent_text) == ("0900 000 000", "Tôi đồng ý")
    assert report_label(code="", **SEEN, consent_text="Tôi đồng ý").consent_text == ""  # nothing to agree to
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(contact="0900 000 000")
    assert "0900" not in str(list(HistoryEntry.objects.values()))


def test_a_photo_goes_the_one_way_and_loses_what_the_camera_wrote(code):
    report = report_label(code=code, **SEEN, photo=picture())
    with default_storage.open(report.photo) as file:
        content = file.read()
    kept = Image.open(io.BytesIO(content))
    assert (report.photo.startswith("labels/"), kept.format, kept.size, len(kept.getexif())) == (
        True,
        "JPEG",
        (1600, 800),
        0,
    )
    assert "Bí Mật".encode() not in content
    assert named_files() == {report.photo: report.photo_sha256}


@pytest.mark.parametrize("name", ["empty.jpg", "page.jpg", "paper.jpg", "half.jpg"])
def test_a_hostile_photo_is_refused_beside_its_input(commune, name):
    with pytest.raises(ActionRefused) as refused:
        report_label(code="", **SEEN, photo=SimpleUploadedFile("a.jpg", photos()[name]))
    assert {reason.field for reason in refused.value.reasons} == {"photo"}
    assert (LabelReport.objects.count(), named_files()) == (0, {})


# --------------------------------------------------------------------- dealing with it
def test_a_report_is_taken_in_hand_and_closed_with_outcome_and_reason(code, officer):
    report = report_label(code=code, **SEEN)
    take_report(report, by=officer)
    before = timezone.now()
    closed = close_report(report, outcome="false_label", why=" Đã thu nhãn (minh hoạ) ", by=officer)
    assert (closed.status, closed.outcome, closed.outcome_why) == ("done", "false_label", "Đã thu nhãn (minh hoạ)")
    assert before <= closed.closed_at <= timezone.now()
    acts = [(act.verb, act.by, act.why) for act in history_of(report).order_by("pk")]
    assert acts == [
        ("report_label", None, ""),
        ("status:in_hand", officer, ""),
        ("status:done", officer, "Đã thu nhãn (minh hoạ)"),
    ]


def test_what_is_out_of_turn_or_without_a_word_is_refused(code, officer):
    report = report_label(code=code, **SEEN)
    with pytest.raises(ActionRefused, match="Không thể chuyển"):
        close_report(report, outcome="false_label", why="x", by=officer)
    assert LabelReport.objects.values_list("status", "outcome").get() == ("new", "")
    take_report(report, by=officer)
    with pytest.raises(ActionRefused, match="Không thể chuyển"):
        take_report(report, by=officer)
    with pytest.raises(ActionRefused) as refused:
        close_report(report, outcome="", why=" ", by=officer)
    assert [reason.field for reason in refused.value.reasons] == ["why", "outcome"]
    close_report(report, outcome="right_label", why="x", by=officer)
    with pytest.raises(ActionRefused):
        close_report(report, outcome="misuse", why="y", by=officer)
    assert LabelReport.objects.values_list("outcome", "outcome_why").get() == ("right_label", "x")


def test_a_closed_report_says_what_it_came_to(commune):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(status=ReportStatus.DONE)


def test_each_territory_sees_its_own_and_the_province_what_has_none(code, commune, officer):
    other = make_place("Xã Khác Minh Hoạ", parent=make_province())
    here, there = (make_user(Role.LOCAL_OFFICER, place) for place in (commune, other))
    mine, unplaced = report_label(code=code, **SEEN), report_label(code="", **SEEN)
    assert list(reports_of(officer, "new")) == [mine, unplaced]
    assert (list(reports_of(here, "new")), list(reports_of(there, "new"))) == ([mine], [])
    assert report_counts(here) == {"new": 1, "in_hand": 0, "done": 0, "overdue": 0}
    for report in (mine, unplaced):
        with pytest.raises(ActionRefused):
            take_report(report, by=there)


# --------------------------------------------------------------------- personal data
def test_who_reported_is_found_by_contact_in_the_territory_alone(code, commune, officer):
    stranger = make_user(Role.PROVINCE_OFFICER, make_place("Tỉnh Khác", level="province"))
    report = report_label(code=code, **SEEN, contact="0900 123 456", consent_text="Tôi đồng ý")
    by_mail = report_label(code=code, **SEEN, contact="Chị Minh Hoạ, a@vidu.vn", consent_text="Tôi đồng ý")
    refs = {text: [match.ref for match in find_matches(officer, text).matches] for text in ("0900123456", "A@vidu.vn")}
    assert refs == {"0900123456": [f"bao-cao-nhan:{report.pk}"], "A@vidu.vn": [f"bao-cao-nhan:{by_mail.pk}"]}
    assert [match.ref for match in find_matches(officer, "minh hoa chi").matches] == [f"bao-cao-nhan:{by_mail.pk}"]
    assert find_matches(stranger, "0900123456").matches == []
    ((kind, thing),) = things_of(officer, refs["0900123456"])
    told = [fact for section in kind.sections(thing, officer) for row in section.rows for fact in row]
    assert ("liên hệ của người báo", "0900 123 456") in told


def test_a_contact_goes_after_its_time_and_the_report_after_its_own(commune, settings):
    contact = {"contact": "0900 000 000", "consent_text": "Đồng ý"}
    name = default_storage.save(f"labels/{'a' * 32}-1600.jpg", io.BytesIO(plain_picture()))
    old = closed_report(4 * 365, photo=name, photo_sha256="0" * 64, **contact)
    lately, waiting = closed_report(179, **contact), make_report(**contact)
    LabelReport.objects.filter(pk=waiting.pk).update(reported_at=timezone.now() - timedelta(days=4 * 365))
    found = {outcome.rule.key: outcome.count for outcome in look_through()}
    assert {key: found[key] for key in ("report_contacts", "label_reports")} == {
        "report_contacts": 2,
        "label_reports": 1,
    }
    call_command("apply_retention", "--apply")
    left = dict(LabelReport.objects.values_list("pk", "contact"))
    assert left == {lately.pk: "0900 000 000", waiting.pk: ""}
    assert old.pk not in left
    settings.RETENTION = {**settings.RETENTION, "report_contacts": 178}
    call_command("apply_retention", "--apply")
    lately.refresh_from_db()
    assert (lately.contact, lately.consent_text, lately.where) == ("", "Đồng ý", "Chợ Minh Hoạ")


@pytest.mark.django_db(transaction=True)
def test_the_photo_of_a_removed_report_goes_with_it(commune):
    name = default_storage.save(f"labels/{'b' * 32}-1600.jpg", io.BytesIO(plain_picture()))
    closed_report(4 * 365, photo=name, photo_sha256="0" * 64)
    call_command("apply_retention", "--apply")
    assert (LabelReport.objects.count(), default_storage.exists(name)) == (0, False)
