import datetime

import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models

import core.fields
from core.migrating import Together
from core.text import DROP_FUNCTIONS_SQL, create_functions_sql

# Row versions are joined to request and person by this table: what it once says stays, whoever writes. A person who
# was not known yet stands there as null.
REFUSE = """
CREATE OR REPLACE FUNCTION core_context_only_completed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.created_at <> OLD.created_at OR EXISTS (
        SELECT FROM jsonb_each(OLD.metadata) AS was
        WHERE was.value <> 'null' AND NEW.metadata -> was.key IS DISTINCT FROM was.value
    ) THEN
        RAISE EXCEPTION 'ledger: % is only completed', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        # fold() and vi_sort() stand before the first table, whose generated columns use them.
        migrations.RunSQL(create_functions_sql(), DROP_FUNCTIONS_SQL),
        Together(
            migrations.CreateModel(
                name="Generation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveBigIntegerField(default=0, verbose_name="lần thay đổi")),
                    ("changed_at", models.DateTimeField(verbose_name="thay đổi lúc")),
                ],
                options={
                    "verbose_name": "thế hệ nội dung",
                    "verbose_name_plural": "thế hệ nội dung",
                    "constraints": [
                        models.CheckConstraint(condition=models.Q(("pk", 1)), name="generation_single_row")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Place",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("slug", models.SlugField(max_length=100, unique=True, verbose_name="địa chỉ")),
                    ("code", models.CharField(max_length=10, verbose_name="mã đơn vị")),
                    ("name", models.CharField(max_length=100, verbose_name="tên")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("province", "Tỉnh"),
                                ("city", "Thành phố"),
                                ("district", "Huyện"),
                                ("town", "Thị xã"),
                                ("township", "Thị trấn"),
                                ("commune", "Xã"),
                                ("ward", "Phường"),
                            ],
                            max_length=20,
                            verbose_name="loại",
                        ),
                    ),
                    (
                        "level",
                        models.CharField(
                            choices=[("province", "tỉnh"), ("district", "huyện"), ("commune", "xã")],
                            max_length=20,
                            verbose_name="cấp",
                        ),
                    ),
                    ("valid_from", models.DateField(default=datetime.date(1900, 1, 1), verbose_name="từ ngày")),
                    ("valid_from_known", models.BooleanField(default=True, verbose_name="biết ngày bắt đầu")),
                    ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                    ("source", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                    ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
                    (
                        "name_fold",
                        models.GeneratedField(
                            db_persist=True, expression=core.fields.Fold("name"), output_field=models.TextField()
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
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="children",
                            to="core.place",
                            verbose_name="thuộc",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "địa bàn",
                    "verbose_name_plural": "địa bàn",
                    "ordering": ["name_sort"],
                    "constraints": [
                        models.UniqueConstraint(fields=("code", "valid_from"), name="place_code_and_start"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                            ),
                            name="place_ends_after_start",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="User",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("password", models.CharField(max_length=128, verbose_name="password")),
                    ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                    (
                        "username",
                        models.CharField(
                            max_length=150,
                            unique=True,
                            validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                            verbose_name="tên đăng nhập",
                        ),
                    ),
                    ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                    ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("administrator", "Quản trị"),
                                ("province_officer", "Cán bộ tỉnh"),
                                ("local_officer", "Cán bộ huyện, xã"),
                                ("council_secretary", "Thư ký hội đồng"),
                                ("council_member", "Thành viên hội đồng"),
                                ("leader", "Lãnh đạo"),
                                ("auditor", "Kiểm tra, giám sát"),
                            ],
                            max_length=30,
                            verbose_name="vai trò",
                        ),
                    ),
                    ("is_active", models.BooleanField(default=True, verbose_name="đang hoạt động")),
                    (
                        "date_joined",
                        models.DateTimeField(
                            default=django.utils.timezone.now, editable=False, verbose_name="tạo lúc"
                        ),
                    ),
                    (
                        "territory",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="people",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "người dùng",
                    "verbose_name_plural": "người dùng",
                    "ordering": ["username"],
                    "constraints": [
                        models.UniqueConstraint(
                            django.db.models.functions.text.Lower("username"), name="user_username_any_case"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("role__in", frozenset(["administrator", "auditor"])),
                                ("territory__isnull", False),
                                _connector="OR",
                            ),
                            name="user_has_territory",
                            violation_error_message="Vai trò này cần một địa bàn.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HistoryEntry",
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
                    ("verb", models.CharField(max_length=60, verbose_name="việc")),
                    ("subject_id", models.BigIntegerField(verbose_name="mã")),
                    ("label", models.CharField(max_length=300, verbose_name="tên gọi lúc đó")),
                    ("why", models.TextField(blank=True, verbose_name="lý do")),
                    ("data", models.JSONField(blank=True, default=dict, verbose_name="chi tiết")),
                    ("request", models.UUIDField(blank=True, editable=False, null=True, verbose_name="lần gửi")),
                    (
                        "by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="người làm",
                        ),
                    ),
                    (
                        "subject_type",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="contenttypes.contenttype",
                            verbose_name="loại",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "dòng nhật ký",
                    "verbose_name_plural": "nhật ký",
                    "ordering": ["-at", "-pk"],
                    "indexes": [
                        models.Index(fields=["subject_type", "subject_id", "-at"], name="history_subject"),
                        models.Index(fields=["-at"], name="history_at"),
                        models.Index(fields=["by", "-at"], name="history_by"),
                        models.Index(fields=["verb", "-at"], name="history_verb"),
                        models.Index(fields=["subject_type", "-at"], name="history_kind"),
                        models.Index(
                            condition=models.Q(("request__isnull", False)), fields=["request"], name="history_request"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HistorySeal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("day", models.DateField(unique=True, verbose_name="ngày")),
                    ("count", models.PositiveIntegerField(verbose_name="số dòng")),
                    ("leaves", models.JSONField(verbose_name="dấu băm từng dòng")),
                    ("previous", models.CharField(blank=True, max_length=64, verbose_name="mã ngày trước")),
                    ("hash", models.CharField(max_length=64, verbose_name="mã niêm phong")),
                    (
                        "sealed_at",
                        models.DateTimeField(
                            db_default=django.db.models.functions.datetime.Now(),
                            editable=False,
                            verbose_name="niêm phong lúc",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "niêm phong nhật ký",
                    "verbose_name_plural": "niêm phong nhật ký",
                    "ordering": ["-day"],
                },
            ),
            migrations.CreateModel(
                name="PlaceSuccession",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("on", models.DateField(verbose_name="từ ngày")),
                    ("basis", models.CharField(blank=True, max_length=300, verbose_name="căn cứ")),
                    (
                        "predecessor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="successions",
                            to="core.place",
                            verbose_name="đơn vị cũ",
                        ),
                    ),
                    (
                        "successor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="precessions",
                            to="core.place",
                            verbose_name="đơn vị mới",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "kế thừa địa bàn",
                    "verbose_name_plural": "kế thừa địa bàn",
                    "constraints": [
                        models.UniqueConstraint(fields=("predecessor", "successor"), name="succession_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlaceCover",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("since", models.DateField(blank=True, null=True, verbose_name="kể từ")),
                    (
                        "covered",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="covered_by",
                            to="core.place",
                            verbose_name="gồm",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="covers",
                            to="core.place",
                            verbose_name="địa bàn",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "phạm vi địa bàn",
                    "verbose_name_plural": "phạm vi địa bàn",
                    "constraints": [models.UniqueConstraint(fields=("place", "covered"), name="cover_once")],
                },
            ),
            migrations.CreateModel(
                name="UserEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    (
                        "username",
                        models.CharField(
                            max_length=150,
                            validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                            verbose_name="tên đăng nhập",
                        ),
                    ),
                    ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                    ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("administrator", "Quản trị"),
                                ("province_officer", "Cán bộ tỉnh"),
                                ("local_officer", "Cán bộ huyện, xã"),
                                ("council_secretary", "Thư ký hội đồng"),
                                ("council_member", "Thành viên hội đồng"),
                                ("leader", "Lãnh đạo"),
                                ("auditor", "Kiểm tra, giám sát"),
                            ],
                            max_length=30,
                            verbose_name="vai trò",
                        ),
                    ),
                    ("is_active", models.BooleanField(default=True, verbose_name="đang hoạt động")),
                    (
                        "date_joined",
                        models.DateTimeField(
                            default=django.utils.timezone.now, editable=False, verbose_name="tạo lúc"
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
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "territory",
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
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Touched",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("product", "sản phẩm"), ("producer", "chủ thể")],
                            max_length=10,
                            verbose_name="loại",
                        ),
                    ),
                    ("thing", models.BigIntegerField(verbose_name="mã")),
                ],
                options={
                    "verbose_name": "thứ vừa bị ghi",
                    "verbose_name_plural": "thứ vừa bị ghi",
                    "constraints": [models.UniqueConstraint(fields=("kind", "thing"), name="touched_once")],
                },
            ),
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
            pgtrigger.migrations.AddTrigger(
                model_name="user",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "core_userevent" ("date_joined", "email", "full_name", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "territory_id", "username") VALUES (NEW."date_joined", NEW."email", NEW."full_name", NEW."id", NEW."is_active", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."territory_id", NEW."username"); RETURN NULL;',
                        hash="f04a6039ff5c7007222ae2aea71f36eedfaf685e",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_45de6",
                        table="core_user",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="user",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."full_name" IS DISTINCT FROM (NEW."full_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."territory_id" IS DISTINCT FROM (NEW."territory_id") OR OLD."username" IS DISTINCT FROM (NEW."username"))',
                        func='INSERT INTO "core_userevent" ("date_joined", "email", "full_name", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "territory_id", "username") VALUES (NEW."date_joined", NEW."email", NEW."full_name", NEW."id", NEW."is_active", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."territory_id", NEW."username"); RETURN NULL;',
                        hash="c2ab02e83957876b077a23b95db51b789ca51af7",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_6ccff",
                        table="core_user",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="historyentry",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="289247efbe9266ca1055f26277ab8c456bd686d8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_b9876",
                        table="core_historyentry",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="historyentry",
                trigger=pgtrigger.compiler.Trigger(
                    name="stamped",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    NEW.at := greatest(\n        clock_timestamp(), (SELECT max(day) + 1 FROM core_historyseal)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'\n    );\n    RETURN NEW;\n",
                        hash="b6f52567fc7b7ec6e620750f556dd26435998745",
                        operation="INSERT",
                        pgid="pgtrigger_stamped_b2b00",
                        table="core_historyentry",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="historyseal",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="38a62e1b1cb1aae5c38c0294e34d618a044fa18b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_9ea9e",
                        table="core_historyseal",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="userevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="6c831c7829668854425dc56f04bf5cdb370a36ff",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_1b55a",
                        table="core_userevent",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
        # The rows that one request changed are found by its number.
        migrations.RunSQL(
            "CREATE INDEX history_context_request ON pghistory_context ((metadata -> 'request'))",
            "DROP INDEX history_context_request",
        ),
        migrations.RunSQL(
            [
                REFUSE,
                "CREATE TRIGGER only_completed BEFORE UPDATE ON pghistory_context "
                "FOR EACH ROW EXECUTE FUNCTION core_context_only_completed()",
            ],
            [
                "DROP TRIGGER only_completed ON pghistory_context",
                "DROP FUNCTION core_context_only_completed()",
            ],
        ),
    ]
