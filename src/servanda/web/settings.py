"""Django settings. Everything that differs between installations comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url

HOME = Path(os.environ.get("SERVANDA_HOME") or Path(__file__).resolve().parents[3] / "var")
SECRET_KEY = "until the installation has its own"  # noqa: S105
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{HOME / 'servanda.sqlite3'}")}
INSTALLED_APPS: list[str] = []
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
