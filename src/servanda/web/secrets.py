"""The installation's secret key: from the environment, else a file 0400 in the home, made at first need."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """Return SERVANDA_SECRET_KEY or the content of `home/secret.key`, creating that file where it is missing.

    A home that cannot be written (read-only commands such as `fold`) gets a key for this process only.
    """
    given = os.environ.get("SERVANDA_SECRET_KEY")
    if given:
        return given
    file = home / "secret.key"
    with contextlib.suppress(OSError):
        return file.read_text(encoding="ascii").strip()
    fresh = secrets.token_urlsafe(48)
    with contextlib.suppress(OSError):
        if home.exists():
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
            with os.fdopen(handle, "w", encoding="ascii") as out:
                out.write(fresh)
    with contextlib.suppress(OSError):
        return file.read_text(encoding="ascii").strip()
    return fresh
