"""Verbs of a council's meeting: agreeing on options, concluding a round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import ActionRefused, Reason, refuse_if
from core.history import record, record_all
from core.models import User
from core.workflow import move, move_all
from evaluations.actions.opening import opened
from evaluations.enums import EntryStatus, Outcome, RoundStatus, SheetStatus
from evaluations.models import AgreedLine, CriterionNode, Option, PaperResult, Result, Round, RoundEntry, ScoreLine
from evaluations.permissions.council_rounds import why_not_conclude
from evaluations.permissions.meeting import Said, why_not_agree, why_not_discuss, why_not_settle
from evaluations.queries.councils import Standing, standing_of
from evaluations.queries.entries import entries_of
from evaluations.queries.meeting import agreed_of, chosen_options, gated_criteria, has_minimum
from evaluations.queries.meeting_room import meeting_at, proposals_to_exclude, room_of, words_of_room
from evaluations.rules.outcomes import IN_A_DECISION, kept_thresholds, stars_of
from evaluations.rules.reasons import reason_of, spread_warning, warnings_of
from evaluations.rules.scoring import Agreed, Average, outcome_at, rate, shown_parts
from products.enums import RatingKind
from products.models import Recognition
from products.queries.law import bands_of, rule_of
from products.queries.register import held_ratings


def agree(
    entry: RoundEntry,
    criterion: CriterionNode,
    option: Option | None,
    *,
    knocked_out: bool | None = None,
    note: str = "",
    seen: str | None = None,
    by: User,
) -> AgreedLine:
    """Write down the council's option for a criterion, again if need be; `seen` is the state that the writer saw.

    Raises ActionRefused, also when another window wrote something else meanwhile.
    """
    with transaction.atomic():
        refused = agree_each(entry, [Said(criterion, option, knocked_out, note, seen)], by=by)
        refuse_if(refused.get(criterion.pk, []))
        return entry.agreed.select_related("option").get(criterion=criterion)


def agree_each(entry: RoundEntry, said: Sequence[Said], *, by: User) -> dict[int, list[Reason]]:
    """Write down what the council says about several criteria; those that it cannot say so, each with why not.

    Raises ActionRefused when the council decides nothing about the dossier.
    """
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_settle(by, entry, standing_of(entry)))
        proposed = {criterion for criterion, _member in proposals_to_exclude(entry)}
        stands = {line.criterion_id: line for line in entry.agreed.all()}
        refused = {
            each.criterion.pk: reasons
            for each in said
            if (reasons := why_not_agree(entry, each, proposed, stands.get(each.criterion.pk)))
        }
        _write_down(entry, [each for each in said if each.criterion.pk not in refused], by)
    return refused


def _write_down(entry: RoundEntry, said: Sequence[Said], by: User) -> None:
    lines = [
        AgreedLine(
            entry=entry,
            criterion=each.criterion,
            option=each.option,
            knocked_out=bool(each.knocked_out) and each.criterion.knock_out,
            note=each.note.strip(),
        )
        for each in said
    ]
    columns = ["option", "knocked_out", "note"]
    AgreedLine.objects.bulk_create(
        lines, update_conflicts=True, unique_fields=["entry", "criterion"], update_fields=columns
    )
    options = ((line.criterion.code, line.option.position if line.option else None) for line in lines)
    record_all(((entry, {"criterion": code, "option": option}) for code, option in options), "agree", by=by)


def agree_where_all_do(entry: RoundEntry, *, by: User) -> int:
    """Write down the options that all signed sheets chose alike and nothing is written for; returns how many."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_settle(by, entry, standing_of(entry)))
        done = set(entry.agreed.values_list("criterion", flat=True))
        chosen = chosen_options(entry)
        done |= {criterion for criterion, _member in proposals_to_exclude(entry)}  # to exclude or not is said out loud
        alike = []
        for node in gated_criteria([entry.dossier.criteria_set_id])[entry.dossier.criteria_set_id]:
            options = {option.pk: option for option in node.options.all()}
            found = set(chosen.get(node.pk, {}).values())
            if node.pk not in done and has_minimum(node) and len(found) == 1 and (pk := found.pop()) is not None:
                alike.append(Said(node, options[pk]))
        _write_down(entry, alike, by)
    return len(alike)


def note_discussion(entry: RoundEntry, text: str, *, seen: str, by: User) -> RoundEntry:
    """Write down what was said about a dossier at the meeting; `seen` is what stood there for who wrote it.

    Raises ActionRefused, also when another window wrote something else meanwhile.
    """
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_discuss(by, entry))
        if text.strip() == entry.discussion:
            return entry
        if seen.split() != entry.discussion.split():
            words = _("Nội dung này đã được ghi ở cửa sổ khác: xem bản đã ghi, gộp vào rồi ghi lại.")
            raise ActionRefused(Reason(words, "discussion"))
        entry.discussion = text.strip()
        entry.save(update_fields=["discussion"])
        record(entry, "note_discussion", by=by)
    return entry


