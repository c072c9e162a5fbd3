"""*Write*: an official text from the record, in its languages side by side, edited, compared, kept as a file or a statement."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from servanda.documents.writing import ENDINGS, Asked, CannotWrite, kinds_for, written
from servanda.documents.writing import write as as_file
from servanda.documents.writing.files import from_plain
from servanda.domain.entry import Circle
from servanda.reading.concordance import KINDS as DIFFERENCES
from servanda.reading.concordance import Difference, compare_documents
from servanda.register import queries
from servanda.register import written as keeping
from servanda.register.files import FileRefused
from servanda.register.refusal import Refused
from servanda.register.words import told
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, day_asked, needs
from servanda.web.views.recording import recorder_of
from servanda.writing import LANGUAGES

#: Characters of one version that are compared and kept.
LONGEST = 60_000
CIRCLES = (Circle.PUBLIC, Circle.JOINT)


@dataclass(frozen=True, slots=True)
class Version:
    """One language version on the page."""

    language: str
    text: str

    @property
    def title(self) -> str:
        """Its first line."""
        return from_plain(self.text, self.language).title


@needs("record")
def write(request: Request, subject: str) -> HttpResponse:
    """The draft of a text about a subject. Raises Http404 where the reader may not see it, or nothing can be written on it."""
    kinds = kinds_for(subject)
    if not kinds or not _known(request, subject):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("kind", "")
    kind = kind if kind in kinds else kinds[0]
    languages = [c for c in LANGUAGES if c in asked.getlist("lang")] or [language()]
    circle = next((c for c in _circles(request) if c.value == asked.get("circle")), _circles(request)[-1])
    on = day_asked(request)
    said, versions = "", []
    for code in languages:
        edited = request.POST.get(f"text.{code}")
        if edited is not None:
            versions.append(Version(code, edited[:LONGEST].replace("\r\n", "\n")))
            continue
        try:
            text = written(request.viewer, Asked(kind, subject, code, on, circle))
        except CannotWrite as error:
            said = told(error.message, error.data)
            break
        versions.append(Version(code, text.plain))
    if request.method == "POST" and versions and not said:
        done = _done(request, subject, kind, versions, circle)
        if done is not None:
            return done
    return render(
        request,
        "web/writing.html",
        {
            "subject": subject,
            "record": queries.record(request.viewer, subject),
            "kinds": kinds,
            "kind": kind,
            "all_languages": LANGUAGES,
            "chosen": languages,
            "circles": [c.value for c in _circles(request)],
            "circle": circle.value,
            "on": on,
            "versions": versions,
            "said": said,
            "endings": list(ENDINGS),
            "kept_for": [
                c.value for c in Circle if c.level <= min(request.viewer.circle.level, Circle.INTERNAL.level)
            ],
            "differences": _compared(versions),
            "difference_kinds": DIFFERENCES,
        },
    )


def _known(request: Request, subject: str) -> bool:
    if subject.startswith("relationship/"):
        pair = subject.split("/")[1:]
        return len(pair) == 2 and queries.between(request.viewer, *pair).exists()
    return queries.record(request.viewer, subject) is not None


def _circles(request: Request) -> list[Circle]:
    return [c for c in CIRCLES if c.level <= request.viewer.circle.level]


def _compared(versions: list[Version]) -> list[Difference] | None:
    """What each further version says otherwise than the first; None where there is only one."""
    if len(versions) < 2:
        return None
    first = versions[0]
    found: list[Difference] = []
    for other in versions[1:]:
        if first.text.strip() and other.text.strip():
            found += compare_documents(first.text, other.text, (first.language, other.language))
    return found


def _done(
    request: Request, subject: str, kind: str, versions: list[Version], circle: Circle
) -> HttpResponse | None:
    """The file, or the page of the statement that was recorded; None where the page is shown again."""
    action = request.POST.get("do", "")
    on = day_asked(request)
    if action.startswith("file."):
        _, code, ending = (*action.split("."), "", "")[:3]
        version = next((v for v in versions if v.language == code), None)
        if version is None or ending not in ENDINGS:
            raise Http404
        answer = HttpResponse(
            as_file(from_plain(version.text, code), ending, on), content_type=ENDINGS[ending]
        )
        name = "".join(
            c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in f"{kind}-{subject}-{code}"
        )
        answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
        return answer
    if action != "save":
        return None
    wanted = request.POST.get("kept_for", Circle.INTERNAL.value)
    level = next((c for c in Circle if c.value == wanted), Circle.INTERNAL)
    if level.level > request.viewer.circle.level or level is Circle.RESTRICTED:
        level = Circle.JOINT
    record = queries.record(request.viewer, subject)
    parties = (
        sorted(record.parties.values_list("party", flat=True)) if record else sorted(subject.split("/")[1:])
    )
    try:
        made = keeping.record_statement(
            {v.language: v.text for v in versions},
            {v.language: v.title for v in versions},
            parties,
            subject,
            level,
            on,
            recorder_of(request),
            request.viewer,
        )
    except (Refused, FileRefused) as refused:
        messages.error(request, told(refused.message, refused.data))
        return None
    messages.success(request, gettext("Recorded as a statement. Nothing is published by that alone."))
    return redirect("record", subject=made)
