"""The room as Django knows it: one table and catalogues."""

from django.apps import AppConfig


class Second(AppConfig):
    name = "servanda.second"
    label = "second"
