"""What is new as an Atom feed: decisions and acts without a paper as they were recorded, wrong entries as mended."""

from datetime import date, timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from producers.actions.producers import edit_producer
from products.actions.correcting import correct_ratings, enter_rightly, extend_rating, void_decision, void_rating
from products.actions.decisions import annul_decision, issue_decision
from products.actions.merging import merge_producers, merge_products, undo_merge
from products.actions.transfer import succeed_producer, transfer_product
from products.enums import RatingKind
from products.models import Decision, Listing, ProductTransfer, Recognition
from products.paper import Correction
from tests.factories import line, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
PATH = "/quyet-dinh/moi.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
MENDED = "Dòng ghi nhầm đã được bỏ khỏi sổ hoặc thay bằng dòng đúng."


@pytest.fixture(autouse=True)
def province(law):
    make_province()


def feed_of(client, path=PATH):
    response = client.get(path)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def entries(client, path=PATH):
    """Title, text and address of every entry; the text as a reader of HTML shows it."""
    return [
        (
            entry.findtext(f"{ATOM}title"),
            unescape(entry.findtext(f"{ATOM}summary")),
            entry.find(f"{ATOM}link").get("href").removeprefix("http://testserver"),
        )
        for entry in feed_of(client, path).iter(f"{ATOM}entry")
    ]


def ids(client):
    return [entry.findtext(f"{ATOM}id") for entry in feed_of(client).iter(f"{ATOM}entry")]


def published(number, *lines, on=date(2022, 1, 12), **fields):
    return issue_decision(paper(number, on, **fields), list(lines), by=None)


def test_the_newest_record_first_whatever_day_was_signed(client):
    published("2/QĐ", line(make_product(), 3), on=date(2022, 5, 1), title="Công nhận đợt 2 & bổ sung")
    published("1/QĐ", line(make_product(), 3), line(make_product(), 4))
    assert entries(client) == [
        (
            "Quyết định 1/QĐ ngày 12/01/2022 của UBND tỉnh Trà Vinh",
            "Công nhận. 2 sản phẩm.",
            "/quyet-dinh/1-qd-2022-01-12/",
        ),
        (
            "Quyết định 2/QĐ ngày 01/05/2022 của UBND tỉnh Trà Vinh",
            "Công nhận. Công nhận đợt 2 & bổ sung. 1 sản phẩm.",
            "/quyet-dinh/2-qd-2022-05-01/",
        ),
    ]


def test_the_head_and_lasting_names(client, settings):
    settings.PORTAL = settings.PORTAL | {"agency": "Chi cục Minh Hoạ"}
    decision = published("1/QĐ", line(make_product(), 3))
    feed = feed_of(client)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    moment = decision.recorded_at.isoformat()
    assert (feed.findtext(f"{ATOM}id"), feed.findtext(f"{ATOM}title"), feed.findtext(f"{ATOM}updated")) == (
        f"http://testserver{PATH}",
        "Quyết định và thay đổi mới – Cổng sản phẩm OCOP Trà Vinh",
        moment,
    )
    assert links == {"alternate": "http://testserver/quyet-dinh/", "self": f"http://testserver{PATH}"}
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Chi cục Minh Hoạ"
    entry = feed.find(f"{ATOM}entry")
    assert (
        entry.findtext(f"{ATOM}id") == f"tag:testserver,{decision.recorded_at:%Y-%m-%d}:/quyet-dinh/1-qd-2022-01-12/"
    )
    assert (entry.findtext(f"{ATOM}updated"), entry.findtext(f"{ATOM}published")) == (moment, moment)


def test_a_decision_dated_later_is_not_told(client, settings):
    settings.BUSINESS_DAY = date(2022, 11, 1)
    published("1/QĐ", line(make_product(), 3), on=date(2022, 11, 1))
    assert len(entries(client)) == 1
    settings.BUSINESS_DAY = date(2022, 10, 1)
    assert entries(client) == []


