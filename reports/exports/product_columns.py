"""The columns of open data about products. A test holds them to the fields of `ProductRow`, in the same order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from producers.enums import LegalForm, ReportingClass
from products.enums import Precision, Rank, RatingStatus
from reports.exports.columns import ADDRESS, DAY, NUMBER, PRECISION, Column, coded

_AS_PRINTED = _("Như đã in trong quyết định nói ở cột “Quyết định”; không đổi khi tên về sau đổi.")
_LAST_DAY = _("Ngày có hiệu lực cuối cùng; của hạng thôi hiệu lực sớm, ngày trước khi thôi.")

PRODUCT_COLUMNS = (
    Column("id", _("Số định danh"), _("Không bao giờ đổi và không dùng lại."), "1024", NUMBER, 12),
    Column(
        "product", _("Mã sản phẩm trong sổ"), _("Phần cuối của địa chỉ trang sản phẩm."), "banh-minh-hoa", width=30
    ),
    Column("name", _("Tên sản phẩm"), _("Tên hiện nay, kể cả khi hỏi một ngày đã qua."), "Bánh minh hoạ", width=40),
    Column("other_names", _("Tên gọi khác"), _("Cách nhau bằng dấu chấm phẩy."), "Bánh cũ; Bánh quê"),
    Column("product_code", _("Mã số sản phẩm"), _("Mã số trong hồ sơ, như nguồn ghi."), "84-01-2022"),
    coded("rank", _("Hạng"), _("Hạng vào ngày của danh sách; tiềm năng 5 sao chưa phải là hạng 5 sao."), Rank),
    Column("stars", _("Số sao đã công nhận"), _("Của lần công nhận gần nhất; trống khi chưa có."), "4", NUMBER, 10),
    coded("status", _("Hiệu lực"), _("Của lần công nhận gần nhất vào ngày của danh sách."), RatingStatus),
    Column("since", _("Từ ngày"), _("Ngày đầu của hạng."), "2022-01-12", DAY, 12),
    coded("since_precision", _("Độ chính xác của ngày đầu"), PRECISION, Precision),
    Column("until", _("Đến hết ngày"), _LAST_DAY, "2025-01-11", DAY, 12),
    Column("score", _("Điểm"), _("Điểm của kết quả đứng sau hạng, khi nguồn nêu."), "72.5", NUMBER, 10),
    Column("printed_name", _("Tên khi công bố"), _AS_PRINTED, "Bánh minh hoạ", width=40),
    Column("printed_producer_name", _("Chủ thể khi công bố"), _AS_PRINTED, "Hộ kinh doanh Minh Hoạ", width=40),
    Column("producer", _("Mã chủ thể"), _("Phần cuối của địa chỉ trang chủ thể hiện nay."), "ho-minh-hoa", width=30),
    Column("producer_name", _("Chủ thể"), _("Tên công khai hiện nay."), "Hộ kinh doanh Minh Hoạ", width=40),
    coded("legal_form", _("Loại hình"), _("Loại hình hiện nay của chủ thể."), LegalForm),
    coded("producer_class", _("Nhóm thống kê"), _("Nhóm mà số liệu đếm chủ thể vào."), ReportingClass),
    Column("place", _("Mã địa bàn"), _("Nơi sản xuất, không rõ thì nơi của chủ thể."), "xa-minh-hoa", width=30),
    Column("place_name", _("Địa bàn"), _("Tên của nơi đó như đã ghi, đơn vị cũ giữ tên cũ."), "Xã Minh Hoạ"),
    Column("place_above_name", _("Thuộc"), _("Đơn vị trên nơi đó, như đã ghi."), "Huyện Minh Hoạ"),
    Column(
        "unit", _("Mã đơn vị đếm"), _("Huyện khi còn cấp huyện, xã từ ngày 01/07/2025."), "huyen-minh-hoa", width=24
    ),
    Column("unit_name", _("Đơn vị đếm"), _("Đơn vị mà danh sách và bộ lọc đếm sản phẩm vào."), "Huyện Minh Hoạ"),
    Column("category", _("Mã nhóm"), _("Nhóm trong bảng phân loại của chính nó."), "nhom-minh-hoa", width=30),
    Column("category_name", _("Nhóm sản phẩm"), _("Tên của nhóm đó."), "Nhóm minh hoạ", width=30),
    Column("category_scheme", _("Bảng phân loại"), _("Bảng có nhóm đó."), "148-2023", width=12),
    Column("category_on_day", _("Mã nhóm theo ngày"), _("Nhóm đọc theo bảng có hiệu lực ngày ấy."), "nhom-minh-hoa"),
    Column("category_on_day_name", _("Nhóm theo ngày"), _("Tên của nhóm đọc theo ngày."), "Nhóm minh hoạ", width=30),
    Column("sector_on_day", _("Mã ngành theo ngày"), _("Ngành trên nhóm đọc theo ngày."), "nganh-minh-hoa"),
    Column("sector_on_day_name", _("Ngành theo ngày"), _("Tên của ngành đó."), "Ngành minh hoạ", width=30),
    Column("decision", _("Mã quyết định"), _("Quyết định cho hạng; trống khi sổ không có."), "1-qd-ubnd", width=24),
    Column("decision_number", _("Quyết định"), _("Số, ký hiệu."), "1/QĐ-UBND"),
    Column("signed_on", _("Ngày ký"), _("Ngày ký quyết định."), "2022-01-12", DAY, 12),
    coded("signed_on_precision", _("Độ chính xác của ngày ký"), PRECISION, Precision),
    Column("issuing_body", _("Cơ quan ban hành"), _("Tên khi ký."), "UBND tỉnh Trà Vinh", width=30),
    Column("check_code", _("Mã kiểm tra"), _("Mã của kết quả đứng sau hạng, khi đã cấp."), "OC-7K3-9QF-M2X"),
    Column("page_url", _("Trang sản phẩm"), _("Địa chỉ lâu dài."), "https://…/san-pham/banh-minh-hoa/", ADDRESS, 40),
    Column("producer_url", _("Trang chủ thể"), _("Trống khi không có trang."), "https://…/chu-the/…/", ADDRESS, 40),
    Column("decision_url", _("Trang quyết định"), _("Trống khi không có."), "https://…/quyet-dinh/…/", ADDRESS, 40),
    Column("check_url", _("Trang xác minh"), _("Trống khi chưa cấp mã."), "https://…/xac-minh/…/", ADDRESS, 40),
)
