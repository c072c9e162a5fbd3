"""The pages as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "servanda.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say to the clearance of the second reader that desks keep texts too."""
        from servanda.second import clearance
        from servanda.web.second_desk import kept_as

        clearance.keepers.append(kept_as)
