"""What was erased, withdrawn or stopped is told by keys alone, and done again in a database that does not have it."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from core.actions.accounts import keep_account, set_password
from core.history import history_of, record, verb_words
from core.models import HistoryEntry, User
from core.roles import Role
from evaluations.actions.councils import note_contacts
from evaluations.actions.erasing import erase_paper_file
from evaluations.models import Council, CouncilMember, Paper, PaperVersion
from ocop_portal.erasures.kinds import KINDS, TOLD
from ocop_portal.erasures.listing import as_text, erasures
from ocop_portal.former_contacts import erase_former_contacts
from producers.actions.consent import give_contact_consent, withdraw_contact_consent
from producers.actions.producers import edit_producer
from producers.actions.representatives import forget_representative, keep_representative
from producers.models import Producer, RepresentativeProfile
from products.actions.label_reports import forget_report_contact
from products.actions.photos import remove_photo
from products.models import LabelReport, Photo
from reports.actions.personal_data import receive_request
from tests.factories import make_place, make_producer, make_product, make_province, make_user
from tests.products.report_room import make_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
ON, WHY = date(2022, 3, 1), "lý do kín (minh hoạ)"
AGAIN = "lặp lại sau khi phục hồi"
CONTACTS = {"phone": "+84912345678", "email": "kin@vidu.vn", "address": "Ấp kín (minh hoạ)"}
PERSON = {"full_name": "Người Kín", "basis": "law", "basis_on": ON, "basis_text": "Mẫu 02"}

# ------------------------------------------------------------------ every verb is decided about
NOT_NEEDED = {
    "reads, or takes a copy away: nothing is gone": """
        read_representative find_representative export_representative find_person show_personal_data export_history
        export_round compare_representatives""",
    "removes by age, which the next night does again": "apply_retention",
    "ends what no backup holds, or counters that fade": "end_session end_other_sessions unlock_sign_in",
    "adds or opens; what is lost is entered again": """
        create_account make_invitation make_reset_link add_second_factor create_producer give_contact_consent
        succeed_producer take_over_producer create_product transfer_product add_photo add_outlet add_proof report_label
        refuse_file status:in_hand status:done answer_data_request repeat_erasure""",
    "reference data and published figures, which name nobody; a file loads them or an administrator changes them": """
        load_places load_law load_published load_tiles load_checklist lay_wording publish_representative_table
        admin_add admin_change admin_delete""",
    "facts of makers, products and sales: what the rules keep from the public is refused there": """
        change_legal_form edit_product edit_outlet remove_outlet edit_proof remove_proof merge_producers
        merged_into_producer merge_products merged_into_product undo_merge""",
    "the register, which is public by law: papers are entered again, and mistakes voided": """
        attest_rating add_rating drop_rating void_rating void_approval enter_rightly correct_rating revoke_rating
        extend_rating end_extension answer_approval issue_decision attest_decision revoke_ratings annul_decision
        correct_ratings void_decision add_to_decision""",
    "the work of rounds and drafts, done again from its papers": """
        open_round enter_result save_result remove_result start_draft write_draft attach_paper choose_rows annul_with
        status:open status:closed status:draft status:published status:discarded plan_round edit_round
        status:cancelled status:planned status:receiving status:scoring status:concluded status:decided
        record_result""",
    "the work of councils, teams and dossiers, done again from its papers; a name is put right, not taken away": """
        found_council edit_council seat_member unseat_member correct_seat_name file_dossier arrive take_into_round
        leave_round status:received status:incomplete status:accepted status:scored status:forwarded status:returned
        status:withdrawn status:unused say_findings report:screening report:team report:notice answer_item found_team
        end_team seat_adviser unseat_adviser correct_adviser_name ask_probe attach_probe note_samples declare_conflict
        correct_conflict excuse_member bring_back_member exclude_dossier take_back_exclusion postpone_dossier
        delegate_meeting take_back_delegation ask_in_writing put_on_meeting change_kind status:signed status:replaced
        status:set_aside enter_paper_sheet note_presence agree send_to_members second_pass note_discussion
        freeze_result""",
    "papers of dossiers, whose files stay until they are erased": """
        add_paper add_paper_version edit_paper use_paper see_original prove_criteria hand_again drop_paper""",
}


def test_every_verb_is_repeated_or_told_or_not_needed():
    left = [verb for verbs in NOT_NEEDED.values() for verb in verbs.split()]
    assert len(left) == len(set(left))
    decided = [*KINDS, *TOLD, *left]
    assert sorted(decided) == sorted(verb_words())


# ------------------------------------------------------------------ a world from which things are taken
@pytest.fixture
def world():
    """Of each kind one that is about to go."""
    w = SimpleNamespace(place=make_place("Xã Minh Hoạ", parent=make_province()), chief=make_user(Role.ADMINISTRATOR))
    w.producer = make_producer(place=w.place, **CONTACTS)
    give_contact_consent(w.producer, on=ON, to=["phone"], text="Đồng ý", by=w.chief)
    w.asks = make_producer(place=w.place, **CONTACTS)
    w.gone, w.kept = (
        keep_representative(
            RepresentativeProfile(producer=w.producer), why="x", by=w.chief, since=on, disability="yes", **PERSON
        )
        for on in (ON, date(2022, 4, 1))
    )
    w.report = make_report(contact="0900 000 000", consent_text="Đồng ý (minh hoạ)")
    paper = Paper.objects.create(producer=w.producer, kind="minh-hoa", name="Giấy kín")
    facts = {"file_name": "kin.pdf", "content_type": "application/pdf", "size": 1, "sha256": "0" * 64}
    w.version = PaperVersion.objects.create(paper=paper, number=1, file="papers/x.pdf", added_by=w.chief, **facts)
    council = Council.objects.create(place=w.place, name="Hội đồng minh hoạ", founded_on=ON)
    w.seat = CouncilMember.objects.create(council=council, full_name="Cô Kín", phone="+84900000001", address="Ấp 3")
    w.photo = Photo.objects.create(product=make_product(producer=w.producer), stem="a" * 32, width=320, height=240)
    w.stopped, w.other = (make_user(Role.LOCAL_OFFICER, w.place, email="kin@vidu.vn") for _number in range(2))
    return w


def take_away(w):
    """Everything that is done again by itself."""
    withdraw_contact_consent(w.producer, on=date(2022, 9, 1), why=WHY, by=w.chief)
    edit_producer(w.asks, phone="", email="moi@vidu.vn", by=w.chief)
    erase_former_contacts(w.asks, why=WHY)
    forget_representative(w.gone, why=WHY, by=w.chief)
    keep_representative(w.kept, why=WHY, by=w.chief, disability="unknown", full_name="Người Kín Khác")
    forget_report_contact(w.report, why=WHY, by=w.chief)
    erase_paper_file(w.version, why=WHY, by=w.chief)
    note_contacts(w.seat, phone="", address="Ấp 4", tax_code="", by=w.chief)
    remove_photo(w.photo, by=w.chief)
    w.stopped.is_active = False
    keep_account(w.stopped, changed=["is_active"], why=WHY, by=w.chief)
    w.other.email = ""
    keep_account(w.other, changed=["email"], by=w.chief)


def held(w):
    """What the database has of all that is about to go."""
    producer, asks = (Producer.objects.get(pk=pk) for pk in (w.producer.pk, w.asks.pk))
    seat = CouncilMember.objects.get(pk=w.seat.pk)
    accounts = User.objects.filter(pk__in=(w.stopped.pk, w.other.pk)).order_by("pk")
    return {
        "consent": (sorted(producer.consented(date(2022, 10, 1))), producer.contact_withdrawn_on),
        "contacts": (asks.phone, asks.email, asks.address),
        "former": asks.events.filter(phone=CONTACTS["phone"]).exists(),
        "representatives": list(producer.representatives.order_by("since").values_list("full_name", "disability")),
        "report": LabelReport.objects.get(pk=w.report.pk).contact,
        "paper": PaperVersion.objects.get(pk=w.version.pk).file,
        "seat": (seat.phone, seat.address),
        "photos": Photo.objects.count(),
        "accounts": list(accounts.values_list("is_active", "email")),
    }


BEFORE = {
    "consent": (["phone"], None),
    "contacts": tuple(CONTACTS.values()),
    "former": True,
    "representatives": [("Người Kín", "yes"), ("Người Kín", "yes")],
    "report": "0900 000 000",
    "paper": "papers/x.pdf",
    "seat": ("+84900000001", "Ấp 3"),
    "photos": 1,
    "accounts": [(True, "kin@vidu.vn"), (True, "kin@vidu.vn")],
}
AFTER = {
    "consent": ([], date(2022, 9, 1)),
    "contacts": ("", "", CONTACTS["address"]),  # the new e-mail is lost, the old one was to be erased
    "former": False,
    "representatives": [("Người Kín", "unknown")],
    "report": "",
    "paper": "",
    "seat": ("", "Ấp 3"),  # an address that was corrected is no erasure
    "photos": 0,
    "accounts": [(False, "kin@vidu.vn"), (True, "")],
}


def lost(act, *arguments):
    """Do something, note what was erased, and have the database as it was before, its book too."""
    with transaction.atomic():
        act(*arguments)
        texts = [as_text(line) for line in erasures()]
        transaction.set_rollback(True)
    return texts


@pytest.fixture
def file(tmp_path):
    return tmp_path / "erasures.jsonl"


def repeat(file, texts=None):
    """What the command says of these lines; a refusal's words come last."""
    if texts is not None:
        file.write_text("".join(f"{text}\n" for text in texts))
    said = StringIO()
    try:
        call_command("repeat_erasures", str(file), stdout=said)
    except CommandError as refusal:
        said.write(f"{refusal}\n")
    return said.getvalue().splitlines()


