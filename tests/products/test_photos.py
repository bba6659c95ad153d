"""Photos: three widths, three formats, nothing that the camera wrote; refused in words."""

import hashlib
import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from core.errors import ActionRefused
from core.files.keeping import keeping
from core.history import history_of
from core.models import HistoryEntry
from core.publishing import current_generation
from core.roles import Role
from products.actions.decisions import issue_decision
from products.actions.photos import add_photo, remove_photo
from products.files import PHOTO
from products.models import Photo
from products.photos import photo_widths, stored_names
from products.views.cards import picture_of
from tests.factories import line, make_place, make_producer, make_product, make_province, make_user, paper


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(size=(1600, 1200), form="JPEG", name="anh.jpg", mode="RGB", colour="red", **options):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **options)
    return SimpleUploadedFile(name, out.getvalue())


def keep_photo(file):
    with keeping(file, PHOTO, about=None, by=None) as photo:
        return photo


def kept(stem, width, ending):
    return Image.open(default_storage.open(f"photos/{stem}-{width}.{ending}"))


def refusal(file):
    with pytest.raises(ActionRefused) as refused:
        keep_photo(file)
    assert [reason.field for reason in refused.value.reasons] == ["upload"]
    return str(refused.value)


# --------------------------------------------------------------------- the pipeline
def test_three_widths_in_three_formats():
    photo = keep_photo(upload())
    assert (photo.width, photo.height) == (1280, 960)
    for width, height in ((320, 240), (640, 480), (1280, 960)):
        for ending, form in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")):
            image = kept(photo.stem, width, ending)
            assert (image.size, image.format) == ((width, height), form)


@pytest.mark.parametrize(
    ("width", "widths"), [(200, [200]), (320, [320]), (500, [320, 500]), (1280, [320, 640, 1280])]
)
def test_a_small_photo_is_not_blown_up(width, widths):
    assert photo_widths(width) == widths
    photo = keep_photo(upload((width, 100)))
    assert photo.width == width
    _folders, files = default_storage.listdir("photos")
    assert sorted({int(name.split("-")[1].split(".")[0]) for name in files}) == widths


def test_the_camera_s_notes_are_dropped_and_its_turn_applied():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter
    exif[0x010F] = "Máy ảnh bí mật"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (9.0, 56.0, 0.0)
    photo = keep_photo(upload((800, 400), exif=exif, comment=b"bi mat"))
    assert (photo.width, photo.height) == (400, 800)
    for ending in ("avif", "webp", "jpg"):
        image = kept(photo.stem, 400, ending)
        assert dict(image.getexif()) == {}
        assert b"bi mat" not in default_storage.open(f"photos/{photo.stem}-400.{ending}").read()


@pytest.mark.parametrize(
    ("form", "mode", "colour"),
    [("PNG", "RGBA", (0, 0, 0, 0)), ("PNG", "P", 0), ("WEBP", "RGBA", (0, 0, 0, 0)), ("PNG", "LA", (0, 0))],
)
def test_what_is_clear_becomes_white(form, mode, colour):
    options = {"transparency": 0} if mode == "P" else {}
    photo = keep_photo(upload((320, 200), form, "a.png", mode, colour, **options))
    assert kept(photo.stem, 320, "jpg").convert("RGB").getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_of_the_camera_is_left_whatever_the_format(form):
    exif = Image.Exif()
    exif[0x010F] = "May anh bi mat"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {} if form == "PNG" else {"xmp": b"<x:xmpmeta>bi mat</x:xmpmeta>"}
    photo = keep_photo(upload((640, 400), form, exif=exif, icc_profile=profile, **more))
    for name in photo.files:
        content = default_storage.open(name).read()
        assert [word for word in (b"bi mat", b"Exif", b"xmpmeta", b"ICC_PROFILE") if word in content] == []
        image = Image.open(io.BytesIO(content))
        assert (dict(image.getexif()), image.info.get("icc_profile"), image.info.get("xmp")) == ({}, None, None)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF"])
def test_a_large_picture_is_turned_upright_too(form):
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = keep_photo(upload((4000, 2600), form, exif=exif))
    assert (photo.width, photo.height) == (1280, 1969)


