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
