"""Two records become one, and two again."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import ActionRefused
from core.history import history_of
from core.roles import Role
from evaluations.models import PaperResult, Round
from products.actions.correcting import enter_rightly, void_rating
from products.actions.decisions import issue_decision
from products.actions.merging import merge_producers, merge_products, undo_merge
from products.actions.transfer import succeed_producer, transfer_product
from products.enums import ListingEvent, Precision, RatingKind
from products.models import Listing, Photo, Product, Recognition, ScoreApproval
from tests.factories import (
    level_of,
    line,
    make_place,
    make_producer,
    make_product,
    make_province,
    make_user,
    paper,
)

pytestmark = pytest.mark.django_db
WHY = "Cùng một sản phẩm, nhập hai lần"


@pytest.fixture
def commune(db):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def producer(commune):
    return make_producer("Hộ Minh Hoạ", place=commune)


@pytest.fixture
def kept(producer):
    return make_product("Bánh tét", producer=producer)


@pytest.fixture
def gone(producer):
    return make_product("Bánh tét Trà Cuôn", producer=producer, other_names=["Banh tet", "Bánh tét ba nhân"])


def refused(act, *args, **given):
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **given)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def listing(product):
    return Listing.objects.create(
        product=product,
        event=ListingEvent.LISTED,
        precision=Precision.UNKNOWN,
        product_name=product.name,
        source_url="minh hoạ",
    )


def result(product, place, officer, **fields):
    round_ = Round.objects.get_or_create(
        level=level_of(), place=place, year=2022, ordinal=1, defaults={"opened_on": date(2022, 9, 1)}
    )[0]
    return PaperResult.objects.create(round=round_, product=product, updated_by=officer, **fields)


def state():
    """Every row that a merge may touch, as it stands."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Recognition, ScoreApproval, Listing, Photo, PaperResult)
    } | {"Product": list(Product.objects.order_by("pk").values("pk", "producer", "merged_into", "other_names"))}


# ------------------------------------------------------------------ products
def test_everything_that_hangs_on_the_product_follows(law, kept, gone, commune, officer):
    decision = issue_decision(paper(), [line(gone, 3)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 2, 1)), [line(gone, None, score=Decimal(95))], by=officer)
    listing(gone)
    Photo.objects.create(product=gone, stem="anh-minh-hoa", width=10, height=10)
    undecided = result(gone, commune, officer)
    decided = PaperResult.objects.create(product=gone, decision=decision, updated_by=officer)
    before = state()
    merge = merge_products(kept, gone, why=WHY, by=officer)
    gone.refresh_from_db()
    kept.refresh_from_db()
    rating, approval = Recognition.objects.get(), ScoreApproval.objects.get()
    assert (rating.product, rating.entered_product, rating.product_name) == (kept, gone, "Bánh tét Trà Cuôn")
    assert (approval.product, approval.entered_product) == (kept, gone)
    assert (Listing.objects.get().product, Photo.objects.get().product) == (kept, kept)
    assert PaperResult.objects.get(pk=undecided.pk).product == kept
    assert PaperResult.objects.get(pk=decided.pk).product == gone
    assert gone.merged_into == kept
    assert kept.other_names == ["Bánh tét Trà Cuôn", "Bánh tét ba nhân"]
    assert merge.moved == {
        "rows": {
            "products.recognition.product": [rating.pk],
            "products.scoreapproval.product": [approval.pk],
            "products.listing.product": [Listing.objects.get().pk],
            "products.photo.product": [Photo.objects.get().pk],
            "evaluations.paperresult.product": [undecided.pk],
        },
        "names": ["Bánh tét Trà Cuôn", "Bánh tét ba nhân"],
    }
    assert history_of(kept).first().verb == "merge_products"
    assert history_of(gone).first().verb == "merged_into_product"
    undo_merge(merge, by=officer, why="Nhầm")
    assert state() == before
    assert [history_of(thing).first().verb for thing in (kept, gone)] == ["undo_merge", "undo_merge"]
    merge.refresh_from_db()
    assert (merge.undone_by, merge.undone_at is not None) == (officer, True)


def test_overlapping_ratings_are_refused_naming_both_with_their_days(law, kept, gone, officer):
    issue_decision(paper(), [line(kept, 3)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 8, 17)), [line(gone, 4)], by=officer)
    assert refused(merge_products, kept, gone, why=WHY, by=officer) == [
        (
            "",
            "“Bánh tét – 3 sao” (12/01/2022 – 12/01/2025, 1/QĐ-UBND) và “Bánh tét Trà Cuôn – 4 sao” "
            "(17/08/2022 – 17/08/2025, 2/QĐ-UBND) cùng có hiệu lực: hãy vô hiệu dòng nhập sai rồi gộp.",
        )
    ]
    void_rating(Recognition.objects.get(product=gone), why="Nhập hai lần", by=officer)
    merge_products(kept, gone, why=WHY, by=officer)
    assert Recognition.objects.filter(product=kept).count() == 2


