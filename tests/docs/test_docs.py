"""The documentation is under test: what exists is described, links lead somewhere, the guide's examples are run."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import URLPattern

import servanda.domain.acts  # noqa: F401 (enters all kinds of act)
from servanda.cli.main import COMMANDS
from servanda.domain.acts.base import REGISTRY
from servanda.domain.entry import Circle
from servanda.register.finding_kinds import FINDING_KINDS as FINDINGS
from servanda.web.models import User
from servanda.web.urls import urlpatterns

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GUIDE = (DOCS / "user-guide.md").read_text(encoding="utf-8")
INSTALL = (DOCS / "install.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))

LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(?P<indent> *)```.*?^(?P=indent)```$", re.M | re.S)
HEADING = re.compile(r"^(#+) (.+)$", re.M)
VARIABLE = re.compile(r"\b(?:SERVANDA_[A-Z_]+|DATABASE_URL)\b")
# A machine's own places: homes of people, working folders. `/srv`, `/opt`, `/etc` stand in examples of an installation.
MACHINE_PATH = re.compile(
    r"(?<![\w./-])(?:/(?:home|Users|root|work|tmp|mnt|media)/\S*|[A-Z]:\\\S*|file:///\S*)"
)


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def headings(text: str) -> list[str]:
    """Headings of a page, those within examples left out."""
    return [m[2].strip() for m in HEADING.finditer(FENCE.sub("", text))]


def anchor(heading: str) -> str:
    """The address of a heading as the usual renderers make it."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


# -- everything that exists is described -----------------------------------------------------------------


def existing_commands() -> list[str]:
    return [
        name for name, (module, _) in COMMANDS.items() if importlib.util.find_spec(f"servanda.cli.{module}")
    ]


@pytest.mark.parametrize("command", existing_commands())
def test_every_command_has_its_heading_in_the_user_guide(command: str) -> None:
    assert f"`servanda {command}`" in headings(GUIDE)


def test_the_user_guide_describes_no_command_that_is_not_there() -> None:
    described = {m[1] for h in headings(GUIDE) if (m := re.fullmatch(r"`servanda (\w+)`", h))}
    assert described <= set(existing_commands())


@pytest.mark.parametrize("command", existing_commands())
def test_every_option_of_a_command_is_named_in_the_user_guide(command: str) -> None:
    """Each long option stands in the guide, `--json` and `--help` as common to all."""
    from servanda.cli.main import cli

    found = cli.get_command(None, command)  # type: ignore[arg-type]
    commands = [found, *getattr(found, "commands", {}).values()]
    options = {o for c in commands for p in c.params for o in p.opts if o.startswith("--")}
    spelt = re.sub(r"\s+", " ", GUIDE)
    missing = {o for o in options if not re.search(rf"{o}\b", spelt)} - {"--out"}
    assert not missing
    assert "--out" not in options or "-o FILE" in GUIDE


def test_every_environment_variable_is_in_the_installation_page() -> None:
    used = {
        variable
        for file in (ROOT / "src").rglob("*.py")
        for variable in VARIABLE.findall(file.read_text(encoding="utf-8"))
    }
    assert {"SERVANDA_HOME", "DATABASE_URL"} <= used  # the pattern finds what it should
    described = {v for line in INSTALL.splitlines() if line.startswith("|") for v in VARIABLE.findall(line)}
    assert used - described == set()
    assert described - used == set(), "described, but nothing reads it"


def test_every_page_address_is_named_in_the_user_guide() -> None:
    names = {p.name for p in urlpatterns if isinstance(p, URLPattern) and p.name}
    assert "today" in names
    described = {
        n for line in re.findall(r"^\*Pages?: ([^*]+)\*", GUIDE, re.M) for n in re.findall(r"`(\w+)`", line)
    }
    assert described == names


@pytest.mark.parametrize("role", User.Role.values)
def test_every_role_is_in_the_table_of_roles(role: str) -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("|")]
    assert any(f"| `{role}` |" in row for row in rows)
    assert f"`{role}`" in INSTALL


@pytest.mark.parametrize("circle", [c.value for c in Circle])
def test_every_circle_is_explained(circle: str) -> None:
    assert f"\n| `{circle}` |" in GUIDE


@pytest.mark.parametrize("code", FINDINGS)
def test_every_finding_says_what_to_do_with_its_severity(code: str) -> None:
    assert f"\n| `{code}` | {FINDINGS[code].severity} |" in GUIDE


def test_the_user_guide_explains_no_finding_that_is_not_there() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (?:contradiction|warning|gap) \|", GUIDE, re.M)
    assert sorted(rows) == sorted(FINDINGS)


