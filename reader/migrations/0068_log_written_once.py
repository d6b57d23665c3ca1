"""The database itself refuses to change an entry of the moderators' log. Deleting is left to
restoring a backup, which empties every table first."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER reader_decision_written_once BEFORE UPDATE ON reader_decision
BEGIN SELECT RAISE(ABORT, 'an entry of the moderators'' log is never changed'); END
"""
FUNCTION = """
CREATE FUNCTION reader_decision_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an entry of the moderators'' log is never changed'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER reader_decision_written_once BEFORE UPDATE ON reader_decision
FOR EACH ROW EXECUTE FUNCTION reader_decision_written_once()
"""


def guard(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for statement in (FUNCTION, POSTGRESQL) if postgresql else (SQLITE,):
            cursor.execute(statement)


def leave_unguarded(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    table = " ON reader_decision" if postgresql else ""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER reader_decision_written_once{table}")
        if postgresql:
            cursor.execute("DROP FUNCTION reader_decision_written_once()")


class Migration(migrations.Migration):

    dependencies = [
        ('reader', '0067_reports'),
    ]

    operations = [
        migrations.RunPython(guard, leave_unguarded),
    ]
