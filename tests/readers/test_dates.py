from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_analysis.readers.attributes import parse_date


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-03", "2026-03-03T10:15:00", "2026-03-03 10:15", "20260303", "3 March 2026", "3rd of March 2026",
        "March 3, 2026", "Mar 3rd 2026", "03 Mar 2026", "03-Mar-2026", "3-Mar-26", "2026/03/03", "03.03.2026",
        "3. March 2026", "Tuesday, 3 March 2026", "Tue, Mar 3, 2026 10:03AM", "03/03/2026", "03/03/26", '"2026-03-03"',
    ],
)  # fmt: skip
def test_dates_as_people_write_them(written):
    assert parse_date(written).value == date(2026, 3, 3)


def test_a_day_beyond_twelve_tells_day_from_month():
    assert parse_date("31/12/2026").value == parse_date("12/31/2026").value == date(2026, 12, 31)


def test_an_ambiguous_date_is_refused_and_the_message_names_the_setting():
    parsed = parse_date("03/04/2026")
    assert (parsed.value, parsed.code) == (None, "ambiguous-date")
    assert "date_format" in parsed.message
    assert "infoview.toml" in parsed.message


@pytest.mark.parametrize(("date_format", "month"), [("%d/%m/%Y", 4), ("%m/%d/%Y", 3)])
def test_the_setting_decides_an_ambiguous_date(date_format, month):
    assert parse_date("03/04/2026", date_format).value == date(2026, month, 3 if month == 4 else 4)


@pytest.mark.parametrize("written", ["2026-13-40", "30 Feb 2026", "31.04.2026", "2026/02/30", "0000-01-01"])
def test_impossible_days_are_named(written):
    assert parse_date(written).code == "impossible-date"


@pytest.mark.parametrize("written", ["next week", "3 Foo 2026", "2026", "March"])
def test_what_is_no_date_is_named(written):
    assert parse_date(written).code == "unknown-date"


def test_no_date_is_no_problem():
    assert parse_date("  ").code == ""


@given(st.text(max_size=60), st.sampled_from([None, "%d/%m/%Y", "%Y"]))
def test_any_text_is_read_or_named(text, date_format):
    parsed = parse_date(text, date_format)
    assert (parsed.value is None) or not parsed.code


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_comes_back_in_every_wording(day):
    for pattern in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%Y/%m/%d", "%d.%m.%Y"):
        assert parse_date(day.strftime(pattern)).value == day
