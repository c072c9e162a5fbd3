"""The illustrative list of treaties of the other side in the demonstration: kept as an officer keeps it on the page of both lists."""

from __future__ import annotations

from importlib.resources import as_file, files

from servanda.cli.demonstration_account import acting

#: Whose list → the file and the map of the same name in `demonstration/lists`.
LISTS = {"RU": "russia"}


def keep(by: str = "officer") -> None:
    """Record the lists as theirs; one that is kept already is not recorded again. Raises IntakeError, NotKept, Refused."""
    from django.utils import timezone

    from servanda.register import kept_lists
    from servanda.register.installation import own_side
    from servanda.register.intake.maps.loading import parse_map

    viewer, recorder = acting(by)
    folder = files("servanda.cli").joinpath("demonstration", "lists")
    for partner, name in LISTS.items():
        register_map = parse_map(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
        with as_file(folder.joinpath(f"{name}.csv")) as file:
            kept_lists.keep(
                viewer,
                file,
                register_map,
                own_side(),
                partner,
                recorder,
                timezone.localdate(),
                file_name=f"{name}.csv",
                map_name=f"{name}.toml",
            )
