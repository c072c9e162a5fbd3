"""Meetings of officials of two states, told with the object far from its verb."""

from datetime import date

from servanda.reading import read

DAY = date(2026, 3, 12)


def test_officials_of_two_states_hold_a_meeting() -> None:
    text = "عقد مسؤولون من المغرب وروسيا في الرباط، يوم 11 مارس 2026، اجتماعا حول التعاون في مجال الطاقة."
    (found,) = read(text, DAY).of("encounters")
    assert found.facts["parties"] == ["MA", "RU"]
    assert (found.facts["place"], found.facts["date"]) == ("الرباط", "2026-03-11")


def test_a_board_that_works_in_two_states_meets_nobody() -> None:
    text = "عقد مجلس إدارة الشركة، التي تعمل في مصر والأردن، اجتماعا لبحث الأسعار."
    assert read(text, DAY).of("encounters") == []
