"""Requests that bring more than their page takes are turned away before anything of them is read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.files.doors import largest_body, takes_files
from products.files import PAPER, PHOTO
from tests.factories import make_product, make_province

MEGABYTE = 1024 * 1024
TOO_LARGE = "Biểu mẫu gửi lên quá lớn"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.FILE_LIMITS = {"photo": {"bytes": MEGABYTE, "pixels": 1_000_000}, "paper": {"bytes": 9, "pages": 1}}


@pytest.fixture
def door(law):
    make_province()
    return reverse("staff:product-photos", args=[make_product("Dừa sáp minh hoạ").slug])


def bring(client, address, size):
    return client.post(address, {"upload": SimpleUploadedFile("a.jpg", b"x" * size), "caption": "Hũ 200 g"})


def test_a_door_is_as_wide_as_its_largest_kind(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert largest_body(()) == 10
    assert largest_body((PHOTO, PAPER)) == 10 + 2 * MEGABYTE
    assert takes_files(PHOTO)(lambda request: None).file_kinds == (PHOTO,)


@pytest.mark.django_db
def test_up_to_twice_the_limit_is_refused_beside_the_input(client, officer, door):
    client.force_login(officer)
    response = bring(client, door, 2 * MEGABYTE)
    assert response.status_code == 200
    assert response.context["form"].errors == {"upload": ["Tệp nặng hơn 1 MB."]}
    assert response.context["form"]["caption"].value() == "Hũ 200 g"


@pytest.mark.django_db
def test_more_is_answered_by_a_page_and_never_read(client, officer, door, monkeypatch):
    client.force_login(officer)
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", lambda request: 1 / 0)
    response = bring(client, door, 8 * MEGABYTE)
    assert response.status_code == 413
    assert TOO_LARGE in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/tai-khoan/dang-nhap/", "/xac-minh/", "/staff/"])
def test_a_page_without_files_takes_none(client, address, monkeypatch):
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", lambda request: 1 / 0)
    assert bring(client, address, 6 * MEGABYTE).status_code == 413


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in_without_being_read(client, door, monkeypatch):
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", lambda request: 1 / 0)
    response = bring(client, door, 6 * MEGABYTE)
    assert (response.status_code, response.url) == (302, f"/tai-khoan/dang-nhap/?next={door}")