def conclude_round(found: Round, *, by: User) -> list[Result]:
    """Close scoring: one frozen result for each dossier, and a row of the grid for what is to be decided here.

    One transaction over all dossiers of the round, which is done at once when no decision is to be taken on any.
    Raises ActionRefused with every reason.
    """
    with transaction.atomic():
        found = (
            Round.objects.select_related("council", "place", "level__regime", "delegated_to")
            .select_for_update(of=("self",))
            .get(pk=found.pk)
        )
        list(found.entries.select_for_update(of=("self",)).values_list("pk", flat=True))
        entries = list(entries_of(found).filter(status=EntryStatus.SCORING))
        meeting = meeting_at(found, entries)
        refuse_if(why_not_conclude(by, found, meeting))
        standings = meeting.standings
        results = _results(found, standings, by)
        Result.objects.bulk_create(results)
        _enter_rows(found, results, by)
        _close_unsigned(standings, by)
        move_all(entries, EntryStatus.SCORED, by=by)
        move(found, RoundStatus.CONCLUDED, by=by, results=len(results))
        if not any(result.outcome in IN_A_DECISION for result in results):
            move(found, RoundStatus.DECIDED, by=by, why=_("Không có kết quả nào cần quyết định."))
    return results


def _close_unsigned(standings: Iterable[Standing], by: User) -> None:
    """In writing a quorum is enough: what nobody signed until then counts for nothing."""
    sheets = [sheet for standing in standings for sheet in standing.sheets.values()]
    move_all([sheet for sheet in sheets if sheet.status == SheetStatus.OPEN], SheetStatus.SET_ASIDE, by=by)


def _results(found: Round, standings: list[Standing], by: User) -> list[Result]:
    entries = [standing.entry for standing in standings]
    agreed, parts = agreed_of(entries), _parts_of(standings)
    held = held_ratings([entry.dossier.product for entry in entries], today())
    room = room_of(found)
    results = [
        _result(found, standing, agreed[standing.entry.pk], parts.get(standing.entry.pk, {}), by)
        for standing in standings
    ]
    for result, standing in zip(results, standings, strict=True):  # the minutes rest on what is kept here
        result.judged_by |= {"council": room, **words_of_room(standing), **_names(result.entry)}
        _refuse_no_upgrade(result, held.get(result.entry.dossier.product_id))
    return results


def _names(entry: RoundEntry) -> dict[str, str]:
    """What a dossier is called on the day of its result: its product may be called otherwise later."""
    product = entry.dossier.product
    return {"product": product.name, "producer": product.producer.name, "place": str(entry.dossier.place)}


def _refuse_no_upgrade(result: Result, held: Recognition | None) -> None:
    """An upgrade to no more than what is held is none: the rating that is held goes on."""
    is_upgrade = result.entry.dossier.kind == RatingKind.UPGRADE
    if is_upgrade and held is not None and result.outcome and (stars_of(result.outcome) or 6) <= held.stars:
        result.outcome = Outcome.NONE
        result.reason += _("; không cao hơn hạng %(stars)s sao đang giữ") % {"stars": held.stars}


def _result(found: Round, standing: Standing, agreed: list[Agreed], parts: Mapping[str, Decimal], by: User) -> Result:
    regime, level, entry = found.level.regime, rule_of(found.level), standing.entry
    bands = bands_of(regime)
    average = Average.of(standing.totals)
    criteria_set = entry.dossier.criteria_set
    rated = rate(average, bands, agreed, has_minimums=criteria_set.has_gates, excluded=entry.excluded_for)
    outcome = outcome_at(rated, level, gates_block_forwarding=regime.gates_block_forwarding)
    return Result(
        entry=entry,
        total_sum=average.total,
        member_count=average.count,
        shown=average.shown,
        points_a=parts.get("A"),
        points_b=parts.get("B"),
        points_c=parts.get("C"),
        band_stars=rated.band_stars,
        stars=rated.stars,
        outcome=outcome or "",
        reason=reason_of(rated),
        warnings=warnings_of(rated, outcome) + _still_apart(found, standing),
        judged_by={
            "regime": regime.code,
            "level": found.level.key,
            "article": level.article,
            "set": criteria_set.code,
            "version": criteria_set.version,
            "has_gates": criteria_set.has_gates,
            "bands": {str(band.stars): str(band.floor) for band in bands},
            "gates_block_forwarding": regime.gates_block_forwarding,
            **kept_thresholds(level),
            "pass": entry.passes,
        },
        frozen_by=by,
    )


def _still_apart(found: Round, standing: Standing) -> list[str]:
    """A warning where the members are too far apart though no pass is left."""
    assert found.council is not None  # only rounds of a council are concluded
    limit = found.council.spread_limit
    is_last = standing.entry.passes >= found.council.passes
    return [spread_warning(standing.spread, limit)] if is_last and standing.is_over(limit) else []


def _parts_of(standings: list[Standing]) -> dict[int, dict[str, Decimal]]:
    """The average of each part over the sheets that count, as it is shown: entry → part → points."""
    members = {standing.entry.pk: len(standing.signed) for standing in standings}
    sums = (
        ScoreLine.objects.filter(sheet__in=[sheet.pk for standing in standings for sheet in standing.signed])
        .values_list("sheet__entry", "criterion__part")
        .annotate(points=Sum("points"))
        .order_by()
    )
    found: dict[int, dict[str, Decimal]] = {}
    for entry, part, points in sums:
        found.setdefault(entry, {})[part] = points
    return {entry: shown_parts(parts, members[entry]) for entry, parts in found.items()}


def _enter_rows(found: Round, results: list[Result], by: User) -> None:
    """The grid's rows: what drafts, the check page and publishing take."""
    last = found.results.aggregate(last=Max("position"))["last"] or 0
    decided = [result for result in results if result.outcome]
    PaperResult.objects.bulk_create(
        PaperResult(
            round=found,
            entry=result.entry,
            position=last + number,
            product=result.entry.dossier.product,
            kind=result.entry.dossier.kind,
            score=result.shown,
            outcome=result.outcome,
            updated_by=by,
        )
        for number, result in enumerate(decided, start=1)
    )
