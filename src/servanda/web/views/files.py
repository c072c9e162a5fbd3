"""Handing out stored files: only those that an act visible to the reader names, always as a download."""

from __future__ import annotations

import json
import logging

from django.db.models import Q
from django.http import FileResponse, Http404

from servanda.register import files
from servanda.register.visibility import entries
from servanda.web.views.asking import Request

log = logging.getLogger("servanda.files")


def download(request: Request, digest: str) -> FileResponse:
    """The file as an attachment. Its name stands in the header alone; the browser may neither sniff nor run it."""
    path = files.path_of(digest)
    named = Q(act="document", body__contains=f'"digest":"{digest}"')
    named |= Q(act="paper", body__contains=f'"digest":"{digest}"')
    named |= Q(act="commitment_report", body__contains=f'"file":"{digest}"')
    row = entries(request.viewer).filter(named).order_by("-seq").first()
    if path is None or row is None:
        raise Http404
    body = json.loads(row.body)
    name = body.get("file_name") or f"{digest[:12]}.bin"
    log.info(
        "file handed out",
        extra={"facts": {"who": request.viewer.name, "digest": digest, "subject": row.subject}},
    )
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    answer["Content-Type"] = body.get("media_type") or "application/octet-stream"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
