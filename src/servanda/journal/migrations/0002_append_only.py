"""The database refuses UPDATE, DELETE, TRUNCATE, REPLACE and gaps in the journal."""

from django.db import migrations

from servanda.journal.guards import statements


def raise_guards(apps, schema_editor):
    for sql in statements(schema_editor.connection.vendor):
        schema_editor.execute(sql)


def take_down(apps, schema_editor):
    for sql in statements(schema_editor.connection.vendor, off=True):
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(raise_guards, take_down)]
