"""Why a dossier cannot be filed, taken into a round, sent back or withdrawn; what goes up: going_up.py."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.access import is_in_territory
from core.clock import today
from core.errors import Reason
from core.models import Place, User
from core.permissions.acts import why_not_act
from core.roles import Act
from evaluations.enums import ENDED_ENTRIES, DossierStatus, DraftStatus, EntryStatus, RoundStatus
from evaluations.models import CriteriaSet, Dossier, PaperResult, Result, Round, RoundEntry
from evaluations.permissions.rounds import why_not_here
from evaluations.queries.clocks import filing_time_of
from evaluations.queries.entries import has_declined, lies_in_round, tier_of
from evaluations.queries.intake import screening_report
from evaluations.queries.papers import gaps_of, lines_for
from evaluations.rules.days import FilingTime
from evaluations.rules.outcomes import IN_A_DECISION, lies_under, stars_of
from products.enums import LevelMode, RatingKind
from products.models import Level, Product, Recognition, Regime
from products.queries.law import bands_of, regime_in_force
from products.queries.register import held_ratings, open_approvals


def why_not_file(
    user: User, product: Product, regime: Regime, criteria_set: CriteriaSet, kind: str, place: Place, filed_on: date
) -> list[Reason]:
    """Why a dossier cannot be filed: the regime is that of the filing day."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, place)
    if filed_on > today():
        reasons.append(Reason(_("Ngày nộp sau ngày làm việc hiện tại."), "filed_on"))
    reasons += _why_not_regime(regime, filed_on)
    if criteria_set.regime_id != regime.pk:
        reasons.append(Reason(_("Bộ tiêu chí này thuộc quy định khác."), "criteria_set"))
    if not place.is_in_force(filed_on):
        reasons.append(Reason(_("%(place)s không tồn tại vào ngày nộp.") % {"place": place}, "place"))
    if Dossier.objects.filter(product=product, status=DossierStatus.FILED).exists():
        reasons.append(Reason(_("“%(product)s” đang có một hồ sơ chưa xong.") % {"product": product}, "product"))
    reasons += _why_not_kind(product, regime, kind, held_ratings([product], filed_on).get(product.pk))
    return reasons + (_why_not_so_early(product, regime, filed_on) if kind == RatingKind.RE_RATING else [])


def _why_not_regime(regime: Regime, filed_on: date) -> list[Reason]:
    """A law takes what is filed until a newer one comes, and runs on for what it has (26/2026 art. 11.2, 12.2)."""
    newest = regime_in_force(filed_on)
    if newest == regime:
        return []
    facts = {"regime": regime, "day": date_format(filed_on), "newest": newest}
    words = _("%(regime)s không nhận hồ sơ vào ngày %(day)s.")
    if newest is not None:
        words = _("%(regime)s không nhận hồ sơ vào ngày %(day)s: nộp theo %(newest)s.")
    return [Reason(words % facts, "regime")]


def why_nowhere(level: Level, place: Place, on: date) -> list[Reason]:
    """Why a dossier can arrive nowhere at a level: its tier is abolished, or the place does not tell which unit."""
    facts = {"level": level.name.lower(), "place": place, "day": date_format(on)}
    if not Place.objects.in_force(on).filter(level=tier_of(level)).exists():
        words = _(
            "Ngày %(day)s không còn đơn vị %(level)s nào: trả hồ sơ cho chủ thể, để nộp hồ sơ mới theo quy định "
            "đang có hiệu lực."
        )
        return [Reason(words % facts, "place")]
    words = _("Không rõ %(level)s nào nhận hồ sơ nộp ở %(place)s: chọn nơi nộp cụ thể hơn.")
    return [Reason(words % facts, "place")]


def why_not_change_kind(user: User, dossier: Dossier, kind: str) -> list[Reason]:
    """Why a dossier cannot come for something else: it is judged by what the product holds today.

    Who deals with it now changes it. That a re-rating comes too early is asked of what was held on the filing day.
    """
    newest = dossier.entries.order_by("-pk").first()
    reasons = why_not_here(user, Act.RUN_COUNCIL, newest.place_id if newest else dossier.place_id)
    if dossier.status != DossierStatus.FILED:
        facts = {"dossier": dossier, "status": dossier.get_status_display()}
        reasons.append(Reason(_("“%(dossier)s” %(status)s: không đổi lần đánh giá được.") % facts))
    if kind == dossier.kind:
        facts = {"kind": dossier.get_kind_display()}
        reasons.append(Reason(_("Hồ sơ đang là lần “%(kind)s”.") % facts, "kind"))
    if dossier.entries.filter(in_writing=True).exclude(status__in=ENDED_ENTRIES).exists():
        reasons.append(Reason(_("Hồ sơ đang lấy ý kiến bằng văn bản: đưa ra phiên họp trước."), "kind"))
    held = held_ratings([dossier.product], today()).get(dossier.product_id)
    reasons += _why_not_kind(dossier.product, dossier.regime, kind, held)
    if kind == RatingKind.RE_RATING:
        reasons += _why_not_so_early(dossier.product, dossier.regime, dossier.filed_on)
    return reasons + _why_no_upgrade(dossier, kind, held)


