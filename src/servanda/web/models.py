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
    mechanisms    the bodies that a secretary serves, as subjects separated by spaces; empty: all of their desks
    superior      whom an escalation also reaches
    reminders     wants mail before and when something is due; `digest`: once a week
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
    mechanisms = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    superior = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reports")
    reminders = models.BooleanField(default=True)
    digest = models.BooleanField(default=True)

    class Meta:
        db_table = "web_user"


class Subscription(models.Model):
    """What a person follows: `scope` as `servanda.register.scope` writes it (`MA RU`, `mechanism/…`)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="subscriptions")
    scope = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "web_subscription"
        constraints = [models.UniqueConstraint(fields=["user", "scope"], name="subscription_once")]
        ordering = ["scope"]

    def __str__(self) -> str:
        return self.scope


class Message(models.Model):
    """A mail as it was written, whatever became of it.

    kind   reminder, escalation or digest
    state  pending → sending → sent; failed is tried again; what stopped while sending is never sent twice
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=12)
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=5)
    heading = models.TextField()
    body = models.TextField()
    on = models.DateField(db_column="for_day")
    state = models.CharField(max_length=10, default="pending")
    problem = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "web_message"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.heading


class Reminder(models.Model):
    """One thing of which one person was reminded at one step: its key holds the day, so a moved day arms it again."""

    key = models.CharField(max_length=64, unique=True)
    message = models.ForeignKey(Message, models.CASCADE, related_name="reminders")
    subject = models.CharField(max_length=200)
    step = models.CharField(max_length=12)

    class Meta:
        db_table = "web_reminder"

    def __str__(self) -> str:
        return f"{self.step} {self.subject}"


class Feed(models.Model):
    """A calendar address: 32 random bytes that only its owner was told; here lies their digest."""

    user = models.ForeignKey(User, models.CASCADE, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "web_feed"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.scope


class LastLook(models.Model):
    """When a person last said of a scope that they have seen what changed."""

    user = models.ForeignKey(User, models.CASCADE, related_name="looks")
    scope = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "web_last_look"
        constraints = [models.UniqueConstraint(fields=["user", "scope"], name="look_once")]

    def __str__(self) -> str:
        return self.scope


class Handover(models.Model):
    """One person's work in another's hands: for good (`ends` empty) or as a substitute until a day."""

    giver = models.ForeignKey(User, models.CASCADE, related_name="handed")
    taker = models.ForeignKey(User, models.CASCADE, related_name="taken")
    begins = models.DateField()
    ends = models.DateField(null=True)
    entry = models.CharField(max_length=36)

    class Meta:
        db_table = "web_handover"
        ordering = ["-begins", "-pk"]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"


class ReadingDesk(models.Model):
    """A text being read: its drafts and what was decided on each. Working state; what is accepted is in the journal.

    state      waiting (its file lies in the home's `coming` under `file`) → reading → read, or failed with `problem`
    claimed_at when a worker took the text to read it: one that stopped in the middle is told by it
    parties    codes that its drafts name, between spaces (` MA RU `); "?" as long as it is not read
    drafts     JSON: the reading as the statement schema gives it
    by_hand    JSON: drafts that officers made of stretches of the text: [{"kind", "draft", "by"}]
    decisions  JSON: number of the draft → {"state": accepted | refused | merged, "by", "entries", "amended", "into"}
    notes      JSON: [[N_ message, data]] of what should be known of the text before its drafts are believed
    passages   JSON: [[start, end, language or null]]
    organisations  JSON: organisations that it names, [{"name", "language", "kind", "party", "evidence"}]; "" where not looked for
    total, open  how many drafts there are, and how many nobody has decided on
    present    JSON: account → instant at which its page last asked: who else is at this text
    statement  subject under which the text is recorded with the first accepted draft
    """

    id = models.UUIDField(primary_key=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=150)
    name = models.CharField(max_length=300, blank=True)
    file = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, default="read")
    claimed_at = models.DateTimeField(null=True)
    problem = models.TextField(default="[]")
    title = models.TextField(blank=True)
    source = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    published = models.DateField(null=True)
    circle = models.CharField(max_length=10, default=Circle.PUBLIC.value)
    parties = models.TextField(default="?")
    text = models.CharField(max_length=64, blank=True)
    drafts = models.TextField(default="{}")
    by_hand = models.TextField(default="[]")
    decisions = models.TextField(default="{}")
    notes = models.TextField(default="[]")
    passages = models.TextField(default="[]")
    organisations = models.TextField(default="")
    total = models.PositiveIntegerField(default=0)
    open = models.PositiveIntegerField(default=0, db_column="open_drafts")
    present = models.TextField(default="{}")
    statement = models.CharField(max_length=200)

    class Meta:
        db_table = "web_reading_desk"
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title or self.name or str(self.id)


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


class Sheet(models.Model):
    """A follow-up sheet that was sent in and waits for a person to look at it; the file lies in the home's `coming`.

    columns  JSON list of what each column holds, where a person has changed what was recognised
    outcome  JSON of what was recorded, once it was taken
    """

    id = models.UUIDField(primary_key=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=150)
    name = models.CharField(max_length=300)
    ours = models.BooleanField()
    parties = models.CharField(max_length=120, blank=True)
    mechanism = models.CharField(max_length=200, blank=True)
    session = models.CharField(max_length=200, blank=True)
    speaker = models.CharField(max_length=40, blank=True)
    columns = models.TextField(default="[]")
    state = models.CharField(max_length=10, default="waiting")
    outcome = models.TextField(default="{}")

    class Meta:
        db_table = "web_sheet"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
