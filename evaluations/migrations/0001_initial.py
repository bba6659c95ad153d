from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
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
        ("pghistory", "0007_auto_20250421_0444"),
        ("producers", "0001_initial"),
        ("products", "0001_initial"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="CriteriaSet",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.SlugField(max_length=40, unique=True, verbose_name="mã")),
                    ("number", models.PositiveSmallIntegerField(verbose_name="số bộ")),
                    ("version", models.PositiveSmallIntegerField(default=1, verbose_name="phiên bản")),
                    ("name", models.CharField(max_length=200, verbose_name="tên bộ tiêu chí")),
                    ("samples", models.PositiveSmallIntegerField(default=0, verbose_name="số mẫu nộp kèm")),
                    ("knock_out", models.TextField(blank=True, verbose_name="hồ sơ bị loại khi")),
                    ("has_gates", models.BooleanField(default=False, verbose_name="có yêu cầu tối thiểu theo sao")),
                    (
                        "remarks",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="chỗ cần đối chiếu",
                        ),
                    ),
                    ("source", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    (
                        "wording",
                        models.CharField(
                            choices=[("short", "nhãn rút gọn"), ("official", "lời văn của văn bản")],
                            default="short",
                            max_length=10,
                            verbose_name="lời văn",
                        ),
                    ),
                    (
                        "in_use_since",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="dùng từ lúc"),
                    ),
                    (
                        "categories",
                        models.ManyToManyField(
                            blank=True,
                            related_name="criteria_sets",
                            to="products.category",
                            verbose_name="nhóm sản phẩm",
                        ),
                    ),
                    (
                        "regime",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="criteria_sets",
                            to="products.regime",
                            verbose_name="bộ quy định",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "bộ tiêu chí",
                    "verbose_name_plural": "các bộ tiêu chí",
                    "ordering": ["regime", "number", "-version"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("regime", "number", "version"), name="criteria_set_version_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CriteriaSetEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("code", models.SlugField(db_index=False, max_length=40, verbose_name="mã")),
                    ("number", models.PositiveSmallIntegerField(verbose_name="số bộ")),
                    ("version", models.PositiveSmallIntegerField(default=1, verbose_name="phiên bản")),
                    ("name", models.CharField(max_length=200, verbose_name="tên bộ tiêu chí")),
                    ("samples", models.PositiveSmallIntegerField(default=0, verbose_name="số mẫu nộp kèm")),
                    ("knock_out", models.TextField(blank=True, verbose_name="hồ sơ bị loại khi")),
                    ("has_gates", models.BooleanField(default=False, verbose_name="có yêu cầu tối thiểu theo sao")),
                    (
                        "remarks",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="chỗ cần đối chiếu",
                        ),
                    ),
                    ("source", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    (
                        "wording",
                        models.CharField(
                            choices=[("short", "nhãn rút gọn"), ("official", "lời văn của văn bản")],
                            default="short",
                            max_length=10,
                            verbose_name="lời văn",
                        ),
                    ),
                    (
                        "in_use_since",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="dùng từ lúc"),
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
                            to="evaluations.criteriaset",
                        ),
                    ),
                    (
                        "regime",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.regime",
                            verbose_name="bộ quy định",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="CriterionNode",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                    (
                        "depth",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MaxValueValidator(4)], verbose_name="bậc"
                        ),
                    ),
                    ("part", models.CharField(max_length=1, verbose_name="phần")),
                    ("code", models.CharField(max_length=12, verbose_name="số hiệu")),
                    ("label", models.TextField(verbose_name="tên")),
                    ("hint", models.TextField(blank=True, verbose_name="cách chấm")),
                    (
                        "proofs",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="minh chứng gợi ý",
                        ),
                    ),
                    ("knock_out", models.BooleanField(default=False, verbose_name="có thể bị loại")),
                    ("max_points", models.PositiveSmallIntegerField(verbose_name="điểm tối đa")),
                    ("is_criterion", models.BooleanField(default=False, verbose_name="chấm điểm")),
                    ("remark", models.TextField(blank=True, verbose_name="chỗ cần đối chiếu")),
                    (
                        "criteria_set",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="nodes",
                            to="evaluations.criteriaset",
                            verbose_name="bộ tiêu chí",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="children",
                            to="evaluations.criterionnode",
                            verbose_name="thuộc",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "tiêu chí",
                    "verbose_name_plural": "tiêu chí",
                    "ordering": ["criteria_set", "position"],
                    "constraints": [
                        models.UniqueConstraint(fields=("criteria_set", "code"), name="criterion_code_once"),
                        models.UniqueConstraint(fields=("criteria_set", "position"), name="criterion_position_once"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Option",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                    ("label", models.TextField(verbose_name="phương án")),
                    ("points", models.PositiveSmallIntegerField(verbose_name="điểm")),
                    (
                        "min_star",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(3),
                                django.core.validators.MaxValueValidator(5),
                            ],
                            verbose_name="tối thiểu cho hạng",
                        ),
                    ),
                    ("case", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="trường hợp")),
                    ("case_label", models.TextField(blank=True, verbose_name="tên trường hợp")),
                    ("is_failure", models.BooleanField(default=False, verbose_name="không đạt")),
                    (
                        "criterion",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="options",
                            to="evaluations.criterionnode",
                            verbose_name="tiêu chí",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "phương án",
                    "verbose_name_plural": "phương án",
                    "ordering": ["criterion", "position"],
                    "constraints": [
                        models.UniqueConstraint(fields=("criterion", "position"), name="option_position_once"),
                        models.UniqueConstraint(
                            condition=models.Q(("is_failure", True)), fields=("criterion",), name="option_failure_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("is_failure", False),
                                models.Q(("min_star__isnull", True), ("points", 0)),
                                _connector="OR",
                            ),
                            name="option_failure_is_nothing",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Council",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=200, verbose_name="tên hội đồng")),
                    ("founded_by", models.CharField(blank=True, max_length=200, verbose_name="quyết định thành lập")),
                    ("founded_on", models.DateField(verbose_name="thành lập ngày")),
                    (
                        "regulation",
                        models.CharField(blank=True, max_length=200, verbose_name="quyết định ban hành quy chế"),
                    ),
                    (
                        "quorum_percent",
                        models.PositiveSmallIntegerField(
                            default=75,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(100),
                            ],
                            verbose_name="họp được khi có mặt ít nhất (%)",
                        ),
                    ),
                    (
                        "spread_limit",
                        models.DecimalField(
                            decimal_places=1,
                            default=Decimal("10"),
                            max_digits=4,
                            validators=[
                                django.core.validators.MinValueValidator(Decimal("0")),
                                django.core.validators.MaxValueValidator(Decimal("100")),
                            ],
                            verbose_name="chênh lệch cho phép giữa các thành viên (điểm)",
                        ),
                    ),
                    (
                        "passes",
                        models.PositiveSmallIntegerField(
                            default=2,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(5),
                            ],
                            verbose_name="số lượt chấm nhiều nhất",
                        ),
                    ),
                    (
                        "reveal",
                        models.CharField(
                            choices=[("own", "chính mình đã ký"), ("all", "mọi thành viên đã ký")],
                            default="all",
                            max_length=10,
                            verbose_name="điểm của thành viên khác hiện khi",
                        ),
                    ),
                    (
                        "days_before",
                        models.PositiveSmallIntegerField(
                            default=2,
                            validators=[django.core.validators.MaxValueValidator(30)],
                            verbose_name="gửi hồ sơ cho thành viên trước khi chấm (ngày làm việc)",
                        ),
                    ),
                    ("allows_extra_rounds", models.BooleanField(default=False, verbose_name="được tổ chức thêm đợt")),
                    (
                        "allows_writing",
                        models.BooleanField(default=True, verbose_name="đánh giá lại được lấy ý kiến bằng văn bản"),
                    ),
                    (
                        "days_in_writing",
                        models.PositiveSmallIntegerField(
                            default=45,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(180),
                            ],
                            verbose_name="lấy ý kiến bằng văn bản xong trong (ngày, từ khi đủ hồ sơ)",
                        ),
                    ),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    (
                        "place",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="councils",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "hội đồng",
                    "verbose_name_plural": "hội đồng",
                    "ordering": ["-founded_on", "-pk"],
                },
            ),
            migrations.CreateModel(
                name="CouncilEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("name", models.CharField(max_length=200, verbose_name="tên hội đồng")),
                    ("founded_by", models.CharField(blank=True, max_length=200, verbose_name="quyết định thành lập")),
                    ("founded_on", models.DateField(verbose_name="thành lập ngày")),
                    (
                        "regulation",
                        models.CharField(blank=True, max_length=200, verbose_name="quyết định ban hành quy chế"),
                    ),
                    (
                        "quorum_percent",
                        models.PositiveSmallIntegerField(
                            default=75,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(100),
                            ],
                            verbose_name="họp được khi có mặt ít nhất (%)",
                        ),
                    ),
                    (
                        "spread_limit",
                        models.DecimalField(
                            decimal_places=1,
                            default=Decimal("10"),
                            max_digits=4,
                            validators=[
                                django.core.validators.MinValueValidator(Decimal("0")),
                                django.core.validators.MaxValueValidator(Decimal("100")),
                            ],
                            verbose_name="chênh lệch cho phép giữa các thành viên (điểm)",
                        ),
                    ),
                    (
                        "passes",
                        models.PositiveSmallIntegerField(
                            default=2,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(5),
                            ],
                            verbose_name="số lượt chấm nhiều nhất",
                        ),
                    ),
                    (
                        "reveal",
                        models.CharField(
                            choices=[("own", "chính mình đã ký"), ("all", "mọi thành viên đã ký")],
                            default="all",
                            max_length=10,
                            verbose_name="điểm của thành viên khác hiện khi",
                        ),
                    ),
                    (
                        "days_before",
                        models.PositiveSmallIntegerField(
                            default=2,
                            validators=[django.core.validators.MaxValueValidator(30)],
                            verbose_name="gửi hồ sơ cho thành viên trước khi chấm (ngày làm việc)",
                        ),
                    ),
                    ("allows_extra_rounds", models.BooleanField(default=False, verbose_name="được tổ chức thêm đợt")),
                    (
                        "allows_writing",
                        models.BooleanField(default=True, verbose_name="đánh giá lại được lấy ý kiến bằng văn bản"),
                    ),
                    (
                        "days_in_writing",
                        models.PositiveSmallIntegerField(
                            default=45,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(180),
                            ],
                            verbose_name="lấy ý kiến bằng văn bản xong trong (ngày, từ khi đủ hồ sơ)",
                        ),
                    ),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
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
                            to="evaluations.council",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="CouncilMember",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                    ("unit", models.CharField(blank=True, max_length=200, verbose_name="cơ quan, đơn vị")),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("chair", "chủ tịch hội đồng"),
                                ("deputy", "phó chủ tịch"),
                                ("secretary", "thư ký"),
                                ("member", "thành viên"),
                            ],
                            default="member",
                            max_length=20,
                            verbose_name="vai trò",
                        ),
                    ),
                    ("scores", models.BooleanField(default=True, verbose_name="chấm điểm")),
                    ("position", models.PositiveSmallIntegerField(default=1, verbose_name="thứ tự")),
                    ("left_on", models.DateField(blank=True, null=True, verbose_name="thôi tham gia từ ngày")),
                    ("phone", models.CharField(blank=True, max_length=20, verbose_name="điện thoại")),
                    ("address", models.CharField(blank=True, max_length=250, verbose_name="địa chỉ")),
                    ("tax_code", models.CharField(blank=True, max_length=20, verbose_name="mã số thuế")),
                    (
                        "council",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="members",
                            to="evaluations.council",
                            verbose_name="hội đồng",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="seats",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="tài khoản",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "thành viên hội đồng",
                    "verbose_name_plural": "thành viên hội đồng",
                    "ordering": ["council", "position", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("left_on__isnull", True), ("user__isnull", False)),
                            fields=("council", "user"),
                            name="member_sits_once",
                            violation_error_message="Người này đã là thành viên của hội đồng.",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("left_on__isnull", True), ("role", "chair")),
                            fields=("council",),
                            name="council_one_chair",
                            violation_error_message="Hội đồng đã có chủ tịch.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CouncilMemberEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                    ("unit", models.CharField(blank=True, max_length=200, verbose_name="cơ quan, đơn vị")),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("chair", "chủ tịch hội đồng"),
                                ("deputy", "phó chủ tịch"),
                                ("secretary", "thư ký"),
                                ("member", "thành viên"),
                            ],
                            default="member",
                            max_length=20,
                            verbose_name="vai trò",
                        ),
                    ),
                    ("scores", models.BooleanField(default=True, verbose_name="chấm điểm")),
                    ("position", models.PositiveSmallIntegerField(default=1, verbose_name="thứ tự")),
                    ("left_on", models.DateField(blank=True, null=True, verbose_name="thôi tham gia từ ngày")),
                    ("phone", models.CharField(blank=True, max_length=20, verbose_name="điện thoại")),
                    ("address", models.CharField(blank=True, max_length=250, verbose_name="địa chỉ")),
                    ("tax_code", models.CharField(blank=True, max_length=20, verbose_name="mã số thuế")),
                    (
                        "council",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.council",
                            verbose_name="hội đồng",
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
                            to="evaluations.councilmember",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="tài khoản",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Round",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "year",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(2018),
                                django.core.validators.MaxValueValidator(2100),
                            ],
                            verbose_name="năm đánh giá",
                        ),
                    ),
                    (
                        "ordinal",
                        models.PositiveSmallIntegerField(
                            default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="đợt"
                        ),
                    ),
                    ("opened_on", models.DateField(verbose_name="ngày mở đợt")),
                    (
                        "way",
                        models.CharField(
                            choices=[("paper", "nhập kết quả từ giấy"), ("council", "hội đồng chấm trên cổng")],
                            default="paper",
                            max_length=10,
                            verbose_name="cách làm",
                        ),
                    ),
                    ("files_before", models.DateField(blank=True, null=True, verbose_name="nhận hồ sơ trước ngày")),
                    ("ends_before", models.DateField(blank=True, null=True, verbose_name="xong trước ngày")),
                    ("is_extra", models.BooleanField(default=False, verbose_name="đợt tổ chức thêm")),
                    ("meets_on", models.DateField(blank=True, null=True, verbose_name="ngày họp")),
                    (
                        "delegation_paper",
                        models.CharField(blank=True, max_length=100, verbose_name="văn bản ủy quyền"),
                    ),
                    ("delegated_on", models.DateField(blank=True, null=True, verbose_name="ủy quyền ngày")),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("open", "đang mở"),
                                ("closed", "đã khép"),
                                ("planned", "theo kế hoạch"),
                                ("receiving", "đang nhận hồ sơ"),
                                ("scoring", "đang chấm điểm"),
                                ("concluded", "đã chốt điểm"),
                                ("decided", "đã xong"),
                                ("cancelled", "đã hủy"),
                            ],
                            default="open",
                            max_length=20,
                            verbose_name="trạng thái",
                        ),
                    ),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    (
                        "council",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="rounds",
                            to="evaluations.council",
                            verbose_name="hội đồng",
                        ),
                    ),
                    (
                        "delegated_to",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="delegations",
                            to="evaluations.councilmember",
                            verbose_name="chủ trì theo ủy quyền",
                        ),
                    ),
                    (
                        "level",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="rounds",
                            to="products.level",
                            verbose_name="cấp và quy định",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="rounds",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                    (
                        "present",
                        models.ManyToManyField(
                            blank=True, related_name="meetings", to="evaluations.councilmember", verbose_name="có mặt"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "đợt đánh giá",
                    "verbose_name_plural": "đợt đánh giá",
                    "ordering": ["-year", "-ordinal", "-pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("status", "cancelled"), _negated=True),
                            fields=("level", "place", "year", "ordinal"),
                            name="round_once",
                            violation_error_message="Đợt này đã có.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("council__isnull", True), ("status__in", ("open", "closed")), ("way", "paper")
                                ),
                                models.Q(
                                    ("council__isnull", False),
                                    ("way", "council"),
                                    models.Q(("status__in", ("open", "closed")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="round_status_fits_way",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("delegated_on__isnull", True),
                                    ("delegated_to__isnull", True),
                                    ("delegation_paper", ""),
                                ),
                                models.Q(
                                    ("delegated_on__isnull", False),
                                    ("delegated_to__isnull", False),
                                    models.Q(("delegation_paper", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="round_delegation_whole",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RoundEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    (
                        "year",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(2018),
                                django.core.validators.MaxValueValidator(2100),
                            ],
                            verbose_name="năm đánh giá",
                        ),
                    ),
                    (
                        "ordinal",
                        models.PositiveSmallIntegerField(
                            default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="đợt"
                        ),
                    ),
                    ("opened_on", models.DateField(verbose_name="ngày mở đợt")),
                    (
                        "way",
                        models.CharField(
                            choices=[("paper", "nhập kết quả từ giấy"), ("council", "hội đồng chấm trên cổng")],
                            default="paper",
                            max_length=10,
                            verbose_name="cách làm",
                        ),
                    ),
                    ("files_before", models.DateField(blank=True, null=True, verbose_name="nhận hồ sơ trước ngày")),
                    ("ends_before", models.DateField(blank=True, null=True, verbose_name="xong trước ngày")),
                    ("is_extra", models.BooleanField(default=False, verbose_name="đợt tổ chức thêm")),
                    ("meets_on", models.DateField(blank=True, null=True, verbose_name="ngày họp")),
                    (
                        "delegation_paper",
                        models.CharField(blank=True, max_length=100, verbose_name="văn bản ủy quyền"),
                    ),
                    ("delegated_on", models.DateField(blank=True, null=True, verbose_name="ủy quyền ngày")),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("open", "đang mở"),
                                ("closed", "đã khép"),
                                ("planned", "theo kế hoạch"),
                                ("receiving", "đang nhận hồ sơ"),
                                ("scoring", "đang chấm điểm"),
                                ("concluded", "đã chốt điểm"),
                                ("decided", "đã xong"),
                                ("cancelled", "đã hủy"),
                            ],
                            default="open",
                            max_length=20,
                            verbose_name="trạng thái",
                        ),
                    ),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    (
                        "council",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.council",
                            verbose_name="hội đồng",
                        ),
                    ),
                    (
                        "delegated_to",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.councilmember",
                            verbose_name="chủ trì theo ủy quyền",
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
                            verbose_name="cấp và quy định",
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
                            to="evaluations.round",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Dossier",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
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
                    ("filed_on", models.DateField(verbose_name="ngày nộp")),
                    (
                        "aims_at",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(3),
                                django.core.validators.MaxValueValidator(5),
                            ],
                            verbose_name="hạng đề nghị",
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("filed", "đang xử lý"),
                                ("decided", "đã có quyết định"),
                                ("returned", "đã trả lại"),
                                ("withdrawn", "đã rút"),
                            ],
                            default="filed",
                            max_length=20,
                            verbose_name="trạng thái",
                        ),
                    ),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    (
                        "created_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người nhận",
                        ),
                    ),
                    (
                        "criteria_set",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="dossiers",
                            to="evaluations.criteriaset",
                            verbose_name="bộ tiêu chí",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="dossiers",
                            to="core.place",
                            verbose_name="nơi nộp",
                        ),
                    ),
                    (
                        "product",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="dossiers",
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                    (
                        "regime",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="dossiers",
                            to="products.regime",
                            verbose_name="bộ quy định",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "hồ sơ",
                    "verbose_name_plural": "hồ sơ",
                    "ordering": ["-filed_on", "-pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("status", "filed")),
                            fields=("product",),
                            name="dossier_one_on_the_way",
                            violation_error_message="Sản phẩm này đang có một hồ sơ chưa xong.",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="DossierEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[("first", "lần đầu"), ("upgrade", "nâng hạng"), ("re_rating", "đánh giá lại")],
                            default="first",
                            max_length=10,
                            verbose_name="lần đánh giá",
                        ),
                    ),
                    ("filed_on", models.DateField(verbose_name="ngày nộp")),
                    (
                        "aims_at",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(3),
                                django.core.validators.MaxValueValidator(5),
                            ],
                            verbose_name="hạng đề nghị",
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("filed", "đang xử lý"),
                                ("decided", "đã có quyết định"),
                                ("returned", "đã trả lại"),
                                ("withdrawn", "đã rút"),
                            ],
                            default="filed",
                            max_length=20,
                            verbose_name="trạng thái",
                        ),
                    ),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    (
                        "created_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người nhận",
                        ),
                    ),
                    (
                        "criteria_set",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.criteriaset",
                            verbose_name="bộ tiêu chí",
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
                            to="evaluations.dossier",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="core.place",
                            verbose_name="nơi nộp",
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
                        "regime",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.regime",
                            verbose_name="bộ quy định",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="RoundEntry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("attempt", models.PositiveSmallIntegerField(default=1, verbose_name="lần")),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
                    ("arrived_on", models.DateField(verbose_name="ngày nhận")),
                    (
                        "slip_year",
                        models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="năm của phiếu"),
                    ),
                    (
                        "slip_number",
                        models.PositiveIntegerField(blank=True, null=True, verbose_name="số phiếu trong năm"),
                    ),
                    ("slip", models.CharField(blank=True, max_length=150, verbose_name="số phiếu tiếp nhận")),
                    ("complete_on", models.DateField(blank=True, null=True, verbose_name="ngày nhận đủ hồ sơ")),
                    ("listed_on", models.DateField(blank=True, null=True, verbose_name="ngày vào đợt")),
                    (
                        "sent_to_members_on",
                        models.DateField(blank=True, null=True, verbose_name="ngày gửi thành viên"),
                    ),
                    ("in_writing", models.BooleanField(default=False, verbose_name="lấy ý kiến bằng văn bản")),
                    ("passes", models.PositiveSmallIntegerField(default=1, verbose_name="lượt chấm")),
                    ("discussion", models.TextField(blank=True, verbose_name="nội dung thảo luận")),
                    ("excused", models.JSONField(blank=True, default=dict, verbose_name="vắng, không chấm")),
                    ("excluded_for", models.TextField(blank=True, verbose_name="bị loại vì")),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("received", "đã nhận"),
                                ("incomplete", "chờ bổ sung"),
                                ("accepted", "đủ điều kiện"),
                                ("scoring", "đang chấm"),
                                ("scored", "đã có kết quả"),
                                ("forwarded", "đã chuyển cấp trên"),
                                ("decided", "đã có quyết định"),
                                ("returned", "đã trả lại"),
                                ("withdrawn", "đã rút"),
                                ("unused", "kết quả không dùng"),
                            ],
                            default="received",
                            max_length=20,
                            verbose_name="trạng thái",
                        ),
                    ),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    (
                        "dossier",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="entries",
                            to="evaluations.dossier",
                            verbose_name="hồ sơ",
                        ),
                    ),
                    (
                        "level",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="entries",
                            to="products.level",
                            verbose_name="cấp",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="entries",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                    (
                        "round",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="entries",
                            to="evaluations.round",
                            verbose_name="đợt",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "lượt đánh giá",
                    "verbose_name_plural": "lượt đánh giá",
                    "ordering": ["round", "position", "pk"],
                    "indexes": [models.Index(fields=["round", "position"], name="entry_in_round")],
                    "constraints": [
                        models.UniqueConstraint(fields=("dossier", "level", "attempt"), name="entry_attempt_once"),
                        models.UniqueConstraint(fields=("dossier", "round"), name="entry_once_in_round"),
                        models.UniqueConstraint(fields=("place", "slip_year", "slip_number"), name="entry_slip_once"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RoundEntryEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("attempt", models.PositiveSmallIntegerField(default=1, verbose_name="lần")),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
                    ("arrived_on", models.DateField(verbose_name="ngày nhận")),
                    (
                        "slip_year",
                        models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="năm của phiếu"),
                    ),
                    (
                        "slip_number",
                        models.PositiveIntegerField(blank=True, null=True, verbose_name="số phiếu trong năm"),
                    ),
                    ("slip", models.CharField(blank=True, max_length=150, verbose_name="số phiếu tiếp nhận")),
                    ("complete_on", models.DateField(blank=True, null=True, verbose_name="ngày nhận đủ hồ sơ")),
                    ("listed_on", models.DateField(blank=True, null=True, verbose_name="ngày vào đợt")),
                    (
                        "sent_to_members_on",
                        models.DateField(blank=True, null=True, verbose_name="ngày gửi thành viên"),
                    ),
                    ("in_writing", models.BooleanField(default=False, verbose_name="lấy ý kiến bằng văn bản")),
                    ("passes", models.PositiveSmallIntegerField(default=1, verbose_name="lượt chấm")),
                    ("discussion", models.TextField(blank=True, verbose_name="nội dung thảo luận")),
                    ("excused", models.JSONField(blank=True, default=dict, verbose_name="vắng, không chấm")),
                    ("excluded_for", models.TextField(blank=True, verbose_name="bị loại vì")),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("received", "đã nhận"),
                                ("incomplete", "chờ bổ sung"),
                                ("accepted", "đủ điều kiện"),
                                ("scoring", "đang chấm"),
                                ("scored", "đã có kết quả"),
                                ("forwarded", "đã chuyển cấp trên"),
                                ("decided", "đã có quyết định"),
                                ("returned", "đã trả lại"),
                                ("withdrawn", "đã rút"),
                                ("unused", "kết quả không dùng"),
                            ],
                            default="received",
                            max_length=20,
                            verbose_name="trạng thái",
                        ),
                    ),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    (
                        "dossier",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.dossier",
                            verbose_name="hồ sơ",
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
                            verbose_name="cấp",
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
                            to="evaluations.roundentry",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                    (
                        "round",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.round",
                            verbose_name="đợt",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Conflict",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("version", models.PositiveSmallIntegerField(default=1, verbose_name="bản")),
                    ("is_conflict", models.BooleanField(verbose_name="có liên quan")),
                    ("what", models.CharField(blank=True, max_length=300, verbose_name="liên quan thế nào")),
                    ("said_at", models.DateTimeField(auto_now_add=True, verbose_name="khai lúc")),
                    ("why", models.CharField(blank=True, max_length=500, verbose_name="vì sao sửa")),
                    (
                        "said_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người khai",
                        ),
                    ),
                    (
                        "member",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="conflicts",
                            to="evaluations.councilmember",
                            verbose_name="thành viên",
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="conflicts",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "khai báo liên quan",
                    "verbose_name_plural": "khai báo liên quan",
                    "ordering": ["entry", "member", "version"],
                    "constraints": [
                        models.UniqueConstraint(fields=("entry", "member", "version"), name="conflict_version_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("version", 1), ("why", "")),
                                models.Q(("version__gt", 1), models.Q(("why", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="conflict_corrected_for_a_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("is_conflict", False), ("what", "")),
                                models.Q(("is_conflict", True), models.Q(("what", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="conflict_says_what",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SlipBook",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                    ("last", models.PositiveIntegerField(default=0, verbose_name="số cuối")),
                    (
                        "place",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "sổ số phiếu",
                    "verbose_name_plural": "sổ số phiếu",
                    "ordering": ["place", "year"],
                    "constraints": [models.UniqueConstraint(fields=("place", "year"), name="slip_book_once")],
                },
            ),
            migrations.CreateModel(
                name="Finding",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "topic",
                        models.CharField(
                            choices=[
                                ("material", "Nguyên liệu địa phương, nguồn gốc sản phẩm"),
                                ("labour", "Lao động địa phương"),
                                ("idea", "Nguồn gốc ý tưởng sản phẩm"),
                                ("identity", "Bản sắc, trí tuệ địa phương"),
                            ],
                            max_length=20,
                            verbose_name="nội dung",
                        ),
                    ),
                    ("holds", models.BooleanField(verbose_name="đáp ứng")),
                    ("why", models.CharField(max_length=500, verbose_name="nhận xét")),
                    ("said_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi lúc")),
                    (
                        "said_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi",
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="findings",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "nội dung đánh giá của xã",
                    "verbose_name_plural": "nội dung đánh giá của xã",
                    "ordering": ["entry", "pk"],
                },
            ),
            migrations.CreateModel(
                name="EntryReport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("paper", models.CharField(blank=True, max_length=200, verbose_name="tệp")),
                    ("paper_name", models.CharField(blank=True, max_length=200, verbose_name="tên tệp đã nộp")),
                    ("paper_sha256", models.CharField(blank=True, max_length=64, verbose_name="dấu băm của tệp")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("screening", "báo cáo đánh giá của xã"),
                                ("team", "báo cáo của tổ tư vấn"),
                                ("notice", "thông báo kết quả"),
                            ],
                            max_length=20,
                            verbose_name="loại",
                        ),
                    ),
                    ("number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu")),
                    ("dated_on", models.DateField(verbose_name="ngày")),
                    ("body", models.TextField(blank=True, verbose_name="nội dung")),
                    ("conclusion", models.TextField(blank=True, verbose_name="kết luận, đề nghị")),
                    ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi lúc")),
                    (
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi",
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reports",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "báo cáo, thông báo",
                    "verbose_name_plural": "báo cáo, thông báo",
                    "ordering": ["entry", "pk"],
                },
            ),
            migrations.CreateModel(
                name="Ask",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("asked_on", models.DateField(verbose_name="ngày yêu cầu")),
                    ("due_on", models.DateField(blank=True, null=True, verbose_name="bổ sung chậm nhất ngày")),
                    ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi lúc")),
                    (
                        "asked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người yêu cầu",
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="asks",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "yêu cầu bổ sung",
                    "verbose_name_plural": "yêu cầu bổ sung",
                    "ordering": ["entry", "pk"],
                },
            ),
            migrations.CreateModel(
                name="AskItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("paper", models.CharField(blank=True, max_length=200, verbose_name="tệp")),
                    ("paper_name", models.CharField(blank=True, max_length=200, verbose_name="tên tệp đã nộp")),
                    ("paper_sha256", models.CharField(blank=True, max_length=64, verbose_name="dấu băm của tệp")),
                    (
                        "position",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MinValueValidator(1)], verbose_name="thứ tự"
                        ),
                    ),
                    ("what", models.CharField(max_length=500, verbose_name="còn thiếu")),
                    ("answer", models.TextField(blank=True, verbose_name="trả lời")),
                    ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                    ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="ghi lúc")),
                    (
                        "answered_by",
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
                        "ask",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="items",
                            to="evaluations.ask",
                            verbose_name="yêu cầu",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "mục cần bổ sung",
                    "verbose_name_plural": "mục cần bổ sung",
                    "ordering": ["ask", "position"],
                    "constraints": [models.UniqueConstraint(fields=("ask", "position"), name="ask_item_once")],
                },
            ),
            migrations.CreateModel(
                name="AdvisoryTeam",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=200, verbose_name="tên tổ")),
                    ("founded_by", models.CharField(blank=True, max_length=200, verbose_name="quyết định thành lập")),
                    ("founded_on", models.DateField(verbose_name="thành lập ngày")),
                    ("ended_on", models.DateField(blank=True, null=True, verbose_name="thôi hoạt động từ ngày")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    (
                        "place",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="advisory_teams",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "tổ tư vấn",
                    "verbose_name_plural": "tổ tư vấn",
                    "ordering": ["-founded_on", "-pk"],
                },
            ),
            migrations.CreateModel(
                name="AdvisoryTeamEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("name", models.CharField(max_length=200, verbose_name="tên tổ")),
                    ("founded_by", models.CharField(blank=True, max_length=200, verbose_name="quyết định thành lập")),
                    ("founded_on", models.DateField(verbose_name="thành lập ngày")),
                    ("ended_on", models.DateField(blank=True, null=True, verbose_name="thôi hoạt động từ ngày")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
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
                            to="evaluations.advisoryteam",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="TeamMember",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                    ("unit", models.CharField(blank=True, max_length=200, verbose_name="cơ quan, đơn vị")),
                    ("position", models.PositiveSmallIntegerField(default=1, verbose_name="thứ tự")),
                    ("left_on", models.DateField(blank=True, null=True, verbose_name="thôi tham gia từ ngày")),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="members",
                            to="evaluations.advisoryteam",
                            verbose_name="tổ tư vấn",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="team_seats",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="tài khoản",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "thành viên tổ tư vấn",
                    "verbose_name_plural": "thành viên tổ tư vấn",
                    "ordering": ["team", "position", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("left_on__isnull", True), ("user__isnull", False)),
                            fields=("team", "user"),
                            name="team_member_sits_once",
                            violation_error_message="Người này đã là thành viên của tổ.",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="TeamMemberEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                    ("unit", models.CharField(blank=True, max_length=200, verbose_name="cơ quan, đơn vị")),
                    ("position", models.PositiveSmallIntegerField(default=1, verbose_name="thứ tự")),
                    ("left_on", models.DateField(blank=True, null=True, verbose_name="thôi tham gia từ ngày")),
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
                            to="evaluations.teammember",
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.advisoryteam",
                            verbose_name="tổ tư vấn",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="tài khoản",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Probe",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("paper", models.CharField(blank=True, max_length=200, verbose_name="tệp")),
                    ("paper_name", models.CharField(blank=True, max_length=200, verbose_name="tên tệp đã nộp")),
                    ("paper_sha256", models.CharField(blank=True, max_length=64, verbose_name="dấu băm của tệp")),
                    (
                        "kind",
                        models.CharField(
                            choices=[("survey", "khảo sát thực tế"), ("test", "kiểm nghiệm")],
                            max_length=10,
                            verbose_name="loại",
                        ),
                    ),
                    ("what", models.CharField(max_length=500, verbose_name="nội dung")),
                    ("of_whom", models.CharField(max_length=200, verbose_name="nơi thực hiện")),
                    ("due_on", models.DateField(blank=True, null=True, verbose_name="cần có kết quả chậm nhất ngày")),
                    ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="đề nghị lúc")),
                    ("result", models.TextField(blank=True, verbose_name="kết quả")),
                    ("done_on", models.DateField(blank=True, null=True, verbose_name="ngày có kết quả")),
                    ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="ghi lúc")),
                    (
                        "asked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người đề nghị",
                        ),
                    ),
                    (
                        "done_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi kết quả",
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="probes",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "khảo sát, kiểm nghiệm",
                    "verbose_name_plural": "khảo sát, kiểm nghiệm",
                    "ordering": ["entry", "pk"],
                },
            ),
            migrations.CreateModel(
                name="Samples",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("count", models.PositiveSmallIntegerField(verbose_name="số mẫu")),
                    ("received_on", models.DateField(verbose_name="ngày nhận")),
                    ("noted_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi lúc")),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="samples",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                    (
                        "noted_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người nhận",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "sản phẩm mẫu",
                    "verbose_name_plural": "sản phẩm mẫu",
                    "ordering": ["entry", "pk"],
                },
            ),
            migrations.CreateModel(
                name="ChecklistItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.SlugField(max_length=40, verbose_name="mã")),
                    ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                    ("label", models.CharField(max_length=200, verbose_name="tên gọi")),
                    ("hint", models.CharField(blank=True, max_length=300, verbose_name="cần thấy gì")),
                    ("article", models.CharField(max_length=200, verbose_name="căn cứ")),
                    (
                        "need",
                        models.CharField(
                            choices=[("always", "bắt buộc"), ("star", "cần cho hạng sao"), ("helpful", "nếu có")],
                            max_length=10,
                            verbose_name="mức cần",
                        ),
                    ),
                    (
                        "star",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(3),
                                django.core.validators.MaxValueValidator(5),
                            ],
                            verbose_name="từ hạng",
                        ),
                    ),
                    (
                        "kinds",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("first", "lần đầu"),
                                    ("upgrade", "nâng hạng"),
                                    ("re_rating", "đánh giá lại"),
                                ],
                                max_length=10,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="lần đánh giá",
                        ),
                    ),
                    (
                        "forms",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
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
                            ),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="loại hình chủ thể",
                        ),
                    ),
                    (
                        "categories",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.SlugField(max_length=100),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="chỉ cho nhóm sản phẩm",
                        ),
                    ),
                    (
                        "not_for",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.SlugField(max_length=100),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="trừ nhóm sản phẩm",
                        ),
                    ),
                    ("has_dates", models.BooleanField(default=False, verbose_name="có ngày cấp, thời hạn")),
                    (
                        "is_of_producer",
                        models.BooleanField(default=False, verbose_name="dùng chung cho các hồ sơ của chủ thể"),
                    ),
                    ("is_current", models.BooleanField(default=True, verbose_name="đang dùng")),
                    (
                        "regime",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="checklist",
                            to="products.regime",
                            verbose_name="bộ quy định",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "mục kiểm tra hồ sơ",
                    "verbose_name_plural": "mục kiểm tra hồ sơ",
                    "ordering": ["regime", "position"],
                    "constraints": [
                        models.UniqueConstraint(fields=("regime", "code"), name="checklist_code_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("need", "star"), ("star__isnull", False)),
                                models.Q(models.Q(("need", "star"), _negated=True), ("star__isnull", True)),
                                _connector="OR",
                            ),
                            name="checklist_star_is_said",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Paper",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=200, verbose_name="tên giấy tờ")),
                    ("number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu")),
                    ("issued_by", models.CharField(blank=True, max_length=200, verbose_name="nơi cấp")),
                    ("issued_on", models.DateField(blank=True, null=True, verbose_name="ngày cấp")),
                    ("expires_on", models.DateField(blank=True, null=True, verbose_name="có hiệu lực đến hết ngày")),
                    ("kind", models.SlugField(max_length=40, verbose_name="loại giấy tờ")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    (
                        "producer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="papers",
                            to="producers.producer",
                            verbose_name="chủ thể",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "giấy tờ",
                    "verbose_name_plural": "giấy tờ",
                    "ordering": ["producer", "kind", "-pk"],
                    "indexes": [models.Index(fields=["expires_on"], name="paper_expires")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("issued_on__isnull", True),
                                ("expires_on__isnull", True),
                                ("expires_on__gte", models.F("issued_on")),
                                _connector="OR",
                            ),
                            name="paper_expires_later",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PaperEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("name", models.CharField(max_length=200, verbose_name="tên giấy tờ")),
                    ("number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu")),
                    ("issued_by", models.CharField(blank=True, max_length=200, verbose_name="nơi cấp")),
                    ("issued_on", models.DateField(blank=True, null=True, verbose_name="ngày cấp")),
                    ("expires_on", models.DateField(blank=True, null=True, verbose_name="có hiệu lực đến hết ngày")),
                    ("kind", models.SlugField(db_index=False, max_length=40, verbose_name="loại giấy tờ")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
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
                            to="evaluations.paper",
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
                name="PaperVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField(verbose_name="bản")),
                    ("file", models.CharField(max_length=200, verbose_name="tệp")),
                    ("file_name", models.CharField(max_length=255, verbose_name="tên tệp")),
                    ("content_type", models.CharField(max_length=40, verbose_name="loại tệp")),
                    ("size", models.PositiveIntegerField(verbose_name="số byte")),
                    ("sha256", models.CharField(max_length=64, verbose_name="dấu băm")),
                    (
                        "original_sha256",
                        models.CharField(blank=True, max_length=64, verbose_name="dấu băm của tệp đã nộp"),
                    ),
                    ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="nhận lúc")),
                    ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="xóa tệp lúc")),
                    ("erased_why", models.CharField(blank=True, max_length=500, verbose_name="vì sao xóa tệp")),
                    (
                        "added_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người nhận",
                        ),
                    ),
                    (
                        "erased_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người xóa tệp",
                        ),
                    ),
                    (
                        "paper",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="versions",
                            to="evaluations.paper",
                            verbose_name="giấy tờ",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "bản của giấy tờ",
                    "verbose_name_plural": "bản của giấy tờ",
                    "ordering": ["paper", "-number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("paper", "number"), name="paper_version_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("erased_at__isnull", True),
                                    ("erased_by__isnull", True),
                                    ("erased_why", ""),
                                    models.Q(("file", ""), _negated=True),
                                ),
                                models.Q(
                                    ("content_type", ""),
                                    ("erased_at__isnull", False),
                                    ("file", ""),
                                    ("file_name", ""),
                                    ("original_sha256", ""),
                                    ("sha256", ""),
                                    ("size", 0),
                                    models.Q(("erased_why", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="paper_version_there_or_erased",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DossierPaper",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                    (
                        "criteria",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=12),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="chứng minh cho tiêu chí",
                        ),
                    ),
                    ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi lúc")),
                    (
                        "added_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi",
                        ),
                    ),
                    (
                        "dossier",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="papers",
                            to="evaluations.dossier",
                            verbose_name="hồ sơ",
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="uses",
                            to="evaluations.checklistitem",
                            verbose_name="mục",
                        ),
                    ),
                    (
                        "paper",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="uses",
                            to="evaluations.paper",
                            verbose_name="giấy tờ",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "giấy tờ của hồ sơ",
                    "verbose_name_plural": "giấy tờ của hồ sơ",
                    "ordering": ["dossier", "item__position", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("dossier", "item", "paper"), name="dossier_paper_once", nulls_distinct=False
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="DossierPaperEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                    (
                        "criteria",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=12),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="chứng minh cho tiêu chí",
                        ),
                    ),
                    ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi lúc")),
                    (
                        "added_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ghi",
                        ),
                    ),
                    (
                        "dossier",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.dossier",
                            verbose_name="hồ sơ",
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.checklistitem",
                            verbose_name="mục",
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
                            to="evaluations.dossierpaper",
                        ),
                    ),
                    (
                        "paper",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.paper",
                            verbose_name="giấy tờ",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="HandedPaper",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=200, verbose_name="tên giấy tờ")),
                    ("number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu")),
                    ("issued_by", models.CharField(blank=True, max_length=200, verbose_name="nơi cấp")),
                    ("issued_on", models.DateField(blank=True, null=True, verbose_name="ngày cấp")),
                    ("expires_on", models.DateField(blank=True, null=True, verbose_name="có hiệu lực đến hết ngày")),
                    ("why", models.CharField(blank=True, max_length=500, verbose_name="vì sao giao lại")),
                    ("handed_at", models.DateTimeField(auto_now_add=True, verbose_name="giao lúc")),
                    (
                        "handed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người giao",
                        ),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluations.paperversion",
                            verbose_name="bản",
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="handed",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "giấy tờ đã giao thành viên",
                    "verbose_name_plural": "giấy tờ đã giao thành viên",
                    "ordering": ["entry", "pk"],
                },
            ),
            migrations.CreateModel(
                name="DecisionDraft",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                            default="recognise",
                            max_length=20,
                            verbose_name="loại",
                        ),
                    ),
                    ("number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu")),
                    ("signed_on", models.DateField(blank=True, null=True, verbose_name="ngày ký")),
                    ("issuing_body", models.CharField(max_length=200, verbose_name="cơ quan ban hành")),
                    ("signer", models.CharField(blank=True, max_length=150, verbose_name="người ký")),
                    ("title", models.CharField(blank=True, max_length=300, verbose_name="trích yếu")),
                    ("reason", models.TextField(blank=True, verbose_name="lý do, căn cứ")),
                    ("paper", models.CharField(blank=True, max_length=200, verbose_name="bản quét")),
                    ("paper_name", models.CharField(blank=True, max_length=200, verbose_name="tên tệp đã nộp")),
                    ("paper_sha256", models.CharField(blank=True, max_length=64, verbose_name="dấu băm bản quét")),
                    (
                        "status",
                        models.CharField(
                            choices=[("draft", "đang soạn"), ("published", "đã công bố"), ("discarded", "đã bỏ")],
                            default="draft",
                            max_length=20,
                            verbose_name="trạng thái",
                        ),
                    ),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                    (
                        "annuls",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="products.decision",
                            verbose_name="hủy bỏ quyết định",
                        ),
                    ),
                    (
                        "created_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="drafts",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người soạn",
                        ),
                    ),
                    (
                        "decision",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="draft",
                            to="products.decision",
                            verbose_name="đã thành",
                        ),
                    ),
                    (
                        "level",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="drafts",
                            to="products.level",
                            verbose_name="cấp và quy định",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="drafts",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                    (
                        "revokes",
                        models.ManyToManyField(
                            blank=True, related_name="+", to="products.recognition", verbose_name="thu hồi"
                        ),
                    ),
                    (
                        "round",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="drafts",
                            to="evaluations.round",
                            verbose_name="đợt",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "dự thảo quyết định",
                    "verbose_name_plural": "dự thảo quyết định",
                    "ordering": ["-updated_at"],
                },
            ),
            migrations.CreateModel(
                name="DecisionDraftEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
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
                            default="recognise",
                            max_length=20,
                            verbose_name="loại",
                        ),
                    ),
                    ("number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu")),
                    ("signed_on", models.DateField(blank=True, null=True, verbose_name="ngày ký")),
                    ("issuing_body", models.CharField(max_length=200, verbose_name="cơ quan ban hành")),
                    ("signer", models.CharField(blank=True, max_length=150, verbose_name="người ký")),
                    ("title", models.CharField(blank=True, max_length=300, verbose_name="trích yếu")),
                    ("reason", models.TextField(blank=True, verbose_name="lý do, căn cứ")),
                    ("paper", models.CharField(blank=True, max_length=200, verbose_name="bản quét")),
                    ("paper_name", models.CharField(blank=True, max_length=200, verbose_name="tên tệp đã nộp")),
                    ("paper_sha256", models.CharField(blank=True, max_length=64, verbose_name="dấu băm bản quét")),
                    (
                        "status",
                        models.CharField(
                            choices=[("draft", "đang soạn"), ("published", "đã công bố"), ("discarded", "đã bỏ")],
                            default="draft",
                            max_length=20,
                            verbose_name="trạng thái",
                        ),
                    ),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
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
                            verbose_name="hủy bỏ quyết định",
                        ),
                    ),
                    (
                        "created_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người soạn",
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
                            verbose_name="đã thành",
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
                            verbose_name="cấp và quy định",
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
                            to="evaluations.decisiondraft",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                    (
                        "round",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.round",
                            verbose_name="đợt",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="PaperResult",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
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
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("3", "3 sao"),
                                ("4", "4 sao"),
                                ("5", "5 sao"),
                                ("tiem-nang", "tiềm năng 5 sao"),
                                ("none", "không công nhận"),
                            ],
                            max_length=10,
                            verbose_name="kết quả",
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                    (
                        "corrects",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="products.recognition",
                            verbose_name="đính chính",
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="results",
                            to="products.decision",
                            verbose_name="quyết định",
                        ),
                    ),
                    (
                        "draft",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="results",
                            to="evaluations.decisiondraft",
                            verbose_name="dự thảo quyết định",
                        ),
                    ),
                    (
                        "product",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="results",
                            to="products.product",
                            verbose_name="sản phẩm",
                        ),
                    ),
                    (
                        "updated_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người sửa",
                        ),
                    ),
                    (
                        "round",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="results",
                            to="evaluations.round",
                            verbose_name="đợt",
                        ),
                    ),
                    (
                        "entry",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="row",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "kết quả nhập từ giấy",
                    "verbose_name_plural": "kết quả nhập từ giấy",
                    "ordering": ["position", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("round", "product"), name="result_product_once_in_round"),
                        models.UniqueConstraint(
                            condition=models.Q(("round__isnull", True)),
                            fields=("draft", "product"),
                            name="result_product_once_in_draft",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("round__isnull", False),
                                ("draft__isnull", False),
                                ("decision__isnull", False),
                                _connector="OR",
                            ),
                            name="result_has_a_home",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("score__isnull", True), ("score__range", (0, 100)), _connector="OR"),
                            name="result_score",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PaperResultEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("position", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
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
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("3", "3 sao"),
                                ("4", "4 sao"),
                                ("5", "5 sao"),
                                ("tiem-nang", "tiềm năng 5 sao"),
                                ("none", "không công nhận"),
                            ],
                            max_length=10,
                            verbose_name="kết quả",
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                    (
                        "corrects",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="products.recognition",
                            verbose_name="đính chính",
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
                        "draft",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.decisiondraft",
                            verbose_name="dự thảo quyết định",
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
                            to="evaluations.paperresult",
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
                        "updated_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người sửa",
                        ),
                    ),
                    (
                        "round",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.round",
                            verbose_name="đợt",
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Result",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("total_sum", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="cộng điểm")),
                    ("member_count", models.PositiveSmallIntegerField(verbose_name="số phiếu")),
                    ("shown", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="điểm")),
                    (
                        "points_a",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="phần A"
                        ),
                    ),
                    (
                        "points_b",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="phần B"
                        ),
                    ),
                    (
                        "points_c",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="phần C"
                        ),
                    ),
                    ("band_stars", models.PositiveSmallIntegerField(verbose_name="hạng theo điểm")),
                    ("stars", models.PositiveSmallIntegerField(verbose_name="hạng theo điểm và yêu cầu tối thiểu")),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("3", "3 sao"),
                                ("4", "4 sao"),
                                ("5", "5 sao"),
                                ("tiem-nang", "tiềm năng 5 sao"),
                                ("none", "không công nhận"),
                            ],
                            max_length=10,
                            verbose_name="kết quả",
                        ),
                    ),
                    ("reason", models.TextField(verbose_name="vì sao")),
                    ("warnings", models.JSONField(blank=True, default=list, verbose_name="lưu ý")),
                    ("judged_by", models.JSONField(verbose_name="căn cứ tính")),
                    ("paper", models.CharField(blank=True, max_length=200, verbose_name="văn bản")),
                    ("paper_on", models.DateField(blank=True, null=True, verbose_name="ngày văn bản")),
                    ("frozen_at", models.DateTimeField(auto_now_add=True, verbose_name="chốt lúc")),
                    (
                        "frozen_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người chốt",
                        ),
                    ),
                    (
                        "entry",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="result",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "kết quả",
                    "verbose_name_plural": "kết quả",
                    "ordering": ["entry"],
                },
            ),
            migrations.CreateModel(
                name="ScoreSheet",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("pass_number", models.PositiveSmallIntegerField(default=1, verbose_name="lượt chấm")),
                    ("version", models.PositiveSmallIntegerField(default=1, verbose_name="bản")),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("open", "đang chấm"),
                                ("signed", "đã ký"),
                                ("replaced", "đã mở lại"),
                                ("set_aside", "không tính"),
                            ],
                            default="open",
                            max_length=20,
                            verbose_name="trạng thái",
                        ),
                    ),
                    ("comment", models.TextField(blank=True, verbose_name="nhận xét")),
                    ("comment_revision", models.PositiveIntegerField(default=0)),
                    (
                        "total",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="tổng điểm"
                        ),
                    ),
                    ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="ký lúc")),
                    ("on_paper", models.BooleanField(default=False, verbose_name="nhập từ phiếu giấy")),
                    ("scan", models.CharField(blank=True, max_length=200, verbose_name="bản quét")),
                    ("scan_sha256", models.CharField(blank=True, max_length=64, verbose_name="dấu băm bản quét")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sheets",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                    (
                        "member",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sheets",
                            to="evaluations.councilmember",
                            verbose_name="thành viên",
                        ),
                    ),
                    (
                        "signed_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ký",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "phiếu chấm",
                    "verbose_name_plural": "phiếu chấm",
                    "ordering": ["entry", "member", "pass_number", "version"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("entry", "member", "pass_number", "version"), name="sheet_version_once"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("status__in", ["open", "signed"])),
                            fields=("entry", "member", "pass_number"),
                            name="sheet_one_counts",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("signed_at__isnull", True), ("status", "open")),
                                models.Q(("status__in", ["open", "signed"]), _negated=True),
                                models.Q(("signed_at__isnull", False), ("status", "signed"), ("total__isnull", False)),
                                _connector="OR",
                            ),
                            name="sheet_signed_whole",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScoreSheetEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("pass_number", models.PositiveSmallIntegerField(default=1, verbose_name="lượt chấm")),
                    ("version", models.PositiveSmallIntegerField(default=1, verbose_name="bản")),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("open", "đang chấm"),
                                ("signed", "đã ký"),
                                ("replaced", "đã mở lại"),
                                ("set_aside", "không tính"),
                            ],
                            default="open",
                            max_length=20,
                            verbose_name="trạng thái",
                        ),
                    ),
                    ("comment", models.TextField(blank=True, verbose_name="nhận xét")),
                    ("comment_revision", models.PositiveIntegerField(default=0)),
                    (
                        "total",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="tổng điểm"
                        ),
                    ),
                    ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="ký lúc")),
                    ("on_paper", models.BooleanField(default=False, verbose_name="nhập từ phiếu giấy")),
                    ("scan", models.CharField(blank=True, max_length=200, verbose_name="bản quét")),
                    ("scan_sha256", models.CharField(blank=True, max_length=64, verbose_name="dấu băm bản quét")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    (
                        "entry",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                    (
                        "member",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.councilmember",
                            verbose_name="thành viên",
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
                            to="evaluations.scoresheet",
                        ),
                    ),
                    (
                        "signed_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người ký",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ScoreLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "points",
                        models.DecimalField(
                            blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm"
                        ),
                    ),
                    ("knocked_out", models.BooleanField(default=False, verbose_name="đề nghị loại")),
                    ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
                    ("revision", models.PositiveIntegerField(default=1)),
                    ("saved_at", models.DateTimeField(auto_now=True, verbose_name="lưu lúc")),
                    (
                        "criterion",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluations.criterionnode",
                            verbose_name="tiêu chí",
                        ),
                    ),
                    (
                        "option",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluations.option",
                            verbose_name="phương án",
                        ),
                    ),
                    (
                        "sheet",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="lines",
                            to="evaluations.scoresheet",
                            verbose_name="phiếu",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "dòng chấm",
                    "verbose_name_plural": "dòng chấm",
                    "ordering": ["sheet", "criterion"],
                    "constraints": [
                        models.UniqueConstraint(fields=("sheet", "criterion"), name="line_once"),
                        models.CheckConstraint(
                            condition=models.Q(("option__isnull", True), ("points__isnull", False), _connector="OR"),
                            name="line_has_points",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AgreedLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("knocked_out", models.BooleanField(default=False, verbose_name="bị loại")),
                    ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
                    (
                        "criterion",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluations.criterionnode",
                            verbose_name="tiêu chí",
                        ),
                    ),
                    (
                        "option",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluations.option",
                            verbose_name="phương án thống nhất",
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="agreed",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "phương án thống nhất",
                    "verbose_name_plural": "phương án thống nhất",
                    "ordering": ["entry", "criterion"],
                    "constraints": [models.UniqueConstraint(fields=("entry", "criterion"), name="agreed_once")],
                },
            ),
            migrations.CreateModel(
                name="AgreedLineEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("knocked_out", models.BooleanField(default=False, verbose_name="bị loại")),
                    ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
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
                            to="evaluations.agreedline",
                        ),
                    ),
                    (
                        "criterion",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.criterionnode",
                            verbose_name="tiêu chí",
                        ),
                    ),
                    (
                        "option",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.option",
                            verbose_name="phương án thống nhất",
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="evaluations.roundentry",
                            verbose_name="lượt đánh giá",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="criteriaset",
                trigger=pgtrigger.compiler.Trigger(
                    name="frozen_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."has_gates" IS DISTINCT FROM (NEW."has_gates") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."in_use_since" IS DISTINCT FROM (NEW."in_use_since") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."regime_id" IS DISTINCT FROM (NEW."regime_id") OR OLD."samples" IS DISTINCT FROM (NEW."samples") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                        func="\n    IF (SELECT OLD.in_use_since) IS NOT NULL THEN\n        RAISE EXCEPTION 'criteria: the set is in use' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n",
                        hash="a606fe4006182b36119688e43ccd4fde21e9fdfb",
                        operation="UPDATE",
                        pgid="pgtrigger_frozen_update_05ce3",
                        table="evaluations_criteriaset",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="criteriaset",
                trigger=pgtrigger.compiler.Trigger(
                    name="frozen_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF (SELECT OLD.in_use_since) IS NOT NULL THEN\n        RAISE EXCEPTION 'criteria: the set is in use' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN OLD;\n",
                        hash="7639f9535a8e4844b9d999c16e717d06ca79eac8",
                        operation="DELETE",
                        pgid="pgtrigger_frozen_delete_0f3df",
                        table="evaluations_criteriaset",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="criteriaset",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_criteriasetevent" ("code", "has_gates", "id", "in_use_since", "knock_out", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime_id", "remarks", "samples", "source", "version", "wording") VALUES (NEW."code", NEW."has_gates", NEW."id", NEW."in_use_since", NEW."knock_out", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."regime_id", NEW."remarks", NEW."samples", NEW."source", NEW."version", NEW."wording"); RETURN NULL;',
                        hash="ee0be039a96cdf57b1f0361aa9050d963a3d7e1b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_34f59",
                        table="evaluations_criteriaset",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="criteriaset",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_criteriasetevent" ("code", "has_gates", "id", "in_use_since", "knock_out", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime_id", "remarks", "samples", "source", "version", "wording") VALUES (NEW."code", NEW."has_gates", NEW."id", NEW."in_use_since", NEW."knock_out", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."regime_id", NEW."remarks", NEW."samples", NEW."source", NEW."version", NEW."wording"); RETURN NULL;',
                        hash="d0ccbb99a77ffe81e16b3c4172afecc55e871fc2",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_fe28a",
                        table="evaluations_criteriaset",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="criteriasetevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="8262860438301532deb50eca1f38c6bffab09b9e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_acc6b",
                        table="evaluations_criteriasetevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="criterionnode",
                trigger=pgtrigger.compiler.Trigger(
                    name="frozen_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF (SELECT in_use_since FROM evaluations_criteriaset WHERE id = NEW.criteria_set_id) IS NOT NULL THEN\n        RAISE EXCEPTION 'criteria: the set is in use' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n",
                        hash="c50d0270b24ad795ef0a6912b1922352f0512cff",
                        operation="INSERT",
                        pgid="pgtrigger_frozen_insert_a190f",
                        table="evaluations_criterionnode",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="criterionnode",
                trigger=pgtrigger.compiler.Trigger(
                    name="frozen_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."criteria_set_id" IS DISTINCT FROM (NEW."criteria_set_id") OR OLD."depth" IS DISTINCT FROM (NEW."depth") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_criterion" IS DISTINCT FROM (NEW."is_criterion") OR OLD."knock_out" IS DISTINCT FROM (NEW."knock_out") OR OLD."max_points" IS DISTINCT FROM (NEW."max_points") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."part" IS DISTINCT FROM (NEW."part") OR OLD."position" IS DISTINCT FROM (NEW."position"))',
                        func="\n    IF (SELECT in_use_since FROM evaluations_criteriaset WHERE id = NEW.criteria_set_id) IS NOT NULL THEN\n        RAISE EXCEPTION 'criteria: the set is in use' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n",
                        hash="6a2c215615fbce9ad7b9a8f0780eb411d39f3965",
                        operation="UPDATE",
                        pgid="pgtrigger_frozen_update_e4583",
                        table="evaluations_criterionnode",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="criterionnode",
                trigger=pgtrigger.compiler.Trigger(
                    name="frozen_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF (SELECT in_use_since FROM evaluations_criteriaset WHERE id = OLD.criteria_set_id) IS NOT NULL THEN\n        RAISE EXCEPTION 'criteria: the set is in use' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN OLD;\n",
                        hash="165f64ab46259bb1bd6ef2bccb423a9eeccd72dd",
                        operation="DELETE",
                        pgid="pgtrigger_frozen_delete_83641",
                        table="evaluations_criterionnode",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="option",
                trigger=pgtrigger.compiler.Trigger(
                    name="frozen_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF (SELECT s.in_use_since FROM evaluations_criteriaset s JOIN evaluations_criterionnode n ON n.criteria_set_id = s.id WHERE n.id = NEW.criterion_id) IS NOT NULL THEN\n        RAISE EXCEPTION 'criteria: the set is in use' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n",
                        hash="3192b0af051114ac6fffc9af687bfe88d1b4ef00",
                        operation="INSERT",
                        pgid="pgtrigger_frozen_insert_8799c",
                        table="evaluations_option",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="option",
                trigger=pgtrigger.compiler.Trigger(
                    name="frozen_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."case" IS DISTINCT FROM (NEW."case") OR OLD."criterion_id" IS DISTINCT FROM (NEW."criterion_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_failure" IS DISTINCT FROM (NEW."is_failure") OR OLD."min_star" IS DISTINCT FROM (NEW."min_star") OR OLD."points" IS DISTINCT FROM (NEW."points") OR OLD."position" IS DISTINCT FROM (NEW."position"))',
                        func="\n    IF (SELECT s.in_use_since FROM evaluations_criteriaset s JOIN evaluations_criterionnode n ON n.criteria_set_id = s.id WHERE n.id = NEW.criterion_id) IS NOT NULL THEN\n        RAISE EXCEPTION 'criteria: the set is in use' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n",
                        hash="246ee5b37452c4a2e62c36f0742a4cc42dcac64c",
                        operation="UPDATE",
                        pgid="pgtrigger_frozen_update_32725",
                        table="evaluations_option",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="option",
                trigger=pgtrigger.compiler.Trigger(
                    name="frozen_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF (SELECT s.in_use_since FROM evaluations_criteriaset s JOIN evaluations_criterionnode n ON n.criteria_set_id = s.id WHERE n.id = OLD.criterion_id) IS NOT NULL THEN\n        RAISE EXCEPTION 'criteria: the set is in use' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN OLD;\n",
                        hash="487983716f3712995ee94813d738ff5976706ea2",
                        operation="DELETE",
                        pgid="pgtrigger_frozen_delete_fcad1",
                        table="evaluations_option",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="council",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_councilevent" ("allows_extra_rounds", "allows_writing", "created_at", "days_before", "days_in_writing", "founded_by", "founded_on", "id", "name", "passes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "quorum_percent", "regulation", "reveal", "spread_limit") VALUES (NEW."allows_extra_rounds", NEW."allows_writing", NEW."created_at", NEW."days_before", NEW."days_in_writing", NEW."founded_by", NEW."founded_on", NEW."id", NEW."name", NEW."passes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."quorum_percent", NEW."regulation", NEW."reveal", NEW."spread_limit"); RETURN NULL;',
                        hash="37978462ccc923bd4a48af3fdd6c7a81086ff5c9",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_827c9",
                        table="evaluations_council",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="council",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_councilevent" ("allows_extra_rounds", "allows_writing", "created_at", "days_before", "days_in_writing", "founded_by", "founded_on", "id", "name", "passes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "quorum_percent", "regulation", "reveal", "spread_limit") VALUES (NEW."allows_extra_rounds", NEW."allows_writing", NEW."created_at", NEW."days_before", NEW."days_in_writing", NEW."founded_by", NEW."founded_on", NEW."id", NEW."name", NEW."passes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."quorum_percent", NEW."regulation", NEW."reveal", NEW."spread_limit"); RETURN NULL;',
                        hash="4af282ad6ca4348c18037ceed97e578c87ea84b7",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_d0fb0",
                        table="evaluations_council",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="councilevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="92854eef339f57c87f34013de5d22c3f63062e6f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_25df2",
                        table="evaluations_councilevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="councilmember",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_councilmemberevent" ("address", "council_id", "full_name", "id", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "role", "scores", "tax_code", "unit", "user_id") VALUES (NEW."address", NEW."council_id", NEW."full_name", NEW."id", NEW."left_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."position", NEW."role", NEW."scores", NEW."tax_code", NEW."unit", NEW."user_id"); RETURN NULL;',
                        hash="ca2fa731943f4922d6e283ac88ebbb5f00adff6b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e1420",
                        table="evaluations_councilmember",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="councilmember",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_councilmemberevent" ("address", "council_id", "full_name", "id", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "role", "scores", "tax_code", "unit", "user_id") VALUES (NEW."address", NEW."council_id", NEW."full_name", NEW."id", NEW."left_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."position", NEW."role", NEW."scores", NEW."tax_code", NEW."unit", NEW."user_id"); RETURN NULL;',
                        hash="f67e4bbddce7090ecdd8a50a7e496bd661737d4f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f38f1",
                        table="evaluations_councilmember",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="councilmemberevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="fd9b1b77590b44524ac7e930670186f99d0122b7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_79b1a",
                        table="evaluations_councilmemberevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="round",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_roundevent" ("council_id", "created_at", "delegated_on", "delegated_to_id", "delegation_paper", "ends_before", "files_before", "id", "is_extra", "level_id", "meets_on", "note", "opened_on", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "status", "way", "year") VALUES (NEW."council_id", NEW."created_at", NEW."delegated_on", NEW."delegated_to_id", NEW."delegation_paper", NEW."ends_before", NEW."files_before", NEW."id", NEW."is_extra", NEW."level_id", NEW."meets_on", NEW."note", NEW."opened_on", NEW."ordinal", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."status", NEW."way", NEW."year"); RETURN NULL;',
                        hash="fed7ac87dbccbaa5029e90876e6ec0205b877c09",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2230a",
                        table="evaluations_round",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="round",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_roundevent" ("council_id", "created_at", "delegated_on", "delegated_to_id", "delegation_paper", "ends_before", "files_before", "id", "is_extra", "level_id", "meets_on", "note", "opened_on", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "status", "way", "year") VALUES (NEW."council_id", NEW."created_at", NEW."delegated_on", NEW."delegated_to_id", NEW."delegation_paper", NEW."ends_before", NEW."files_before", NEW."id", NEW."is_extra", NEW."level_id", NEW."meets_on", NEW."note", NEW."opened_on", NEW."ordinal", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."status", NEW."way", NEW."year"); RETURN NULL;',
                        hash="842f0720bb26e5caff2cb6b8f497bc4490e75c70",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_79e60",
                        table="evaluations_round",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="roundevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b81df9887804eb94122bb2ed33167175d8c1ff5b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_88c0a",
                        table="evaluations_roundevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dossier",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_dossierevent" ("aims_at", "created_at", "created_by_id", "criteria_set_id", "filed_on", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "product_id", "regime_id", "status") VALUES (NEW."aims_at", NEW."created_at", NEW."created_by_id", NEW."criteria_set_id", NEW."filed_on", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."product_id", NEW."regime_id", NEW."status"); RETURN NULL;',
                        hash="be5193cd90afaa990e4d0373a9ab70bcce68f06a",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2b536",
                        table="evaluations_dossier",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dossier",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_dossierevent" ("aims_at", "created_at", "created_by_id", "criteria_set_id", "filed_on", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "product_id", "regime_id", "status") VALUES (NEW."aims_at", NEW."created_at", NEW."created_by_id", NEW."criteria_set_id", NEW."filed_on", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."product_id", NEW."regime_id", NEW."status"); RETURN NULL;',
                        hash="48f07abada9515fbed314f47d4018ad91bbac235",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7dd22",
                        table="evaluations_dossier",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dossierevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="72f56648618c1d0f779ddb08215a71c151a69fcb",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2fd80",
                        table="evaluations_dossierevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="roundentry",
                trigger=pgtrigger.compiler.Trigger(
                    name="slip_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.slip_number IS NOT NULL AND (OLD.slip_year, OLD.slip_number, OLD.slip) IS DISTINCT FROM (NEW.slip_year, NEW.slip_number, NEW.slip))",
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="4ac8a026df73fdcd0afb27612026bb1ed7b5d171",
                        operation="UPDATE",
                        pgid="pgtrigger_slip_stays_753dd",
                        table="evaluations_roundentry",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="roundentry",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_roundentryevent" ("arrived_on", "attempt", "complete_on", "created_at", "discussion", "dossier_id", "excluded_for", "excused", "id", "in_writing", "level_id", "listed_on", "passes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "round_id", "sent_to_members_on", "slip", "slip_number", "slip_year", "status") VALUES (NEW."arrived_on", NEW."attempt", NEW."complete_on", NEW."created_at", NEW."discussion", NEW."dossier_id", NEW."excluded_for", NEW."excused", NEW."id", NEW."in_writing", NEW."level_id", NEW."listed_on", NEW."passes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."position", NEW."round_id", NEW."sent_to_members_on", NEW."slip", NEW."slip_number", NEW."slip_year", NEW."status"); RETURN NULL;',
                        hash="2cb89ad2e1c514bd7f7a0b41431c9a5de8648726",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_15059",
                        table="evaluations_roundentry",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="roundentry",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_roundentryevent" ("arrived_on", "attempt", "complete_on", "created_at", "discussion", "dossier_id", "excluded_for", "excused", "id", "in_writing", "level_id", "listed_on", "passes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "round_id", "sent_to_members_on", "slip", "slip_number", "slip_year", "status") VALUES (NEW."arrived_on", NEW."attempt", NEW."complete_on", NEW."created_at", NEW."discussion", NEW."dossier_id", NEW."excluded_for", NEW."excused", NEW."id", NEW."in_writing", NEW."level_id", NEW."listed_on", NEW."passes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."position", NEW."round_id", NEW."sent_to_members_on", NEW."slip", NEW."slip_number", NEW."slip_year", NEW."status"); RETURN NULL;',
                        hash="b64246433601987005188bb4ed0fd3b307948666",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_54c21",
                        table="evaluations_roundentry",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="roundentryevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b29411e061d18cfc822206c0fd5251bc3f62314e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_7cfe2",
                        table="evaluations_roundentryevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="conflict",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="157428a13cb29bff5064b7f379cb4b3c261d804b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_577d1",
                        table="evaluations_conflict",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="slipbook",
                trigger=pgtrigger.compiler.Trigger(
                    name="stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="cd1ea7ea260389a5648054590fe63250ce712b41",
                        operation="DELETE",
                        pgid="pgtrigger_stays_a6e32",
                        table="evaluations_slipbook",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="slipbook",
                trigger=pgtrigger.compiler.Trigger(
                    name="counts_up",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (NEW.last <= OLD.last)",
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="c2e6f564ae258b713dedd119dd57661af42896f1",
                        operation="UPDATE",
                        pgid="pgtrigger_counts_up_864fa",
                        table="evaluations_slipbook",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="finding",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="444565ad151e302eb8c7c0e74552b770809f261f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_e8322",
                        table="evaluations_finding",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="entryreport",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f83a6509480c819544a1f29dfa3bba742b8d147e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_76dd6",
                        table="evaluations_entryreport",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="ask",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a7b25a72353b3c35413013b39d2bc707744cebbc",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a5a35",
                        table="evaluations_ask",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="askitem",
                trigger=pgtrigger.compiler.Trigger(
                    name="stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="cbb29e656fef9eab7f6cbb0da268258175a29266",
                        operation="DELETE",
                        pgid="pgtrigger_stays_3d215",
                        table="evaluations_askitem",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="askitem",
                trigger=pgtrigger.compiler.Trigger(
                    name="answered_once",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.answered_at IS NOT NULL)",
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="6d0ab925172e281646e5e78e114a4cc93f2d8915",
                        operation="UPDATE",
                        pgid="pgtrigger_answered_once_4e946",
                        table="evaluations_askitem",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="advisoryteam",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_advisoryteamevent" ("created_at", "ended_on", "founded_by", "founded_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") VALUES (NEW."created_at", NEW."ended_on", NEW."founded_by", NEW."founded_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id"); RETURN NULL;',
                        hash="077858123e3383d05001790fdd7977b2778b03dd",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_a046c",
                        table="evaluations_advisoryteam",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="advisoryteam",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_advisoryteamevent" ("created_at", "ended_on", "founded_by", "founded_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") VALUES (NEW."created_at", NEW."ended_on", NEW."founded_by", NEW."founded_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id"); RETURN NULL;',
                        hash="0a62f36c1bad26c3f4afce3eadff2e77b7387192",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7b999",
                        table="evaluations_advisoryteam",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="advisoryteamevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="386d7117b79648284ffdf9e0be61feb0ff0bc1b8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d7f21",
                        table="evaluations_advisoryteamevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teammember",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_teammemberevent" ("full_name", "id", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "team_id", "unit", "user_id") VALUES (NEW."full_name", NEW."id", NEW."left_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."team_id", NEW."unit", NEW."user_id"); RETURN NULL;',
                        hash="29eb9daea1762f0950ecc5aa40534dda7657dfa4",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_0d85b",
                        table="evaluations_teammember",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teammember",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_teammemberevent" ("full_name", "id", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "team_id", "unit", "user_id") VALUES (NEW."full_name", NEW."id", NEW."left_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."team_id", NEW."unit", NEW."user_id"); RETURN NULL;',
                        hash="0a354762fa4c49560b39437c20502e3487f3d337",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_27e00",
                        table="evaluations_teammember",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teammemberevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1deb6fdaaec1f2dfa25528f425eb5bc38e7aff28",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0d855",
                        table="evaluations_teammemberevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="probe",
                trigger=pgtrigger.compiler.Trigger(
                    name="stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="ceea19de88e576ae4378b007d683441fc42f29eb",
                        operation="DELETE",
                        pgid="pgtrigger_stays_f5d4d",
                        table="evaluations_probe",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="probe",
                trigger=pgtrigger.compiler.Trigger(
                    name="answered_once",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.done_at IS NOT NULL)",
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="3a4e4a4ae74725f7d93c884d2884a640a77f3044",
                        operation="UPDATE",
                        pgid="pgtrigger_answered_once_07bef",
                        table="evaluations_probe",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="samples",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0e36871c7fecf286774a51dc50afc30ca37806e4",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_93dc1",
                        table="evaluations_samples",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="paper",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_paperevent" ("created_at", "expires_on", "id", "issued_by", "issued_on", "kind", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id") VALUES (NEW."created_at", NEW."expires_on", NEW."id", NEW."issued_by", NEW."issued_on", NEW."kind", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id"); RETURN NULL;',
                        hash="f8baaf7efe3a12315a2cb3c416323466023a0da9",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_50b42",
                        table="evaluations_paper",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="paper",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_paperevent" ("created_at", "expires_on", "id", "issued_by", "issued_on", "kind", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id") VALUES (NEW."created_at", NEW."expires_on", NEW."id", NEW."issued_by", NEW."issued_on", NEW."kind", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id"); RETURN NULL;',
                        hash="969089c9c5a08f8c07c498f87870cf7a9e926515",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_e1c6f",
                        table="evaluations_paper",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="paperevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="e53a06a2069de7d03292c61fbfa4bbba5459711d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_906b7",
                        table="evaluations_paperevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="paperversion",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF TG_OP = 'DELETE' THEN\n        RAISE EXCEPTION 'paper version: rows are never deleted' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    IF OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL\n        OR (OLD.id, OLD.paper_id, OLD.number, OLD.added_at, OLD.added_by_id)\n            IS DISTINCT FROM (NEW.id, NEW.paper_id, NEW.number, NEW.added_at, NEW.added_by_id) THEN\n        RAISE EXCEPTION 'paper version: a row only changes as its file is erased'\n            USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n",
                        hash="757ef6d7b6873261073432f9443d797e58fcdca9",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_dcdb9",
                        table="evaluations_paperversion",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dossierpaper",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_dossierpaperevent" ("added_at", "added_by_id", "criteria", "dossier_id", "id", "item_id", "note", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."criteria", NEW."dossier_id", NEW."id", NEW."item_id", NEW."note", NEW."paper_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="4dafbd6e46f815cc6125bbddefe34ce302d44855",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_fb64e",
                        table="evaluations_dossierpaper",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dossierpaper",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_dossierpaperevent" ("added_at", "added_by_id", "criteria", "dossier_id", "id", "item_id", "note", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."criteria", NEW."dossier_id", NEW."id", NEW."item_id", NEW."note", NEW."paper_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="b083a9bb8d3ce517cffd06c680e6fe5357854841",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_9dfb5",
                        table="evaluations_dossierpaper",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dossierpaperevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="42ae634086dde66b7e4e5290dfd06628f9112cbb",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_b1b46",
                        table="evaluations_dossierpaperevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handedpaper",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d258516a11d2d0d4781906c645a40e4074213bc8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_b1a1b",
                        table="evaluations_handedpaper",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="decisiondraft",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_decisiondraftevent" ("annuls_id", "created_at", "created_by_id", "decision_id", "id", "issuing_body", "kind", "level_id", "number", "paper", "paper_name", "paper_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "round_id", "signed_on", "signer", "status", "title", "updated_at") VALUES (NEW."annuls_id", NEW."created_at", NEW."created_by_id", NEW."decision_id", NEW."id", NEW."issuing_body", NEW."kind", NEW."level_id", NEW."number", NEW."paper", NEW."paper_name", NEW."paper_sha256", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."reason", NEW."round_id", NEW."signed_on", NEW."signer", NEW."status", NEW."title", NEW."updated_at"); RETURN NULL;',
                        hash="0ee6b7be4aedec44d26a71522d9762aec2cb274a",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2ca12",
                        table="evaluations_decisiondraft",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="decisiondraft",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_decisiondraftevent" ("annuls_id", "created_at", "created_by_id", "decision_id", "id", "issuing_body", "kind", "level_id", "number", "paper", "paper_name", "paper_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "round_id", "signed_on", "signer", "status", "title", "updated_at") VALUES (NEW."annuls_id", NEW."created_at", NEW."created_by_id", NEW."decision_id", NEW."id", NEW."issuing_body", NEW."kind", NEW."level_id", NEW."number", NEW."paper", NEW."paper_name", NEW."paper_sha256", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."reason", NEW."round_id", NEW."signed_on", NEW."signer", NEW."status", NEW."title", NEW."updated_at"); RETURN NULL;',
                        hash="f630e2cfec953f9cabc5ca8f591a1bcd53afae9c",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f5112",
                        table="evaluations_decisiondraft",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="decisiondraftevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="993338ef1a7ee9f00b7a873f588496c543d5630d",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_de908",
                        table="evaluations_decisiondraftevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="paperresult",
                trigger=pgtrigger.compiler.Trigger(
                    name="frozen_once_decided",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."decision_id" IS NOT NULL)',
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="4259352c4e11b52eab18bbe8fd1c60ed856a4a59",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_frozen_once_decided_31dfe",
                        table="evaluations_paperresult",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="paperresult",
                trigger=pgtrigger.compiler.Trigger(
                    name="says_a_frozen_result",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.entry_id IS NOT NULL AND (OLD.entry_id, OLD.round_id, OLD.kind, OLD.score, OLD.outcome) IS DISTINCT FROM (NEW.entry_id, NEW.round_id, NEW.kind, NEW.score, NEW.outcome))",
                        func="\n    IF (OLD.entry_id, OLD.round_id, OLD.score, OLD.outcome)\n        IS DISTINCT FROM (NEW.entry_id, NEW.round_id, NEW.score, NEW.outcome)\n        OR NEW.kind <> (\n            SELECT dossier.kind FROM evaluations_roundentry AS entry\n            JOIN evaluations_dossier AS dossier ON dossier.id = entry.dossier_id WHERE entry.id = NEW.entry_id\n        ) THEN\n        RAISE EXCEPTION 'result: a frozen result does not change' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n",
                        hash="27417d4062697ebdefb9990df5d1968cb4285263",
                        operation="UPDATE",
                        pgid="pgtrigger_says_a_frozen_result_e967d",
                        table="evaluations_paperresult",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="paperresult",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_paperresultevent" ("corrects_id", "decision_id", "draft_id", "entry_id", "id", "kind", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "round_id", "score", "updated_at", "updated_by_id", "version") VALUES (NEW."corrects_id", NEW."decision_id", NEW."draft_id", NEW."entry_id", NEW."id", NEW."kind", NEW."note", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."product_id", NEW."round_id", NEW."score", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;',
                        hash="ccd86819964845fc4f45f0be776652d8b7e75e91",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e6808",
                        table="evaluations_paperresult",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="paperresult",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_paperresultevent" ("corrects_id", "decision_id", "draft_id", "entry_id", "id", "kind", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "product_id", "round_id", "score", "updated_at", "updated_by_id", "version") VALUES (NEW."corrects_id", NEW."decision_id", NEW."draft_id", NEW."entry_id", NEW."id", NEW."kind", NEW."note", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."product_id", NEW."round_id", NEW."score", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;',
                        hash="d3d24cddd718694399b625cb0aeb739dd3491e3d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3509e",
                        table="evaluations_paperresult",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="paperresultevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b017eca7e844ddbfb4af2249facd03bcef7809b0",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_139d0",
                        table="evaluations_paperresultevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="result",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="2cd676e13eac5248d3b078bc562021d5d56df079",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ea538",
                        table="evaluations_result",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoresheet",
                trigger=pgtrigger.compiler.Trigger(
                    name="signed_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.status <> 'open' AND (OLD.total, OLD.signed_at, OLD.comment, OLD.entry_id, OLD.member_id, OLD.scan) IS DISTINCT FROM (NEW.total, NEW.signed_at, NEW.comment, NEW.entry_id, NEW.member_id, NEW.scan))",
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="392e69f299c3c3b65a33dddc24bf1303aa4d8ff4",
                        operation="UPDATE",
                        pgid="pgtrigger_signed_stays_f30cf",
                        table="evaluations_scoresheet",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoresheet",
                trigger=pgtrigger.compiler.Trigger(
                    name="never_deleted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                        hash="282db3d11b29749ebc85bfec60931218e6a7bf0a",
                        operation="DELETE",
                        pgid="pgtrigger_never_deleted_ace41",
                        table="evaluations_scoresheet",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoresheet",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_scoresheetevent" ("comment", "comment_revision", "created_at", "entry_id", "id", "member_id", "on_paper", "pass_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scan_sha256", "signed_at", "signed_by_id", "status", "total", "version") VALUES (NEW."comment", NEW."comment_revision", NEW."created_at", NEW."entry_id", NEW."id", NEW."member_id", NEW."on_paper", NEW."pass_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scan", NEW."scan_sha256", NEW."signed_at", NEW."signed_by_id", NEW."status", NEW."total", NEW."version"); RETURN NULL;',
                        hash="ae6ea6ddbac9f39085450f7b91e0786427ede0ca",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2d67e",
                        table="evaluations_scoresheet",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoresheet",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_scoresheetevent" ("comment", "comment_revision", "created_at", "entry_id", "id", "member_id", "on_paper", "pass_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scan_sha256", "signed_at", "signed_by_id", "status", "total", "version") VALUES (NEW."comment", NEW."comment_revision", NEW."created_at", NEW."entry_id", NEW."id", NEW."member_id", NEW."on_paper", NEW."pass_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scan", NEW."scan_sha256", NEW."signed_at", NEW."signed_by_id", NEW."status", NEW."total", NEW."version"); RETURN NULL;',
                        hash="fe6dbd503f6095bb130ec7758418c8bd010dbf7f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_6ce4f",
                        table="evaluations_scoresheet",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoresheetevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="18b4d76819e67cb048a65ba141ba386c15384c97",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3df46",
                        table="evaluations_scoresheetevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoreline",
                trigger=pgtrigger.compiler.Trigger(
                    name="sheet_open_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF (SELECT status FROM evaluations_scoresheet WHERE id = NEW.sheet_id) <> 'open' THEN\n        RAISE EXCEPTION 'sheet: signed sheets do not change' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n",
                        hash="be3d51d85add1450061d591841c31543d8cb86fc",
                        operation="INSERT",
                        pgid="pgtrigger_sheet_open_insert_26e08",
                        table="evaluations_scoreline",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoreline",
                trigger=pgtrigger.compiler.Trigger(
                    name="sheet_open_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF (SELECT status FROM evaluations_scoresheet WHERE id = NEW.sheet_id) <> 'open' THEN\n        RAISE EXCEPTION 'sheet: signed sheets do not change' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n",
                        hash="1530fd8a3c1eaf0419d92d38c23666b8e894acb0",
                        operation="UPDATE",
                        pgid="pgtrigger_sheet_open_update_a77d3",
                        table="evaluations_scoreline",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="scoreline",
                trigger=pgtrigger.compiler.Trigger(
                    name="sheet_open_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF (SELECT status FROM evaluations_scoresheet WHERE id = OLD.sheet_id) <> 'open' THEN\n        RAISE EXCEPTION 'sheet: signed sheets do not change' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN OLD;\n",
                        hash="c76b1341a9e973de7ea37bfe461d83de56ff650f",
                        operation="DELETE",
                        pgid="pgtrigger_sheet_open_delete_af98b",
                        table="evaluations_scoreline",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="agreedline",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "evaluations_agreedlineevent" ("criterion_id", "entry_id", "id", "knocked_out", "note", "option_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."criterion_id", NEW."entry_id", NEW."id", NEW."knocked_out", NEW."note", NEW."option_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="d3f18032e9ee8c09ea8bd15bafbf8f1f653b0a00",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_3be86",
                        table="evaluations_agreedline",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="agreedline",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "evaluations_agreedlineevent" ("criterion_id", "entry_id", "id", "knocked_out", "note", "option_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."criterion_id", NEW."entry_id", NEW."id", NEW."knocked_out", NEW."note", NEW."option_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="6e6e805877cdade14053609b7dae08a7b3f0617e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0755c",
                        table="evaluations_agreedline",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="agreedlineevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="531a3216fe538cb16e363b7959e17c06aabe86c4",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_60669",
                        table="evaluations_agreedlineevent",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
    ]
