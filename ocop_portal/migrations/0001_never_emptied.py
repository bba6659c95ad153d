from django.db import migrations

from core.ledger import never_emptied


class Migration(migrations.Migration):
    """The ledger, the books and the history of rows of every app refuse TRUNCATE; the portal sees them all."""

    dependencies = [
        ("core", "0001_initial"),
        ("producers", "0001_initial"),
        ("products", "0001_initial"),
        ("evaluations", "0001_initial"),
    ]
    operations = [
        never_emptied(
            "core_historyentry",
            "core_historyseal",
            "core_userevent",
            "pghistory_context",
            "producers_producerevent",
            "producers_producermerge",
            "products_certificate",
            "products_checkreceipt",
            "products_decision",
            "products_decisionevent",
            "products_productevent",
            "products_productmerge",
            "products_producttransfer",
            "products_recognition",
            "products_recognitionevent",
            "products_scoreapproval",
            "products_scoreapprovalevent",
            "evaluations_advisoryteamevent",
            "evaluations_agreedlineevent",
            "evaluations_ask",
            "evaluations_askitem",
            "evaluations_conflict",
            "evaluations_councilevent",
            "evaluations_councilmemberevent",
            "evaluations_criteriasetevent",
            "evaluations_decisiondraftevent",
            "evaluations_dossierevent",
            "evaluations_dossierpaperevent",
            "evaluations_entryreport",
            "evaluations_finding",
            "evaluations_handedpaper",
            "evaluations_paperevent",
            "evaluations_paperresult",
            "evaluations_paperresultevent",
            "evaluations_paperversion",
            "evaluations_probe",
            "evaluations_result",
            "evaluations_roundentryevent",
            "evaluations_roundevent",
            "evaluations_samples",
            "evaluations_scoresheetevent",
            "evaluations_slipbook",
            "evaluations_teammemberevent",
        )
    ]