def test_of_a_moving_picture_the_first_frame_is_kept():
    frames = [Image.new("RGB", (320, 200), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    photo = keep_photo(SimpleUploadedFile("a.webp", out.getvalue()))
    red, _green, blue = kept(photo.stem, 320, "jpg").getpixel((10, 10))
    assert (red > 240, blue < 10) == (True, True)
    assert getattr(kept(photo.stem, 320, "webp"), "n_frames", 1) == 1


def test_a_printer_s_colours_become_those_of_screens():
    photo = keep_photo(upload((320, 200), mode="CMYK", colour=(0, 0, 0, 0)))
    assert kept(photo.stem, 320, "jpg").mode == "RGB"


# --------------------------------------------------------------------- refused in words
def test_what_is_no_photo_is_refused(settings):
    words = "Tệp không phải là ảnh JPEG, PNG, WebP hoặc AVIF."
    assert refusal(SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>")) == words
    assert refusal(SimpleUploadedFile("a.jpg", b"")) == "Tệp rỗng."
    assert refusal(upload(form="GIF", name="a.jpg")) == words
    whole = upload().read()
    assert refusal(SimpleUploadedFile("a.jpg", whole[: len(whole) // 2])) == (
        "Tệp ảnh bị hỏng hoặc bị cắt cụt: hãy tải lại."
    )
    settings.FILE_LIMITS = {"photo": {**settings.FILE_LIMITS["photo"], "bytes": 1024 * 1024, "pixels": 1_000_000}}
    assert refusal(SimpleUploadedFile("a.jpg", b"x" * (1024 * 1024 + 1))) == "Tệp nặng hơn 1 MB."
    assert refusal(upload((1001, 1000), "PNG", "a.png")) == ("Ảnh có hơn 1 triệu điểm ảnh: hãy thu nhỏ rồi tải lại.")
    assert not default_storage.exists("photos")


def test_a_decompression_bomb_is_refused_before_it_is_unpacked():
    assert refusal(upload((20_000, 20_000), "PNG", "a.png", "1", 0)) == (
        "Ảnh có hơn 40 triệu điểm ảnh: hãy thu nhỏ rồi tải lại."
    )


# --------------------------------------------------------------------- the acts
@pytest.fixture
def product(law):
    make_province()
    product = make_product("Dừa sáp minh hoạ", slug="dua-sap")
    issue_decision(paper(), [line(product, 3)], by=None)
    return product


@pytest.mark.django_db
def test_adding_and_removing(product, officer, django_capture_on_commit_callbacks):
    before = current_generation().number
    first = add_photo(product, upload(), by=officer, caption=" Hũ 200 g ")
    second = add_photo(product, upload((500, 300)), by=officer)
    assert [(photo.position, photo.caption, photo.width) for photo in product.photos.all()] == [
        (0, "Hũ 200 g", 1280),
        (1, "", 500),
    ]
    assert current_generation().number == before + 2
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(first, by=officer)
    assert list(product.photos.all()) == [second]
    assert not default_storage.exists(f"photos/{first.stem}-320.jpg")
    assert default_storage.exists(f"photos/{second.stem}-320.jpg")
    assert [entry.verb for entry in history_of(product)] == ["remove_photo", "add_photo", "add_photo"]


@pytest.mark.django_db
def test_those_who_may_not(product, auditor):
    elsewhere = make_place("Huyện Khác", parent=make_province(), level="district")
    stranger = make_user(Role.LOCAL_OFFICER, elsewhere)
    for person in (auditor, stranger):
        with pytest.raises(ActionRefused):
            add_photo(product, upload(), by=person)
    assert not default_storage.exists("photos")
    assert HistoryEntry.objects.filter(verb="add_photo").count() == 0


@pytest.mark.django_db
def test_the_row_keeps_the_hash_of_what_came_and_of_every_file(product, officer):
    file = upload((500, 300))
    photo = add_photo(product, file, by=officer)
    file.seek(0)
    assert photo.sha256 == hashlib.sha256(file.read()).hexdigest()
    assert sorted(photo.files) == sorted(stored_names(photo.stem, 500))
    assert {name: hashlib.sha256(default_storage.open(name).read()).hexdigest() for name in photo.files} == photo.files
    assert history_of(product)[0].data["sha256"] == photo.sha256


@pytest.mark.django_db
def test_nothing_is_left_when_the_act_fails(product, officer, monkeypatch):
    monkeypatch.setattr(Photo.objects, "create", lambda **fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_photo(product, upload((320, 200)), by=officer)
    assert default_storage.listdir("photos") == ([], [])


# --------------------------------------------------------------------- on the pages
@pytest.mark.django_db
def test_a_photo_is_served_for_good_and_nothing_else_is(product, officer, client):
    photo = add_photo(product, upload((500, 300)), by=officer)
    for ending, kind in (("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")):
        response = client.get(f"/anh/{photo.stem}-320.{ending}")
        assert (response.status_code, response["Content-Type"]) == (200, kind)
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert not response.cookies
        assert len(b"".join(response.streaming_content)) > 0
    for name in (f"{photo.stem}-640.jpg", f"{photo.stem}-320.png", "..%2Fsettings.py", "a-320.jpg"):
        assert client.get(f"/anh/{name}").status_code == 404
    assert client.post(f"/anh/{photo.stem}-320.jpg").status_code == 405


@pytest.mark.django_db
def test_a_photo_of_a_product_without_a_page_is_for_staff_of_its_territory(officer, client, law):
    home = make_place("Huyện Minh Hoạ", parent=make_province(), level="district")
    away = make_place("Huyện Khác", parent=home.parent, level="district")
    waiting = make_product("Chờ công nhận", producer=make_producer(place=home))
    photo = add_photo(waiting, upload((320, 200)), by=officer)
    address = f"/anh/{photo.stem}-320.jpg"
    assert client.get(address).status_code == 404
    for place, status in ((home, 200), (away, 404)):
        client.force_login(make_user(Role.LOCAL_OFFICER, place))
        assert client.get(address).status_code == status
    client.force_login(officer)
    response = client.get(address)
    assert response["Cache-Control"] == "private, no-store"
    assert "Cookie" in response["Vary"]
    issue_decision(paper(place=home.parent), [line(waiting, 3)], by=officer)
    client.logout()
    response = client.get(address)
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.django_db
def test_who_still_lacks_the_second_factor_sees_no_closed_photo(officer, client, law, settings):
    make_province()
    photo = add_photo(make_product("Chờ công nhận"), upload((320, 200)), by=officer)
    settings.SECOND_FACTOR_ROLES = frozenset({officer.role})
    client.force_login(officer)
    assert client.get(f"/anh/{photo.stem}-320.jpg").status_code == 404


@pytest.mark.django_db
def test_a_public_photo_takes_one_query(product, officer, client, django_assert_num_queries):
    photo = add_photo(product, upload((320, 200)), by=officer)
    with django_assert_num_queries(1):
        client.get(f"/anh/{photo.stem}-320.jpg")
    with django_assert_num_queries(0):
        client.get("/anh/nothing.jpg")


@pytest.mark.django_db
def test_the_staff_page_shows_each_photo(product, officer, client):
    photo = add_photo(product, upload((320, 200)), by=officer)
    client.force_login(officer)
    shown = client.get(f"/staff/san-pham/{product.slug}/anh/").context["photos"]
    assert [each["src"] for each in shown] == [f"/anh/{photo.stem}-320.jpg"]


@pytest.mark.django_db
def test_photos_stand_on_cards_and_on_the_page(product, officer, client):
    photo = add_photo(product, upload((500, 300)), by=officer, caption="Hũ <200 g>")
    add_photo(product, upload((320, 300)), by=officer)
    facts = {"stem": photo.stem, "width": 500, "height": 300, "caption": "Hũ <200 g>"}
    assert client.get("/san-pham/").context["cards"][0]["photo"] == picture_of(facts, alt="")
    shown = client.get("/san-pham/dua-sap/")
    picture = shown.context["photo"]
    assert picture["avif"] == f"/anh/{photo.stem}-320.avif 320w, /anh/{photo.stem}-500.avif 500w"
    assert (picture["src"], picture["alt"]) == (f"/anh/{photo.stem}-500.jpg", "Hũ <200 g>")
    assert [more["alt"] for more in shown.context["more_photos"]] == ["Dừa sáp minh hoạ"]
    assert "Hũ &lt;200 g&gt;" in shown.content.decode()
