"""What comes to officers from outside the councils: labels reported, a household's data, a record entered twice."""

from __future__ import annotations

from core.clock import today
from core.models import User
from ocop_portal.demo.made_files import photo
from ocop_portal.demo.stage import MARK
from producers.actions.consent import give_contact_consent
from producers.actions.producers import create_producer, edit_producer
from producers.actions.representatives import keep_representative
from producers.enums import Contact, Disability, LegalBasis, Sex
from producers.models import Producer, RepresentativeProfile
from products.actions.label_reports import report_label, take_report
from products.actions.merging import merge_producers
from products.models import Certificate, Product
from reports.actions.personal_data import receive_request
from reports.enums import Right

CONTACT = "minh-hoa@example.org"
# What was seen on a label, where, and whom to answer; the first one is taken in hand, the others wait.
REPORTS = (
    ("Nhãn in năm sao, mã tra ra ba sao (minh hoạ).", "Sạp minh hoạ ở chợ", ""),
    ("Tem dán đè lên ngày sản xuất (minh hoạ).", "Liên kết minh hoạ", CONTACT),
)


def lay_on_desks(product: Product, *, province: User, local: User) -> None:
    """Around a product that holds stars and its producer, all on the same day."""
    _report_labels(product, local)
    _say_who_stands_for(product.producer, local)
    asked = "Người đại diện xin xem dữ liệu đang giữ (minh hoạ)."
    receive_request([f"chu-the:{product.producer_id}"], right=Right.SEE, on=today(), why=asked, by=province)
    _enter_twice(product.producer, province)


def _report_labels(product: Product, by: User) -> None:
    code = Certificate.objects.get(recognition__product=product).code
    agreed = "Đồng ý để cán bộ liên hệ về báo cáo này (minh hoạ)."
    picture = photo("Nhãn sai")
    reports = [
        report_label(code=code, seen=seen, where=where, contact=contact, consent_text=agreed, photo=picture)
        for seen, where, contact in REPORTS
    ]
    take_report(reports[0], by=by)


def _say_who_stands_for(maker: Producer, by: User) -> None:
    """A representative and a public contact, each with the words that were agreed to."""
    keep_representative(
        RepresentativeProfile(producer=maker),
        full_name="Người đại diện Minh Hoạ",
        since=today(),
        sex=Sex.FEMALE,
        disability=Disability.NO,
        residence=maker.place,
        basis=LegalBasis.CONSENT,
        basis_on=today(),
        basis_text="Phiếu đồng ý minh hoạ.",
        why="Hồ sơ minh hoạ.",
        by=by,
    )
    maker = edit_producer(maker, email=CONTACT, by=by)
    give_contact_consent(maker, on=today(), to=[Contact.EMAIL], text="Công khai trên cổng (minh hoạ).", by=by)


def _enter_twice(maker: Producer, by: User) -> None:
    """A second record of a producer, merged into the first one; it can be undone."""
    name = f"HKD {maker.name.removeprefix('Hộ kinh doanh ')}"
    twin = create_producer(name=name, legal_form=maker.legal_form, place=maker.place, by=by)
    merge_producers(maker, twin, why=f"Một hộ nhập hai lần {MARK}.", by=by)