# ------------------------------------------------------------------ done again
def test_a_line_has_no_name_and_no_value(world):
    gone = world.gone.pk
    texts = lost(take_away, world)
    assert not [word for word in ("kín", "Kín", "kin@", "912345", "900000", "moi@", "Ấp") if word in "".join(texts)]
    lines = [json.loads(text) for text in texts]
    assert [line.pop("at") for line in lines] == sorted(json.loads(text)["at"] for text in texts)
    w = world
    producers, profiles, users = "producers.producer", "producers.representativeprofile", "core.user"
    assert [tuple(line.values()) for line in lines] == [
        ("keep_representative", profiles, w.kept.pk, ["disability"]),  # it wrote what is empty now
        ("withdraw_contact_consent", producers, w.producer.pk, "2022-09-01"),
        ("edit_producer", producers, w.asks.pk, ["email", "phone"]),
        ("erase_former_contacts", producers, w.asks.pk),
        ("forget_representative", profiles, gone),
        ("keep_representative", profiles, w.kept.pk, ["disability"]),
        ("forget_report_contact", "products.labelreport", w.report.pk),
        ("erase_paper_file", "evaluations.paperversion", w.version.pk),
        ("note_contacts", "evaluations.councilmember", w.seat.pk, ["phone"]),
        ("remove_photo", "products.photo", "a" * 32),
        ("edit_account", users, w.stopped.pk, ["is_active"]),
        ("edit_account", users, w.other.pk, ["email"]),
    ]