def test_papers_that_correct_and_annul_are_told_once(client):
    wrong, gone = make_product(), make_product()
    published("1/QĐ", line(wrong, 3))
    annulled = published("2/QĐ", line(gone, 3))
    correct_ratings(paper("3/QĐ", date(2022, 2, 1)), [Correction(wrong.recognitions.get(), stars=4)], by=None)
    annul_decision(paper("4/QĐ", date(2022, 3, 1), reason="x"), annulled, by=None)
    assert [(title.split(" ngày")[0], text) for title, text, _url in entries(client)] == [
        ("Quyết định 4/QĐ", "Hủy bỏ quyết định. 1 hạng thôi hiệu lực."),
        ("Quyết định 3/QĐ", "Đính chính. 1 dòng đính chính."),
        ("Quyết định 2/QĐ", "Công nhận. 1 sản phẩm."),
        ("Quyết định 1/QĐ", "Công nhận. 1 sản phẩm."),
    ]


def test_a_decision_entered_late_is_no_mending(client):
    product = make_product()
    for number, day in (("1", date(2020, 1, 10)), ("3", date(2022, 5, 1)), ("2", date(2021, 5, 1))):
        published(number, line(product, 3, kind=RatingKind.RE_RATING), on=day)
    assert [title.split(" ngày")[0] for title, _text, _url in entries(client)] == [
        "Quyết định 2",
        "Quyết định 3",
        "Quyết định 1",
    ]


def test_wrong_entries_that_were_mended(client, officer):
    product, gone = make_product("Kẹo dừa", slug="keo-dua"), make_product("Bánh tét", slug="banh-tet")
    published("1", line(product, 3), line(gone, 3))
    enter_rightly(product.recognitions.get(), stars=4, score=None, kind=RatingKind.FIRST, why="nhầm kín", by=officer)
    void_rating(gone.recognitions.get(), why="nhầm kín", by=officer)
    found = entries(client)
    assert found[:2] == [
        ("Sửa sổ: 1 sản phẩm", MENDED, "/quyet-dinh/"),  # it has no page any more, and is named nowhere
        ("Sửa sổ: Kẹo dừa", MENDED, "/san-pham/keo-dua/"),
    ]
    moment = product.recognitions.get(voided_at__isnull=False).voided_at
    assert ids(client)[1] == f"tag:testserver,{moment:%Y-%m-%d}:/quyet-dinh/sua/{moment.isoformat()}"
    assert "nhầm kín" not in client.get(PATH).content.decode()


def test_a_paper_that_was_entered_wrongly_goes_and_its_going_is_told(client, officer):
    void_decision(published("1", line(make_product(), 3), line(make_product(), 4)), why="nhầm kín", by=officer)
    assert entries(client) == [("Sửa sổ: 2 sản phẩm", MENDED, "/quyet-dinh/")]
    product = make_product()
    alone = published("2", line(product, 3))
    void_rating(product.recognitions.get(), why="nhầm kín", by=officer)
    void_decision(alone, why="nhầm kín", by=officer)
    assert entries(client)[0] == ("Sửa sổ: một quyết định", MENDED, "/quyet-dinh/")
    assert "UBND" not in client.get(PATH).content.decode()


def test_transfers_are_told_by_act_with_public_names(client, officer):
    home = make_producer("Hộ Minh Hoạ", slug="ho", legal_form="household")
    firm = make_producer("Công ty Minh Hoạ", slug="cong-ty", legal_form="company")
    moved = [make_product(f"Kẹo {name}", producer=home, slug=f"keo-{name}") for name in ("dua", "sen")]
    hidden = make_product("Kẹo kín", producer=home)  # without any rating
    published("1", *(line(product, 3) for product in moved))
    edit_producer(home, name="Cô Tư Kín", by=officer)
    transfer_product(hidden, to=firm, on=date(2022, 5, 1), why="lý do kín", by=officer)
    transfer_product(moved[0], to=firm, on=date(2022, 5, 2), why="lý do kín", by=officer)
    alone = ProductTransfer.objects.get(product=moved[0])
    told = entries(client)
    assert told[0] == (
        "Đổi chủ thể: Kẹo dua",
        "Từ ngày 02/05/2022 chuyển từ Hộ Minh Hoạ sang Công ty Minh Hoạ.",
        "/san-pham/keo-dua/",
    )
    assert len(told) == 2
    (first, _decision) = ids(client)
    moment = alone.recorded_at
    assert first == f"tag:testserver,{moment:%Y-%m-%d}:/quyet-dinh/chuyen/{moment.isoformat()}/{alone.pk}"
    assert "kín" not in client.get(PATH).content.decode().lower()