def test_every_act_on_an_instrument_can_be_found_by_who_writes_a_case() -> None:
    wanted = {name for name, kind in REGISTRY.items() if kind.subject == "instrument"}
    assert {name for name in wanted if f"`{name}`" not in GUIDE} == set()


def test_every_room_is_in_the_architecture() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    rooms = {p.parent.name for p in (ROOT / "src" / "servanda").glob("*/__init__.py")}
    assert {room for room in rooms if f"| `{room}` |" not in text} == set()


def test_every_make_target_that_the_documentation_names_is_there() -> None:
    """In examples and in code; `make` as a word of English is left alone."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", text, re.M))
        assert {a or b for a, b in named} <= targets, name_of(page)


# -- pages hang together ---------------------------------------------------------------------------------


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        text = FENCE.sub("", page.read_text(encoding="utf-8"))
        text = re.sub(r"`[^`\n]+`", "", text)
        yield from ((page, target) for target in LINK.findall(text))


@pytest.mark.parametrize(
    ("page", "target"), [pytest.param(p, t, id=f"{name_of(p)} → {t}") for p, t in links()]
)
def test_every_link_between_pages_leads_somewhere(page: Path, target: str) -> None:
    if re.match(r"[a-z]+:", target):
        assert target.startswith(("https://", "http://", "mailto:"))
        return
    file, _, part = target.partition("#")
    to = (page.parent / file).resolve() if file else page
    assert to.exists()
    assert to.is_relative_to(ROOT)
    if part:
        assert part in {anchor(h) for h in headings(to.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("page", [p for p in PAGES if p.parent == DOCS], ids=name_of)
def test_the_readme_leads_to_every_page(page: Path) -> None:
    assert f"(docs/{page.name})" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("decision", DECISIONS, ids=name_of)
def test_every_decision_has_its_three_parts(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert headings(text)[1:] == ["Context", "Decision", "Consequences"]
    assert all(part.strip() for part in re.split(r"^## .+$", text, flags=re.M)[1:])


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(d.name.split("-")[0]) for d in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_names_a_place_on_somebodys_machine(page: Path) -> None:
    assert MACHINE_PATH.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_page_has_one_title_and_closed_examples(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", FENCE.sub("", text), re.M)) == 1
    assert len(re.findall(r"^ *```", text, re.M)) % 2 == 0


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    width = 0
    for line in text.splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = len(re.findall(r"(?<!\\)\|", re.sub(r"`[^`]*`", "", line)))
        width = width or cells
        assert cells == width, line


# -- the examples of the guide are run --------------------------------------------------------------------

BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>[\w.-]+))?\n(?P<text>.*?)^```$", re.M | re.S)
LEFT_OUT = "[…]"


@dataclass(frozen=True)
class Example:
    """A command of the guide and what it prints there; `[…]` stands for whatever comes between."""

    command: str
    printed: str


def examples() -> list[Example]:
    found = []
    for block in BLOCK.finditer(GUIDE):
        if block["kind"] == "console":
            first, _, rest = block["text"].partition("\n")
            found.append(Example(first.removeprefix("$ "), rest))
    return found


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with the files of the guide, and the environment of a demonstration of its own."""
    folder = tmp_path_factory.mktemp("guide")
    for block in BLOCK.finditer(GUIDE):
        if block["file"]:
            (folder / block["file"]).write_text(block["text"], encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not VARIABLE.fullmatch(k) and k not in ("LANG", "LC_ALL")}
    environment = kept | {"SERVANDA_HOME": str(folder / "home"), "SERVANDA_LANG": "en"}
    subprocess.run(
        [*SERVANDA, "demo", "--no-serve"], cwd=folder, env=environment, check=True, capture_output=True
    )
    return folder, environment


SERVANDA = [sys.executable, "-m", "servanda.cli.main"]


def pattern(printed: str) -> str:
    """Printed lines as a regular expression; spaces at line ends do not count."""
    lines = [line.rstrip() for line in printed.strip().splitlines()]
    parts = [re.escape(part.strip("\n")) for part in "\n".join(lines).split(LEFT_OUT)]
    return ".*?".join(parts)


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.command)
def test_every_example_prints_what_the_guide_says(
    example: Example, bench: tuple[Path, dict[str, str]]
) -> None:
    folder, environment = bench
    words = example.command.split()
    assert words[0] == "servanda"
    done = subprocess.run(
        [*SERVANDA, *words[1:]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )
    printed = "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())
    assert done.returncode in (0, 1)
    assert re.fullmatch(pattern(example.printed), printed, re.S), printed


def test_the_guide_has_an_example_for_most_commands_that_print_a_register() -> None:
    shown = {e.command.split()[1] for e in examples()}
    assert {
        "fold",
        "import",
        "instruments",
        "show",
        "findings",
        "deadlines",
        "journal",
        "read",
        "clauses",
        "brief",
    } <= shown
