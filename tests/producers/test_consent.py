"""The consent to show contact details: given, withdrawn from a day, given again, and proved."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from core.errors import ActionRefused
from core.history import history_of
from producers.actions.consent import give_contact_consent, withdraw_contact_consent
from producers.actions.producers import edit_producer
from producers.queries.consent import Consent, past_consents
from tests.factories import make_place, make_producer, make_province

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer(db):
    return make_producer("Hộ kinh doanh Minh Hoạ", place=make_place("Xã Minh Hoạ", parent=make_province()))


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def refused(act, *args, **kwargs):
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **kwargs)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def acts(producer):
    return [(entry.verb, entry.by, entry.why) for entry in history_of(producer).order_by("pk")]


def url(name, producer):
    return reverse(f"staff:{name}", args=[producer.slug])


def test_a_consent_is_given_withdrawn_and_given_again(producer, officer):
    give_contact_consent(producer, on=date(2022, 2, 1), to=["phone"], text="Điện thoại, theo phiếu 1", by=officer)
    withdraw_contact_consent(producer, on=date(2022, 5, 1), why="chủ thể yêu cầu", by=officer)
    early = refused(give_contact_consent, producer, on=date(2022, 4, 30), to=["phone"], text="x", by=officer)
    assert early == [("on", "Lần đồng ý trước đã rút từ 01/05/2022: ngày mới không được sớm hơn.")]
    give_contact_consent(producer, on=date(2022, 6, 1), to=["phone"], text="Điện thoại, theo phiếu 2", by=officer)
    producer.refresh_from_db()
    assert producer.has_contact_consent(date(2022, 10, 1))
    assert past_consents(producer) == [
        Consent(date(2022, 2, 1), ("phone",), "Điện thoại, theo phiếu 1", date(2022, 5, 1)),
        Consent(date(2022, 6, 1), ("phone",), "Điện thoại, theo phiếu 2", None),
    ]
    assert acts(producer) == [
        ("give_contact_consent", officer, ""),
        ("withdraw_contact_consent", officer, "chủ thể yêu cầu"),
        ("give_contact_consent", officer, ""),
    ]


def test_a_wider_consent_of_the_same_day_and_words_stands_beside_the_first(producer, officer):
    day, text = date(2022, 2, 1), "Theo phiếu 1"
    give_contact_consent(producer, on=day, to=["phone"], text=text, by=officer)
    withdraw_contact_consent(producer, on=day, why="công khai thêm thư điện tử", by=officer)
    give_contact_consent(producer, on=day, to=["phone", "email"], text=text, by=officer)
    edit_producer(producer, phone="0912345678", by=officer)
    assert past_consents(producer) == [
        Consent(day, ("phone",), text, day),
        Consent(day, ("phone", "email"), text, None),
    ]


def test_a_withdrawal_counts_from_its_day(producer, officer):
    give_contact_consent(producer, on=date(2022, 2, 1), to=["phone"], text="Điện thoại", by=officer)
    producer = withdraw_contact_consent(producer, on=date(2022, 5, 1), why="x", by=officer)
    days = [date(2022, 1, 31), date(2022, 2, 1), date(2022, 4, 30), date(2022, 5, 1)]
    assert [producer.has_contact_consent(day) for day in days] == [False, True, True, False]


def test_what_is_refused_about_consent(producer, officer):
    assert refused(withdraw_contact_consent, producer, on=date(2022, 5, 1), why="", by=officer) == [
        ("why", "Cần nêu lý do."),
        ("", "Chủ thể không có đồng ý nào để rút."),
    ]
    assert refused(
        give_contact_consent, producer, on=date(2022, 10, 2), to=["phone", "code"], text=" ", by=officer
    ) == [
        ("on", "Ngày 02/10/2022 sau ngày làm việc hiện tại."),
        ("to", "Hãy chọn những gì được công khai."),
        ("text", "Đồng ý công khai cần ghi rõ nội dung."),
    ]
    give_contact_consent(producer, on=date(2022, 2, 1), to=["phone"], text="Điện thoại", by=officer)
    again = refused(give_contact_consent, producer, on=date(2022, 3, 1), to=["phone"], text="x", by=officer)
    assert again == [("", "Chủ thể đang đồng ý công khai liên hệ: hãy rút trước khi ghi đồng ý mới.")]
    assert refused(withdraw_contact_consent, producer, on=date(2022, 1, 31), why="x", by=officer) == [
        ("on", "Chủ thể chỉ đồng ý từ 01/02/2022.")
    ]
    with pytest.raises(TypeError):  # has acts of its own
        edit_producer(producer, by=officer, contact_consent_on=None)


def test_the_consent_page(signed_in, producer):
    page = signed_in.get(url("producer-consent", producer))
    assert "hiện không có đồng ý nào" in page.content.decode()
    values = {"on": "01/02/2022", "text": "Theo phiếu 1"}
    nothing = signed_in.post(url("producer-consent", producer), values)
    assert nothing.context["form"].errors == {"to": ["Hãy chọn những gì được công khai."]}
    values["to"] = ["phone", "email", "website"]
    edit_producer(producer, phone="0987654321", email="a@vidu.vn", by=None)
    assert signed_in.post(url("producer-consent", producer), values).status_code == 302
    page = signed_in.get(url("producer-consent", producer)).content.decode()
    assert "đồng ý công khai liên hệ từ 01/02/2022" in page
    assert "Đang công khai: điện thoại, thư điện tử." in page
    edit_producer(producer, phone="0912345678", by=None)
    page = signed_in.get(url("producer-consent", producer)).content.decode()
    assert ("Đang công khai: thư điện tử." in page, "chưa được đồng ý: điện thoại." in page) == (True, True)
    assert 'name="contact_consent_on"' not in signed_in.get(url("producer-edit", producer)).content.decode()
    assert signed_in.post(url("producer-consent", producer), {"on": "01/09/2022", "why": ""}).status_code == 200
    assert signed_in.post(url("producer-consent", producer), {"on": "01/09/2022", "why": "rút"}).status_code == 302
    producer.refresh_from_db()
    assert producer.contact_withdrawn_on == date(2022, 9, 1)
    assert "đã rút đồng ý từ 01/09/2022" in signed_in.get(url("producer-detail", producer)).content.decode()
    assert "rút từ 01/09/2022" in signed_in.get(url("producer-consent", producer)).content.decode()
