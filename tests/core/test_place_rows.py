"""The file of places: what is read and what is refused, line by line."""

from datetime import date

import pytest

from core.models.places import EARLIEST, Place, PlaceKind, PlaceLevel, PlaceSuccession
from core.rules.place_rows import KINDS, MOST, UNKNOWN_START, PlaceRow, check_rows, merge_rows, read_rows

HEAD = "slug,code,name,kind,level,parent,valid_from,valid_to,successors,basis,source,note"
PROVINCE = "tinh-minh-hoa,99,Tỉnh Minh Họa,province,province,,,,,,,"
DISTRICT = "huyen-minh-hoa,991,Huyện Minh Họa,district,district,tinh-minh-hoa,,30/06/2025,,,,"


def file(*lines, head=HEAD):
    return "\n".join([head, *lines]) + "\n"


def said(text):
    """Every fault of a file that stands alone."""
    rows, faults = read_rows(text)
    merged, clashes = merge_rows({}, rows)
    return [str(fault) for fault in [*faults, *clashes, *check_rows(merged)]]


def test_a_row_is_read_with_all_its_cells():
    line = "xa-a,99001,  Xã  Ba Vì ,commune,commune,huyen-minh-hoa,2009-01-01,30/6/2025,xa-c xa-b,1/NQ,Nguồn,Ghi chú"
    assert read_rows(file(line)) == (
        [
            PlaceRow(
                slug="xa-a",
                code="99001",
                name="Xã Ba Vì",
                kind="commune",
                level="commune",
                parent="huyen-minh-hoa",
                valid_from=date(2009, 1, 1),
                valid_to=date(2025, 6, 30),
                successors=("xa-b", "xa-c"),
                basis="1/NQ",
                source="Nguồn",
                note="Ghi chú",
            )
        ],
        [],
    )


def test_semicolons_a_mark_at_the_start_and_missing_optional_columns_are_read():
    text = "\ufeffslug;code;name;kind;level\r\ntinh-a;99;Tỉnh A;province;province\r\n"
    assert read_rows(text) == ([PlaceRow("tinh-a", "99", "Tỉnh A", "province", "province")], [])


def test_names_are_composed():
    rows, _faults = read_rows(file("tinh-a,99,Ti\u0309nh A,province,province,,,,,,,"))
    assert rows[0].name == "Tỉnh A"


def test_the_tables_agree_with_the_models():
    assert list(KINDS) == [str(level) for level in (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT, PlaceLevel.COMMUNE)]
    assert set.union(*KINDS.values()) == set(PlaceKind.values)
    assert UNKNOWN_START == EARLIEST
    columns = {"basis": PlaceSuccession}
    assert {name: columns.get(name, Place)._meta.get_field(name).max_length for name in MOST} == MOST


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [f"Dòng 1, cột {name}: thiếu cột này." for name in ("slug", "code", "name", "kind", "level")]),
        (file(), ["Tệp không có dòng địa bàn nào."]),
        (
            file(head=HEAD + ",ten,slug"),
            ["Dòng 1, cột ten: không có cột này trong mẫu.", "Dòng 1, cột slug: cột lặp lại."],
        ),
        (file(PROVINCE + ",thừa"), ["Dòng 2: có nhiều ô hơn dòng tiêu đề."]),
        (
            file(",,,,,,,,,,,"),
            [f"Dòng 2, cột {name}: để trống." for name in ("slug", "code", "name", "kind", "level")],
        ),
        (
            file("Tỉnh A,99,Tỉnh A,province,province,,,,,,,"),
            ["Dòng 2, cột slug: chỉ gồm chữ thường không dấu, chữ số và gạch nối."],
        ),
        (
            file(f"tinh-a,12345678901,{'A' * 101},province,province,,,,,,,"),
            [
                "Dòng 2, cột code: dài quá 10 ký tự.",
                "Dòng 2, cột name: dài quá 100 ký tự.",
            ],
        ),
        (file("tinh-a,99,Tỉnh\x00A,province,province,,,,,,,"), ["Dòng 2, cột name: có ký tự không in được."]),
        (
            file("a,99,Khu A,area,region,,,,,,,"),
            ["Dòng 2, cột level: phải là một trong: province, district, commune."],
        ),
        (
            file("a,99,Phường A,ward,province,,,,,,,"),
            ["Dòng 2, cột kind: ở cấp này phải là một trong: city, province."],
        ),
        (
            file("a,99,Tỉnh A,province,province,,31/02/2025,2025,,,,"),
            [
                "Dòng 2, cột valid_from: Không có ngày “31/02/2025” trên lịch.",
                "Dòng 2, cột valid_to: “2025” không phải là ngày. Hãy viết ngày/tháng/năm, ví dụ 05/04/2025.",
            ],
        ),
        (
            file("a,99,Tỉnh A,province,province,,02/01/2025,01/01/2025,,,,"),
            ["Dòng 2, cột valid_to: trước ngày bắt đầu."],
        ),
        (file(PROVINCE, PROVINCE), ["Dòng 3, cột slug: trùng với dòng 2."]),
        (
            file(PROVINCE, "tinh-khac,99,Tỉnh Khác,province,province,,,,,,,"),
            ["Dòng 3, cột code: mã 99 cùng ngày bắt đầu đã có ở tinh-minh-hoa."],
        ),
    ],
)
def test_faults_of_rows(text, faults):
    assert said(text) == faults


