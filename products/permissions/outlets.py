"""Why an outlet or a quality proof of a product cannot be kept or taken away."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.models import User
from producers.permissions.acts import why_not_fields, why_not_reason
from products.enums import OutletKind, ProofKind
from products.models import Outlet, Product, QualityProof
from products.permissions.products import why_not_edit_product
from products.rules.disclosure import closed_contacts, told_in
from products.rules.platforms import shop_host


def why_not_show_beside(user: User | None, product: Product) -> list[Reason]:
    """Why somebody cannot change what stands beside a product; the place meant is the product's, no input's."""
    return [Reason(reason.text) for reason in why_not_edit_product(user, product)]


def why_not_save_outlet(user: User | None, outlet: Outlet) -> list[Reason]:
    """Why an outlet cannot stand on the product's page as it was typed."""
    reasons = why_not_show_beside(user, outlet.product)
    reasons += _why_not_past(outlet.seen_on, "seen_on", _("ngày xem lại"))
    reasons += _why_not_link(outlet) if outlet.kind == OutletKind.SHOP else _why_not_name(outlet)
    reasons += _why_not_told(outlet)
    return reasons or why_not_fields(outlet)


def _why_not_past(day: date | None, field: str, what: str) -> list[Reason]:
    if day is None:
        return [Reason(_("Cần %(what)s.") % {"what": what}, field)]
    if day > today():
        words = _("Ngày %(day)s sau ngày làm việc hiện tại.")
        return [Reason(words % {"day": date_format(day)}, field)]
    return []


def _why_not_link(outlet: Outlet) -> list[Reason]:
    if not outlet.url.startswith("https://"):
        words = _("Địa chỉ phải bắt đầu bằng https:// – hãy mở trang bán rồi chép cả địa chỉ của nó.")
        return [Reason(words, "url")]
    if not shop_host(outlet.url):
        words = _("Địa chỉ này không mở được một trang bán: cần tên trang như voso.vn, không dấu cách, không có @.")
        return [Reason(words, "url")]
    if outlet.product.outlets.filter(url=outlet.url).exclude(pk=outlet.pk).exists():
        return [Reason(_("Sản phẩm đã có liên kết này."), "url")]
    return []


def _why_not_name(outlet: Outlet) -> list[Reason]:
    if not outlet.name:
        return [Reason(_("Cần tên của nơi bán hoặc thị trường."), "name")]
    if outlet.product.outlets.filter(kind=outlet.kind, name__iexact=outlet.name).exclude(pk=outlet.pk).exists():
        return [Reason(_("Sản phẩm đã có “%(name)s”.") % {"name": outlet.name}, "name")]
    return []


def _why_not_told(outlet: Outlet) -> list[Reason]:
    """What a producer keeps to itself is not told by a place of sale either."""
    words = {
        "address": _("Đây là địa chỉ của hộ, không công khai: hãy ghi nơi bán khác, hoặc bỏ trống địa chỉ."),
        "email": _("Ở đây có thư điện tử của chủ thể, chưa được đồng ý công khai: hãy bỏ đi hoặc ghi đồng ý trước."),
        "phone": _("Ở đây có số điện thoại của chủ thể, chưa được đồng ý công khai: hãy bỏ đi hoặc ghi đồng ý trước."),
    }
    column = told_in(outlet.texts, closed_contacts(outlet.product.producer, today()))
    return [Reason(words[column], "address" if column == "address" else "")] if column else []


def why_not_save_proof(user: User | None, proof: QualityProof) -> list[Reason]:
    """Why a proof cannot stand on the product's page as it was typed."""
    reasons = why_not_show_beside(user, proof.product)
    reasons += _why_not_past(proof.issued_on, "issued_on", _("ngày cấp"))
    if proof.kind == ProofKind.OTHER and not proof.name:
        reasons.append(Reason(_("Cần tên của chứng nhận khác."), "name"))
    if proof.kind != ProofKind.SELF_DECLARATION and not proof.issuer:
        reasons.append(Reason(_("Cần nơi cấp; chỉ bản tự công bố mới không có."), "issuer"))
    if proof.issued_on and proof.expires_on and proof.expires_on < proof.issued_on:
        reasons.append(Reason(_("Ngày hết hạn trước ngày cấp."), "expires_on"))
    same = proof.product.proofs.filter(kind=proof.kind, name=proof.name, number__iexact=proof.number)
    if proof.number and same.filter(issued_on=proof.issued_on).exclude(pk=proof.pk).exists():
        reasons.append(Reason(_("Sản phẩm đã có chứng nhận này, cùng số và ngày cấp."), "number"))
    return reasons or why_not_fields(proof)


def why_not_remove_proof(user: User | None, proof: QualityProof, why: str) -> list[Reason]:
    """Why a proof cannot be taken away: others may have relied on it, so a reason is asked."""
    return why_not_show_beside(user, proof.product) + why_not_reason(why)
