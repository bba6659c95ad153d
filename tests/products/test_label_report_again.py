"""A report about a label that cannot be taken now comes back with all that was typed, and says why."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from products.models import LabelReport
from products.views.label_report import TRAP
from tests.core.hostile_files import plain_picture
from tests.factories import make_province

pytestmark = pytest.mark.django_db
ADDRESS = "/bao-cao-nhan/"
SENT = {
    "code": "OC-7K39Q-FM2X7",
    "seen": "Nhãn ghi 5 sao (minh hoạ)",
    "where": "Chợ Minh Hoạ",
    "contact": "0900 123 456",
    "has_consent": "on",
    TRAP: "",
}
FILLED = "Một ô ẩn dành để nhận ra máy đã bị điền. Ô ấy nay đã trống: hãy bấm gửi lại."
CHOOSE_AGAIN = {"photo": ["Hãy chọn lại ảnh trước khi gửi lại."]}


@pytest.fixture(autouse=True)
def world(law, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_province()


def picture():
    return SimpleUploadedFile("anh.jpg", plain_picture())


def nothing_is_lost(page):
    """Everything typed stands in the form again, and the trap is empty."""
    kept = {name: page.context["form"][name].value() for name in SENT if name != TRAP}
    text = page.content.decode()
    return kept == {name: value for name, value in SENT.items() if name != TRAP} | {"has_consent": True} and all(
        SENT[name] in text for name in ("code", "seen", "where", "contact")
    )


def test_no_browser_fills_in_the_trap(client):
    (trap,) = re.findall(r"<input[^>]*tabindex=\"-1\"[^>]*>", client.get(ADDRESS).content.decode())
    assert (f'name="{TRAP}"' in trap, 'autocomplete="off"' in trap, "value=" in trap) == (True, True, False)
    # What browsers know an input by, to fill it in.
    assert not re.search(r"name=\"\w*(web|url|site|mail|tel|phone|name|address|company|org)", trap)


def test_a_filled_trap_is_said_and_loses_nothing(client):
    page = client.post(ADDRESS, SENT | {TRAP: "https://vidu.vn/", "photo": picture()})
    assert (page.status_code, LabelReport.objects.count()) == (200, 0)
    assert page.context["form"].errors == {"__all__": [FILLED]} | CHOOSE_AGAIN
    assert (FILLED in page.content.decode(), "vidu.vn" in page.content.decode()) == (True, False)
    assert nothing_is_lost(page)
    assert client.post(ADDRESS, SENT).status_code == 302
    assert LabelReport.objects.get().contact == "0900 123 456"


def test_too_many_reports_are_asked_to_wait_and_lose_nothing(client, settings):
    settings.VISITOR_LIMITS = {**settings.VISITOR_LIMITS, "label_report": (1, 3600)}
    assert client.post(ADDRESS, SENT).status_code == 302
    page = client.post(ADDRESS, SENT | {"photo": picture()})
    assert (page.status_code, LabelReport.objects.count()) == (429, 1)
    minutes = -(-int(page["Retry-After"]) // 60)
    assert 1 <= minutes <= 60
    assert (
        page.context["form"].errors
        == {
            "__all__": [
                f"Đã có quá nhiều báo cáo được gửi trong một giờ. Hãy đợi {minutes} phút rồi bấm gửi lại ở trang này.",
                "Nếu việc gấp, hãy gọi cơ quan quản lý thị trường hoặc ủy ban nhân dân xã, phường nơi bán.",
            ]
        }
        | CHOOSE_AGAIN
    )
    assert nothing_is_lost(page)
    assert "no-store" in page["Cache-Control"]


def test_the_words_are_english_too(client, settings):
    settings.VISITOR_LIMITS = {**settings.VISITOR_LIMITS, "label_report": (0, 3600)}
    filled = client.post(f"/en{ADDRESS}", SENT | {TRAP: "x"}).context["form"].errors["__all__"]
    waiting = client.post(f"/en{ADDRESS}", SENT | {"photo": picture()}).context["form"].errors
    with override("en"):
        said = " ".join([*filled, *waiting["__all__"], *waiting["photo"]])
    assert ("press Send again" in said, "Too many reports" in said, "Choose the photo again" in said) == (True,) * 3
