"""The headline of a version of a statement."""

import pytest

from servanda.web.reading_versions import headline


def _reading(text: str, *shown: str) -> dict[str, list[dict[str, object]]]:
    spans = [{"start": text.index(s), "end": text.index(s) + len(s)} for s in shown]
    return {"instruments": [{"evidence": spans}], "encounters": [], "bodies": []}


@pytest.mark.parametrize(
    ("text", "shown", "line"),
    [
        ("Five instruments in Brasília\n\n- Extradition Treaty;\n- Convention;", "Extradition", "Five instruments in Brasília"),
        ("Ministry of Foreign Affairs\nMorocco signs an agreement\nToday …", "signs an agreement", "Morocco signs an agreement"),
        ("\n\nزيارة\nنص طويل\n١) اتفاقية", "اتفاقية", "زيارة"),
        ("One\nTwo\nThree\nFour\nFive\nSix signed", "signed", "One"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_the_headline_is_one_of_the_first_lines_and_no_item_of_a_list(
    text: str, shown: str, line: str
) -> None:
    assert headline(text, _reading(text, shown), [(0, len(text))]) == line
