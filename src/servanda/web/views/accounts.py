"""Accounts, kept by the administrator: who signs in, in which role, for which desks and offices."""

from __future__ import annotations

import logging

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from servanda.domain.acts.fields import PARTY_CODE
from servanda.domain.entry import Circle
from servanda.register import queries
from servanda.register.visibility import operator
from servanda.register.vocabulary import CIRCLE
from servanda.register.words import word
from servanda.web.models import User
from servanda.web.views.asking import Request, needs, page_of

log = logging.getLogger("servanda.accounts")


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """An account and, where it is to be set, its password."""

    password = forms.CharField(
        label=_("Password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 15 characters; leave empty to keep the one that is set."),
    )

    class Meta:
        model = User
        fields = [
            "username",
            "first_name",
            "last_name",
            "role",
            "circle",
            "desks",
            "offices",
            "organisation",
            "mechanisms",
            "email",
            "language",
            "superior",
            "is_active",
        ]
        labels = {
            "username": _("User name"),
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "role": _("Role"),
            "circle": _("Widest circle"),
            "desks": _("Desks"),
            "offices": _("Offices"),
            "organisation": _("Organisation"),
            "mechanisms": _("Mechanisms served"),
            "email": _("Mail address"),
            "superior": _("Superior"),
            "is_active": _("May sign in"),
        }
        help_texts = {
            "username": "",
            "desks": _(
                "Codes of the parties whose relationships are served, with spaces between; empty for all."
            ),
            "offices": _("One on each line; they may see what is restricted to them."),
            "organisation": _("For a focal point: whose records they follow."),
            "mechanisms": _(
                "For a secretary: only on these, the bodies under them and what they carry may they record; none chosen: on all of their desks."
            ),
            "superior": _("Whom mail reaches too when something is overdue."),
            "is_active": "",
        }
        widgets = {"offices": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        own = self.fields["organisation"]
        known = queries.of_kind(operator(), "organisation")
        named = sorted((queries.title(r, get_language() or "en")[0], r.subject) for r in known)
        kept = self.instance.organisation
        if kept and kept not in {subject for _name, subject in named}:
            named.append((kept, kept))
        self.fields["organisation"] = forms.ChoiceField(
            choices=[("", "—"), *((subject, name) for name, subject in named)],
            label=own.label,
            help_text=own.help_text,
            required=False,
        )
        self.fields["mechanisms"] = self._of_mechanisms()
        choices = [(c.value, word("circle", c.value)) for c in Circle if c.value in CIRCLE]
        self.fields["circle"] = forms.ChoiceField(choices=choices, label=_("Widest circle"))
        self.fields["language"] = forms.ChoiceField(
            choices=[("", "—"), *settings.LANGUAGES], label=_("Language"), required=False
        )
        others = User.objects.filter(is_active=True).exclude(pk=self.instance.pk).order_by("username")
        self.fields["superior"].queryset = others  # type: ignore[attr-defined]
        if self.instance.pk is None:
            self.fields["password"].required = True

    def _of_mechanisms(self) -> forms.MultipleChoiceField:
        """The bodies to choose from, by name; one that is chosen and no longer known stays."""
        own, kept = self.fields["mechanisms"], self.instance.mechanisms.split()
        known = queries.of_kind(operator(), "mechanism")
        named = sorted((queries.title(r, get_language() or "en")[0], r.subject) for r in known)
        named += [(m, m) for m in kept if m not in {subject for _name, subject in named}]
        self.initial["mechanisms"] = kept
        return forms.MultipleChoiceField(
            choices=[(subject, name) for name, subject in named],
            label=own.label,
            help_text=own.help_text,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean_mechanisms(self) -> str:
        """The chosen bodies as they are stored."""
        return " ".join(self.cleaned_data["mechanisms"])

    def clean_desks(self) -> str:
        """Codes in capitals; a word that is no code of a party is told."""
        codes = self.cleaned_data["desks"].upper().split()
        wrong = [c for c in codes if not PARTY_CODE.fullmatch(c)]
        if wrong:
            raise ValidationError(gettext("{party} is no code of a party.").format(party=wrong[0]))
        return " ".join(codes)

    def clean_password(self) -> str:
        """Judged by the rules for passwords where one is given."""
        given: str = self.cleaned_data.get("password", "")
        if given:
            validate_password(given, self.instance)
        return given

    def save(self, commit: bool = True) -> User:
        """Save the account, with the password where one was given."""
        user: User = super().save(commit=False)
        if self.cleaned_data["password"]:
            user.set_password(self.cleaned_data["password"])
        user.save()
        return user


@needs("administer")
def index(request: Request) -> HttpResponse:
    """All accounts."""
    return render(request, "web/accounts.html", {"page": page_of(request, User.objects.order_by("username"))})


@needs("administer")
def account(request: Request, name: str = "") -> HttpResponse:
    """One account, or a new one."""
    known = get_object_or_404(User, username=name) if name else None
    form = AccountForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        log.info(
            "account kept",
            extra={"facts": {"who": request.viewer.name, "account": saved.username, "role": saved.role}},
        )
        messages.success(request, gettext("Saved."))
        return redirect("accounts")
    return render(
        request, "web/account.html", {"form": form, "known": known}, status=422 if form.errors else 200
    )
