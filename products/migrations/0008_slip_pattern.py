from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0007_deadlines_and_windows"),
    ]

    operations = [
        migrations.AddField(
            model_name="level",
            name="slip_pattern",
            field=models.CharField(
                blank=True,
                help_text="Gồm {number}, {province}, {place} (mã nơi nộp), {year}; để trống: cấp này không cấp phiếu.",
                max_length=100,
                verbose_name="số phiếu tiếp nhận (mẫu)",
            ),
        ),
    ]
