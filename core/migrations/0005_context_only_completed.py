from django.db import migrations

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
    dependencies = [("core", "0004_audit"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [
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
