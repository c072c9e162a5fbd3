"""Organisations that a text names; empty for texts that were read before: they are looked for when the text is opened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0006_mechanisms_served")]
    operations = [
        migrations.AddField(
            model_name="readingdesk",
            name="organisations",
            field=models.TextField(default=""),
        )
    ]
