"""Accounts: who signs in, with which role, for which desks and offices."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from servanda.domain.entry import Circle


class User(AbstractUser):
    """A person with an account.

    role          what they may do (see `servanda.web.accounts.RIGHTS`)
    circle        the widest circle they may read
    desks         party codes separated by spaces; empty: all relationships
    offices       offices separated by line breaks, for restricted records
    organisation  subject of the focal point's organisation
    """

    class Role(models.TextChoices):
        READER = "reader", _("Reader")
        FOCAL_POINT = "focal_point", _("Focal point")
        OFFICER = "officer", _("Officer")
        SECRETARY = "secretary", _("Secretary")
        PUBLISHER = "publisher", _("Publisher")
        ADMINISTRATOR = "administrator", _("Administrator")
        AUDITOR = "auditor", _("Auditor")

    role = models.CharField(max_length=20, choices=Role.choices, default=Role.READER)
    circle = models.CharField(max_length=10, default=Circle.JOINT.value)
    desks = models.CharField(max_length=200, blank=True)
    offices = models.TextField(blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, blank=True)

    class Meta:
        db_table = "web_user"


class ReadingDesk(models.Model):
    """A text being read: its drafts and what was decided on each. Working state; what is accepted is in the journal.

    drafts     JSON: the reading as the statement schema gives it
    decisions  JSON: number of the draft → {"state": accepted | refused, "by", "entries", "amended"}
    statement  subject under which the text is recorded with the first accepted draft
    """

    id = models.UUIDField(primary_key=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=150)
    title = models.TextField(blank=True)
    source = models.TextField(blank=True)
    language = models.CharField(max_length=5)
    published = models.DateField(null=True)
    circle = models.CharField(max_length=10, default=Circle.PUBLIC.value)
    text = models.CharField(max_length=64)
    drafts = models.TextField()
    decisions = models.TextField(default="{}")
    statement = models.CharField(max_length=200)

    class Meta:
        db_table = "web_reading_desk"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title or str(self.id)


class ImportTask(models.Model):
    """An import started from a page. `outcome` is the report as `servanda import --json` gives it."""

    id = models.UUIDField(primary_key=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=150)
    name = models.CharField(max_length=300)
    map = models.CharField(max_length=300)
    dry_run = models.BooleanField(default=True)
    state = models.CharField(max_length=10, default="running")
    rows_total = models.PositiveIntegerField(default=0)
    outcome = models.TextField(default="{}")

    class Meta:
        db_table = "web_import_task"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class MatrixView(models.Model):
    """A view of the follow-up matrix that a person has saved: its name and the question, as in the address."""

    user = models.ForeignKey(User, models.CASCADE, related_name="matrix_views")
    name = models.CharField(max_length=100)
    query = models.TextField(blank=True)

    class Meta:
        db_table = "web_matrix_view"
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="matrix_view_name")]

    def __str__(self) -> str:
        return self.name
