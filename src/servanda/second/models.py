"""What was sent to the second reader: written before anything leaves, completed with what came of it, never deleted."""

from __future__ import annotations

from django.db import models


class Sending(models.Model):
    """One text that was sent, or was about to be.

    by, at      who asked, and when (UTC)
    via         page or command
    desk        the desk on which the text lies; empty for a command
    digest      SHA-256 of the text in UTF-8; `characters` its length in code points; `circle` as it was declared
    address     where it was sent, without key; `model` as the installation names it
    state       running → answered | failed | stopped
    problem     code of the failure, `data` what fills its words
    outcome     JSON: {"drafts": …, "refused": …} of an answer
    """

    id = models.UUIDField(primary_key=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    via = models.CharField(max_length=10)
    desk = models.CharField(max_length=36, blank=True)
    digest = models.CharField(max_length=64)
    characters = models.PositiveIntegerField()
    circle = models.CharField(max_length=10)
    address = models.CharField(max_length=500)
    model = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default="running")
    ended_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=30, blank=True)
    data = models.TextField(default="{}")
    outcome = models.TextField(default="{}")

    class Meta:
        db_table = "second_sending"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["desk", "at"], name="sending_desk")]

    def __str__(self) -> str:
        return f"{self.at} {self.digest}"