def _why_no_upgrade(dossier: Dossier, kind: str, held: Recognition | None) -> list[Reason]:
    """A result that is there already and no higher than what is held is no upgrade."""
    row = PaperResult.objects.filter(entry__dossier=dossier, decision__isnull=True).first()
    if row is None or held is None or kind != RatingKind.UPGRADE or (stars_of(row.outcome) or 6) > held.stars:
        return []
    facts = {"dossier": dossier, "stars": held.stars}
    return [Reason(_("“%(dossier)s” đang giữ %(stars)s sao: kết quả đã chấm không phải nâng hạng.") % facts, "kind")]


def _why_not_kind(product: Product, regime: Regime, kind: str, held: Recognition | None) -> list[Reason]:
    if held is not None and kind == RatingKind.FIRST:
        return [
            Reason(
                _("“%(product)s” đang giữ %(stars)s sao đến %(day)s: chọn nâng hạng hoặc đánh giá lại.")
                % {"product": product, "stars": held.stars, "day": date_format(held.extended_until or held.until)},
                "kind",
            )
        ]
    if held is None and kind == RatingKind.UPGRADE:
        return [Reason(_("“%(product)s” chưa giữ hạng nào để nâng.") % {"product": product}, "kind")]
    if held is not None and kind == RatingKind.UPGRADE and all(band.stars <= held.stars for band in bands_of(regime)):
        words = _("“%(product)s” đang giữ %(stars)s sao, hạng cao nhất: không còn hạng nào để nâng.")
        return [Reason(words % {"product": product, "stars": held.stars}, "kind")]
    return []


def _why_not_so_early(product: Product, regime: Regime, on: date) -> list[Reason]:
    """A late dossier is taken: lateness is a ground of extension, not of refusal (26/2026 art. 12.3)."""
    held = held_ratings([product], on).get(product.pk)
    if held is None or filing_time_of(regime, held, on) != FilingTime.EARLY:
        return []
    facts = {"product": product, "day": date_format(held.until)}
    return [Reason(_("“%(product)s” còn hạn đến %(day)s: nộp hồ sơ đánh giá lại sớm quá.") % facts, "filed_on")]


def why_not_run(user: User, entry: RoundEntry) -> list[Reason]:
    """Why somebody may not act on an entry at all."""
    return why_not_here(user, Act.RUN_COUNCIL, entry.place_id)


def why_not_supply(user: User, entry: RoundEntry) -> list[Reason]:
    """Why somebody may not bring what a dossier lacks: while it waits, where it was filed may do that, too."""
    if entry.status == EntryStatus.INCOMPLETE and is_in_territory(user, entry.dossier.place_id):
        return why_not_act(user, Act.RUN_COUNCIL)
    return why_not_run(user, entry)


