"""Every column of words or of persons was decided about: what of it a person who asks about the own data is shown."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from pghistory.models import Event

from core.models import User
from reports.queries.personal_data import KINDS

OURS = ("core", "producers", "products", "evaluations", "reports")

# Found by a person's name, number or address; rows are shown whole, of signed papers the signer.
SEARCHED = {kind.model._meta.label: key for key, kind in KINDS.items()}
# Shown beside what was found, under the kind that stands here.
SHOWN = {
    "core.HistoryEntry": "tai-khoan",
    "producers.RepresentativeProfile": "chu-the",
    "products.Recognition": "chu-the",
    "products.ScoreApproval": "chu-the",
    "evaluations.Conflict": "thanh-vien",
    "evaluations.Round": "thanh-vien",
    "evaluations.ScoreLine": "thanh-vien",
    "evaluations.ScoreSheet": "thanh-vien",
}
# Who did something: kept, for the work has to answer for it; the acts are shown with the account.
DOERS = {
    "producers.ProducerMerge": "by undone_by",
    "products.ProductMerge": "by undone_by",
    "evaluations.Dossier": "created_by",
    "evaluations.Finding": "said_by",
    "evaluations.EntryReport": "written_by",
    "evaluations.Ask": "asked_by",
    "evaluations.AskItem": "answered_by",
    "evaluations.Probe": "asked_by done_by",
    "evaluations.Samples": "noted_by",
    "evaluations.PaperVersion": "added_by erased_by",
    "evaluations.DossierPaper": "added_by",
    "evaluations.HandedPaper": "handed_by",
    "evaluations.PaperResult": "updated_by",
    "evaluations.Result": "frozen_by",
    "reports.RepresentativeTable": "published_by",
}
# Words of the work about goods, dossiers and bodies. They may name somebody; kept as its record (so are
# the names in minutes), looked into by hand.
WORDS = {
    "producers.ProducerMerge": "why",
    "products.Product": "other_names description note",
    "products.ProductMerge": "why",
    "products.ProductTransfer": "why",
    "products.Listing": "note",
    "products.Photo": "caption",
    "products.Outlet": "name address note",
    "products.QualityProof": "issuer scope",
    "evaluations.Council": "founded_by regulation",
    "evaluations.AdvisoryTeam": "founded_by",
    "evaluations.Dossier": "note",
    "evaluations.RoundEntry": "discussion excused excluded_for",
    "evaluations.Finding": "why",
    "evaluations.EntryReport": "paper paper_name body conclusion",
    "evaluations.AskItem": "paper paper_name what answer",
    "evaluations.Probe": "paper paper_name what of_whom result",
    "evaluations.Paper": "name number issued_by",
    "evaluations.PaperVersion": "file file_name erased_why",
    "evaluations.DossierPaper": "note",
    "evaluations.HandedPaper": "name number issued_by why",
    "evaluations.PaperResult": "note",
    "evaluations.Result": "reason warnings judged_by paper",
    "evaluations.AgreedLine": "note",
}
# The law, places, goods, codes, hashes, counts, and what is made anew from other tables: about nobody.
NOBODY = {
    "core.HistorySeal": "leaves previous hash",
    "core.Place": "slug code name source note",
    "core.PlaceSuccession": "basis",
    "core.VisitorCount": "key",
    "producers.ProducerMerge": "moved",
    "products.Scheme": "code name",
    "products.Category": "slug code name picture",
    "products.Product": "name slug source_url"
    " code_text code_province code_district code_commune code_serial code_year",
    "products.ProductMerge": "moved",
    "products.CatalogueEntry": "name_sort own_words maker_words steps",
    "products.Regime": "code name legal_basis note",
    "products.Level": "key name recognises article body_pattern slip_pattern",
    "products.Band": "printed",
    "products.Deadline": "article",
    "products.FilingWindow": "article",
    "products.Listing": "product_name source_url",
    "products.Photo": "stem sha256 files",
    "products.PublicName": "name other_names",
    "products.Outlet": "url",
    "products.QualityProof": "name number",
    "products.CheckReceipt": "code checked_code answer sha256",
    "products.Certificate": "code",
    "evaluations.CriteriaSet": "code name knock_out remarks source",
    "evaluations.CriterionNode": "part code label hint proofs remark",
    "evaluations.Option": "label case_label",
    "evaluations.Council": "name",
    "evaluations.AdvisoryTeam": "name",
    "evaluations.RoundEntry": "slip",
    "evaluations.EntryReport": "paper_sha256 number",
    "evaluations.AskItem": "paper_sha256",
    "evaluations.Probe": "paper_sha256",
    "evaluations.ChecklistItem": "code label hint article kinds forms categories not_for",
    "evaluations.Paper": "kind",
    "evaluations.PaperVersion": "content_type sha256 original_sha256",
    "evaluations.DossierPaper": "criteria",
    "reports.PublishedFigure": "basis source",
    "reports.ProducerDays": "changes",
    "reports.DayChange": "key",
    "reports.RepresentativeTable": "members shown",
}


def is_of_words_or_persons(field: models.Field) -> bool:
    if field.is_relation:
        return field.related_model is User
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField | ArrayField)
    return is_text and not field.choices and not field.generated


def columns() -> dict[str, set[str]]:
    """Of every table of ours the columns that may say something about a person."""
    found = {}
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            names = {field.name for field in model._meta.concrete_fields if is_of_words_or_persons(field)}
            if names and not issubclass(model, Event):
                found[model._meta.label] = names
    return found


def decided(table: str) -> list[str]:
    return [name for group in (DOERS, WORDS, NOBODY) for name in group.get(table, "").split()]


def test_every_table_was_decided_about():
    whole = {*SEARCHED, *SHOWN}
    by_column = {*DOERS, *WORDS, *NOBODY}
    assert whole & by_column == set()
    assert set(columns()) == whole | by_column
    assert set(SHOWN.values()) <= set(KINDS)


@pytest.mark.parametrize("table", sorted({*DOERS, *WORDS, *NOBODY}))
def test_every_column_was_decided_about_once(table):
    assert sorted(decided(table)) == sorted(columns()[table])


def test_persons_are_among_those_who_did_something():
    people = {
        (table, field.name)
        for table in {*DOERS, *WORDS, *NOBODY}
        for field in apps.get_model(table)._meta.concrete_fields
        if field.is_relation and field.related_model is User
    }
    assert people == {(table, name) for table, names in DOERS.items() for name in names.split()}
