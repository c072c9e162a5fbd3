"""Computed tables: what the folds give, written in the transaction of the entry, rebuilt at any time.

Every table hangs on `Record`: one row for a subject *as seen from a range of circles*. A reader of level n
(0 public … 3 restricted) sees the row with `low ≤ n < high`; a subject with public and internal acts has
two rows, folded from the acts that each may know. So what an internal act changes never shows outside.
"""

from __future__ import annotations

from django.db import models


class Record(models.Model):
    """A subject as seen by readers of a level in [low, high).

    titles   JSON {language: text}; `title` the one in the authentic or first language, for ordering
    state    JSON of what the fold of this kind gives beyond the columns
    offices  JSON list: a wholly restricted subject is seen by these offices only
    """

    subject = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    offices = models.TextField(default="[]")
    title = models.TextField(blank=True)
    titles = models.TextField(default="{}")
    type = models.CharField(max_length=40, blank=True)
    party_count = models.PositiveSmallIntegerField(default=0)
    on = models.DateField(null=True, db_column="happened_on")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    state = models.TextField(default="{}")

    class Meta:
        db_table = "register_record"
        constraints = [models.UniqueConstraint(fields=["subject", "low"], name="record_view")]
        indexes = [models.Index(fields=["kind", "on"], name="record_kind_on")]

    def __str__(self) -> str:
        return self.subject


class RecordParty(models.Model):
    """A party of a record, by code, or by name where the name is not resolved."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="parties")
    party = models.CharField(max_length=120)

    class Meta:
        db_table = "register_party"
        indexes = [models.Index(fields=["party", "record"], name="party_record")]

    def __str__(self) -> str:
        return self.party


class RecordSector(models.Model):
    """A field of cooperation of a record."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="sectors")
    sector = models.CharField(max_length=60)

    class Meta:
        db_table = "register_sector"
        indexes = [models.Index(fields=["sector", "record"], name="sector_record")]

    def __str__(self) -> str:
        return self.sector


class Interval(models.Model):
    """One interval of an instrument's timeline, [since, until); the last one is open."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="intervals")
    position = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)
    status = models.CharField(max_length=12)
    flags = models.TextField(default="{}")
    why = models.TextField(default="[]")

    class Meta:
        db_table = "register_interval"
        ordering = ["record", "position"]
        indexes = [models.Index(fields=["status", "since", "until"], name="interval_status")]

    def __str__(self) -> str:
        return f"{self.status} {self.since}–{self.until or ''}"


class Deadline(models.Model):
    """Something due, or a duty: what, from when it can be done or is owed, the last day, who owes it.

    due        the day by which it is listed: the last day, or for a duty without one the day it arose
    met        the day on which it was done, or from which it no longer mattered
    estimated  the safe day rests on feasts whose date is an estimate (see `queries.estimated` for coming years)
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="deadlines")
    what = models.CharField(max_length=40)
    opens = models.DateField(null=True)
    last_day = models.DateField(null=True)
    due = models.DateField(null=True)
    safe_day = models.DateField(null=True)
    owed_by = models.CharField(max_length=120, blank=True)
    estimated = models.BooleanField(default=False)
    met = models.DateField(null=True)
    why = models.TextField(default="[]")

    class Meta:
        db_table = "register_deadline"
        ordering = ["due", "record", "what"]
        indexes = [models.Index(fields=["due", "what"], name="deadline_due")]

    def __str__(self) -> str:
        return f"{self.what} {self.due}"


class Finding(models.Model):
    """A contradiction or gap in the record, with the entries concerned."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="findings")
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=20)
    entries = models.TextField(default="[]")
    data = models.TextField(default="{}")

    class Meta:
        db_table = "register_finding"
        ordering = ["record", "code"]
        indexes = [models.Index(fields=["code"], name="finding_code")]

    def __str__(self) -> str:
        return self.code


class Tie(models.Model):
    """A directed relation between two subjects: amends, implements, founded_by, session_of, signatory …"""

    record = models.ForeignKey(Record, models.CASCADE, related_name="ties")
    relation = models.CharField(max_length=30)
    target = models.CharField(max_length=200)

    class Meta:
        db_table = "register_tie"
        indexes = [models.Index(fields=["target", "relation"], name="tie_target")]

    def __str__(self) -> str:
        return f"{self.relation} {self.target}"


class CommitmentInterval(models.Model):
    """What the matrix of commitments filters by: one row for each interval of a commitment, beside its `Interval`.

    A narrow table of its own, so that any day of a hundred thousand commitments is asked from one index. It repeats
    what the one filter needs (low, high, party_count); `visibility.commitments` reads it.

    until, due, silent_from   the far day where there is none: no NULL, so that ranges and orders use the index
    silent_from               the day from which any side that owes a word has been silent too long
    promised                  how many times in a row it has been promised, this time included
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="standings", db_index=False)
    position = models.PositiveSmallIntegerField()
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    party_count = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    status = models.CharField(max_length=12)
    mechanism = models.CharField(max_length=200, blank=True)
    session = models.CharField(max_length=200, blank=True)
    due = models.DateField()
    silent_from = models.DateField()
    open = models.BooleanField(db_column="is_open")
    settled = models.BooleanField()
    carried = models.PositiveSmallIntegerField()
    promised = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "register_commitment"
        ordering = ["record", "position"]
        indexes = [
            models.Index(fields=["record", "until", "since"], name="commitment_record"),
            models.Index(fields=["mechanism", "until", "since"], name="commitment_mechanism"),
            models.Index(fields=["session", "until", "since"], name="commitment_session"),
            models.Index(
                fields=["due", "record", "until", "since", "status", "open", "low", "high"],
                name="commitment_due",
            ),
            models.Index(
                fields=["status", "until", "since", "due", "low", "high", "party_count", "record"],
                name="commitment_status",
            ),
            # Answers any question about a day by itself, without touching the table.
            models.Index(
                fields=["until", "since", "status", "open", "due", "silent_from", "promised", "carried"]
                + ["settled", "low", "high", "party_count", "record"],
                name="commitment_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.since}–{self.until}"


class SidePosition(models.Model):
    """One side's word on a commitment during [since, until)."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="positions")
    party = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField()
    progress = models.CharField(max_length=12, blank=True)
    told_on = models.DateField(null=True)
    silent_from = models.DateField(null=True)

    class Meta:
        db_table = "register_side_position"
        ordering = ["record", "party", "since"]
        indexes = [
            models.Index(fields=["party", "progress", "until", "since", "record"], name="side_progress"),
            models.Index(fields=["party", "record", "until", "since"], name="side_record"),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.progress} {self.since}–{self.until}"
