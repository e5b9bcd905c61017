"""Days that notes name, against days counted by hand on a calendar of 2026."""

from datetime import date

import pytest

from infoview_analysis.takeaways.due_dates import due_date

WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("send her my CV by Friday", date(2026, 3, 6)),
        ("call on Monday", date(2026, 3, 9)),
        ("follow up next week", date(2026, 3, 13)),
        ("by the end of the month", date(2026, 3, 31)),
        ("before 28 March", date(2026, 3, 28)),
        ("send it by Nov 21", date(2026, 11, 21)),
        ("resend within two weeks", date(2026, 3, 18)),
        ("she'll do it tomorrow", date(2026, 3, 5)),
        ("opens mid June", date(2026, 6, 15)),
        ("tape to her by the 1st", date(2026, 4, 1)),
        ("due 2026-05-14", date(2026, 5, 14)),
        ("apply by 2 February", date(2027, 2, 2)),
        ("she has worked there for years", None),
    ],
)
def test_a_day_is_counted_from_the_interview(words, expected):
    found = due_date(words, WEDNESDAY)
    assert (found.due_on if found else None) == expected
    if found:
        assert words[found.start : found.end].strip() == found.words