def test_what_one_act_passes_on_is_one_entry(client, officer):
    old, heir = make_producer("Hợp tác xã Cũ"), make_producer("Hợp tác xã Mới")
    published(
        "1", *(line(make_product(producer=old), 3) for _number in range(3)), line(make_product(producer=heir), 3)
    )
    succeed_producer(old, successor=heir, on=date(2022, 6, 1), why="lý do kín", by=officer)
    assert entries(client)[0] == (
        "Đổi chủ thể: 3 sản phẩm",
        "Từ ngày 01/06/2022 chuyển từ Hợp tác xã Cũ sang Hợp tác xã Mới.",
        "/san-pham/",
    )


def test_givers_and_takers_of_one_moment_are_not_mixed(client):
    """As a migration may leave them: many acts known since one moment."""
    homes = [make_producer(f"Hộ {name}", legal_form="household") for name in ("A", "B")]
    firms = [make_producer(f"Công ty {name}", legal_form="company") for name in ("Y", "X")]
    products = [make_product(f"Kẹo {home.name}", producer=home, slug=f"keo-{home.pk}") for home in homes]
    published("1", *(line(product, 3) for product in products))
    for product, giver, taker in zip(products, homes, firms, strict=True):
        ProductTransfer.objects.create(product=product, giver=giver, taker=taker, on=date(2022, 5, 1), why="x")
    ProductTransfer.objects.update(recorded_at=timezone.now())
    assert [(title, text) for title, text, _url in entries(client)[:2]] == [
        ("Đổi chủ thể: Kẹo Hộ B", "Từ ngày 01/05/2022 chuyển từ Hộ B sang Công ty X."),
        ("Đổi chủ thể: Kẹo Hộ A", "Từ ngày 01/05/2022 chuyển từ Hộ A sang Công ty Y."),
    ]
    assert len(set(ids(client))) == 3


def test_merges_with_what_the_public_never_saw_are_not_told(client, officer):
    kept, maker = make_product("Kẹo dừa"), make_producer("Hợp tác xã Minh Hoạ")
    published("1", line(kept, 3), line(make_product(producer=maker), 3))
    merge_products(kept, make_product("Kẹo dừa", producer=kept.producer), why="trùng", by=officer)
    merge = merge_producers(maker, make_producer("HTX Minh Hoạ"), why="trùng", by=officer)
    undo_merge(merge, by=officer, why="nhầm")
    assert [title.split(" ngày")[0] for title, _text, _url in entries(client)] == ["Quyết định 1"]


def test_a_merge_with_what_a_source_attested_or_was_merged_before_is_told(client, officer):
    """Nothing was ever entered for the gone record: what it showed was moved from it."""
    kept, attested, middle = (make_product("Kẹo dừa", slug=f"keo-{number}") for number in range(3))
    published("1", line(kept, 3))
    Listing.objects.create(
        product=attested, event="listed", on=date(2022, 1, 1), product_name="Kẹo dừa", source_url="https://x.example"
    )
    for one, other, url in ((middle, attested, "/san-pham/keo-2/"), (kept, middle, "/san-pham/keo-0/")):
        merge_products(one, other, why="trùng", by=officer)
        (told,) = [(title, url) for title, _text, url in entries(client) if title.startswith("Gộp")]
        assert told == ("Gộp sản phẩm: Kẹo dừa", url)


def test_merges_and_that_they_were_taken_back(client, officer):
    kept, gone = make_product("Kẹo dừa", slug="keo-dua"), make_product("Kẹo dừa sáp")
    maker, twin = make_producer("Hợp tác xã Minh Hoạ", slug="htx"), make_producer("HTX Minh Hoạ")
    theirs = [line(make_product(producer=one), 3) for one in (maker, twin)]
    published("1", line(kept, 3), line(gone, 3, kind=RatingKind.UPGRADE), *theirs)
    void_rating(gone.recognitions.get(), why="nhầm kín", by=officer)
    products = merge_products(kept, gone, why="lý do kín", by=officer)
    producers = merge_producers(maker, twin, why="lý do kín", by=officer)
    text = "Hai bản ghi trong sổ là một; địa chỉ cũ dẫn đến trang này."
    assert sorted(entry for entry in entries(client) if entry[0].startswith("Gộp")) == [
        ("Gộp chủ thể: Hợp tác xã Minh Hoạ", text, "/chu-the/htx/"),
        ("Gộp sản phẩm: Kẹo dừa", text, "/san-pham/keo-dua/"),
    ]
    assert {
        f"tag:testserver,{products.at:%Y-%m-%d}:/quyet-dinh/gop-san-pham/{products.pk}",
        f"tag:testserver,{producers.at:%Y-%m-%d}:/quyet-dinh/gop-chu-the/{producers.pk}",
    } < set(ids(client))
    undo_merge(products, by=officer, why="lý do kín")
    assert entries(client)[0] == (
        "Tách lại sản phẩm: Kẹo dừa",
        "Việc gộp trước đây đã được hoàn tác.",
        "/san-pham/keo-dua/",
    )
    assert "kín" not in client.get(PATH).content.decode()


