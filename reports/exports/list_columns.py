"""The columns of open data about producers and decisions. A test holds them to the fields of their rows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from producers.enums import LegalForm, ReportingClass
from products.enums import DecisionKind, Precision
from reports.exports.columns import ADDRESS, DAY, NUMBER, PRECISION, Column, coded

PRODUCER_COLUMNS = (
    Column("id", _("Số định danh"), _("Không bao giờ đổi và không dùng lại."), "1024", NUMBER, 12),
    Column("producer", _("Mã chủ thể"), _("Phần cuối của địa chỉ trang chủ thể hiện nay."), "ho-minh-hoa", width=30),
    Column("name", _("Chủ thể"), _("Tên công khai hiện nay."), "Hộ kinh doanh Minh Hoạ", width=40),
    coded("legal_form", _("Loại hình"), _("Loại hình hiện nay của chủ thể."), LegalForm),
    coded("producer_class", _("Nhóm thống kê"), _("Nhóm mà số liệu đếm chủ thể vào."), ReportingClass),
    Column("place", _("Mã địa bàn"), _("Nơi của chủ thể; không chi tiết hơn xã, phường."), "xa-minh-hoa", width=30),
    Column("place_name", _("Địa bàn"), _("Tên của nơi đó như đã ghi, đơn vị cũ giữ tên cũ."), "Xã Minh Hoạ"),
    Column("place_above_name", _("Thuộc"), _("Đơn vị trên nơi đó, như đã ghi."), "Huyện Minh Hoạ"),
    Column(
        "unit", _("Mã đơn vị đếm"), _("Huyện khi còn cấp huyện, xã từ ngày 01/07/2025."), "huyen-minh-hoa", width=24
    ),
    Column("unit_name", _("Đơn vị đếm"), _("Đơn vị mà danh sách và bộ lọc đếm chủ thể vào."), "Huyện Minh Hoạ"),
    Column("page_url", _("Trang chủ thể"), _("Địa chỉ lâu dài."), "https://…/chu-the/ho-minh-hoa/", ADDRESS, 40),
)

DECISION_COLUMNS = (
    Column("id", _("Số định danh"), _("Không bao giờ đổi và không dùng lại."), "1024", NUMBER, 12),
    Column("decision", _("Mã quyết định"), _("Phần cuối của địa chỉ trang quyết định."), "1-qd-ubnd", width=24),
    Column("number", _("Quyết định"), _("Số, ký hiệu; trống khi nguồn không nêu."), "1/QĐ-UBND"),
    coded("kind", _("Loại quyết định"), _("Việc mà quyết định làm."), DecisionKind),
    Column("signed_on", _("Ngày ký"), _("Ngày ký quyết định."), "2022-01-12", DAY, 12),
    coded("signed_on_precision", _("Độ chính xác của ngày ký"), PRECISION, Precision),
    Column("issuing_body", _("Cơ quan ban hành"), _("Tên khi ký."), "UBND tỉnh Trà Vinh", width=30),
    Column("title", _("Trích yếu"), _("Như nguồn ghi."), "Công nhận sản phẩm OCOP minh hoạ", width=50),
    Column("published_count", _("Số sản phẩm đã công bố"), _("Như nguồn nêu; trống khi không nêu."), "15", NUMBER, 12),
    Column("rated", _("Sản phẩm được xếp hạng"), _("Số sản phẩm mà sổ có hạng từ quyết định này."), "12", NUMBER, 12),
    Column("approved", _("Sản phẩm được phê duyệt điểm"), _("Số lần phê duyệt điểm đề nghị 5 sao."), "1", NUMBER, 12),
    Column("closed", _("Hạng thôi hiệu lực"), _("Số hạng mà quyết định thu hồi hoặc chấm dứt."), "0", NUMBER, 12),
    Column("corrected", _("Dòng đính chính"), _("Số dòng mà quyết định đính chính hoặc hủy."), "0", NUMBER, 12),
    Column("attested", _("Sản phẩm chỉ được nêu tên"), _("Số sản phẩm nguồn nêu mà không nêu hạng."), "2", NUMBER, 12),
    Column("page_url", _("Trang quyết định"), _("Địa chỉ lâu dài."), "https://…/quyet-dinh/1-qd-ubnd/", ADDRESS, 40),
)