def test_two_open_approvals_are_refused_too(law, kept, gone, officer):
    issue_decision(paper(), [line(kept, None), line(gone, None)], by=officer)
    assert refused(merge_products, kept, gone, why=WHY, by=officer) == [
        (
            "",
            "“Bánh tét – tiềm năng 5 sao” (12/01/2022 – …, 1/QĐ-UBND) và “Bánh tét Trà Cuôn – tiềm năng 5 sao” "
            "(12/01/2022 – …, 1/QĐ-UBND) cùng có hiệu lực: hãy vô hiệu dòng nhập sai rồi gộp.",
        )
    ]


def test_two_results_in_one_round_are_refused_in_words(law, kept, gone, commune, officer):
    result(kept, commune, officer)
    result(gone, commune, officer)
    assert refused(merge_products, kept, gone, why=WHY, by=officer) == [
        (
            "",
            "Cả hai đều có “Bánh tét Trà Cuôn” trong cùng kết quả nhập từ giấy: hãy bỏ một trong hai rồi gộp.",
        )
    ]


def test_what_has_no_reason_or_no_second_record_is_refused(kept, officer):
    assert refused(merge_products, kept, kept, why=" ", by=officer) == [
        ("why", "Cần nêu lý do."),
        ("", "Hãy chọn hai bản ghi khác nhau."),
    ]


def test_both_must_lie_in_the_territory_of_one_who_may_correct(kept, gone, commune):
    assert refused(merge_products, kept, gone, why=WHY, by=make_user(Role.LOCAL_OFFICER, commune)) == [
        ("", "Tài khoản của bạn không có quyền vô hiệu dòng nhập sai, gộp trùng.")
    ]
    elsewhere = make_user(Role.PROVINCE_OFFICER, make_place("Tỉnh Khác", level="province"))
    assert refused(merge_products, kept, gone, why=WHY, by=elsewhere) == [
        ("", "Bánh tét: Xã Minh Hoạ không thuộc địa bàn của bạn."),
        ("", "Bánh tét Trà Cuôn: Xã Minh Hoạ không thuộc địa bàn của bạn."),
    ]


def test_no_chains_what_was_absorbed_before_points_to_the_last_kept(kept, gone, producer, officer):
    last = make_product("Bánh tét Trà Vinh", producer=producer)
    first = merge_products(kept, gone, why=WHY, by=officer)
    second = merge_products(last, kept, why=WHY, by=officer)
    gone.refresh_from_db()
    assert gone.merged_into == last
    assert refused(merge_products, last, gone, why=WHY, by=officer) == [
        ("", "“Bánh tét Trà Cuôn” đã được gộp vào “Bánh tét Trà Vinh”: hãy làm trên bản ghi được giữ.")
    ]
    assert refused(undo_merge, first, why="Nhầm", by=officer) == [
        ("", "“Bánh tét” đã được gộp tiếp vào “Bánh tét Trà Vinh”: hãy hoàn tác lần gộp đó trước.")
    ]
    undo_merge(second, why="Nhầm", by=officer)
    gone.refresh_from_db()
    assert gone.merged_into == kept
    undo_merge(first, why="Nhầm", by=officer)
    gone.refresh_from_db()
    assert gone.merged_into is None
    assert refused(undo_merge, first, why="Nhầm", by=officer) == [("", "Lần gộp này đã được hoàn tác.")]


def test_a_row_that_changed_hands_since_stops_the_undoing(law, kept, gone, producer, officer):
    issue_decision(paper(), [line(gone, 3)], by=officer)
    merge = merge_products(kept, gone, why=WHY, by=officer)
    last = make_product("Bánh khác", producer=producer)
    Recognition.objects.update(product=last)
    assert refused(undo_merge, merge, why="Nhầm", by=officer) == [
        ("", "“Bánh tét Trà Cuôn – 3 sao” đã được chuyển sang nơi khác sau khi gộp.")
    ]


def test_a_result_published_since_stops_the_undoing(law, kept, gone, commune, officer):
    row = result(gone, commune, officer)
    merge = merge_products(kept, gone, why=WHY, by=officer)
    PaperResult.objects.filter(pk=row.pk).update(decision=issue_decision(paper(), [line(kept)], by=officer))
    assert refused(undo_merge, merge, why="Nhầm", by=officer) == [("", "“Bánh tét” đã được công bố sau khi gộp.")]


