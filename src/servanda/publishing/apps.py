"""The room as Django knows it: templates, one table and catalogues."""

from django.apps import AppConfig


class Publishing(AppConfig):
    name = "servanda.publishing"
    label = "publishing"
