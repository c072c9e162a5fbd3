"""A folder of .eml files instead of a mail server: one file a message, opened by any mail program."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmlFolder(BaseEmailBackend):
    """Write each message as a file into `EML_FOLDER`."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Write the messages; return how many. Raises OSError where the folder cannot be written."""
        folder = Path(settings.EML_FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in messages:
            name = folder / f"{uuid.uuid4()}.eml"
            part = name.with_suffix(".part")
            part.write_bytes(message.message().as_bytes())
            part.rename(name)
        return len(messages)
