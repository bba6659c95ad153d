from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("products", "0003_touched")]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="sha256",
            field=models.CharField(blank=True, max_length=64, verbose_name="dấu băm tệp đã nộp"),
        ),
        migrations.AddField(
            model_name="photo",
            name="files",
            field=models.JSONField(blank=True, default=dict, verbose_name="các tệp đã giữ và dấu băm"),
        ),
    ]
