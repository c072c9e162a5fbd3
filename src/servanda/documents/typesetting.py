"""The process that sets a PDF: data on standard input, the file on standard output, nothing else within reach.

Run as a child by `pdf`, under limits of memory and time: what a document contains came from registers and people.
Knows neither Django nor the register.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
MEMORY = 2 * 2**30  # bytes of address space
SECONDS = 90  # of processor time
# Tagged for assistive technology; a text whose letters no font of ours has is refused by this standard.
STANDARD = "ua-1"
TEMPLATES = ("document", "minutes")


def limit() -> None:
    """Bound what this process may take."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def typeset(document: str, template_name: str = "document") -> bytes:
    """The PDF of a document given as JSON (`model.as_data`), by one of TEMPLATES. Raises typst.TypstError."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")]
    )
    day = datetime.fromisoformat(json.loads(document)["on"]).replace(tzinfo=UTC)
    template = (HERE / f"{template_name}.typ").read_bytes()
    with tempfile.TemporaryDirectory(prefix="servanda-typst-") as empty:

        def compiled(standards: list[str]) -> bytes:
            made = typst.compile(  # type: ignore[call-overload]
                template,
                root=empty,
                font_paths=fonts,
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"document": document},
                pdf_standards=standards,
                package_path=empty,
                package_cache_path=empty,
                timestamp=day,
            )
            assert isinstance(made, bytes)
            return made

        try:
            return compiled([STANDARD])
        except typst.TypstError:
            return compiled([])


def main() -> None:
    """Read the document, write the PDF; a fault is one line on standard error and exit 1."""
    document = sys.stdin.buffer.read().decode("utf-8")
    limit()
    try:
        name = sys.argv[1] if len(sys.argv) > 1 else TEMPLATES[0]
        sys.stdout.buffer.write(typeset(document, name if name in TEMPLATES else TEMPLATES[0]))
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