def told_when(entry):
    """The lasting name, when it was told first and when last."""
    return tuple(entry.findtext(f"{ATOM}{name}") for name in ("id", "published", "updated"))


def test_extensions_with_both_last_days(client, officer, settings):
    settings.BUSINESS_DAY = date(2026, 11, 22)
    product = make_product("Kẹo dừa", slug="keo-dua")
    rating = published("1", line(product, 3), on=date(2023, 12, 1)).recognitions.get()
    extend_rating(rating, until=date(2027, 2, 1), ground="căn cứ kín", by=officer)
    rating.refresh_from_db()
    until = f"{rating.until:%d/%m/%Y}"
    assert entries(client)[0] == (
        "Gia hạn: Kẹo dừa",
        f"Hạng 3 sao: hạn gốc {until}, được gia hạn đến 01/02/2027.",
        "/san-pham/keo-dua/",
    )
    entry = feed_of(client).find(f"{ATOM}entry")
    moment = rating.extended_at
    key = f"tag:testserver,{moment:%Y-%m-%d}:/quyet-dinh/gia-han/{moment.isoformat()}/{rating.certificate.code}"
    assert told_when(entry) == (key, moment.isoformat(), moment.isoformat())
    assert "kín" not in client.get(PATH).content.decode()
    new = enter_rightly(rating, stars=4, score=None, kind=RatingKind.FIRST, why="nhầm", by=officer)
    feed = feed_of(client)
    entry = next(entry for entry in feed.iter(f"{ATOM}entry") if "Gia hạn" in entry.findtext(f"{ATOM}title"))
    assert entry.findtext(f"{ATOM}summary") == f"Hạng 4 sao: hạn gốc {until}, được gia hạn đến 01/02/2027."
    assert told_when(entry) == (key, moment.isoformat(), new.recorded_at.isoformat())
    assert new.recorded_at > moment
    assert feed.findtext(f"{ATOM}updated") == new.recorded_at.isoformat()
    void_rating(new, why="nhầm", by=officer)
    assert entries(client)[0][0] == "Sửa sổ: 1 sản phẩm"
    assert "Gia hạn" not in client.get(PATH).content.decode()


def test_fifty_at_most_at_the_same_number_of_queries(client):
    asked = []
    for wanted in (1, 52):
        while Decision.objects.count() < wanted:
            published(f"{Decision.objects.count()}/QĐ", line(make_product(), 3))
        with CaptureQueriesContext(connection) as queries:
            found = entries(client)
        asked.append((len(found), len(queries)))
    assert asked == [(1, 9), (50, 9)]


def test_extensions_push_no_decision_out(client, settings):
    settings.BUSINESS_DAY = date(2026, 11, 22)
    published("1/QĐ", *(line(make_product(), 3) for _number in range(51)), on=date(2023, 12, 1))
    for number, rating in enumerate(Recognition.objects.order_by("pk")):
        rating.extended_until, rating.extension_ground = date(2027, 2, 1), "x"
        rating.extended_at = timezone.now() + timedelta(seconds=number)
        rating.save(update_fields=["extended_until", "extension_ground", "extended_at"])
    told = [title.split(" ngày")[0].split(":")[0] for title, _text, _url in entries(client)]
    assert told == ["Gia hạn"] * 50 + ["Quyết định 1/QĐ"]


