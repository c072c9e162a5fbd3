"""Exports that were begun from the page: who began them, how they went."""

from __future__ import annotations

from django.db import models


class Publication(models.Model):
    """One export. `state`: running → done | stopped | failed; `message` and `data` (JSON) say why it failed."""

    id = models.UUIDField(primary_key=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    on = models.DateField(db_column="for_day")
    address = models.CharField(max_length=500)
    folder = models.TextField()
    state = models.CharField(max_length=10, default="running")
    ended_at = models.DateTimeField(null=True)
    files = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    data = models.TextField(default="{}")

    class Meta:
        db_table = "publishing_publication"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at} {self.state}"
