"""Run by itself in a process of its own: the paragraphs of an edited DOCX with the bookmarks that they carry, as JSON.

Arguments: file, memory in bytes, processor seconds, most characters. It imports nothing of Servanda, so that it can
run isolated; whatever happens here reaches the caller as an exit status only. Of tracked changes the text as it would
stand once they are accepted is given, and that there were some.
"""

from __future__ import annotations

import json
import sys
import zipfile
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TRACKED = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")


def paragraphs(file: str, most: int) -> list[dict[str, Any]]:
    """[{"text", "marks": [[name, offset]], "open": [names still open at its beginning], "tracked"}] in order."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    with zipfile.ZipFile(file) as package, package.open("word/document.xml") as source:
        root = etree.parse(source, parser).getroot()
    found: list[dict[str, Any]] = []
    names: dict[str, str] = {}
    open_now: list[str] = []
    left = most
    body = root.find(f"{W}body")
    for element in (body if body is not None else root).iter():
        if element.tag == f"{W}p":
            outer = next(element.iterancestors(f"{W}p"), None) is not None
            gone = next(element.iterancestors(f"{W}del", f"{W}moveFrom"), None) is not None
            mark = element.find(f"{W}pPr/{W}rPr/{W}del")
            found.append(
                {
                    "text": "",
                    "marks": [],
                    "open": list(open_now),
                    "tracked": gone or mark is not None,
                    "inner": outer,
                }
            )
        elif not found:
            if element.tag == f"{W}bookmarkStart":
                names[element.get(f"{W}id", "")] = element.get(f"{W}name", "")
            continue
        elif element.tag == f"{W}bookmarkStart":
            name = element.get(f"{W}name", "")
            names[element.get(f"{W}id", "")] = name
            if name.startswith("sv_"):
                found[-1]["marks"].append([name, len(found[-1]["text"])])
                open_now.append(name)
        elif element.tag == f"{W}bookmarkEnd":
            name = names.get(element.get(f"{W}id", ""), "")
            if name in open_now:
                open_now.remove(name)
        elif element.tag in (f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}delText"):
            around = {a.tag for a in element.iterancestors(*TRACKED)}
            found[-1]["tracked"] = found[-1]["tracked"] or bool(around)
            if element.tag == f"{W}delText" or around & {f"{W}del", f"{W}moveFrom"}:
                continue
            piece = {"t": element.text or "", "noBreakHyphen": "\u2011"}.get(element.tag[len(W) :], " ")
            left -= len(piece)
            if left < 0:
                sys.exit(3)
            found[-1]["text"] += piece
    return found


def main(file: str, memory: str, seconds: str, most: str) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    except ImportError:
        pass  # not on this system; time is limited by the caller all the same
    sys.stdout.buffer.write(json.dumps(paragraphs(file, int(most))).encode("utf-8", errors="replace"))


if __name__ == "__main__":
    main(*sys.argv[1:])
