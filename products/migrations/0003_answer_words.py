"""What the centre did not recognise has other grounds beside points, too: the label says no more than that."""

from django.db import migrations, models

ANSWERS = [
    ("recognised", "được công nhận 5 sao"),
    ("below", "cấp trung ương không công nhận 5 sao"),
    ("withdrawn", "rút, không đề nghị nữa"),
    ("annulled", "quyết định phê duyệt bị hủy bỏ"),
]


class Migration(migrations.Migration):
    dependencies = [("products", "0002_transfer_recorded_at")]

    operations = [
        migrations.AlterField(
            model_name=model,
            name="answer",
            field=models.CharField(blank=True, choices=ANSWERS, max_length=20, verbose_name="trả lời"),
        )
        for model in ("scoreapproval", "scoreapprovalevent")
    ]
