"""Agreed minutes of a session: the files, the concordance of their languages, and an edited file read back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from servanda.documents.minutes import NoMinutes, default_languages, pdf, shared, written
from servanda.documents.minutes import docx as word
from servanda.documents.minutes.checking import differences
from servanda.documents.minutes.making import LANGUAGES
from servanda.documents.minutes.returned import NotMinutes, Returned, Unknown, paragraphs_of, returned
from servanda.documents.minutes.taking_over import (
    Moved,
    New,
    NotTaken,
    Taken,
    standing_of,
    take_new,
    take_over,
)
from servanda.documents.pdf import NotTypeset
from servanda.reading.concordance import KINDS, compare_documents
from servanda.register import files
from servanda.register.meetings import Session
from servanda.register.refusal import Refused
from servanda.register.words import told
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, needs, today
from servanda.web.views.recording import recorder_of

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
#: Characters of each of two texts that are compared on the page.
LONGEST = 60_000


def _session(request: Request, key: str) -> Session:
    """The session as its minutes show it. Raises Http404 where the reader, or the other side, may not see it."""
    try:
        return shared(request.viewer, f"session/{key}", today())
    except NoMinutes:
        raise Http404 from None


def _asked(request: Request, found: Session) -> tuple[tuple[str, ...], str]:
    """(languages in the order asked for, layout)."""
    asked = [c for given in request.GET.getlist("lang") for c in given.split(",") if c in LANGUAGES]
    layout = request.GET.get("layout", "")
    return (
        tuple(dict.fromkeys(asked)) or default_languages(found),
        layout if layout in word.LAYOUTS else "side",
    )


def minutes(request: Request, key: str) -> HttpResponse:
    """The minutes of a session: files in the languages asked for, what is missing, and what the languages say differently."""
    return _page(request, key, _session(request, key))


def _page(
    request: Request,
    key: str,
    found: Session,
    back: Returned | None = None,
    digest: str = "",
    status: int = 200,
) -> HttpResponse:
    languages, layout = _asked(request, found)
    made = written(request.viewer, found, languages, today())
    numbers = {f"item/{i.listed.item.key}": i.listed.number for i in found.items}
    numbers |= {f"decision/{d.act.key}": d.number for d in found.state.decisions}
    return render(
        request,
        "web/minutes.html",
        {
            "found": found,
            "key": key,
            "made": made,
            "chosen": languages,
            "layout": layout,
            "layouts": word.LAYOUTS,
            "all_languages": LANGUAGES,
            "kinds": KINDS,
            "differences": differences(made, numbers) if len(languages) > 1 else [],
            "missing": [line for line in made.lines if line.missing and line.key],
            "numbers": numbers,
            "query": urlencode({"lang": ",".join(languages), "layout": layout}),
            "back": back,
            "unknown": _unknown(found, back) if back else [],
            "seen": standing_of(found),
            "digest": digest,
        },
        status=status,
    )


def _unknown(found: Session, back: Returned) -> list[tuple[Unknown, str]]:
    """Each paragraph that the record does not know, with the item of the agenda after which it stands."""
    placed = []
    for paragraph in back.unknown:
        kind, _, name = paragraph.item.partition("/")
        decided = found.state.decision(name) if kind == "decision" else None
        placed.append((paragraph, decided.act.item if decided else name))
    return placed


@needs("record")
@require_POST
def minutes_add(request: Request, key: str) -> HttpResponse:
    """Paragraphs of an edited file that the record does not know become new decisions or remarks, where that is said."""
    found, posted = _session(request, key), request.POST
    wanted = []
    for n in posted.getlist("row"):
        become, _, where = posted.get(f"{n}.become", "").partition("/")
        text, code = " ".join(posted.get(f"{n}.text", "").split()), posted.get(f"{n}.language", "")
        if become in ("decision", "remark", "same") and text:
            item = where if become == "decision" else posted.get(f"{n}.item", "")
            by = where if become == "remark" else ""
            wanted.append(New(text, code if code in LANGUAGES else "", become, item, by))
    digest = posted.get("digest", "")
    digest = digest if files.path_of(digest) else ""
    on = min(found.state.ends or today(), today())
    try:
        made = take_new(
            request.viewer, recorder_of(request), found, wanted, posted.get("seen", ""), digest, on
        )
    except (Refused, NotTaken) as refused:
        messages.error(request, told(refused.message, refused.data))
    except ValidationError:
        messages.error(request, gettext("Choose one of the values offered."))
    else:
        messages.success(request, gettext("Taken over into the record: {n}.").format(n=made))
    return redirect("minutes", key=key)


def minutes_file(request: Request, key: str, ending: str) -> HttpResponse:
    """The minutes as DOCX or PDF."""
    if ending not in MEDIA:
        raise Http404
    found = _session(request, key)
    languages, layout = _asked(request, found)
    made = written(request.viewer, found, languages, today())
    try:
        content = word.write(made, layout) if ending == "docx" else pdf.write(made, layout)
    except NotTypeset as error:
        messages.error(request, gettext(error.message).format(**error.data))
        return redirect("minutes", key=key)
    answer = HttpResponse(content, content_type=MEDIA[ending])
    name = f"minutes-{key}-{'-'.join(languages)}.{ending}"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "_" for c in name)
    answer["Content-Disposition"] = f'attachment; filename="{safe}"'
    return answer


@needs("record")
@require_POST
def minutes_back(request: Request, key: str) -> HttpResponse:
    """An edited file sent in: what it says otherwise is shown; nothing is recorded."""
    found = _session(request, key)
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, gettext("Choose a file."))
        return redirect("minutes", key=key)
    try:
        stored = files.keep(upload.name or "", upload.chunks(), upload.size or 0)
        path = files.path_of(stored.digest)
        assert path is not None
        if stored.media_type != MEDIA["docx"]:
            raise NotMinutes("not_docx")
        read = returned(paragraphs_of(path), found, written(request.viewer, found, LANGUAGES, today()))
    except (files.FileRefused, NotMinutes) as fault:
        messages.error(request, told(fault.message, fault.data))
        return _page(request, key, found, status=422)
    return _page(request, key, found, read, stored.digest)


@needs("record")
@require_POST
def minutes_take(request: Request, key: str) -> HttpResponse:
    """What was ticked of an edited file becomes corrections of the record, with a reason."""
    found, posted = _session(request, key), request.POST
    taken = []
    for name in posted.getlist("take"):
        where, _, code = name.rpartition("/")
        if code in LANGUAGES and posted.get(f"text.{name}", "").strip():
            text = " ".join(posted[f"text.{name}"].split())
            taken.append(Taken(where, code, text, posted.get(f"entry.{name}", "")))
    digest = posted.get("digest", "")
    digest = digest if files.path_of(digest) else ""
    try:
        n = take_over(request.viewer, recorder_of(request), found, taken, posted.get("reason", ""), digest)
    except (Refused, Moved) as refused:
        messages.error(request, told(refused.message, refused.data))
    else:
        messages.success(request, gettext("Taken over into the record: {n}.").format(n=n))
    return redirect("minutes", key=key)


@needs("read")
def concordance(request: Request) -> HttpResponse:
    """Two texts that should say the same: what one says and the other does not. Nothing is kept."""
    a, b, error, found = "", "", "", None
    if request.method == "POST":
        a, b = request.POST.get("a", ""), request.POST.get("b", "")
        if not a.strip() or not b.strip():
            error = gettext("Paste both texts.")
        elif max(len(a), len(b)) > LONGEST:
            error = gettext("A text has more than {n} characters: compare it in parts.").format(n=LONGEST)
        else:
            try:
                found = compare_documents(a, b)
            except ValueError:
                error = gettext("One of the texts is in none of the four languages.")
    return render(
        request,
        "web/concordance.html",
        {"a": a, "b": b, "error": error, "differences": found, "kinds": KINDS, "language": language()},
        status=422 if error else 200,
    )