def test_what_came_back_goes_again_once(world, file):
    texts = lost(take_away, world)
    assert held(world) == BEFORE
    assert repeat(file, texts) == ["Đã làm lại 11 việc; 1 việc đã có; 0 không có gì để làm; 0 phải làm tay."]
    assert held(world) == AFTER
    marks = HistoryEntry.objects.filter(verb="repeat_erasure").order_by("pk").values_list("by", "why", "data")
    acts = [json.loads(text) for text in texts[1:]]
    assert list(marks) == [
        (None, AGAIN, {"act": act["verb"], "first_at": act["at"], "row": act["key"]}) for act in acts
    ]
    entry = history_of(world.producer).get(verb="withdraw_contact_consent")
    assert (entry.by, entry.why) == (None, AGAIN)
    # What people do since is theirs: a second time changes nothing.
    give_contact_consent(world.producer, on=date(2022, 9, 2), to=["phone"], text="Đồng ý", by=world.chief)
    edit_producer(world.asks, phone="0900 000 002", by=world.chief)
    now, acts = held(world), HistoryEntry.objects.count()
    assert repeat(file) == ["Đã làm lại 0 việc; 12 việc đã có; 0 không có gì để làm; 0 phải làm tay."]
    assert (held(world), HistoryEntry.objects.count()) == (now, acts)


