import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("producers", "0001_initial"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="PublishedFigure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("on", models.DateField(verbose_name="tính đến ngày")),
                    ("total", models.PositiveIntegerField(verbose_name="tổng số sản phẩm")),
                    ("basis", models.CharField(max_length=200, verbose_name="cách đếm")),
                    ("source", models.CharField(max_length=500, verbose_name="nguồn")),
                    (
                        "place",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="published_figures",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "số liệu đã công bố",
                    "verbose_name_plural": "số liệu đã công bố",
                    "ordering": ["-on"],
                    "constraints": [models.UniqueConstraint(fields=("place", "on"), name="published_figure_once")],
                },
            ),
            migrations.CreateModel(
                name="PlaceTile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("row", models.PositiveSmallIntegerField(verbose_name="hàng")),
                    ("column", models.PositiveSmallIntegerField(verbose_name="cột")),
                    (
                        "place",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "ô bản đồ",
                    "verbose_name_plural": "các ô bản đồ",
                    "ordering": ["row", "column"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("column__range", (1, 8)), ("row__range", (1, 8))),
                            name="tile_on_the_map",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProducerDays",
                fields=[
                    (
                        "producer",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="+",
                            serialize=False,
                            to="producers.producer",
                            verbose_name="chủ thể",
                        ),
                    ),
                    (
                        "changes",
                        models.JSONField(
                            help_text="mỗi mục: khóa, ngày, cộng thêm", verbose_name="thay đổi theo ngày"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "số đếm của chủ thể",
                    "verbose_name_plural": "số đếm của chủ thể",
                },
            ),
            migrations.CreateModel(
                name="DayChange",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("key", models.CharField(max_length=60, verbose_name="khóa")),
                    ("day", models.DateField(verbose_name="ngày")),
                    ("change", models.IntegerField(verbose_name="cộng thêm")),
                    ("generation", models.PositiveBigIntegerField(verbose_name="lần thay đổi")),
                ],
                options={
                    "verbose_name": "thay đổi của số đếm",
                    "verbose_name_plural": "thay đổi của các số đếm",
                    "indexes": [models.Index(fields=["generation"], name="day_change_generation")],
                    "constraints": [models.UniqueConstraint(fields=("key", "day"), name="day_change_once")],
                },
            ),
            migrations.CreateModel(
                name="RepresentativeTable",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "attribute",
                        models.CharField(
                            choices=[
                                ("sex", "Giới tính người đại diện"),
                                ("ethnicity", "Dân tộc người đại diện"),
                                ("disability", "Khuyết tật của người đại diện"),
                            ],
                            max_length=20,
                            verbose_name="theo",
                        ),
                    ),
                    ("on", models.DateField(verbose_name="tính đến ngày")),
                    (
                        "members",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(), size=None, verbose_name="các chủ thể được đếm"
                        ),
                    ),
                    ("shown", models.JSONField(help_text="trống: lặp lại bảng trước", verbose_name="số đã hiện")),
                    ("published_at", models.DateTimeField(auto_now_add=True, verbose_name="công bố lúc")),
                    (
                        "published_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người công bố",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "bảng người đại diện",
                    "verbose_name_plural": "bảng người đại diện",
                    "ordering": ["on"],
                    "constraints": [
                        models.UniqueConstraint(fields=("attribute", "on"), name="representative_table_once")
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="representativetable",
                trigger=pgtrigger.compiler.Trigger(
                    name="published_once",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c1f42a788a4663f1564187643765cd6e830fd8a0",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_published_once_115e0",
                        table="reports_representativetable",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
    ]
