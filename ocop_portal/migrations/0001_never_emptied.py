from django.db import migrations

from core.ledger import never_emptied


class Migration(migrations.Migration):
    """The ledger and the history of rows of every app refuse TRUNCATE; the portal sees them all."""

    dependencies = [
        ("core", "0004_audit"),
        ("producers", "0002_touched"),
        ("products", "0003_touched"),
        ("evaluations", "0002_links_and_triggers"),
    ]
    operations = [
        never_emptied(
            "products_decision",
            "products_recognition",
            "products_scoreapproval",
            "products_certificate",
            "products_productmerge",
            "products_producttransfer",
            "producers_producermerge",
            "producers_producerevent",
            "products_productevent",
            "products_decisionevent",
            "products_recognitionevent",
            "products_scoreapprovalevent",
            "evaluations_roundevent",
            "evaluations_decisiondraftevent",
            "evaluations_paperresult",
            "evaluations_paperresultevent",
        )
    ]
