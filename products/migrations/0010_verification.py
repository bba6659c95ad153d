import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.ledger import never_emptied
from products.rules.codes import clean_code, new_code


def renew_codes(apps, schema_editor):
    """Codes from before they had a check sign; none of them was printed."""
    certificates = apps.get_model("products", "Certificate").objects
    for certificate in certificates.iterator():
        if not clean_code(certificate.code):
            certificates.filter(pk=certificate.pk).update(code=new_code())


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_visitor_count"),
        ("products", "0009_extension_ended"),
    ]

    operations = [
        migrations.CreateModel(
            name="LabelReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("new", "mới"), ("in_hand", "đang xem xét"), ("done", "đã khép")],
                        default="new",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("code_text", models.CharField(blank=True, max_length=40, verbose_name="mã trên nhãn")),
                ("seen", models.TextField(verbose_name="điều đã thấy")),
                ("where", models.CharField(max_length=250, verbose_name="nơi thấy nhãn")),
                ("contact", models.CharField(blank=True, max_length=250, verbose_name="liên hệ của người báo")),
                ("consent_text", models.CharField(blank=True, max_length=500, verbose_name="lời đồng ý")),
                ("photo", models.CharField(blank=True, max_length=100, verbose_name="ảnh")),
                ("photo_sha256", models.CharField(blank=True, max_length=64, verbose_name="dấu băm của ảnh")),
                ("reported_at", models.DateTimeField(auto_now_add=True, verbose_name="nhận lúc")),
                ("reported_on", models.DateField(verbose_name="nhận ngày")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("false_label", "nhãn sai, đã xử lý"),
                            ("passed_on", "đã chuyển cơ quan khác xử lý"),
                            ("right_label", "nhãn đúng"),
                            ("too_little", "không đủ thông tin"),
                            ("misuse", "báo cáo không nghiêm túc"),
                        ],
                        max_length=20,
                        verbose_name="kết quả",
                    ),
                ),
                ("outcome_why", models.TextField(blank=True, verbose_name="vì sao")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="khép lúc")),
            ],
            options={
                "verbose_name": "báo cáo nhãn",
                "verbose_name_plural": "báo cáo nhãn",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CheckReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="mã biên nhận")),
                ("checked_code", models.CharField(max_length=20, verbose_name="mã được kiểm tra")),
                ("made_at", models.DateTimeField(verbose_name="lập lúc")),
                ("on", models.DateField(verbose_name="trả lời theo ngày")),
                ("answer", models.JSONField(verbose_name="câu trả lời")),
                ("sha256", models.CharField(max_length=64, verbose_name="dấu băm")),
            ],
            options={
                "verbose_name": "biên nhận kiểm tra",
                "verbose_name_plural": "biên nhận kiểm tra",
                "ordering": ["-made_at", "-pk"],
                "indexes": [models.Index(fields=["made_at"], name="receipt_made_at")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkreceipt",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ecb7714eee5e9bf4501cbc640d4ea153bcaa7d0e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ed011",
                    table="products_checkreceipt",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="labelreport",
            name="place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.place",
                verbose_name="địa bàn",
            ),
        ),
        migrations.AddField(
            model_name="labelreport",
            name="product",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="label_reports",
                to="products.product",
                verbose_name="sản phẩm của mã",
            ),
        ),
        migrations.AddIndex(
            model_name="labelreport",
            index=models.Index(fields=["status", "id"], name="label_report_queue"),
        ),
        migrations.AddConstraint(
            model_name="labelreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "done"), _negated=True),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        models.Q(("outcome_why", ""), _negated=True),
                        ("closed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="label_report_closed_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="labelreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("contact", ""), models.Q(("consent_text", ""), _negated=True), _connector="OR"),
                name="label_report_contact_with_consent",
            ),
        ),
        never_emptied("products_checkreceipt"),
        migrations.RunPython(renew_codes, migrations.RunPython.noop),
    ]