def test_a_rating_superseded_since_stops_the_undoing(law, kept, gone, officer):
    issue_decision(paper(), [line(gone, 3)], by=officer)
    merge = merge_products(kept, gone, why=WHY, by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 8, 17)), [line(kept, 4, kind=RatingKind.UPGRADE)], by=officer)
    assert refused(undo_merge, merge, why="Nhầm", by=officer) == [
        (
            "",
            "“Bánh tét Trà Cuôn – 3 sao” (12/01/2022 – 17/08/2022, 1/QĐ-UBND) đã được thay bằng một kết quả nhập "
            "sau khi gộp: hãy vô hiệu kết quả đó trước.",
        )
    ]


def test_a_rating_said_anew_since_goes_back_with_the_old_row(law, kept, gone, officer):
    issue_decision(paper(), [line(gone, 3)], by=officer)
    merge = merge_products(kept, gone, why=WHY, by=officer)
    enter_rightly(
        Recognition.objects.get(), stars=4, score=None, kind=RatingKind.FIRST, why="Đọc nhầm dòng", by=officer
    )
    undo_merge(merge, why="Nhầm", by=officer)
    assert list(Recognition.objects.order_by("pk").values_list("product", "stars")) == [(gone.pk, 3), (gone.pk, 4)]


def test_a_photo_removed_since_is_forgotten(kept, gone, officer):
    Photo.objects.create(product=gone, stem="anh-minh-hoa", width=10, height=10)
    merge = merge_products(kept, gone, why=WHY, by=officer)
    Photo.objects.all().delete()
    undo_merge(merge, why="Nhầm", by=officer)
    gone.refresh_from_db()
    assert gone.merged_into is None


# ------------------------------------------------------------------ producers
def test_products_ratings_transfers_and_predecessors_follow_the_producer(law, producer, commune, officer):
    twin = make_producer("Hộ kinh doanh Minh Hoạ", place=commune)
    former, third = make_producer("Tiền thân", place=commune), make_producer("Bên thứ ba", place=commune)
    product = make_product("Bánh ít", producer=twin)
    issue_decision(paper(), [line(product)], by=officer)
    succeed_producer(former, successor=twin, on=date(2022, 8, 1), why="x", by=officer)
    transfer_product(product, to=third, on=date(2022, 9, 1), why="x", by=officer)
    own = make_product("Bánh tét", producer=twin)
    before = state()
    merge = merge_producers(producer, twin, why="Trùng", by=officer)
    own.refresh_from_db()
    former.refresh_from_db()
    rating = Recognition.objects.get()
    assert (own.producer, former.succeeded_by, product.transfers.get().giver) == (producer, producer, producer)
    assert (rating.producer, rating.entered_producer, rating.producer_name) == (
        producer,
        twin,
        "Hộ kinh doanh Minh Hoạ",
    )
    producer.refresh_from_db()
    assert producer.other_names == ["Hộ kinh doanh Minh Hoạ"]
    undo_merge(merge, why="Nhầm", by=officer)
    former.refresh_from_db()
    producer.refresh_from_db()
    assert state() == before
    assert (former.succeeded_by, product.transfers.get().giver, producer.other_names) == (twin, twin, [])


def test_a_producer_and_its_successor_are_two(producer, commune, officer):
    successor = make_producer("Công ty Minh Hoạ", place=commune)
    product = make_product("Bánh ít", producer=producer)
    succeed_producer(producer, successor=successor, on=date(2022, 8, 1), why="x", by=officer)
    producer.refresh_from_db()
    assert refused(merge_producers, successor, producer, why="Trùng", by=officer) == [
        ("", "Một bên là đơn vị kế thừa của bên kia: đây không phải hai bản ghi trùng."),
        ("", f"Ngày 01/08/2022 “{product}” đã chuyển giữa hai chủ thể: đây không phải hai bản ghi trùng."),
    ]
    twin = make_producer("Hộ Minh Hoạ", place=commune)
    assert refused(merge_producers, twin, producer, why="Trùng", by=officer) == [
        ("", "“Hộ Minh Hoạ” có đơn vị kế thừa: hãy giữ lại chính bản ghi này và gộp bản ghi kia vào.")
    ]


def test_a_product_passed_on_since_stops_the_undoing(producer, commune, officer):
    twin, third = make_producer("Trùng", place=commune), make_producer("Khác", place=commune)
    product = make_product("Bánh ít", producer=twin)
    merge = merge_producers(producer, twin, why="Trùng", by=officer)
    transfer_product(product, to=third, on=date(2022, 9, 1), why="x", by=officer)
    assert refused(undo_merge, merge, why="Nhầm", by=officer) == [
        ("", "“Bánh ít” đã được chuyển sang nơi khác sau khi gộp.")
    ]
