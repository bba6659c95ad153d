import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import core.fields
import products.models.register
from core.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("producers", "0001_initial"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Scheme",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.SlugField(max_length=20, unique=True, verbose_name="mã")),
                    ("name", models.CharField(max_length=200, verbose_name="tên gọi")),
                ],
                options={
                    "verbose_name": "bảng phân loại",
                    "verbose_name_plural": "các bảng phân loại",
                    "ordering": ["code"],
                },
            ),
            migrations.CreateModel(
                name="Category",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("slug", models.SlugField(max_length=100, unique=True, verbose_name="địa chỉ")),
                    ("code", models.CharField(max_length=20, verbose_name="số hiệu")),
                    ("name", models.CharField(max_length=200, verbose_name="tên")),
                    ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                    ("picture", models.SlugField(default="khac", max_length=30, verbose_name="hình thay thế")),
                    (
                        "name_fold",
                        models.GeneratedField(
                            db_persist=True, expression=core.fields.Fold("name"), output_field=models.TextField()
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="children",
                            to="products.category",
                            verbose_name="thuộc",
                        ),
                    ),
                    (
                        "sector",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="members",
                            to="products.category",
                            verbose_name="ngành",
                        ),
                    ),
                    (
                        "scheme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="categories",
                            to="products.scheme",
                            verbose_name="bảng phân loại",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "nhóm sản phẩm",
                    "verbose_name_plural": "nhóm sản phẩm",
                    "ordering": ["scheme", "position"],
                    "constraints": [models.UniqueConstraint(fields=("scheme", "code"), name="category_code_once")],
                },
            ),
            migrations.CreateModel(
                name="CategoryMap",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("exact", "trùng khớp"), ("broader", "rộng hơn"), ("none", "không có tương ứng")],
                            max_length=10,
                            verbose_name="mức",
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="maps",
                            to="products.category",
                            verbose_name="từ",
                        ),
                    ),
                    (
                        "target",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="mapped_from",
                            to="products.category",
                            verbose_name="thành",
                        ),
                    ),
                    (
                        "target_scheme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="products.scheme",
                            verbose_name="sang bảng",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "đối chiếu nhóm",
                    "verbose_name_plural": "đối chiếu nhóm",
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "target_scheme"), name="map_once_for_scheme"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "none"), ("target__isnull", True)),
                                models.Q(models.Q(("kind", "none"), _negated=True), ("target__isnull", False)),
                                _connector="OR",
                            ),
                            name="map_has_target",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Product",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=250, verbose_name="tên sản phẩm")),
                    ("slug", models.SlugField(max_length=200, unique=True, verbose_name="địa chỉ")),
                    (
                        "other_names",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=250),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="tên gọi khác",
                        ),
                    ),
                    (
                        "category_basis",
                        models.CharField(
                            choices=[
                                ("stated", "theo nguồn"),
                                ("inferred", "tạm xếp theo tên"),
                                ("assessed", "theo hồ sơ đánh giá"),
                            ],
                            default="assessed",
                            max_length=10,
                            verbose_name="căn cứ xếp nhóm",
                        ),
                    ),
                    ("description", models.TextField(blank=True, verbose_name="giới thiệu")),
                    ("code_text", models.CharField(blank=True, max_length=60, verbose_name="mã số sản phẩm")),
                    ("code_province", models.CharField(blank=True, max_length=10, verbose_name="mã tỉnh")),
                    ("code_district", models.CharField(blank=True, max_length=10, verbose_name="mã huyện")),
                    ("code_commune", models.CharField(blank=True, max_length=10, verbose_name="mã xã")),
                    ("code_serial", models.CharField(blank=True, max_length=10, verbose_name="số thứ tự")),
                    ("code_year", models.CharField(blank=True, max_length=4, verbose_name="năm đánh giá")),
                    ("source_url", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú nội bộ")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                    (
                        "name_fold",
                        models.GeneratedField(
                            db_persist=True,
                            expression=core.fields._JoinWithBlank(
                                core.fields.Fold("name"), core.fields.Fold("other_names")
                            ),
                            output_field=models.TextField(),
                        ),
                    ),
                    (
                        "name_sort",
                        models.GeneratedField(
                            db_persist=True,
                            expression=core.fields.ViSort("name"),
                            output_field=models.TextField(db_collation="C"),
                        ),
                    ),
                    (
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="absorbed",
                            to="products.product",
                            verbose_name="đã gộp vào",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="products",
                            to="core.place",
                            verbose_name="nơi sản xuất",
                        ),
                    ),
                    (
                        "producer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="products",
                            to="producers.producer",
                            verbose_name="chủ thể",
                        ),
                    ),
                    (
                        "category",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="products",
                            to="products.category",
                            verbose_name="nhóm sản phẩm",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "sản phẩm",
                    "verbose_name_plural": "sản phẩm",
                    "ordering": ["name_sort", "pk"],
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(
                            fields=["name_fold"], name="product_name_trgm", opclasses=["gin_trgm_ops"]
                        ),
                        models.Index(fields=["name_sort", "id"], name="product_name_order"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProductEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("name", models.CharField(max_length=250, verbose_name="tên sản phẩm")),
                    ("slug", models.SlugField(db_index=False, max_length=200, verbose_name="địa chỉ")),
                    (
                        "other_names",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=250),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="tên gọi khác",
                        ),
                    ),
                    (
                        "category_basis",
                        models.CharField(
                            choices=[
                                ("stated", "theo nguồn"),
                                ("inferred", "tạm xếp theo tên"),
                                ("assessed", "theo hồ sơ đánh giá"),
                            ],
                            default="assessed",
                            max_length=10,
                            verbose_name="căn cứ xếp nhóm",
                        ),
                    ),
                    ("description", models.TextField(blank=True, verbose_name="giới thiệu")),
                    ("code_text", models.CharField(blank=True, max_length=60, verbose_name="mã số sản phẩm")),
                    ("code_province", models.CharField(blank=True, max_length=10, verbose_name="mã tỉnh")),
                    ("code_district", models.CharField(blank=True, max_length=10, verbose_name="mã huyện")),
                    ("code_commune", models.CharField(blank=True, max_length=10, verbose_name="mã xã")),
                    ("code_serial", models.CharField(blank=True, max_length=10, verbose_name="số thứ tự")),
                    ("code_year", models.CharField(blank=True, max_length=4, verbose_name="năm đánh giá")),
                    ("source_url", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú nội bộ")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                    (
                        "category",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.category",
                            verbose_name="nhóm sản phẩm",
                        ),
                    ),
                    (
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.product",
                            verbose_name="đã gộp vào",
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="products.product",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="core.place",
                            verbose_name="nơi sản xuất",
                        ),
                    ),
                    (
                        "producer",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="producers.producer",
                            verbose_name="chủ thể",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ProductMerge",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "at",
                        models.DateTimeField(
                            db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="lúc"
                        ),
                    ),
                    ("why", models.TextField(verbose_name="lý do")),
                    ("moved", models.JSONField(default=dict, verbose_name="các dòng đã chuyển")),
                    ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="hoàn tác lúc")),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người làm",
                        ),
                    ),
                    (
                        "gone",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="merged",
                            to="products.product",
                            verbose_name="gộp vào",
                        ),
                    ),
                    (
                        "kept",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="merges",
                            to="products.product",
                            verbose_name="giữ lại",
                        ),
                    ),
                    (
                        "undone_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người hoàn tác",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "lần gộp sản phẩm",
                    "verbose_name_plural": "lần gộp sản phẩm",
                    "ordering": ["-at"],
                    "abstract": False,
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("undone_at__isnull", True)),
                            fields=("gone",),
                            name="product_merged_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProductTransfer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("on", models.DateField(verbose_name="từ ngày")),
                    ("why", models.TextField(verbose_name="lý do")),
                    (
                        "giver",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="given",
                            to="producers.producer",
                            verbose_name="bên chuyển",
                        ),
                    ),
                    (
                        "product",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="transfers",
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                    (
                        "taker",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="taken",
                            to="producers.producer",
                            verbose_name="bên nhận",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "lần chuyển sản phẩm",
                    "verbose_name_plural": "lần chuyển sản phẩm",
                    "ordering": ["-on", "-pk"],
                },
            ),
            migrations.CreateModel(
                name="CatalogueEntry",
                fields=[
                    (
                        "product",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="entry",
                            serialize=False,
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                    ("name_sort", models.TextField(blank=True, db_collation="C", verbose_name="khóa xếp tên")),
                    ("own_words", models.TextField(blank=True, verbose_name="từ trong tên sản phẩm")),
                    ("maker_words", models.TextField(blank=True, verbose_name="từ trong tên chủ thể")),
                    (
                        "form",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("llc_one", "Công ty TNHH một thành viên"),
                                ("llc_multi", "Công ty TNHH hai thành viên trở lên"),
                                ("joint_stock", "Công ty cổ phần"),
                                ("partnership", "Công ty hợp danh"),
                                ("company", "Công ty (chưa rõ loại)"),
                                ("private_enterprise", "Doanh nghiệp tư nhân"),
                                ("cooperative", "Hợp tác xã"),
                                ("cooperative_union", "Liên hiệp hợp tác xã"),
                                ("cooperative_group", "Tổ hợp tác"),
                                ("household_business", "Hộ kinh doanh"),
                                ("household", "Hộ sản xuất, hộ gia đình"),
                                ("farm", "Trang trại"),
                                ("association", "Hội, hiệp hội"),
                                ("operating_centre", "Trung tâm điều hành du lịch"),
                                ("unknown", "Chưa rõ loại hình"),
                            ],
                            max_length=30,
                            verbose_name="loại hình chủ thể",
                        ),
                    ),
                    ("steps", models.TextField(blank=True, verbose_name="từ ngày nào thì thế nào")),
                    ("generation", models.PositiveBigIntegerField(db_index=True, verbose_name="lần thay đổi")),
                    (
                        "category",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="products.category",
                            verbose_name="nhóm sản phẩm",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "mục của danh mục",
                    "verbose_name_plural": "các mục của danh mục",
                },
            ),
            migrations.CreateModel(
                name="Regime",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.SlugField(max_length=40, unique=True, verbose_name="mã")),
                    ("name", models.CharField(max_length=200, verbose_name="tên gọi")),
                    ("legal_basis", models.CharField(max_length=300, verbose_name="căn cứ")),
                    ("in_force_from", models.DateField(verbose_name="có hiệu lực từ")),
                    ("in_force_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                    ("validity_months", models.PositiveSmallIntegerField(default=36, verbose_name="thời hạn (tháng)")),
                    ("max_a", models.PositiveSmallIntegerField(verbose_name="điểm tối đa phần A")),
                    ("max_b", models.PositiveSmallIntegerField(verbose_name="điểm tối đa phần B")),
                    ("max_c", models.PositiveSmallIntegerField(verbose_name="điểm tối đa phần C")),
                    (
                        "gates_block_forwarding",
                        models.BooleanField(
                            default=False,
                            help_text="Tắt: từ 90 điểm thì đề nghị theo điểm, thiếu yêu cầu tối thiểu chỉ là lưu ý (26/2026, 7.3e).",
                            verbose_name="yêu cầu tối thiểu 5 sao chặn việc đề nghị cấp trên",
                        ),
                    ),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                    (
                        "scheme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="regimes",
                            to="products.scheme",
                            verbose_name="bảng phân loại",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "bộ quy định",
                    "verbose_name_plural": "các bộ quy định",
                    "ordering": ["-in_force_from"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "max_a",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.Value(100), "-", models.F("max_b")
                                        ),
                                        "-",
                                        models.F("max_c"),
                                    ),
                                )
                            ),
                            name="regime_parts_make_100",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Level",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("key", models.SlugField(max_length=20, verbose_name="khóa")),
                    ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                    ("name", models.CharField(max_length=100, verbose_name="tên gọi")),
                    (
                        "mode",
                        models.CharField(
                            choices=[
                                ("screen", "thẩm tra hồ sơ"),
                                ("score", "hội đồng chấm điểm"),
                                ("recorded", "ghi lại kết quả của cấp khác"),
                            ],
                            max_length=20,
                            verbose_name="cách làm",
                        ),
                    ),
                    (
                        "recognises",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(3),
                                    django.core.validators.MaxValueValidator(5),
                                ]
                            ),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="được công nhận các hạng",
                        ),
                    ),
                    (
                        "approves_from",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="phê duyệt điểm từ"
                        ),
                    ),
                    (
                        "passes_up_from",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="chuyển cấp trên từ"
                        ),
                    ),
                    (
                        "returns_below",
                        models.DecimalField(
                            blank=True,
                            decimal_places=2,
                            max_digits=5,
                            null=True,
                            verbose_name="trả về cấp dưới khi dưới",
                        ),
                    ),
                    ("article", models.CharField(max_length=300, verbose_name="điều khoản")),
                    ("body_pattern", models.CharField(max_length=100, verbose_name="cơ quan ban hành (mẫu)")),
                    (
                        "slip_pattern",
                        models.CharField(
                            blank=True,
                            help_text="Gồm {number}, {province}, {place} (mã nơi nộp), {year}; để trống: cấp này không cấp phiếu.",
                            max_length=100,
                            verbose_name="số phiếu tiếp nhận (mẫu)",
                        ),
                    ),
                    (
                        "regime",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="levels",
                            to="products.regime",
                            verbose_name="bộ quy định",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "cấp",
                    "verbose_name_plural": "các cấp",
                    "ordering": ["regime", "position"],
                    "constraints": [
                        models.UniqueConstraint(fields=("regime", "key"), name="level_key_once"),
                        models.UniqueConstraint(fields=("regime", "position"), name="level_position_once"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Band",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "stars",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(5),
                            ],
                            verbose_name="số sao",
                        ),
                    ),
                    ("floor", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="từ điểm")),
                    ("printed", models.CharField(blank=True, max_length=100, verbose_name="văn bản ghi")),
                    (
                        "regime",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="bands",
                            to="products.regime",
                            verbose_name="bộ quy định",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "khung điểm",
                    "verbose_name_plural": "khung điểm",
                    "ordering": ["regime", "-floor"],
                    "constraints": [
                        models.UniqueConstraint(fields=("regime", "stars"), name="band_stars_once"),
                        models.UniqueConstraint(fields=("regime", "floor"), name="band_floor_once"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Deadline",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "key",
                        models.CharField(
                            choices=[
                                ("screening", "xã đánh giá hồ sơ"),
                                ("file_earliest", "nộp hồ sơ đánh giá lại sớm nhất trước khi hết hạn"),
                                ("file_latest", "nộp hồ sơ đánh giá lại muộn nhất trước khi hết hạn"),
                                ("re_rating", "đánh giá lại từ khi đủ hồ sơ"),
                                ("extension", "kéo dài hiệu lực nhiều nhất"),
                                ("revocation", "thu hồi từ khi có kết luận"),
                                ("notice", "thông báo trước khi hết hạn"),
                                ("transition_first", "hồ sơ cũ, lần đầu hoặc nâng hạng"),
                                ("transition_again", "hồ sơ cũ, đánh giá lại"),
                            ],
                            max_length=30,
                            verbose_name="việc",
                        ),
                    ),
                    ("days", models.PositiveSmallIntegerField(verbose_name="số ngày")),
                    (
                        "unit",
                        models.CharField(
                            choices=[("calendar", "ngày"), ("working", "ngày làm việc")],
                            default="calendar",
                            max_length=10,
                            verbose_name="ngày tính theo",
                        ),
                    ),
                    ("article", models.CharField(max_length=300, verbose_name="điều khoản")),
                    (
                        "regime",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="deadlines",
                            to="products.regime",
                            verbose_name="bộ quy định",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "thời hạn",
                    "verbose_name_plural": "các thời hạn",
                    "ordering": ["regime", "key"],
                    "constraints": [models.UniqueConstraint(fields=("regime", "key"), name="deadline_key_once")],
                },
            ),
            migrations.CreateModel(
                name="FilingWindow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "ordinal",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MinValueValidator(1)], verbose_name="đợt"
                        ),
                    ),
                    (
                        "files_month",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MaxValueValidator(12)], verbose_name="nhận trước: tháng"
                        ),
                    ),
                    (
                        "files_day",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MaxValueValidator(31)], verbose_name="nhận trước: ngày"
                        ),
                    ),
                    (
                        "ends_month",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MaxValueValidator(12)], verbose_name="xong trước: tháng"
                        ),
                    ),
                    (
                        "ends_day",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MaxValueValidator(31)], verbose_name="xong trước: ngày"
                        ),
                    ),
                    ("article", models.CharField(max_length=300, verbose_name="điều khoản")),
                    (
                        "level",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="windows",
                            to="products.level",
                            verbose_name="cấp",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "đợt theo văn bản",
                    "verbose_name_plural": "các đợt theo văn bản",
                    "ordering": ["level", "ordinal"],
                    "constraints": [models.UniqueConstraint(fields=("level", "ordinal"), name="window_ordinal_once")],
                },
            ),
            migrations.CreateModel(
                name="Decision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("recorded_at", models.DateTimeField(editable=False, verbose_name="ghi lúc")),
                    ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="vô hiệu lúc")),
                    ("void_reason", models.TextField(blank=True, verbose_name="lý do vô hiệu")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("recognise", "công nhận"),
                                ("approve_score", "phê duyệt điểm"),
                                ("revoke", "thu hồi"),
                                ("annul", "hủy bỏ quyết định"),
                                ("correct", "đính chính"),
                            ],
                            max_length=20,
                            verbose_name="loại",
                        ),
                    ),
                    ("slug", models.SlugField(max_length=120, unique=True, verbose_name="địa chỉ")),
                    ("number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu")),
                    ("signed_on", models.DateField(blank=True, null=True, verbose_name="ngày ký")),
                    (
                        "precision",
                        models.CharField(
                            choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm"), ("unknown", "không rõ")],
                            default="day",
                            max_length=10,
                            verbose_name="độ chính xác của ngày",
                        ),
                    ),
                    ("issuing_body", models.CharField(max_length=200, verbose_name="cơ quan ban hành")),
                    ("signer", models.CharField(blank=True, max_length=150, verbose_name="người ký")),
                    ("title", models.CharField(blank=True, max_length=300, verbose_name="trích yếu")),
                    ("paper", models.CharField(blank=True, max_length=200, verbose_name="bản quét")),
                    ("paper_sha256", models.CharField(blank=True, max_length=64, verbose_name="dấu băm bản quét")),
                    ("reason", models.TextField(blank=True, verbose_name="lý do, căn cứ")),
                    (
                        "published_count",
                        models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số sản phẩm đã công bố"),
                    ),
                    ("source_url", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                    (
                        "annuls",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="annulled_by",
                            to="products.decision",
                            verbose_name="hủy bỏ",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decisions",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi",
                        ),
                    ),
                    (
                        "voided_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người vô hiệu",
                        ),
                    ),
                    (
                        "level",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decisions",
                            to="products.level",
                            verbose_name="cấp ban hành",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "quyết định",
                    "verbose_name_plural": "quyết định",
                    "ordering": [models.OrderBy(models.F("signed_on"), descending=True, nulls_last=True), "-pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            core.fields.Fold("issuing_body"),
                            core.fields.Fold("number"),
                            django.db.models.functions.datetime.ExtractYear("signed_on"),
                            condition=models.Q(("voided_at__isnull", True), models.Q(("number", ""), _negated=True)),
                            name="decision_number_once_a_year",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("precision", "unknown"), ("signed_on__isnull", True)),
                                models.Q(
                                    models.Q(("precision", "unknown"), _negated=True), ("signed_on__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="decision_day_and_precision",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DecisionEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("recorded_at", models.DateTimeField(editable=False, verbose_name="ghi lúc")),
                    ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="vô hiệu lúc")),
                    ("void_reason", models.TextField(blank=True, verbose_name="lý do vô hiệu")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("recognise", "công nhận"),
                                ("approve_score", "phê duyệt điểm"),
                                ("revoke", "thu hồi"),
                                ("annul", "hủy bỏ quyết định"),
                                ("correct", "đính chính"),
                            ],
                            max_length=20,
                            verbose_name="loại",
                        ),
                    ),
                    ("slug", models.SlugField(db_index=False, max_length=120, verbose_name="địa chỉ")),
                    ("number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu")),
                    ("signed_on", models.DateField(blank=True, null=True, verbose_name="ngày ký")),
                    (
                        "precision",
                        models.CharField(
                            choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm"), ("unknown", "không rõ")],
                            default="day",
                            max_length=10,
                            verbose_name="độ chính xác của ngày",
                        ),
                    ),
                    ("issuing_body", models.CharField(max_length=200, verbose_name="cơ quan ban hành")),
                    ("signer", models.CharField(blank=True, max_length=150, verbose_name="người ký")),
                    ("title", models.CharField(blank=True, max_length=300, verbose_name="trích yếu")),
                    ("paper", models.CharField(blank=True, max_length=200, verbose_name="bản quét")),
                    ("paper_sha256", models.CharField(blank=True, max_length=64, verbose_name="dấu băm bản quét")),
                    ("reason", models.TextField(blank=True, verbose_name="lý do, căn cứ")),
                    (
                        "published_count",
                        models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số sản phẩm đã công bố"),
                    ),
                    ("source_url", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                    (
                        "annuls",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.decision",
                            verbose_name="hủy bỏ",
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="products.decision",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi",
                        ),
                    ),
                    (
                        "voided_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người vô hiệu",
                        ),
                    ),
                    (
                        "level",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.level",
                            verbose_name="cấp ban hành",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="LabelReport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    (
                        "photo_original_sha256",
                        models.CharField(blank=True, max_length=64, verbose_name="dấu băm của ảnh đã gửi"),
                    ),
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
                    (
                        "product",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="label_reports",
                            to="products.product",
                            verbose_name="sản phẩm của mã",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "báo cáo nhãn",
                    "verbose_name_plural": "báo cáo nhãn",
                    "ordering": ["pk"],
                    "indexes": [models.Index(fields=["status", "id"], name="label_report_queue")],
                    "constraints": [
                        models.CheckConstraint(
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
                        models.CheckConstraint(
                            condition=models.Q(
                                ("contact", ""), models.Q(("consent_text", ""), _negated=True), _connector="OR"
                            ),
                            name="label_report_contact_with_consent",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Listing",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "event",
                        models.CharField(
                            choices=[
                                ("listed", "có tên trong danh sách"),
                                ("recognised", "được công nhận, nguồn không nêu hạng sao"),
                                ("re-recognised", "được công nhận lại, nguồn không nêu hạng sao"),
                                ("upgraded", "được nâng hạng, nguồn không nêu ngày"),
                            ],
                            max_length=20,
                            verbose_name="việc",
                        ),
                    ),
                    ("on", models.DateField(blank=True, null=True, verbose_name="ngày")),
                    (
                        "precision",
                        models.CharField(
                            choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm"), ("unknown", "không rõ")],
                            max_length=10,
                            verbose_name="độ chính xác",
                        ),
                    ),
                    (
                        "stars",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(3),
                                django.core.validators.MaxValueValidator(5),
                            ],
                            verbose_name="số sao",
                        ),
                    ),
                    ("is_potential", models.BooleanField(default=False, verbose_name="tiềm năng 5 sao")),
                    ("product_name", models.CharField(max_length=250, verbose_name="tên in trong nguồn")),
                    ("source_url", models.CharField(max_length=500, verbose_name="nguồn")),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                    (
                        "recorded_at",
                        models.DateTimeField(
                            db_default=django.db.models.functions.datetime.Now(),
                            editable=False,
                            verbose_name="ghi nhận lúc",
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="listings",
                            to="products.decision",
                            verbose_name="quyết định",
                        ),
                    ),
                    (
                        "product",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="listings",
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "ghi nhận từ nguồn",
                    "verbose_name_plural": "ghi nhận từ nguồn",
                    "ordering": ["product", "on", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("on__isnull", True), ("precision", "unknown")),
                                models.Q(models.Q(("precision", "unknown"), _negated=True), ("on__isnull", False)),
                                _connector="OR",
                            ),
                            name="listing_day_and_precision",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Outlet",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("shop", "liên kết mua hàng"),
                                ("display", "điểm trưng bày, giới thiệu và bán"),
                                ("market", "thị trường xuất khẩu"),
                            ],
                            max_length=10,
                            verbose_name="loại nơi bán",
                        ),
                    ),
                    ("url", models.CharField(blank=True, max_length=500, verbose_name="địa chỉ trang bán")),
                    ("name", models.CharField(blank=True, max_length=250, verbose_name="tên nơi bán")),
                    ("address", models.CharField(blank=True, max_length=250, verbose_name="địa chỉ nơi bán")),
                    ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú nơi bán")),
                    ("seen_on", models.DateField(verbose_name="ngày xem lại")),
                    ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự hiện")),
                    (
                        "place",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.place",
                            verbose_name="địa bàn của nơi bán",
                        ),
                    ),
                    (
                        "product",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="outlets",
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "nơi bán",
                    "verbose_name_plural": "nơi bán",
                    "ordering": ["product", "position", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "shop"), ("name", ""), ("url__startswith", "https://")),
                                models.Q(
                                    models.Q(("kind", "shop"), _negated=True),
                                    ("url", ""),
                                    models.Q(("name", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="outlet_link_or_name",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind", "display"),
                                models.Q(("address", ""), ("place__isnull", True)),
                                _connector="OR",
                            ),
                            name="outlet_address_of_display",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Photo",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("stem", models.CharField(max_length=40, unique=True, verbose_name="tên tệp")),
                    ("width", models.PositiveIntegerField(verbose_name="rộng (px)")),
                    ("height", models.PositiveIntegerField(verbose_name="cao (px)")),
                    ("sha256", models.CharField(blank=True, max_length=64, verbose_name="dấu băm tệp đã nộp")),
                    ("files", models.JSONField(blank=True, default=dict, verbose_name="các tệp đã giữ và dấu băm")),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
                    ("caption", models.CharField(blank=True, max_length=200, verbose_name="chú thích")),
                    ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="thêm lúc")),
                    (
                        "product",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="photos",
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "ảnh",
                    "verbose_name_plural": "ảnh",
                    "ordering": ["product", "position", "pk"],
                },
            ),
            migrations.CreateModel(
                name="QualityProof",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("vietgap", "VietGAP"),
                                ("globalgap", "GLOBALG.A.P."),
                                ("organic", "Chứng nhận hữu cơ"),
                                ("haccp", "HACCP"),
                                ("iso_22000", "ISO 22000"),
                                ("food_safety", "Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm"),
                                ("self_declaration", "Bản tự công bố sản phẩm"),
                                ("trade_mark", "Giấy chứng nhận đăng ký nhãn hiệu"),
                                ("geographical_indication", "Chỉ dẫn địa lý"),
                                ("other", "Chứng nhận khác"),
                            ],
                            max_length=30,
                            verbose_name="loại chứng nhận",
                        ),
                    ),
                    ("name", models.CharField(blank=True, max_length=250, verbose_name="tên chứng nhận")),
                    ("number", models.CharField(max_length=100, verbose_name="số, ký hiệu")),
                    ("issuer", models.CharField(blank=True, max_length=250, verbose_name="nơi cấp")),
                    ("issued_on", models.DateField(verbose_name="ngày cấp")),
                    ("expires_on", models.DateField(blank=True, null=True, verbose_name="có hiệu lực đến hết ngày")),
                    ("scope", models.CharField(blank=True, max_length=500, verbose_name="phạm vi")),
                    (
                        "product",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="proofs",
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "chứng nhận",
                    "verbose_name_plural": "chứng nhận",
                    "ordering": ["product", "-issued_on", "-pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("expires_on__isnull", True),
                                ("expires_on__gte", models.F("issued_on")),
                                _connector="OR",
                            ),
                            name="proof_expires_later",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "other"), _negated=True),
                                models.Q(("name", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="proof_other_has_name",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind", "self_declaration"), models.Q(("issuer", ""), _negated=True), _connector="OR"
                            ),
                            name="proof_has_issuer",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PublicName",
                fields=[
                    (
                        "producer",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="public_name",
                            serialize=False,
                            to="producers.producer",
                            verbose_name="chủ thể",
                        ),
                    ),
                    ("name", models.CharField(max_length=250, verbose_name="tên công khai")),
                    (
                        "other_names",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=250),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="tên công khai khác",
                        ),
                    ),
                    (
                        "name_fold",
                        models.GeneratedField(
                            db_persist=True,
                            expression=core.fields._JoinWithBlank(
                                core.fields.Fold("name"), core.fields.Fold("other_names")
                            ),
                            output_field=models.TextField(),
                        ),
                    ),
                    (
                        "name_sort",
                        models.GeneratedField(
                            db_persist=True,
                            expression=core.fields.ViSort("name"),
                            output_field=models.TextField(db_collation="C"),
                        ),
                    ),
                ],
                options={
                    "verbose_name": "tên công khai của chủ thể",
                    "verbose_name_plural": "tên công khai của các chủ thể",
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(
                            fields=["name_fold"], name="public_name_trgm", opclasses=["gin_trgm_ops"]
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CheckReceipt",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
            migrations.CreateModel(
                name="Recognition",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("recorded_at", models.DateTimeField(editable=False, verbose_name="ghi lúc")),
                    ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="vô hiệu lúc")),
                    ("void_reason", models.TextField(blank=True, verbose_name="lý do vô hiệu")),
                    ("product_name", models.CharField(max_length=250, verbose_name="tên sản phẩm khi công bố")),
                    ("producer_name", models.CharField(max_length=250, verbose_name="tên chủ thể khi công bố")),
                    (
                        "producer_form",
                        models.CharField(
                            choices=[
                                ("llc_one", "Công ty TNHH một thành viên"),
                                ("llc_multi", "Công ty TNHH hai thành viên trở lên"),
                                ("joint_stock", "Công ty cổ phần"),
                                ("partnership", "Công ty hợp danh"),
                                ("company", "Công ty (chưa rõ loại)"),
                                ("private_enterprise", "Doanh nghiệp tư nhân"),
                                ("cooperative", "Hợp tác xã"),
                                ("cooperative_union", "Liên hiệp hợp tác xã"),
                                ("cooperative_group", "Tổ hợp tác"),
                                ("household_business", "Hộ kinh doanh"),
                                ("household", "Hộ sản xuất, hộ gia đình"),
                                ("farm", "Trang trại"),
                                ("association", "Hội, hiệp hội"),
                                ("operating_centre", "Trung tâm điều hành du lịch"),
                                ("unknown", "Chưa rõ loại hình"),
                            ],
                            max_length=30,
                            verbose_name="loại hình khi công bố",
                        ),
                    ),
                    (
                        "producer_class",
                        models.CharField(
                            choices=[
                                ("company", "Công ty"),
                                ("private_enterprise", "Doanh nghiệp tư nhân"),
                                ("cooperative", "Hợp tác xã"),
                                ("cooperative_group", "Tổ hợp tác"),
                                ("household_business", "Hộ kinh doanh"),
                                ("other", "Loại hình khác"),
                                ("unknown", "Chưa rõ"),
                            ],
                            max_length=30,
                            verbose_name="nhóm thống kê khi công bố",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("first", "lần đầu"), ("upgrade", "nâng hạng"), ("re_rating", "đánh giá lại")],
                            default="first",
                            max_length=10,
                            verbose_name="lần đánh giá",
                        ),
                    ),
                    (
                        "score",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm"
                        ),
                    ),
                    (
                        "score_a",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần A"
                        ),
                    ),
                    (
                        "score_b",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần B"
                        ),
                    ),
                    (
                        "score_c",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần C"
                        ),
                    ),
                    ("source_url", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    ("stars", models.PositiveSmallIntegerField(verbose_name="số sao")),
                    ("starts_on", models.DateField(verbose_name="hiệu lực từ ngày")),
                    (
                        "start_basis",
                        models.CharField(
                            choices=[
                                ("decision", "theo ngày quyết định"),
                                ("handed_over", "theo ngày trao giấy chứng nhận"),
                                ("attested", "theo nguồn, không rõ ngày"),
                            ],
                            max_length=20,
                            verbose_name="căn cứ ngày hiệu lực",
                        ),
                    ),
                    (
                        "start_precision",
                        models.CharField(
                            choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm"), ("unknown", "không rõ")],
                            default="day",
                            max_length=10,
                            verbose_name="độ chính xác",
                        ),
                    ),
                    ("until", models.DateField(verbose_name="hết ngày")),
                    ("extended_until", models.DateField(blank=True, null=True, verbose_name="gia hạn đến hết ngày")),
                    ("extension_ground", models.TextField(blank=True, verbose_name="căn cứ gia hạn")),
                    ("extended_at", models.DateTimeField(blank=True, null=True, verbose_name="ghi gia hạn lúc")),
                    ("ended_on", models.DateField(blank=True, null=True, verbose_name="thôi hiệu lực từ ngày")),
                    (
                        "end_reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("superseded", "đã được thay bằng kết quả mới"),
                                ("revoked", "bị thu hồi"),
                                ("annulled", "quyết định bị hủy bỏ"),
                                ("result", "hết gia hạn khi có kết quả đánh giá lại"),
                            ],
                            max_length=20,
                            verbose_name="vì sao thôi",
                        ),
                    ),
                    ("end_note", models.TextField(blank=True, verbose_name="lý do cụ thể")),
                    ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="ghi thôi hiệu lực lúc")),
                    (
                        "valid",
                        models.GeneratedField(
                            db_persist=True,
                            expression=products.models.register.DateRange(
                                models.F("starts_on"),
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("ended_on"),
                                    models.ExpressionWrapper(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.functions.comparison.Coalesce(
                                                models.F("extended_until"), models.F("until")
                                            ),
                                            "+",
                                            models.Value(1),
                                        ),
                                        output_field=models.DateField(),
                                    ),
                                ),
                            ),
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                    ),
                    (
                        "category",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="products.category",
                            verbose_name="nhóm khi công bố",
                        ),
                    ),
                    (
                        "closed_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi thôi hiệu lực",
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="recognitions",
                            to="products.decision",
                            verbose_name="quyết định",
                        ),
                    ),
                    (
                        "end_decision",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="closings",
                            to="products.decision",
                            verbose_name="theo quyết định",
                        ),
                    ),
                    (
                        "entered_producer",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="producers.producer",
                        ),
                    ),
                    (
                        "entered_product",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="products.product",
                        ),
                    ),
                    (
                        "extended_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi gia hạn",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.place",
                            verbose_name="địa bàn khi công bố",
                        ),
                    ),
                    (
                        "producer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="%(class)ss",
                            to="producers.producer",
                            verbose_name="chủ thể",
                        ),
                    ),
                    (
                        "product",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="%(class)ss",
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi",
                        ),
                    ),
                    (
                        "restates",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="restated",
                            to="products.recognition",
                            verbose_name="thay dòng đã vô hiệu",
                        ),
                    ),
                    (
                        "void_decision",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrections",
                            to="products.decision",
                            verbose_name="đính chính bởi",
                        ),
                    ),
                    (
                        "voided_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người vô hiệu",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "công nhận",
                    "verbose_name_plural": "công nhận",
                    "ordering": ["-starts_on", "-pk"],
                    "indexes": [
                        django.contrib.postgres.indexes.GistIndex(
                            condition=models.Q(("voided_at__isnull", True)), fields=["valid"], name="recognition_valid"
                        ),
                        models.Index(fields=["product", "-starts_on"], name="recognition_product"),
                    ],
                    "constraints": [
                        models.CheckConstraint(condition=models.Q(("stars__in", [3, 4, 5])), name="recognition_stars"),
                        models.CheckConstraint(
                            condition=models.Q(("score__isnull", True), ("score__range", (0, 100)), _connector="OR"),
                            name="recognition_score",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("until__gte", models.F("starts_on"))),
                            name="recognition_until_after_start",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ended_on__isnull", True), ("ended_on__gt", models.F("starts_on")), _connector="OR"
                            ),
                            name="recognition_end_after_start",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ended_on__isnull", True),
                                (
                                    "ended_on__lte",
                                    models.ExpressionWrapper(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.functions.comparison.Coalesce(
                                                models.F("extended_until"), models.F("until")
                                            ),
                                            "+",
                                            models.Value(1),
                                        ),
                                        output_field=models.DateField(),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            name="recognition_end_in_its_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("extended_until__isnull", True),
                                ("extended_until__gt", models.F("until")),
                                _connector="OR",
                            ),
                            name="recognition_extension_later",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            condition=models.Q(("voided_at__isnull", True)),
                            expressions=[("product", "="), ("valid", "&&")],
                            name="recognition_no_overlap",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RecognitionEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("recorded_at", models.DateTimeField(editable=False, verbose_name="ghi lúc")),
                    ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="vô hiệu lúc")),
                    ("void_reason", models.TextField(blank=True, verbose_name="lý do vô hiệu")),
                    ("product_name", models.CharField(max_length=250, verbose_name="tên sản phẩm khi công bố")),
                    ("producer_name", models.CharField(max_length=250, verbose_name="tên chủ thể khi công bố")),
                    (
                        "producer_form",
                        models.CharField(
                            choices=[
                                ("llc_one", "Công ty TNHH một thành viên"),
                                ("llc_multi", "Công ty TNHH hai thành viên trở lên"),
                                ("joint_stock", "Công ty cổ phần"),
                                ("partnership", "Công ty hợp danh"),
                                ("company", "Công ty (chưa rõ loại)"),
                                ("private_enterprise", "Doanh nghiệp tư nhân"),
                                ("cooperative", "Hợp tác xã"),
                                ("cooperative_union", "Liên hiệp hợp tác xã"),
                                ("cooperative_group", "Tổ hợp tác"),
                                ("household_business", "Hộ kinh doanh"),
                                ("household", "Hộ sản xuất, hộ gia đình"),
                                ("farm", "Trang trại"),
                                ("association", "Hội, hiệp hội"),
                                ("operating_centre", "Trung tâm điều hành du lịch"),
                                ("unknown", "Chưa rõ loại hình"),
                            ],
                            max_length=30,
                            verbose_name="loại hình khi công bố",
                        ),
                    ),
                    (
                        "producer_class",
                        models.CharField(
                            choices=[
                                ("company", "Công ty"),
                                ("private_enterprise", "Doanh nghiệp tư nhân"),
                                ("cooperative", "Hợp tác xã"),
                                ("cooperative_group", "Tổ hợp tác"),
                                ("household_business", "Hộ kinh doanh"),
                                ("other", "Loại hình khác"),
                                ("unknown", "Chưa rõ"),
                            ],
                            max_length=30,
                            verbose_name="nhóm thống kê khi công bố",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("first", "lần đầu"), ("upgrade", "nâng hạng"), ("re_rating", "đánh giá lại")],
                            default="first",
                            max_length=10,
                            verbose_name="lần đánh giá",
                        ),
                    ),
                    (
                        "score",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm"
                        ),
                    ),
                    (
                        "score_a",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần A"
                        ),
                    ),
                    (
                        "score_b",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần B"
                        ),
                    ),
                    (
                        "score_c",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần C"
                        ),
                    ),
                    ("source_url", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    ("stars", models.PositiveSmallIntegerField(verbose_name="số sao")),
                    ("starts_on", models.DateField(verbose_name="hiệu lực từ ngày")),
                    (
                        "start_basis",
                        models.CharField(
                            choices=[
                                ("decision", "theo ngày quyết định"),
                                ("handed_over", "theo ngày trao giấy chứng nhận"),
                                ("attested", "theo nguồn, không rõ ngày"),
                            ],
                            max_length=20,
                            verbose_name="căn cứ ngày hiệu lực",
                        ),
                    ),
                    (
                        "start_precision",
                        models.CharField(
                            choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm"), ("unknown", "không rõ")],
                            default="day",
                            max_length=10,
                            verbose_name="độ chính xác",
                        ),
                    ),
                    ("until", models.DateField(verbose_name="hết ngày")),
                    ("extended_until", models.DateField(blank=True, null=True, verbose_name="gia hạn đến hết ngày")),
                    ("extension_ground", models.TextField(blank=True, verbose_name="căn cứ gia hạn")),
                    ("extended_at", models.DateTimeField(blank=True, null=True, verbose_name="ghi gia hạn lúc")),
                    ("ended_on", models.DateField(blank=True, null=True, verbose_name="thôi hiệu lực từ ngày")),
                    (
                        "end_reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("superseded", "đã được thay bằng kết quả mới"),
                                ("revoked", "bị thu hồi"),
                                ("annulled", "quyết định bị hủy bỏ"),
                                ("result", "hết gia hạn khi có kết quả đánh giá lại"),
                            ],
                            max_length=20,
                            verbose_name="vì sao thôi",
                        ),
                    ),
                    ("end_note", models.TextField(blank=True, verbose_name="lý do cụ thể")),
                    ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="ghi thôi hiệu lực lúc")),
                    (
                        "category",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.category",
                            verbose_name="nhóm khi công bố",
                        ),
                    ),
                    (
                        "closed_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi thôi hiệu lực",
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.decision",
                            verbose_name="quyết định",
                        ),
                    ),
                    (
                        "end_decision",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.decision",
                            verbose_name="theo quyết định",
                        ),
                    ),
                    (
                        "entered_producer",
                        models.ForeignKey(
                            db_constraint=False,
                            editable=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="producers.producer",
                        ),
                    ),
                    (
                        "entered_product",
                        models.ForeignKey(
                            db_constraint=False,
                            editable=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.product",
                        ),
                    ),
                    (
                        "extended_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi gia hạn",
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="products.recognition",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="core.place",
                            verbose_name="địa bàn khi công bố",
                        ),
                    ),
                    (
                        "producer",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="producers.producer",
                            verbose_name="chủ thể",
                        ),
                    ),
                    (
                        "product",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi",
                        ),
                    ),
                    (
                        "restates",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.recognition",
                            verbose_name="thay dòng đã vô hiệu",
                        ),
                    ),
                    (
                        "void_decision",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.decision",
                            verbose_name="đính chính bởi",
                        ),
                    ),
                    (
                        "voided_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người vô hiệu",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ScoreApproval",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("recorded_at", models.DateTimeField(editable=False, verbose_name="ghi lúc")),
                    ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="vô hiệu lúc")),
                    ("void_reason", models.TextField(blank=True, verbose_name="lý do vô hiệu")),
                    ("product_name", models.CharField(max_length=250, verbose_name="tên sản phẩm khi công bố")),
                    ("producer_name", models.CharField(max_length=250, verbose_name="tên chủ thể khi công bố")),
                    (
                        "producer_form",
                        models.CharField(
                            choices=[
                                ("llc_one", "Công ty TNHH một thành viên"),
                                ("llc_multi", "Công ty TNHH hai thành viên trở lên"),
                                ("joint_stock", "Công ty cổ phần"),
                                ("partnership", "Công ty hợp danh"),
                                ("company", "Công ty (chưa rõ loại)"),
                                ("private_enterprise", "Doanh nghiệp tư nhân"),
                                ("cooperative", "Hợp tác xã"),
                                ("cooperative_union", "Liên hiệp hợp tác xã"),
                                ("cooperative_group", "Tổ hợp tác"),
                                ("household_business", "Hộ kinh doanh"),
                                ("household", "Hộ sản xuất, hộ gia đình"),
                                ("farm", "Trang trại"),
                                ("association", "Hội, hiệp hội"),
                                ("operating_centre", "Trung tâm điều hành du lịch"),
                                ("unknown", "Chưa rõ loại hình"),
                            ],
                            max_length=30,
                            verbose_name="loại hình khi công bố",
                        ),
                    ),
                    (
                        "producer_class",
                        models.CharField(
                            choices=[
                                ("company", "Công ty"),
                                ("private_enterprise", "Doanh nghiệp tư nhân"),
                                ("cooperative", "Hợp tác xã"),
                                ("cooperative_group", "Tổ hợp tác"),
                                ("household_business", "Hộ kinh doanh"),
                                ("other", "Loại hình khác"),
                                ("unknown", "Chưa rõ"),
                            ],
                            max_length=30,
                            verbose_name="nhóm thống kê khi công bố",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("first", "lần đầu"), ("upgrade", "nâng hạng"), ("re_rating", "đánh giá lại")],
                            default="first",
                            max_length=10,
                            verbose_name="lần đánh giá",
                        ),
                    ),
                    (
                        "score",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm"
                        ),
                    ),
                    (
                        "score_a",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần A"
                        ),
                    ),
                    (
                        "score_b",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần B"
                        ),
                    ),
                    (
                        "score_c",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần C"
                        ),
                    ),
                    ("source_url", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    ("approved_on", models.DateField(verbose_name="phê duyệt từ ngày")),
                    (
                        "start_basis",
                        models.CharField(
                            choices=[
                                ("decision", "theo ngày quyết định"),
                                ("handed_over", "theo ngày trao giấy chứng nhận"),
                                ("attested", "theo nguồn, không rõ ngày"),
                            ],
                            max_length=20,
                            verbose_name="căn cứ ngày",
                        ),
                    ),
                    (
                        "start_precision",
                        models.CharField(
                            choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm"), ("unknown", "không rõ")],
                            default="day",
                            max_length=10,
                            verbose_name="độ chính xác",
                        ),
                    ),
                    (
                        "answer",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("recognised", "được công nhận 5 sao"),
                                ("below", "cấp trung ương chấm dưới 90 điểm"),
                                ("withdrawn", "rút, không đề nghị nữa"),
                                ("annulled", "quyết định phê duyệt bị hủy bỏ"),
                            ],
                            max_length=20,
                            verbose_name="trả lời",
                        ),
                    ),
                    ("ended_on", models.DateField(blank=True, null=True, verbose_name="kết thúc từ ngày")),
                    ("answer_paper", models.CharField(blank=True, max_length=200, verbose_name="văn bản trả lời")),
                    ("answer_note", models.TextField(blank=True, verbose_name="ghi chú trả lời")),
                    ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="ghi trả lời lúc")),
                    (
                        "open",
                        models.GeneratedField(
                            db_persist=True,
                            expression=products.models.register.DateRange(
                                models.F("approved_on"), models.F("ended_on")
                            ),
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                    ),
                    (
                        "answer_decision",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="products.decision",
                            verbose_name="theo quyết định",
                        ),
                    ),
                    (
                        "answered_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi trả lời",
                        ),
                    ),
                    (
                        "category",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="products.category",
                            verbose_name="nhóm khi công bố",
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="approvals",
                            to="products.decision",
                            verbose_name="quyết định",
                        ),
                    ),
                    (
                        "entered_producer",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="producers.producer",
                        ),
                    ),
                    (
                        "entered_product",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="products.product",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.place",
                            verbose_name="địa bàn khi công bố",
                        ),
                    ),
                    (
                        "producer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="%(class)ss",
                            to="producers.producer",
                            verbose_name="chủ thể",
                        ),
                    ),
                    (
                        "product",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="%(class)ss",
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi",
                        ),
                    ),
                    (
                        "restates",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="restated",
                            to="products.scoreapproval",
                            verbose_name="thay dòng đã vô hiệu",
                        ),
                    ),
                    (
                        "void_decision",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="products.decision",
                            verbose_name="đính chính bởi",
                        ),
                    ),
                    (
                        "voided_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người vô hiệu",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "phê duyệt điểm (tiềm năng 5 sao)",
                    "verbose_name_plural": "phê duyệt điểm (tiềm năng 5 sao)",
                    "ordering": ["-approved_on", "-pk"],
                    "indexes": [
                        django.contrib.postgres.indexes.GistIndex(
                            condition=models.Q(("voided_at__isnull", True)), fields=["open"], name="approval_open"
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("score__isnull", True), ("score__range", (0, 100)), _connector="OR"),
                            name="approval_score",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ended_on__isnull", True), ("ended_on__gt", models.F("approved_on")), _connector="OR"
                            ),
                            name="approval_end_after_start",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            condition=models.Q(("voided_at__isnull", True)),
                            expressions=[("product", "="), ("open", "&&")],
                            name="approval_no_overlap",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScoreApprovalEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("recorded_at", models.DateTimeField(editable=False, verbose_name="ghi lúc")),
                    ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="vô hiệu lúc")),
                    ("void_reason", models.TextField(blank=True, verbose_name="lý do vô hiệu")),
                    ("product_name", models.CharField(max_length=250, verbose_name="tên sản phẩm khi công bố")),
                    ("producer_name", models.CharField(max_length=250, verbose_name="tên chủ thể khi công bố")),
                    (
                        "producer_form",
                        models.CharField(
                            choices=[
                                ("llc_one", "Công ty TNHH một thành viên"),
                                ("llc_multi", "Công ty TNHH hai thành viên trở lên"),
                                ("joint_stock", "Công ty cổ phần"),
                                ("partnership", "Công ty hợp danh"),
                                ("company", "Công ty (chưa rõ loại)"),
                                ("private_enterprise", "Doanh nghiệp tư nhân"),
                                ("cooperative", "Hợp tác xã"),
                                ("cooperative_union", "Liên hiệp hợp tác xã"),
                                ("cooperative_group", "Tổ hợp tác"),
                                ("household_business", "Hộ kinh doanh"),
                                ("household", "Hộ sản xuất, hộ gia đình"),
                                ("farm", "Trang trại"),
                                ("association", "Hội, hiệp hội"),
                                ("operating_centre", "Trung tâm điều hành du lịch"),
                                ("unknown", "Chưa rõ loại hình"),
                            ],
                            max_length=30,
                            verbose_name="loại hình khi công bố",
                        ),
                    ),
                    (
                        "producer_class",
                        models.CharField(
                            choices=[
                                ("company", "Công ty"),
                                ("private_enterprise", "Doanh nghiệp tư nhân"),
                                ("cooperative", "Hợp tác xã"),
                                ("cooperative_group", "Tổ hợp tác"),
                                ("household_business", "Hộ kinh doanh"),
                                ("other", "Loại hình khác"),
                                ("unknown", "Chưa rõ"),
                            ],
                            max_length=30,
                            verbose_name="nhóm thống kê khi công bố",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("first", "lần đầu"), ("upgrade", "nâng hạng"), ("re_rating", "đánh giá lại")],
                            default="first",
                            max_length=10,
                            verbose_name="lần đánh giá",
                        ),
                    ),
                    (
                        "score",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm"
                        ),
                    ),
                    (
                        "score_a",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần A"
                        ),
                    ),
                    (
                        "score_b",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần B"
                        ),
                    ),
                    (
                        "score_c",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm phần C"
                        ),
                    ),
                    ("source_url", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    ("approved_on", models.DateField(verbose_name="phê duyệt từ ngày")),
                    (
                        "start_basis",
                        models.CharField(
                            choices=[
                                ("decision", "theo ngày quyết định"),
                                ("handed_over", "theo ngày trao giấy chứng nhận"),
                                ("attested", "theo nguồn, không rõ ngày"),
                            ],
                            max_length=20,
                            verbose_name="căn cứ ngày",
                        ),
                    ),
                    (
                        "start_precision",
                        models.CharField(
                            choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm"), ("unknown", "không rõ")],
                            default="day",
                            max_length=10,
                            verbose_name="độ chính xác",
                        ),
                    ),
                    (
                        "answer",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("recognised", "được công nhận 5 sao"),
                                ("below", "cấp trung ương chấm dưới 90 điểm"),
                                ("withdrawn", "rút, không đề nghị nữa"),
                                ("annulled", "quyết định phê duyệt bị hủy bỏ"),
                            ],
                            max_length=20,
                            verbose_name="trả lời",
                        ),
                    ),
                    ("ended_on", models.DateField(blank=True, null=True, verbose_name="kết thúc từ ngày")),
                    ("answer_paper", models.CharField(blank=True, max_length=200, verbose_name="văn bản trả lời")),
                    ("answer_note", models.TextField(blank=True, verbose_name="ghi chú trả lời")),
                    ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="ghi trả lời lúc")),
                    (
                        "answer_decision",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.decision",
                            verbose_name="theo quyết định",
                        ),
                    ),
                    (
                        "answered_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi trả lời",
                        ),
                    ),
                    (
                        "category",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.category",
                            verbose_name="nhóm khi công bố",
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.decision",
                            verbose_name="quyết định",
                        ),
                    ),
                    (
                        "entered_producer",
                        models.ForeignKey(
                            db_constraint=False,
                            editable=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="producers.producer",
                        ),
                    ),
                    (
                        "entered_product",
                        models.ForeignKey(
                            db_constraint=False,
                            editable=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.product",
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="products.scoreapproval",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="core.place",
                            verbose_name="địa bàn khi công bố",
                        ),
                    ),
                    (
                        "producer",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="producers.producer",
                            verbose_name="chủ thể",
                        ),
                    ),
                    (
                        "product",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi",
                        ),
                    ),
                    (
                        "restates",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.scoreapproval",
                            verbose_name="thay dòng đã vô hiệu",
                        ),
                    ),
                    (
                        "void_decision",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.decision",
                            verbose_name="đính chính bởi",
                        ),
                    ),
                    (
                        "voided_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người vô hiệu",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Certificate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=20, unique=True, verbose_name="mã kiểm tra")),
                    (
                        "recognition",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="certificate",
                            to="products.recognition",
                            verbose_name="công nhận",
                        ),
                    ),
                    (
                        "approval",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="certificate",
                            to="products.scoreapproval",
                            verbose_name="phê duyệt điểm",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "mã kiểm tra",
                    "verbose_name_plural": "mã kiểm tra",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("approval__isnull", True), ("recognition__isnull", False)),
                                models.Q(("approval__isnull", False), ("recognition__isnull", True)),
                                _connector="OR",
                            ),
                            name="certificate_of_one_row",
                        )
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="product",
                trigger=pgtrigger.compiler.Trigger(
                    name="touching",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF TG_OP <> 'INSERT' THEN\n        INSERT INTO core_touched (kind, thing) VALUES ('product', OLD.id) ON CONFLICT DO NOTHING;\n    END IF;\n    IF TG_OP <> 'DELETE' THEN\n        INSERT INTO core_touched (kind, thing) VALUES ('product', NEW.id) ON CONFLICT DO NOTHING;\n    END IF;\n    RETURN NULL;\n    ",
                        hash="8a3616f7ae5d64583be4f767b513fe5ca6caac58",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_touching_958f6",
                        table="products_product",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="product",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "products_productevent" ("category_basis", "category_id", "code_commune", "code_district", "code_province", "code_serial", "code_text", "code_year", "created_at", "description", "id", "merged_into_id", "name", "note", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "producer_id", "slug", "source_url", "updated_at") VALUES (NEW."category_basis", NEW."category_id", NEW."code_commune", NEW."code_district", NEW."code_province", NEW."code_serial", NEW."code_text", NEW."code_year", NEW."created_at", NEW."description", NEW."id", NEW."merged_into_id", NEW."name", NEW."note", NEW."other_names", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."producer_id", NEW."slug", NEW."source_url", NEW."updated_at"); RETURN NULL;',
                        hash="d79bb47cd05421e686dedabee8099e770ba27602",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_1fd97",
                        table="products_product",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="product",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."category_basis" IS DISTINCT FROM (NEW."category_basis") OR OLD."code_commune" IS DISTINCT FROM (NEW."code_commune") OR OLD."code_district" IS DISTINCT FROM (NEW."code_district") OR OLD."code_province" IS DISTINCT FROM (NEW."code_province") OR OLD."code_serial" IS DISTINCT FROM (NEW."code_serial") OR OLD."code_text" IS DISTINCT FROM (NEW."code_text") OR OLD."code_year" IS DISTINCT FROM (NEW."code_year") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."other_names" IS DISTINCT FROM (NEW."other_names") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."producer_id" IS DISTINCT FROM (NEW."producer_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                        func='INSERT INTO "products_productevent" ("category_basis", "category_id", "code_commune", "code_district", "code_province", "code_serial", "code_text", "code_year", "created_at", "description", "id", "merged_into_id", "name", "note", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "producer_id", "slug", "source_url", "updated_at") VALUES (NEW."category_basis", NEW."category_id", NEW."code_commune", NEW."code_district", NEW."code_province", NEW."code_serial", NEW."code_text", NEW."code_year", NEW."created_at", NEW."description", NEW."id", NEW."merged_into_id", NEW."name", NEW."note", NEW."other_names", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."producer_id", NEW."slug", NEW."source_url", NEW."updated_at"); RETURN NULL;',
                        hash="27c8b39a3bfc36fd8052bfa34c8ff606a61ab62b",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_18d15",
                        table="products_product",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="productevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b87726817e7e063087535d650fb25d91240acbe3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_dff3e",
                        table="products_productevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="decision",
                trigger=pgtrigger.compiler.Trigger(
                    name="ledger_guard",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        declare="DECLARE changed text[];",
                        func="\n    IF TG_OP = 'DELETE' THEN\n        RAISE EXCEPTION 'ledger: rows are never deleted' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    changed := ARRAY(\n        SELECT n.key FROM jsonb_each(to_jsonb(NEW)) AS n\n        WHERE n.value IS DISTINCT FROM to_jsonb(OLD) -> n.key\n          AND n.key <> ALL (ARRAY[]::text[])\n    );\n    IF cardinality(changed) > 0 AND OLD.voided_at IS NOT NULL THEN\n        RAISE EXCEPTION 'ledger: the row was voided' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    IF changed && ARRAY['voided_at', 'voided_by_id', 'void_reason']::text[] THEN\n        IF OLD.voided_at IS NOT NULL OR NEW.voided_at IS NULL THEN\n            RAISE EXCEPTION 'ledger: % is written once, together with its columns', 'voided_at'\n                USING ERRCODE = 'integrity_constraint_violation';\n        END IF;\n        changed := ARRAY(SELECT unnest(changed) EXCEPT SELECT unnest(ARRAY['voided_at', 'voided_by_id', 'void_reason']::text[]));\n    END IF;\n    IF cardinality(changed) > 0 THEN\n        RAISE EXCEPTION 'ledger: % cannot change', changed USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n    ",
                        hash="04e75c19d3a61b816ff3544201722b2dc34383c3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_ledger_guard_5029a",
                        table="products_decision",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="decision",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "products_decisionevent" ("annuls_id", "id", "issuing_body", "kind", "level_id", "note", "number", "paper", "paper_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "precision", "published_count", "reason", "recorded_at", "recorded_by_id", "signed_on", "signer", "slug", "source_url", "title", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."annuls_id", NEW."id", NEW."issuing_body", NEW."kind", NEW."level_id", NEW."note", NEW."number", NEW."paper", NEW."paper_sha256", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."precision", NEW."published_count", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."signed_on", NEW."signer", NEW."slug", NEW."source_url", NEW."title", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                        hash="5b1b8f8bef81410606db3308a956034e49369fba",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_4122a",
                        table="products_decision",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="decision",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "products_decisionevent" ("annuls_id", "id", "issuing_body", "kind", "level_id", "note", "number", "paper", "paper_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "precision", "published_count", "reason", "recorded_at", "recorded_by_id", "signed_on", "signer", "slug", "source_url", "title", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."annuls_id", NEW."id", NEW."issuing_body", NEW."kind", NEW."level_id", NEW."note", NEW."number", NEW."paper", NEW."paper_sha256", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."precision", NEW."published_count", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."signed_on", NEW."signer", NEW."slug", NEW."source_url", NEW."title", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                        hash="d22797c82564b7a96f74d2c82187f442fa42f4da",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7e9c5",
                        table="products_decision",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="decisionevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="7b78e8cb60bce368d26cf5e74f714ac7515dbad2",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_27c99",
                        table="products_decisionevent",
                        when="BEFORE",
                    ),
                ),
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
            pgtrigger.migrations.AddTrigger(
                model_name="recognition",
                trigger=pgtrigger.compiler.Trigger(
                    name="ledger_guard",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        declare="DECLARE changed text[];",
                        func="\n    IF TG_OP = 'DELETE' THEN\n        RAISE EXCEPTION 'ledger: rows are never deleted' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    changed := ARRAY(\n        SELECT n.key FROM jsonb_each(to_jsonb(NEW)) AS n\n        WHERE n.value IS DISTINCT FROM to_jsonb(OLD) -> n.key\n          AND n.key <> ALL (ARRAY['product_id', 'producer_id', 'valid']::text[])\n    );\n    IF cardinality(changed) > 0 AND OLD.voided_at IS NOT NULL THEN\n        RAISE EXCEPTION 'ledger: the row was voided' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    IF changed && ARRAY['extended_at', 'extended_until', 'extension_ground', 'extended_by_id']::text[] THEN\n        IF OLD.extended_at IS NOT NULL OR NEW.extended_at IS NULL THEN\n            RAISE EXCEPTION 'ledger: % is written once, together with its columns', 'extended_at'\n                USING ERRCODE = 'integrity_constraint_violation';\n        END IF;\n        changed := ARRAY(SELECT unnest(changed) EXCEPT SELECT unnest(ARRAY['extended_at', 'extended_until', 'extension_ground', 'extended_by_id']::text[]));\n    END IF;\n    IF changed && ARRAY['closed_at', 'ended_on', 'end_reason', 'end_decision_id', 'end_note', 'closed_by_id']::text[] THEN\n        IF OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL THEN\n            RAISE EXCEPTION 'ledger: % is written once, together with its columns', 'closed_at'\n                USING ERRCODE = 'integrity_constraint_violation';\n        END IF;\n        changed := ARRAY(SELECT unnest(changed) EXCEPT SELECT unnest(ARRAY['closed_at', 'ended_on', 'end_reason', 'end_decision_id', 'end_note', 'closed_by_id']::text[]));\n    END IF;\n    IF changed && ARRAY['voided_at', 'voided_by_id', 'void_reason', 'void_decision_id']::text[] THEN\n        IF OLD.voided_at IS NOT NULL OR NEW.voided_at IS NULL THEN\n            RAISE EXCEPTION 'ledger: % is written once, together with its columns', 'voided_at'\n                USING ERRCODE = 'integrity_constraint_violation';\n        END IF;\n        changed := ARRAY(SELECT unnest(changed) EXCEPT SELECT unnest(ARRAY['voided_at', 'voided_by_id', 'void_reason', 'void_decision_id']::text[]));\n    END IF;\n    IF cardinality(changed) > 0 THEN\n        RAISE EXCEPTION 'ledger: % cannot change', changed USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n    ",
                        hash="4c02973f3f3011468217d23dc8e54c2e4832c6f2",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_ledger_guard_d677b",
                        table="products_recognition",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="recognition",
                trigger=pgtrigger.compiler.Trigger(
                    name="touching",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF TG_OP <> 'INSERT' THEN\n        INSERT INTO core_touched (kind, thing) VALUES ('product', OLD.product_id), ('producer', OLD.producer_id) ON CONFLICT DO NOTHING;\n    END IF;\n    IF TG_OP <> 'DELETE' THEN\n        INSERT INTO core_touched (kind, thing) VALUES ('product', NEW.product_id), ('producer', NEW.producer_id) ON CONFLICT DO NOTHING;\n    END IF;\n    RETURN NULL;\n    ",
                        hash="5173cbfa19e1c601cf9d8c7f202d530dd9ae3d13",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_touching_f2a4a",
                        table="products_recognition",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="recognition",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "products_recognitionevent" ("category_id", "closed_at", "closed_by_id", "decision_id", "end_decision_id", "end_note", "end_reason", "ended_on", "entered_producer_id", "entered_product_id", "extended_at", "extended_by_id", "extended_until", "extension_ground", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "producer_class", "producer_form", "producer_id", "producer_name", "product_id", "product_name", "recorded_at", "recorded_by_id", "restates_id", "score", "score_a", "score_b", "score_c", "source_url", "stars", "start_basis", "start_precision", "starts_on", "until", "void_decision_id", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."category_id", NEW."closed_at", NEW."closed_by_id", NEW."decision_id", NEW."end_decision_id", NEW."end_note", NEW."end_reason", NEW."ended_on", NEW."entered_producer_id", NEW."entered_product_id", NEW."extended_at", NEW."extended_by_id", NEW."extended_until", NEW."extension_ground", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."producer_class", NEW."producer_form", NEW."producer_id", NEW."producer_name", NEW."product_id", NEW."product_name", NEW."recorded_at", NEW."recorded_by_id", NEW."restates_id", NEW."score", NEW."score_a", NEW."score_b", NEW."score_c", NEW."source_url", NEW."stars", NEW."start_basis", NEW."start_precision", NEW."starts_on", NEW."until", NEW."void_decision_id", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                        hash="f348cc757c2eab6390d55fe0197283e262973c1c",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ee73b",
                        table="products_recognition",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="recognition",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."end_decision_id" IS DISTINCT FROM (NEW."end_decision_id") OR OLD."end_note" IS DISTINCT FROM (NEW."end_note") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."entered_producer_id" IS DISTINCT FROM (NEW."entered_producer_id") OR OLD."entered_product_id" IS DISTINCT FROM (NEW."entered_product_id") OR OLD."extended_at" IS DISTINCT FROM (NEW."extended_at") OR OLD."extended_by_id" IS DISTINCT FROM (NEW."extended_by_id") OR OLD."extended_until" IS DISTINCT FROM (NEW."extended_until") OR OLD."extension_ground" IS DISTINCT FROM (NEW."extension_ground") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."producer_id" IS DISTINCT FROM (NEW."producer_id") OR OLD."producer_class" IS DISTINCT FROM (NEW."producer_class") OR OLD."producer_form" IS DISTINCT FROM (NEW."producer_form") OR OLD."producer_name" IS DISTINCT FROM (NEW."producer_name") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."product_name" IS DISTINCT FROM (NEW."product_name") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."restates_id" IS DISTINCT FROM (NEW."restates_id") OR OLD."score" IS DISTINCT FROM (NEW."score") OR OLD."score_a" IS DISTINCT FROM (NEW."score_a") OR OLD."score_b" IS DISTINCT FROM (NEW."score_b") OR OLD."score_c" IS DISTINCT FROM (NEW."score_c") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."stars" IS DISTINCT FROM (NEW."stars") OR OLD."start_basis" IS DISTINCT FROM (NEW."start_basis") OR OLD."start_precision" IS DISTINCT FROM (NEW."start_precision") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."until" IS DISTINCT FROM (NEW."until") OR OLD."void_decision_id" IS DISTINCT FROM (NEW."void_decision_id") OR OLD."void_reason" IS DISTINCT FROM (NEW."void_reason") OR OLD."voided_at" IS DISTINCT FROM (NEW."voided_at") OR OLD."voided_by_id" IS DISTINCT FROM (NEW."voided_by_id"))',
                        func='INSERT INTO "products_recognitionevent" ("category_id", "closed_at", "closed_by_id", "decision_id", "end_decision_id", "end_note", "end_reason", "ended_on", "entered_producer_id", "entered_product_id", "extended_at", "extended_by_id", "extended_until", "extension_ground", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "producer_class", "producer_form", "producer_id", "producer_name", "product_id", "product_name", "recorded_at", "recorded_by_id", "restates_id", "score", "score_a", "score_b", "score_c", "source_url", "stars", "start_basis", "start_precision", "starts_on", "until", "void_decision_id", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."category_id", NEW."closed_at", NEW."closed_by_id", NEW."decision_id", NEW."end_decision_id", NEW."end_note", NEW."end_reason", NEW."ended_on", NEW."entered_producer_id", NEW."entered_product_id", NEW."extended_at", NEW."extended_by_id", NEW."extended_until", NEW."extension_ground", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."producer_class", NEW."producer_form", NEW."producer_id", NEW."producer_name", NEW."product_id", NEW."product_name", NEW."recorded_at", NEW."recorded_by_id", NEW."restates_id", NEW."score", NEW."score_a", NEW."score_b", NEW."score_c", NEW."source_url", NEW."stars", NEW."start_basis", NEW."start_precision", NEW."starts_on", NEW."until", NEW."void_decision_id", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                        hash="a7625c9ad947f5ddb94316476c7c3a193580624f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3cfc7",
                        table="products_recognition",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="recognitionevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f2dbb98bbd6021d85e3e8b598e887f5bcae98db7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_7715b",
                        table="products_recognitionevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoreapproval",
                trigger=pgtrigger.compiler.Trigger(
                    name="ledger_guard",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        declare="DECLARE changed text[];",
                        func="\n    IF TG_OP = 'DELETE' THEN\n        RAISE EXCEPTION 'ledger: rows are never deleted' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    changed := ARRAY(\n        SELECT n.key FROM jsonb_each(to_jsonb(NEW)) AS n\n        WHERE n.value IS DISTINCT FROM to_jsonb(OLD) -> n.key\n          AND n.key <> ALL (ARRAY['product_id', 'producer_id', 'open']::text[])\n    );\n    IF cardinality(changed) > 0 AND OLD.voided_at IS NOT NULL THEN\n        RAISE EXCEPTION 'ledger: the row was voided' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    IF changed && ARRAY['answered_at', 'answer', 'ended_on', 'answer_decision_id', 'answer_paper', 'answer_note', 'answered_by_id']::text[] THEN\n        IF OLD.answered_at IS NOT NULL OR NEW.answered_at IS NULL THEN\n            RAISE EXCEPTION 'ledger: % is written once, together with its columns', 'answered_at'\n                USING ERRCODE = 'integrity_constraint_violation';\n        END IF;\n        changed := ARRAY(SELECT unnest(changed) EXCEPT SELECT unnest(ARRAY['answered_at', 'answer', 'ended_on', 'answer_decision_id', 'answer_paper', 'answer_note', 'answered_by_id']::text[]));\n    END IF;\n    IF changed && ARRAY['voided_at', 'voided_by_id', 'void_reason', 'void_decision_id']::text[] THEN\n        IF OLD.voided_at IS NOT NULL OR NEW.voided_at IS NULL THEN\n            RAISE EXCEPTION 'ledger: % is written once, together with its columns', 'voided_at'\n                USING ERRCODE = 'integrity_constraint_violation';\n        END IF;\n        changed := ARRAY(SELECT unnest(changed) EXCEPT SELECT unnest(ARRAY['voided_at', 'voided_by_id', 'void_reason', 'void_decision_id']::text[]));\n    END IF;\n    IF cardinality(changed) > 0 THEN\n        RAISE EXCEPTION 'ledger: % cannot change', changed USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n    ",
                        hash="bda0036e790a8516eaaef374dafbf577ce7adcfb",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_ledger_guard_b9c7f",
                        table="products_scoreapproval",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoreapproval",
                trigger=pgtrigger.compiler.Trigger(
                    name="touching",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF TG_OP <> 'INSERT' THEN\n        INSERT INTO core_touched (kind, thing) VALUES ('product', OLD.product_id), ('producer', OLD.producer_id) ON CONFLICT DO NOTHING;\n    END IF;\n    IF TG_OP <> 'DELETE' THEN\n        INSERT INTO core_touched (kind, thing) VALUES ('product', NEW.product_id), ('producer', NEW.producer_id) ON CONFLICT DO NOTHING;\n    END IF;\n    RETURN NULL;\n    ",
                        hash="6014cd92073fef4c54cb66d181d68b26bf4f561f",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_touching_65dbb",
                        table="products_scoreapproval",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoreapproval",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "products_scoreapprovalevent" ("answer", "answer_decision_id", "answer_note", "answer_paper", "answered_at", "answered_by_id", "approved_on", "category_id", "decision_id", "ended_on", "entered_producer_id", "entered_product_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "producer_class", "producer_form", "producer_id", "producer_name", "product_id", "product_name", "recorded_at", "recorded_by_id", "restates_id", "score", "score_a", "score_b", "score_c", "source_url", "start_basis", "start_precision", "void_decision_id", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."answer", NEW."answer_decision_id", NEW."answer_note", NEW."answer_paper", NEW."answered_at", NEW."answered_by_id", NEW."approved_on", NEW."category_id", NEW."decision_id", NEW."ended_on", NEW."entered_producer_id", NEW."entered_product_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."producer_class", NEW."producer_form", NEW."producer_id", NEW."producer_name", NEW."product_id", NEW."product_name", NEW."recorded_at", NEW."recorded_by_id", NEW."restates_id", NEW."score", NEW."score_a", NEW."score_b", NEW."score_c", NEW."source_url", NEW."start_basis", NEW."start_precision", NEW."void_decision_id", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                        hash="7b4c40c9de53401c6ee1828c9936a2d150b1a4e1",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d1e99",
                        table="products_scoreapproval",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoreapproval",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."answer_decision_id" IS DISTINCT FROM (NEW."answer_decision_id") OR OLD."answer_note" IS DISTINCT FROM (NEW."answer_note") OR OLD."answer_paper" IS DISTINCT FROM (NEW."answer_paper") OR OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."approved_on" IS DISTINCT FROM (NEW."approved_on") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."entered_producer_id" IS DISTINCT FROM (NEW."entered_producer_id") OR OLD."entered_product_id" IS DISTINCT FROM (NEW."entered_product_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."producer_id" IS DISTINCT FROM (NEW."producer_id") OR OLD."producer_class" IS DISTINCT FROM (NEW."producer_class") OR OLD."producer_form" IS DISTINCT FROM (NEW."producer_form") OR OLD."producer_name" IS DISTINCT FROM (NEW."producer_name") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."product_name" IS DISTINCT FROM (NEW."product_name") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."restates_id" IS DISTINCT FROM (NEW."restates_id") OR OLD."score" IS DISTINCT FROM (NEW."score") OR OLD."score_a" IS DISTINCT FROM (NEW."score_a") OR OLD."score_b" IS DISTINCT FROM (NEW."score_b") OR OLD."score_c" IS DISTINCT FROM (NEW."score_c") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."start_basis" IS DISTINCT FROM (NEW."start_basis") OR OLD."start_precision" IS DISTINCT FROM (NEW."start_precision") OR OLD."void_decision_id" IS DISTINCT FROM (NEW."void_decision_id") OR OLD."void_reason" IS DISTINCT FROM (NEW."void_reason") OR OLD."voided_at" IS DISTINCT FROM (NEW."voided_at") OR OLD."voided_by_id" IS DISTINCT FROM (NEW."voided_by_id"))',
                        func='INSERT INTO "products_scoreapprovalevent" ("answer", "answer_decision_id", "answer_note", "answer_paper", "answered_at", "answered_by_id", "approved_on", "category_id", "decision_id", "ended_on", "entered_producer_id", "entered_product_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "producer_class", "producer_form", "producer_id", "producer_name", "product_id", "product_name", "recorded_at", "recorded_by_id", "restates_id", "score", "score_a", "score_b", "score_c", "source_url", "start_basis", "start_precision", "void_decision_id", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."answer", NEW."answer_decision_id", NEW."answer_note", NEW."answer_paper", NEW."answered_at", NEW."answered_by_id", NEW."approved_on", NEW."category_id", NEW."decision_id", NEW."ended_on", NEW."entered_producer_id", NEW."entered_product_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."producer_class", NEW."producer_form", NEW."producer_id", NEW."producer_name", NEW."product_id", NEW."product_name", NEW."recorded_at", NEW."recorded_by_id", NEW."restates_id", NEW."score", NEW."score_a", NEW."score_b", NEW."score_c", NEW."source_url", NEW."start_basis", NEW."start_precision", NEW."void_decision_id", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                        hash="fa4bf99ee91b758094e1fb650f700943f8038f7f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_1a357",
                        table="products_scoreapproval",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoreapprovalevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="fdc11aa17c6d45a1f7cf30ecc0d0f3da16b9171e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_465ba",
                        table="products_scoreapprovalevent",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
    ]
