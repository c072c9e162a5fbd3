"""The journal's one table. Rows are only ever inserted; the database itself refuses the rest (migration 0002)."""

from __future__ import annotations

from django.db import models


class JournalEntry(models.Model):
    """One entry as stored.

    body, evidence   canonical JSON text, exactly the bytes that were hashed
    recorded_at      instant in UTC, RFC 3339 with microseconds, as text: the same bytes on every database
    offices          JSON list of the offices that may see a `restricted` entry
    note             internal remark; never leaves, hence under the local digest
    """

    seq = models.BigIntegerField(primary_key=True)
    id = models.CharField(max_length=36, unique=True)
    subject = models.CharField(max_length=200)
    act = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    happened_on = models.DateField(null=True)
    side = models.CharField(max_length=12)
    circle = models.CharField(max_length=10)
    office = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    evidence = models.TextField(default="[]")
    corrects = models.CharField(max_length=36, null=True)
    withdraws = models.CharField(max_length=36, null=True)
    reason = models.TextField(blank=True)
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    recorded_at = models.CharField(max_length=32)
    recorded_by = models.CharField(max_length=200, blank=True)
    offices = models.TextField(default="[]")
    note = models.TextField(blank=True)
    local_digest = models.CharField(max_length=64)
    link = models.CharField(max_length=64)

    class Meta:
        db_table = "journal_entry"
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["subject", "seq"], name="journal_subject"),
            # Few entries have these: the lineage of promises is read across subjects.
            models.Index(fields=["act"], name="journal_lineage", condition=models.Q(act="lineage")),
            models.Index(
                fields=["withdraws"], name="journal_withdraws", condition=models.Q(withdraws__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.subject}"