def why_not_accept(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier cannot be found complete: only one that waits for that, with every paper that its law asks for."""
    reasons = why_not_run(user, entry)
    if entry.status != EntryStatus.RECEIVED:
        facts = {"entry": entry, "status": entry.state}
        reasons.append(Reason(_("“%(entry)s” %(status)s: không xác nhận đủ điều kiện được.") % facts))
    return reasons + [Reason(gap, "papers") for gap in gaps_of(lines_for(entry.dossier, today()))]


def why_not_withdraw(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier cannot be withdrawn: an approved score is, once its producer has declined five stars."""
    return why_not_run(user, entry) if has_declined(entry) else why_not_take_out(user, entry)


def why_not_take_out(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier cannot be sent back, withdrawn or asked for more: off the list of its round first."""
    reasons = why_not_run(user, entry)
    if entry.status == EntryStatus.ACCEPTED and entry.round_id is not None:
        reasons.append(Reason(_("“%(entry)s” nằm trong một đợt: đưa ra khỏi đợt trước.") % {"entry": entry}))
    if Result.objects.filter(entry=entry, outcome__in=IN_A_DECISION).exists():
        reasons.append(Reason(_("“%(entry)s” có kết quả được công nhận: lập quyết định.") % {"entry": entry}))
        return reasons + why_drafted(entry)
    return reasons + why_decided(entry) + why_drafted(entry)


def why_decided(entry: RoundEntry) -> list[Reason]:
    """Why a dossier goes nowhere from a level: a decision recognised what was found there."""
    if entry.status != EntryStatus.DECIDED:
        return []
    return [Reason(_("“%(entry)s” đã có quyết định công nhận.") % {"entry": entry})]


def why_drafted(entry: RoundEntry) -> list[Reason]:
    """Why a dossier stays at the level of another body: a decision on that body's result is being drafted."""
    if entry.level.mode != LevelMode.RECORDED:
        return []
    if not PaperResult.objects.filter(entry=entry, draft__status=DraftStatus.DRAFT).exists():
        return []
    return [Reason(_("“%(entry)s” đang ở trong một dự thảo quyết định: bỏ dự thảo trước.") % {"entry": entry})]


def why_not_moved_on(entry: RoundEntry, on: date) -> list[Reason]:
    """Why a dossier cannot leave a level on a day: one that is ahead, or before it came there."""
    if on > today():
        words, day = _("“%(entry)s”: ngày chuyển sau ngày làm việc hiện tại (%(day)s)."), today()
    elif on < entry.arrived_on:
        words, day = _("“%(entry)s” nhận ngày %(day)s: không chuyển đi trước ngày đó."), entry.arrived_on
    else:
        return []
    return [Reason(words % {"entry": entry, "day": date_format(day)}, "on")]


def why_not_send_down(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier cannot go back to the level below: only when its points lie under what is dealt with here."""
    reasons = why_not_run(user, entry)
    found = Result.objects.filter(entry=entry).exclude(outcome__in=IN_A_DECISION).first()
    is_under = found is not None and lies_under(found, entry.level)
    # What a body above does not recognise is the province's again (26/2026 art. 7.4g).
    if not is_under and (found is None or entry.level.mode != LevelMode.RECORDED):
        facts = {"entry": entry, "article": entry.level.article}
        reasons.append(Reason(_("“%(entry)s” không trả về cấp dưới được (%(article)s).") % facts))
    return reasons + why_decided(entry) + why_drafted(entry)


def why_not_unanswered(entry: RoundEntry) -> list[Reason]:
    """What sends a dossier down ends the wait for five stars: the register says so first, else none could follow."""
    approval = open_approvals([entry.dossier.product], today()).get(entry.dossier.product_id)
    if approval is None:
        return []
    words = _("Điểm của “%(entry)s” phê duyệt tại %(decision)s còn chờ trả lời: ghi trả lời ở quyết định đó trước.")
    return [Reason(words % {"entry": entry, "decision": approval.decision})]


def why_not_take(user: User, entry: RoundEntry, found: Round) -> list[Reason]:
    """Why a round cannot take an entry."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, found.place_id)
    if found.status != RoundStatus.RECEIVING:
        reasons.append(
            Reason(_("Đợt này %(status)s, không nhận thêm hồ sơ.") % {"status": found.get_status_display()})
        )
    if entry.level_id != found.level_id or not lies_in_round(entry, found):
        reasons.append(Reason(_("“%(entry)s” ở cấp hoặc địa bàn khác với đợt.") % {"entry": entry}, "entry"))
    if entry.round_id is not None:
        reasons.append(Reason(_("“%(entry)s” đã nằm trong một đợt.") % {"entry": entry}, "entry"))
    elif found.entries.filter(dossier=entry.dossier_id).exists():
        reasons.append(Reason(_("“%(entry)s” đã hoãn ở đợt này: đưa vào một đợt sau.") % {"entry": entry}, "entry"))
    if entry.status != EntryStatus.ACCEPTED:
        reasons.append(
            Reason(
                _("“%(entry)s” %(status)s: chỉ đưa vào đợt hồ sơ đã đủ điều kiện.")
                % {"entry": entry, "status": entry.state},
                "entry",
            )
        )
    return reasons + why_not_in_time(entry, found.files_before)


def why_not_in_time(entry: RoundEntry, files_before: date | None) -> list[Reason]:
    """Files before a day: "trước ngày 30/4" leaves out the 30th (26/2026 art. 5.1).

    Where the commune screens, the day is that of its report, with which it proposes; else that of the arrival.
    """
    proposed = screening_report(entry)
    day = proposed.dated_on if proposed else entry.arrived_on
    if files_before is None or day < files_before:
        return []
    facts = {"entry": entry, "day": date_format(day), "before": date_format(files_before)}
    words = (
        _("“%(entry)s” xã đề nghị ngày %(day)s, đợt này lấy hồ sơ đề nghị trước ngày %(before)s.")
        if proposed
        else _("“%(entry)s” nhận ngày %(day)s, đợt này lấy hồ sơ nhận trước ngày %(before)s.")
    )
    return [Reason(words % facts, "entry")]
