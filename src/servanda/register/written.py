"""A written text becomes a statement of the register: its versions in one stored text, its titles by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import uuid_utils

from servanda.domain.acts.dialogue import Statement
from servanda.domain.entry import Circle
from servanda.journal.services import Draft, Recorder
from servanda.register import files, services
from servanda.register.visibility import Viewer


def record_statement(
    texts: Mapping[str, str],
    titles: Mapping[str, str],
    parties: Sequence[str],
    source: str,
    circle: Circle,
    on: date,
    recorder: Recorder,
    viewer: Viewer,
    *,
    published: bool = False,
    subject: str = "",
) -> str:
    """Record the versions of a written text as a statement; its subject. Raises Refused, FileRefused.

    texts     by language, in the order in which they stand
    subject   an earlier statement, of which this becomes the next version; a new one where empty
    """
    kept = {code: text.strip() + "\n" for code, text in texts.items() if text.strip()}
    digest = files.keep_text("\n\n".join(kept.values()))
    act = Statement(
        titles={code: titles[code][:500] for code in kept if titles.get(code)},
        languages=tuple(kept),  # type: ignore[arg-type]
        parties=tuple(parties),
        text=digest,
        source=source,
        published=on if published else None,
    )
    subject = subject or f"statement/{uuid_utils.uuid7()}"
    services.record([Draft(subject, act, on=on, circle=circle)], recorder, viewer)
    return subject