def test_what_the_backup_has_already_is_left_alone(world, file):
    take_away(world)
    texts = [as_text(line) for line in erasures()]
    give_contact_consent(world.producer, on=date(2022, 9, 2), to=["phone"], text="Đồng ý", by=world.chief)
    assert repeat(file, texts) == ["Đã làm lại 0 việc; 12 việc đã có; 0 không có gì để làm; 0 phải làm tay."]
    assert Producer.objects.get(pk=world.producer.pk).contact_withdrawn_on is None


def test_what_is_not_there_is_named_and_a_new_row_of_its_number_is_none_of_it(world, file):
    made = {}

    def act():
        made["late"] = make_producer(place=world.place, **CONTACTS)
        edit_producer(made["late"], phone="", by=world.chief)

    (text,) = lost(act)
    make_producer(place=world.place, pk=made["late"].pk, **CONTACTS)  # entered after the restore
    day = f"{HistoryEntry.objects.latest('at').at:%d/%m/%Y}"
    (absent, summary) = repeat(file, [text])
    start = f"Không có trong bản phục hồi: Sửa thông tin, producers.producer số {made['late'].pk}, ngày "
    assert (absent[: len(start)], len(absent)) == (start, len(start) + len(day))
    assert summary == "Đã làm lại 0 việc; 0 việc đã có; 1 không có gì để làm; 0 phải làm tay."
    assert Producer.objects.get(pk=made["late"].pk).phone == CONTACTS["phone"]


# ------------------------------------------------------------------ left to people
def test_what_no_command_can_do_is_told(world, file):
    def act():
        world.other.role = Role.COUNCIL_SECRETARY
        keep_account(world.other, changed=["role"], why=WHY, by=world.chief)
        for user in (world.other, world.stopped):
            set_password(user, "Mật khẩu minh hoạ 1", by=user, verb="change_own_password")
        receive_request([f"chu-the:{world.producer.pk}"], right="erase", on=date(2022, 9, 1), why=WHY, by=world.chief)
        world.stopped.is_active = False
        keep_account(world.stopped, changed=["is_active"], why=WHY, by=world.chief)

    texts = [
        *lost(act),
        '{"at": "2022-',
        '{"verb": "x"}',
        '{"at":"2022-09-01T00:00:00+00:00","verb":"x","table":"y","key":1}',
    ]
    said = [words.partition(", ngày ")[0] for words in repeat(file, texts)]
    other = User.objects.get(pk=world.other.pk)
    assert said == [
        "Phải làm tay: dòng 6 không đọc được.",
        "Phải làm tay: dòng 7 không đọc được.",
        "Phải làm tay: x, y số 1",
        f"Phải làm tay: Sửa tài khoản, core.user số {other.pk}",
        f"Phải làm tay: {other}: mật khẩu cũ lại có hiệu lực: hãy đặt lại.",
        f"Phải làm tay: Nhận yêu cầu về dữ liệu cá nhân, producers.producer số {world.producer.pk}",
        "Đã làm lại 1 việc; 0 việc đã có; 0 không có gì để làm; 6 phải làm tay.",
        "Chưa xong: xem những việc phải làm tay ở trên.",
    ]
    assert (other.role, other.is_active) == (Role.LOCAL_OFFICER, True)


