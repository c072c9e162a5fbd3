"""The desk of texts becomes a queue; texts that lie on it already keep their drafts and decisions."""

import json
from typing import Any

from django.db import migrations, models

KINDS = ("instruments", "encounters", "bodies", "undertakings", "persons", "sectors", "topics")


def counted(apps: Any, schema_editor: Any) -> None:
    """Fill what the new columns repeat of the drafts."""
    for desk in apps.get_model("web", "ReadingDesk").objects.all().iterator():
        reading = json.loads(desk.drafts)
        drafts = [d for kind in KINDS for d in reading.get(kind, ())]
        codes = {p for d in drafts for p in (*(d.get("parties") or ()), *(d.get("by") or ())) if p}
        desk.parties = f" {' '.join(sorted(codes))} " if codes else ""
        desk.total = len(drafts)
        desk.open = max(0, len(drafts) - len(json.loads(desk.decisions)))
        desk.save(update_fields=["parties", "total", "open"])


class Migration(migrations.Migration):
    dependencies = [("web", "0004_sheets")]

    operations = [
        migrations.AddField(
            "readingdesk",
            "name",
            models.CharField(blank=True, max_length=300, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "readingdesk",
            "file",
            models.CharField(blank=True, max_length=100, default=""),
            preserve_default=False,
        ),
        migrations.AddField("readingdesk", "state", models.CharField(default="read", max_length=10)),
        migrations.AddField("readingdesk", "claimed_at", models.DateTimeField(null=True)),
        migrations.AddField("readingdesk", "problem", models.TextField(default="[]")),
        migrations.AddField("readingdesk", "parties", models.TextField(default="?")),
        migrations.AddField("readingdesk", "by_hand", models.TextField(default="[]")),
        migrations.AddField("readingdesk", "notes", models.TextField(default="[]")),
        migrations.AddField("readingdesk", "passages", models.TextField(default="[]")),
        migrations.AddField("readingdesk", "total", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "readingdesk", "open", models.PositiveIntegerField(default=0, db_column="open_drafts")
        ),
        migrations.AddField("readingdesk", "present", models.TextField(default="{}")),
        migrations.AlterField("readingdesk", "language", models.CharField(blank=True, max_length=5)),
        migrations.AlterField("readingdesk", "text", models.CharField(blank=True, max_length=64)),
        migrations.AlterField("readingdesk", "drafts", models.TextField(default="{}")),
        migrations.AlterModelOptions("readingdesk", {"ordering": ["-created_at", "-id"]}),
        migrations.RunPython(counted, migrations.RunPython.noop),
    ]
