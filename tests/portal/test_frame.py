"""What an agency puts round the portal: only what is set, and nothing invented."""

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured

from ocop_portal import env
from ocop_portal.frame import deeper

EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def test_nothing_is_shown_that_nobody_set(client, db, law):
    page = client.get("/").content.decode()
    for word in ("Cơ quan chủ quản", "Chịu trách nhiệm", "Giấy phép", "Tin tức", "mau.css", "bieu-trung"):
        assert word not in page
    assert client.get("/bieu-trung").status_code == 404
    assert client.get("/mau.css").status_code == 404


def test_what_is_set_is_shown(client, db, law, settings, tmp_path):
    file = tmp_path / "minh-hoa.svg"
    file.write_text(EMBLEM)
    settings.PORTAL = settings.PORTAL | {
        "agency": "Cơ quan minh hoạ",
        "responsible": "Người Minh Hoạ",
        "permit": "số 00/GP minh hoạ",
        "emblem": str(file),
        "colour": "#1a4d8f",
        "news": "https://vi-du.vn/tin-tuc?a=1&b=2",
    }
    caches["template_fragments"].clear()
    page = client.get("/").content.decode()
    assert "Cơ quan chủ quản: Cơ quan minh hoạ" in page
    assert "Chịu trách nhiệm nội dung: Người Minh Hoạ" in page
    assert "Giấy phép: số 00/GP minh hoạ" in page
    assert '<a href="https://vi-du.vn/tin-tuc?a=1&amp;b=2">Tin tức</a>' in page[page.index("<footer") :]
    assert 'src="/bieu-trung"' in page
    assert '<meta name="theme-color" content="#1a4d8f">' in page
    assert '<link rel="stylesheet" href="/mau.css">' in page
    shown = client.get("/bieu-trung")
    assert (shown["Content-Type"], shown.content.decode()) == ("image/svg+xml", EMBLEM)
    assert client.get("/mau.css").content.decode() == ":root{--red:#1a4d8f;--red-deep:#143b6d}\n"
    caches["template_fragments"].clear()


def test_a_deeper_colour():
    assert deeper("#ffffff") == "#c2c2c2"
    assert deeper("#000000") == "#000000"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("red", "must be a colour such as #a3161c"),
        ("#a3161", "must be a colour such as #a3161c"),
        ("#ce7a58", "white on #ce7a58 has 3.2:1, and 4.5:1 is needed"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(monkeypatch, value, words):
    monkeypatch.setenv("OCOP_COLOUR", value)
    with pytest.raises(ImproperlyConfigured, match=words):
        env.colour("OCOP_COLOUR")


def test_a_colour_and_a_picture_are_taken(monkeypatch, tmp_path):
    monkeypatch.setenv("OCOP_COLOUR", " #A3161C ")
    assert env.colour("OCOP_COLOUR") == "#a3161c"
    (tmp_path / "a.png").write_bytes(b"minh hoa")
    monkeypatch.setenv("OCOP_EMBLEM", str(tmp_path / "a.png"))
    assert env.picture("OCOP_EMBLEM") == str(tmp_path / "a.png")
    for missing in (tmp_path / "b.png", tmp_path / "a.gif", tmp_path):
        monkeypatch.setenv("OCOP_EMBLEM", str(missing))
        with pytest.raises(ImproperlyConfigured, match="must be a file that ends in"):
            env.picture("OCOP_EMBLEM")
    monkeypatch.delenv("OCOP_EMBLEM")
    monkeypatch.delenv("OCOP_COLOUR")
    assert (env.picture("OCOP_EMBLEM"), env.colour("OCOP_COLOUR")) == ("", "")


@pytest.mark.parametrize(
    "value", ["vi-du.vn/tin-tuc", "javascript:alert(1)", "https://", "https://vi-du.vn/tin tuc", "http://[x/", "/tin"]
)
def test_an_address_of_news_that_leads_nowhere_is_refused(monkeypatch, value):
    monkeypatch.setenv("OCOP_NEWS_URL", value)
    with pytest.raises(ImproperlyConfigured, match="OCOP_NEWS_URL must be an address such as https"):
        env.web_address("OCOP_NEWS_URL")


def test_an_address_of_news_is_taken(monkeypatch):
    monkeypatch.setenv("OCOP_NEWS_URL", " https://vi-du.vn/tin-tuc ")
    assert env.web_address("OCOP_NEWS_URL") == "https://vi-du.vn/tin-tuc"
    monkeypatch.delenv("OCOP_NEWS_URL")
    assert env.web_address("OCOP_NEWS_URL") == ""