COMMUNE = "xa-a,99001,Xã A,commune,commune,{parent},{start},{end},{successors},{basis},,"


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"parent": ""}, "cột parent: để trống: chỉ tỉnh không có cấp trên."),
        ({"parent": "huyen-khac"}, "cột parent: không có đơn vị huyen-khac."),
        ({"parent": "xa-b"}, "cột parent: xa-b không phải cấp trên."),
        ({"end": ""}, "cột parent: huyen-minh-hoa không tồn tại suốt thời gian của đơn vị này."),
        (
            {"end": "", "parent": "tinh-minh-hoa", "successors": "xa-b"},
            "cột successors: đơn vị đang tồn tại thì chưa có đơn vị kế thừa.",
        ),
        ({"successors": "xa-khac"}, "cột successors: không có đơn vị xa-khac."),
        ({"successors": "tinh-minh-hoa"}, "cột successors: tinh-minh-hoa không cùng cấp."),
        (
            {"successors": "xa-b", "end": "31/12/2024"},
            "cột successors: xa-b không tồn tại vào ngày sau ngày cuối của đơn vị này.",
        ),
        ({"successors": "xa-a"}, "cột successors: xa-a không tồn tại vào ngày sau ngày cuối của đơn vị này."),
        ({"basis": "1/NQ"}, "cột basis: là căn cứ của việc kế thừa, nhưng dòng này không có đơn vị kế thừa."),
    ],
)
def test_faults_between_rows(cells, fault):
    given = {"parent": "huyen-minh-hoa", "start": "", "end": "30/06/2025", "successors": "", "basis": ""} | cells
    other = "xa-b,99002,Xã B,commune,commune,tinh-minh-hoa,01/07/2025,,,,,"
    assert said(file(PROVINCE, DISTRICT, other, COMMUNE.format(**given))) == [f"Dòng 5, {fault}"]


def test_a_successor_named_twice_is_said_for_both():
    other = "xa-b,99002,Xã B,commune,commune,tinh-minh-hoa,01/07/2025,,,,,"
    line = "xa-a,99001,Xã A,commune,commune,huyen-minh-hoa,,30/06/2025,xa-b xa-b,,,"
    assert said(file(PROVINCE, DISTRICT, other, line)) == ["Dòng 5, cột successors: xa-b lặp lại."] * 2


def test_a_child_older_than_its_parent_is_refused_unless_its_start_is_unknown():
    province = "tinh-a,99,Tỉnh A,province,province,,01/01/1992,,,,,"
    commune = "xa-a,99001,Xã A,commune,commune,tinh-a,{start},,,,,"
    assert said(file(province, commune.format(start=""))) == []
    assert said(file(province, commune.format(start="31/12/1991"))) == [
        "Dòng 3, cột parent: tinh-a không tồn tại suốt thời gian của đơn vị này."
    ]


def test_a_slug_that_another_unit_has_is_refused():
    known = {"xa-a": PlaceRow("xa-a", "99001", "Xã A", "commune", "commune", "tinh-a")}
    rows, _faults = read_rows(file("xa-a,55001,Xã A,commune,commune,tinh-b,,,,,,"))
    merged, faults = merge_rows(known, rows)
    assert merged == known
    assert [str(fault) for fault in faults] == ["Dòng 2, cột slug: đã là địa chỉ của Xã A (mã 99001)."]


def test_what_a_file_breaks_in_the_register_is_said_by_the_slug():
    known = {
        "tinh-a": PlaceRow("tinh-a", "99", "Tỉnh A", "province", "province"),
        "xa-a": PlaceRow("xa-a", "99001", "Xã A", "commune", "commune", "tinh-a"),
    }
    rows, _faults = read_rows(file("tinh-a,99,Tỉnh A,province,province,,,30/06/2025,,,,"))
    merged, faults = merge_rows(known, rows)
    assert faults == []
    assert [str(fault) for fault in check_rows(merged)] == [
        "Đơn vị đã có xa-a, cột parent: tinh-a không tồn tại suốt thời gian của đơn vị này."
    ]
