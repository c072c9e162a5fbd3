"""The room as Django knows it: templates and catalogues."""

from django.apps import AppConfig


class Publishing(AppConfig):
    name = "servanda.publishing"
