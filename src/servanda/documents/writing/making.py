"""Which text is made from which facts."""

from __future__ import annotations

from servanda.documents.writing import collecting
from servanda.documents.writing.collecting import Asked, CannotWrite, kinds_for
from servanda.register.installation import own_side
from servanda.register.visibility import Viewer
from servanda.writing import Text, communique, invitation, joint_statement, notification, signed_table

#: Kinds of text, in the order of the page.
KINDS = ("communique", "joint-statement", "invitation", "notification", "signed-table")


def written(viewer: Viewer, asked: Asked) -> Text:
    """The text asked for, from the facts of its circle. Raises CannotWrite."""
    possible = kinds_for(asked.subject)
    if asked.kind not in possible:
        raise CannotWrite("kind", subject=asked.subject, possible=", ".join(possible) or "—")
    language, territory = asked.language, own_side()
    if asked.kind == "notification":
        instrument, sender, receiver, completed = collecting.notified(viewer, asked)
        return notification(
            instrument,
            sender,
            receiver,
            language,
            territory,
            subject=asked.subject,
            completed=completed,
            on=asked.on,
        )
    if asked.kind == "signed-table":
        a, b, found = collecting.signed(viewer, asked)
        return signed_table(a, b, found, language, territory, subject=asked.subject)
    event = collecting.event(viewer, asked)
    if asked.kind == "joint-statement":
        return joint_statement(event, language, territory)
    if asked.kind == "invitation":
        return invitation(event, language, territory, asked.on)
    return communique(event, language, territory)