def test_acts_without_a_paper_in_english(client, officer, settings):
    settings.BUSINESS_DAY = date(2026, 11, 22)
    maker, twin = (make_producer(f"HTX {name}", legal_form="cooperative") for name in ("Minh Hoạ", "Minh Hoà"))
    product, gone = make_product("Kẹo dừa", producer=maker), make_product("Kẹo dừa sáp", producer=twin)
    published("1", line(product, 3), line(gone, 3), on=date(2023, 12, 1))
    void_rating(gone.recognitions.get(), why="nhầm", by=officer)
    extend_rating(product.recognitions.get(), until=date(2027, 2, 1), ground="x", by=officer)
    heir = make_producer("HTX Mới", legal_form="cooperative")
    transfer_product(product, to=heir, on=date(2026, 1, 2), why="x", by=officer)
    merges = [merge_products(product, gone, why="x", by=officer), merge_producers(maker, twin, why="x", by=officer)]
    told = [entry[:2] for entry in entries(client, f"/en{PATH}")[:4]]
    for merge in reversed(merges):
        undo_merge(merge, by=officer, why="x")
    told += [entry[:2] for entry in entries(client, f"/en{PATH}")[:2]]
    merged = "Two records of the register are one; the old address leads to this page."
    undone = "The earlier merge was taken back."
    assert told == [
        ("Producers merged: HTX Minh Hoạ", merged),
        ("Products merged: Kẹo dừa", merged),
        ("Change of producer: Kẹo dừa", "From 02/01/2026 passed from HTX Minh Hoạ to HTX Mới."),
        ("Extended: Kẹo dừa", "3-star rating: original last day 01/12/2026, extended to 01/02/2027."),
        ("Products parted again: Kẹo dừa", undone),
        ("Producers parted again: HTX Minh Hoạ", undone),
    ]


def test_in_english_with_names_of_their_own(client):
    published("1/QĐ", line(make_product(), 3))
    ((title, text, url),) = entries(client, f"/en{PATH}")
    assert (title, url) == ("Decision 1/QĐ (12/01/2022), UBND tỉnh Trà Vinh", "/en/quyet-dinh/1-qd-2022-01-12/")
    assert text == "Recognition. 1 product."
    assert feed_of(client, f"/en{PATH}").get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_titles_are_plain_text_and_summaries_html_in_which_names_are_written_out(client, officer):
    """RFC 4287, 3.1.1: without a type a text is plain; what is said to be HTML is escaped once for that, too."""
    taker = make_producer('Công ty "A & B" <Minh Hoạ>', legal_form="company")
    product = make_product("Kẹo <dừa> & mè", producer=make_producer(legal_form="company"))
    published("1/QĐ", line(product, 3), title="Công nhận <đợt 2> & bổ sung")
    transfer_product(product, to=taker, on=date(2022, 5, 1), why="x", by=officer)
    told, decision = feed_of(client).iter(f"{ATOM}entry")
    assert (told.find(f"{ATOM}title").get("type", "text"), told.findtext(f"{ATOM}title")) == (
        "text",
        "Đổi chủ thể: Kẹo <dừa> & mè",
    )
    summaries = [entry.find(f"{ATOM}summary") for entry in (told, decision)]
    giver = product.recognitions.get().producer_name
    assert [(summary.get("type"), summary.text) for summary in summaries] == [
        (
            "html",
            f"Từ ngày 01/05/2022 chuyển từ {giver} sang Công ty &quot;A &amp; B&quot; &lt;Minh Hoạ&gt;.",
        ),
        ("html", "Công nhận. Công nhận &lt;đợt 2&gt; &amp; bổ sung. 1 sản phẩm."),
    ]


def test_what_xml_cannot_write_is_left_out(client):
    published("1/QĐ", line(make_product(), 3), title="Công\x0bnhận <b>\x1f")
    ((_title, text, _url),) = entries(client)
    assert text == "Công nhận. Côngnhận <b>. 1 sản phẩm."


def test_it_is_kept_like_pages_and_pages_name_it(client):
    published("1/QĐ", line(make_product(), 3))
    first = client.get(PATH)
    assert first["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert client.get(PATH, headers={"if-none-match": first["ETag"]}).status_code == 304
    for root in ("", "/en"):
        text = " ".join(client.get(f"{root}/").content.decode().split())
        assert f'<link rel="alternate" type="application/atom+xml" href="{root}{PATH}"' in text
