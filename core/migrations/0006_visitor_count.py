from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_context_only_completed"),
    ]

    operations = [
        migrations.CreateModel(
            name="VisitorCount",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="khóa")),
                ("count", models.PositiveIntegerField(verbose_name="số lần")),
                ("ends_at", models.DateTimeField(verbose_name="hết hạn lúc")),
            ],
            options={
                "verbose_name": "số đếm của khách",
                "verbose_name_plural": "số đếm của khách",
                "indexes": [models.Index(fields=["ends_at"], name="visitor_count_ends")],
            },
        ),
    ]
