import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import core.fields
from core.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Producer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=250, verbose_name="tên chủ thể")),
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
                        "legal_form",
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
                            default="unknown",
                            max_length=30,
                            verbose_name="loại hình",
                        ),
                    ),
                    (
                        "code",
                        models.CharField(blank=True, max_length=20, verbose_name="mã số doanh nghiệp, mã số thuế"),
                    ),
                    ("address", models.CharField(blank=True, max_length=250, verbose_name="địa chỉ chi tiết")),
                    ("phone", models.CharField(blank=True, max_length=20, verbose_name="điện thoại")),
                    ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                    ("website", models.URLField(blank=True, verbose_name="trang web")),
                    (
                        "contact_consent_on",
                        models.DateField(blank=True, null=True, verbose_name="ngày đồng ý công khai liên hệ"),
                    ),
                    ("contact_consent_text", models.TextField(blank=True, verbose_name="nội dung đồng ý")),
                    (
                        "contact_withdrawn_on",
                        models.DateField(blank=True, null=True, verbose_name="rút đồng ý từ ngày"),
                    ),
                    ("source_url", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú nội bộ")),
                    ("succeeded_on", models.DateField(blank=True, null=True, verbose_name="kế thừa từ ngày")),
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
                            to="producers.producer",
                            verbose_name="đã gộp vào",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="producers",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                    (
                        "succeeded_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="predecessors",
                            to="producers.producer",
                            verbose_name="đơn vị kế thừa",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "chủ thể",
                    "verbose_name_plural": "chủ thể",
                    "ordering": ["name_sort", "pk"],
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(
                            fields=["name_fold"], name="producer_name_trgm", opclasses=["gin_trgm_ops"]
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("contact_consent_on__isnull", True),
                                models.Q(("contact_consent_text", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="producer_consent_has_text",
                            violation_error_message="Đồng ý công khai cần ghi rõ nội dung.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("contact_withdrawn_on__isnull", True),
                                ("contact_withdrawn_on__gte", models.F("contact_consent_on")),
                                _connector="OR",
                            ),
                            name="producer_consent_withdrawn_later",
                            violation_error_message="Ngày đồng ý phải trước ngày rút đồng ý.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("succeeded_by__isnull", True), ("succeeded_on__isnull", True)),
                                models.Q(("succeeded_by__isnull", False), ("succeeded_on__isnull", False)),
                                _connector="OR",
                            ),
                            name="producer_succession_whole",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProducerEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("name", models.CharField(max_length=250, verbose_name="tên chủ thể")),
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
                        "legal_form",
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
                            default="unknown",
                            max_length=30,
                            verbose_name="loại hình",
                        ),
                    ),
                    (
                        "code",
                        models.CharField(blank=True, max_length=20, verbose_name="mã số doanh nghiệp, mã số thuế"),
                    ),
                    ("address", models.CharField(blank=True, max_length=250, verbose_name="địa chỉ chi tiết")),
                    ("phone", models.CharField(blank=True, max_length=20, verbose_name="điện thoại")),
                    ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                    ("website", models.URLField(blank=True, verbose_name="trang web")),
                    (
                        "contact_consent_on",
                        models.DateField(blank=True, null=True, verbose_name="ngày đồng ý công khai liên hệ"),
                    ),
                    ("contact_consent_text", models.TextField(blank=True, verbose_name="nội dung đồng ý")),
                    (
                        "contact_withdrawn_on",
                        models.DateField(blank=True, null=True, verbose_name="rút đồng ý từ ngày"),
                    ),
                    ("source_url", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    ("note", models.TextField(blank=True, verbose_name="ghi chú nội bộ")),
                    ("succeeded_on", models.DateField(blank=True, null=True, verbose_name="kế thừa từ ngày")),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                    ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                    (
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="producers.producer",
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
                            to="producers.producer",
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
                        "succeeded_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="producers.producer",
                            verbose_name="đơn vị kế thừa",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ProducerMerge",
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
                            to="producers.producer",
                            verbose_name="gộp vào",
                        ),
                    ),
                    (
                        "kept",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="merges",
                            to="producers.producer",
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
                    "verbose_name": "lần gộp chủ thể",
                    "verbose_name_plural": "lần gộp chủ thể",
                    "ordering": ["-at"],
                    "abstract": False,
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("undone_at__isnull", True)),
                            fields=("gone",),
                            name="producer_merged_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="RepresentativeProfile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("since", models.DateField(verbose_name="đại diện từ ngày")),
                    ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                    (
                        "sex",
                        models.CharField(
                            choices=[("female", "Nữ"), ("male", "Nam"), ("unknown", "Chưa rõ")],
                            default="unknown",
                            max_length=10,
                            verbose_name="giới tính",
                        ),
                    ),
                    (
                        "ethnicity",
                        models.CharField(
                            choices=[
                                ("unknown", "Chưa rõ"),
                                ("01", "Kinh"),
                                ("02", "Tày"),
                                ("03", "Thái"),
                                ("04", "Hoa"),
                                ("05", "Khơ-me"),
                                ("06", "Mường"),
                                ("07", "Nùng"),
                                ("08", "HMông"),
                                ("09", "Dao"),
                                ("10", "Gia-rai"),
                                ("11", "Ngái"),
                                ("12", "Ê-đê"),
                                ("13", "Ba-na"),
                                ("14", "Xơ-đăng"),
                                ("15", "Sán Chay"),
                                ("16", "Cơ-ho"),
                                ("17", "Chăm"),
                                ("18", "Sán Dìu"),
                                ("19", "Hrê"),
                                ("20", "Mnông"),
                                ("21", "Ra-glai"),
                                ("22", "Xtiêng"),
                                ("23", "Bru-Vân Kiều"),
                                ("24", "Thổ"),
                                ("25", "Giáy"),
                                ("26", "Cơ-tu"),
                                ("27", "Gié-Triêng"),
                                ("28", "Mạ"),
                                ("29", "Khơ-mú"),
                                ("30", "Co"),
                                ("31", "Ta-ôi"),
                                ("32", "Chơ-ro"),
                                ("33", "Kháng"),
                                ("34", "Xinh-mun"),
                                ("35", "Hà Nhì"),
                                ("36", "Chu-ru"),
                                ("37", "Lào"),
                                ("38", "La Chí"),
                                ("39", "La Ha"),
                                ("40", "Phù Lá"),
                                ("41", "La Hủ"),
                                ("42", "Lự"),
                                ("43", "Lô Lô"),
                                ("44", "Chứt"),
                                ("45", "Mảng"),
                                ("46", "Pà Thẻn"),
                                ("47", "Cơ Lao"),
                                ("48", "Cống"),
                                ("49", "Bố Y"),
                                ("50", "Si La"),
                                ("51", "Pu Péo"),
                                ("52", "Brâu"),
                                ("53", "Ơ Đu"),
                                ("54", "Rơ-măm"),
                                ("foreign", "Người nước ngoài"),
                            ],
                            default="unknown",
                            max_length=10,
                            verbose_name="dân tộc",
                        ),
                    ),
                    (
                        "disability",
                        models.CharField(
                            choices=[("yes", "Có"), ("no", "Không"), ("unknown", "Chưa rõ")],
                            default="unknown",
                            max_length=10,
                            verbose_name="khuyết tật",
                        ),
                    ),
                    (
                        "basis",
                        models.CharField(
                            choices=[("consent", "người đó đồng ý"), ("law", "hồ sơ theo quy định")],
                            max_length=10,
                            verbose_name="căn cứ lưu giữ",
                        ),
                    ),
                    ("basis_on", models.DateField(verbose_name="ngày của căn cứ")),
                    ("basis_text", models.TextField(verbose_name="nội dung căn cứ")),
                    ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                    (
                        "name_fold",
                        models.GeneratedField(
                            db_persist=True, expression=core.fields.Fold("full_name"), output_field=models.TextField()
                        ),
                    ),
                    (
                        "producer",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="representatives",
                            to="producers.producer",
                            verbose_name="chủ thể",
                        ),
                    ),
                    (
                        "residence",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.place",
                            verbose_name="nơi thường trú (xã)",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "người đại diện",
                    "verbose_name_plural": "người đại diện",
                    "ordering": ["producer_id", "-since"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("producer", "since"),
                            name="representative_since_once",
                            violation_error_message="Chủ thể đã có một người đại diện từ đúng ngày này.",
                        )
                    ],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="producer",
                trigger=pgtrigger.compiler.Trigger(
                    name="touching",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF TG_OP <> 'INSERT' THEN\n        INSERT INTO core_touched (kind, thing) VALUES ('producer', OLD.id) ON CONFLICT DO NOTHING;\n    END IF;\n    IF TG_OP <> 'DELETE' THEN\n        INSERT INTO core_touched (kind, thing) VALUES ('producer', NEW.id) ON CONFLICT DO NOTHING;\n    END IF;\n    RETURN NULL;\n    ",
                        hash="5d250d84ef4162c66bd27035a73256b66b40bc22",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_touching_004fb",
                        table="producers_producer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="producer",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "producers_producerevent" ("address", "code", "contact_consent_on", "contact_consent_text", "contact_withdrawn_on", "created_at", "email", "id", "legal_form", "merged_into_id", "name", "note", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_id", "slug", "source_url", "succeeded_by_id", "succeeded_on", "updated_at", "website") VALUES (NEW."address", NEW."code", NEW."contact_consent_on", NEW."contact_consent_text", NEW."contact_withdrawn_on", NEW."created_at", NEW."email", NEW."id", NEW."legal_form", NEW."merged_into_id", NEW."name", NEW."note", NEW."other_names", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."place_id", NEW."slug", NEW."source_url", NEW."succeeded_by_id", NEW."succeeded_on", NEW."updated_at", NEW."website"); RETURN NULL;',
                        hash="7566ed2b7d58803c46aadf9afb7be6728279b10d",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_3f3e9",
                        table="producers_producer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="producer",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."contact_consent_on" IS DISTINCT FROM (NEW."contact_consent_on") OR OLD."contact_consent_text" IS DISTINCT FROM (NEW."contact_consent_text") OR OLD."contact_withdrawn_on" IS DISTINCT FROM (NEW."contact_withdrawn_on") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."legal_form" IS DISTINCT FROM (NEW."legal_form") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."other_names" IS DISTINCT FROM (NEW."other_names") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."succeeded_by_id" IS DISTINCT FROM (NEW."succeeded_by_id") OR OLD."succeeded_on" IS DISTINCT FROM (NEW."succeeded_on") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                        func='INSERT INTO "producers_producerevent" ("address", "code", "contact_consent_on", "contact_consent_text", "contact_withdrawn_on", "created_at", "email", "id", "legal_form", "merged_into_id", "name", "note", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_id", "slug", "source_url", "succeeded_by_id", "succeeded_on", "updated_at", "website") VALUES (NEW."address", NEW."code", NEW."contact_consent_on", NEW."contact_consent_text", NEW."contact_withdrawn_on", NEW."created_at", NEW."email", NEW."id", NEW."legal_form", NEW."merged_into_id", NEW."name", NEW."note", NEW."other_names", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."place_id", NEW."slug", NEW."source_url", NEW."succeeded_by_id", NEW."succeeded_on", NEW."updated_at", NEW."website"); RETURN NULL;',
                        hash="f659b95056b92c5cb113e9ec32cfa3f5dc7d59f8",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_32873",
                        table="producers_producer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="producerevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="37bde9988d143c5255f998c61a29ed0d12044bb0",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_bb561",
                        table="producers_producerevent",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
    ]