def test_an_act_from_before_rows_were_named_is_told(world, file):
    (text,) = [text for text in lost(take_away, world) if "forget_representative" in text]
    said = repeat(file, [json.dumps(json.loads(text) | {"key": None})])
    start, end = (
        "Phải làm tay: Xóa người đại diện, producers.representativeprofile số ?, ",
        "tự làm lại được việc này.",
    )
    assert (said[0].startswith(start), said[0].endswith(end)) == (True, True)
    assert held(world) == BEFORE


def test_an_emptying_from_before_rows_were_named_is_on_the_list(world):
    profile = world.kept
    before = len(erasures())
    record(profile.producer, "keep_representative", by=world.chief, changed=["disability", "full_name"])
    record(profile.producer, "keep_representative", by=world.chief, changed=["full_name"])
    newest = erasures()[-1]
    assert (len(erasures()), newest.verb, newest.key, newest.columns) == (
        before + 1,
        "keep_representative",
        None,
        ["disability"],
    )


def test_what_was_empty_already_is_marked_too(world, file):
    def act():
        edit_producer(world.asks, website="https://kin.vidu.vn", by=world.chief)
        edit_producer(world.asks, website="", by=world.chief)

    texts = lost(act)
    done = "Đã làm lại 0 việc; 2 việc đã có; 0 không có gì để làm; 0 phải làm tay."
    assert repeat(file, texts) == [done]
    edit_producer(world.asks, website="https://moi.vidu.vn", by=world.chief)
    assert repeat(file) == [done]
    assert Producer.objects.get(pk=world.asks.pk).website == "https://moi.vidu.vn"


def test_the_last_administrator_stays_and_the_rest_goes_on(world, file):
    successor = {}

    def act():
        successor["user"] = make_user(Role.ADMINISTRATOR)
        world.chief.is_active = False
        keep_account(world.chief, changed=["is_active"], why=WHY, by=successor["user"])
        forget_report_contact(world.report, why=WHY, by=successor["user"])

    said = repeat(file, lost(act))
    assert said[0].endswith("Đây là tài khoản quản trị cuối cùng còn hoạt động.")
    assert said[1] == "Đã làm lại 1 việc; 0 việc đã có; 0 không có gì để làm; 1 phải làm tay."
    assert (User.objects.get(pk=world.chief.pk).is_active, held(world)["report"]) == (True, "")


# ------------------------------------------------------------------ the file
def test_the_file_only_grows_and_a_line_cut_short_comes_again(world, file):
    def write():
        said = StringIO()
        call_command("erasures", add_to=file, stdout=said)
        return said.getvalue()

    forget_report_contact(world.report, why=WHY, by=world.chief)
    assert write() == f"{file}: thêm 1 dòng.\n"
    assert write() == f"{file}: thêm 0 dòng.\n"
    assert file.stat().st_mode & 0o077 == 0
    whole = file.read_text()
    file.write_text('{"at": "x"}\n' + whole[:20])  # what an older database said, and a power cut
    assert write() == f"{file}: thêm 1 dòng.\n"
    assert file.read_text() == '{"at": "x"}\n' + whole[:20] + "\n" + whole
    said = StringIO()
    call_command("erasures", stdout=said)
    assert said.getvalue() == whole
    call_command("erasures", "--since", "2100-01-01", stdout=(none := StringIO()))
    assert none.getvalue() == ""
    with pytest.raises(CommandError, match="Không ghi được"):
        call_command("erasures", add_to=file / "x")
