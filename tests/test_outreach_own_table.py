"""A person's own table of requests: every row is a request, merged by name, or rejected by name."""

import io
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.outreach.headers import map_headers, target_of
from infoview_analysis.outreach.ledger import merge_logs
from infoview_analysis.outreach.own_table import read_own_table
from infoview_analysis.outreach.wordings import channel, meaning, yes_no
from tests.outreach_fixtures import codes, history, load, plain, row

OWN = """\
contact,organization,role,channel,sent_on,subject,followed_up_on,replied_on,outcome,scheduled_for,interviewed_on,thanked_on
Ana Lee,Acme,Analyst,email,2026-01-05,Twenty minutes?,2026-01-12,2026-01-13,accepted,2026-01-19,2026-01-19,2026-01-20
Ben Oz,Bolt,Buyer,linkedin,2026-01-06,Hello,,,no reply,,,
Cy Poe,Cog,Clerk,warm introduction,2026-01-07,Sam sent me,,2026-01-09,declined,,,
Di Roe,Dot,Driver,event,2026-01-08,We met,,2026-01-09,referred,,,
Ed Sun,Eon,Editor,email,2026-01-09,Hi,,,bounced,,,
Flo Tan,Fig,Farmer,cold call,2026-01-10,Hi,,,,,,
"""


def test_the_own_columns_are_read_as_they_stand(tmp_path):
    log = load(tmp_path, {"outreach.csv": OWN})
    assert (log.n_rows, log.n_rejected, log.n_merged, log.problems) == (6, 0, 0, ())
    assert list(log.outreach["contact"]) == ["Ana Lee", "Ben Oz", "Cy Poe", "Di Roe", "Ed Sun", "Flo Tan"]
    ana = row(log, "Ana Lee")
    assert ana["sent_on"] == "2026-01-05" and ana["thanked_on"] == "2026-01-20" and ana["line"] == 2
    assert {ana[flag] for flag in ("followed_up", "replied", "accepted", "scheduled", "met", "thanked")} == {"yes"}
    assert [row(log, name)["replied"] for name in ("Ben Oz", "Cy Poe", "Di Roe", "Ed Sun", "Flo Tan")] == [
        "no", "yes", "yes", "no", None,
    ]  # fmt: skip
    assert history(log, "Ana Lee") == [
        ("sent", "2026-01-05"),
        ("followed up", "2026-01-12"),
        ("replied", "2026-01-13"),
        ("accepted", "2026-01-13"),
        ("scheduled", "2026-01-19"),
        ("met", "2026-01-19"),
        ("thanked", "2026-01-20"),
    ]
    assert history(log, "Cy Poe") == [("sent", "2026-01-07"), ("replied", "2026-01-09"), ("declined", "2026-01-09")]
    assert history(log, "Flo Tan") == [("sent", "2026-01-10")]


def test_without_a_log_the_frames_are_empty_and_valid(tmp_path):
    log = load(tmp_path, {})
    assert log.outreach.empty and log.events.empty and log.n_rows == 0 and log.problems == ()


def test_a_header_without_rows_is_an_empty_log(tmp_path):
    log = load(tmp_path, {"outreach.csv": OWN.splitlines()[0] + "\n"})
    assert log.outreach.empty and log.problems == ()


def test_other_wordings_are_mapped_and_the_mapping_is_shown(tmp_path):
    log = load(
        tmp_path,
        {
            "outreach.csv": "My outreach 2026;;;;;;;;;;\n;;;;;;;;;;\n"
            "Name;Company;How contacted;Date contacted;Response?;Reply date;Status;Follow-up;Meeting date;"
            "Thank you sent;Mood\n"
            "Ana Lee;Acme;LinkedIn message;5 Jan 2026;yes;9 Jan 2026;Met - lovely;;19 Jan 2026;yes;good\n"
            "Ben Oz;Bolt;Referral;Jan 6, 2026;no;;Ghosted;2026-01-13;;;\n"
            "Cy Poe;Cog;Carrier pigeon;4-Feb-26;y;;Replied;yes;;no;\n"
        },
    )
    ana, ben, cy = (row(log, name) for name in ("Ana Lee", "Ben Oz", "Cy Poe"))
    assert (ana["channel"], ana["sent_on"], ana["replied_on"], ana["outcome"]) == (
        "linkedin", "2026-01-05", "2026-01-09", "accepted",
    )  # fmt: skip
    # The meeting is held: its day is not after the newest other day of the table, and the status says so.
    assert (ana["scheduled_for"], ana["interviewed_on"], ana["met"]) == ("2026-01-19", "2026-01-19", "yes")
    assert (ana["thanked"], ana["thanked_on"], ana["mood"]) == ("yes", None, "good")
    assert ("thanked", None) in history(log, "Ana Lee")
    assert (ben["channel"], ben["outcome"], ben["replied"], ben["followed_up_on"]) == (
        "warm introduction", "no reply", "no", "2026-01-13",
    )  # fmt: skip
    assert (cy["channel"], cy["sent_on"], cy["replied"], cy["replied_on"], cy["outcome"]) == (
        "Carrier pigeon", "2026-02-04", "yes", None, None,
    )  # fmt: skip
    assert (cy["followed_up"], cy["followed_up_on"], cy["thanked"]) == ("yes", None, "no")
    read_as = dict(zip(log.header_mapping["column"], log.header_mapping["read_as"], strict=True))
    assert read_as["Date contacted"] == "sent_on" and read_as["Mood"] == "(kept as it is)"
    assert read_as["Meeting date"].startswith("scheduled_for; interviewed_on where")


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Contact Name", "contact"),
        ("Date contacted (YYYY-MM-DD)", "sent_on"),
        ("First email", "sent_on"),
        ("Response?", "replied_on"),
        ("Reply_Date", "replied_on"),
        ("Follow-up", "followed_up_on"),
        ("Thank-you note sent? (Y/N)", "thanked_on"),
        ("E-mail", "email"),
        ("Meeting Date", "meeting"),
        ("Outcome", "outcome"),
        ("Kanal", "channel"),
        ("Mood", ""),
    ],
)
def test_header_wordings(header, target):
    assert target_of(header) == target


def test_of_two_columns_with_one_meaning_the_surer_is_read_and_the_other_kept():
    assert [one.target for one in map_headers(["Who", "Contact", "Date", "Sent on"])] == [
        "", "contact", "sent_on", "sent_on",
    ]  # fmt: skip
    assert [one.target for one in map_headers(["First name", "Last name"])] == ["first_name", "last_name"]


@pytest.mark.parametrize(
    ("written", "outcome", "stages"),
    [
        ("Accepted", "accepted", ()),
        ("yes", "accepted", ()),
        ("Met 3/4", "accepted", ("met",)),
        ("Call scheduled", "accepted", ("scheduled",)),
        ("Accepted - ghosted later", "accepted", ()),
        ("No thanks", "declined", ()),
        ("Declined: too busy", "declined", ()),
        ("referred to a colleague", "referred", ()),
        ("Undeliverable", "bounced", ()),
        ("No response (2 follow-ups)", "no reply", ()),
        ("Ghosted", "no reply", ()),
        ("waiting", "", ()),
        ("Responded", "", ("replied",)),
        ("followed up", "", ("followed_up",)),
    ],
)
def test_outcome_wordings(written, outcome, stages):
    found = meaning(written)
    assert (found.outcome, found.stages, found.sent) == (outcome, stages, True)


def test_what_is_no_known_outcome_is_not_guessed():
    assert meaning("Hmm, strange") is None
    assert meaning("no") is None  # declined, or no reply?
    assert meaning("to contact").sent is False


@pytest.mark.parametrize(
    ("written", "answer"), [("Yes", True), ("✓", True), ("x", True), ("No", False), ("not yet", False), ("n/a", None)]
)
def test_yes_and_no(written, answer):
    assert yes_no(written) is answer


def test_channels_are_normalised_and_others_kept():
    assert [channel(one) for one in ("E-mail", "InMail", "Referral", "Phone call", "Career fair", "Owl  post")] == [
        "email", "linkedin", "warm introduction", "cold call", "event", "Owl post",
    ]  # fmt: skip


def test_unknown_outcomes_are_kept_and_reported(tmp_path):
    log = load(tmp_path, {"outreach.csv": "contact,sent_on,outcome\nAna,2026-01-05,perhaps in spring\n"})
    assert row(log, "Ana")["outcome"] is None
    assert row(log, "Ana")["outcome_as_written"] == "perhaps in spring"
    assert [(problem.line, problem.code) for problem in log.problems] == [(2, "unknown-outcome")]


def test_a_terminal_status_does_not_erase_what_came_before(tmp_path):
    log = load(
        tmp_path,
        {
            "outreach.csv": "contact,sent_on,replied_on,scheduled_for,interviewed_on,outcome\n"
            "Ana,2026-01-05,2026-01-06,,,no reply\n"
            "Ben,2026-01-05,2026-01-06,2026-01-10,,ghosted\n"
            "Cy,2026-01-05,2026-01-06,2026-01-10,2026-01-10,declined\n"
        },
    )
    ana, ben, cy = (row(log, name) for name in ("Ana", "Ben", "Cy"))
    assert (ana["replied"], ana["outcome"]) == ("yes", None)
    assert (ben["accepted"], ben["scheduled"], ben["outcome"]) == ("yes", "yes", "accepted")
    assert (cy["met"], cy["accepted"], cy["outcome"]) == ("yes", "yes", "declined")
    assert codes(log) == ["contradicted-outcome"] * 2
    assert [stage for stage, _ in history(log, "Cy")] == ["sent", "replied", "accepted", "declined", "scheduled", "met"]


def test_dates_that_could_be_read_two_ways_are_refused_with_the_mend(tmp_path):
    log = load(tmp_path, {"outreach.csv": "contact,sent_on\nAna,03/04/2026\nBen,2026-05-01\n"})
    ana = row(log, "Ana")
    assert (ana["sent_on"], ana["sent_on_as_written"]) == (None, "03/04/2026")
    assert [(problem.line, problem.code) for problem in log.problems] == [(2, "ambiguous-date")]
    assert "date_format" in log.problems[0].message


@pytest.mark.parametrize(("settled", "day"), [("25/04/2026", "2026-04-03"), ("04/25/2026", "2026-03-04")])
def test_another_row_of_the_column_settles_the_order_and_a_warning_says_so(tmp_path, settled, day):
    log = load(tmp_path, {"outreach.csv": f"contact,sent_on\nAna,03/04/2026\nBen,{settled}\n"})
    assert row(log, "Ana")["sent_on"] == day
    assert codes(log) == ["date-order-inferred"] and "line 3" in log.problems[0].message


def test_a_column_in_both_orders_settles_nothing(tmp_path):
    log = load(tmp_path, {"outreach.csv": "contact,sent_on\nAna,03/04/2026\nBen,25/04/2026\nCy,04/25/2026\n"})
    assert row(log, "Ana")["sent_on"] is None and row(log, "Cy")["sent_on"] == "2026-04-25"
    assert codes(log) == ["ambiguous-date"]


def test_the_settings_say_how_dates_are_written(tmp_path):
    files = {"outreach.csv": "contact,sent_on\nAna,3/4/26\n", "infoview.toml": '[notes]\ndate_format = "%d/%m/%Y"\n'}
    log = load(tmp_path, files)
    assert row(log, "Ana")["sent_on"] == "2026-04-03" and log.problems == ()


def test_impossible_and_reversed_dates_are_reported_and_kept(tmp_path):
    log = load(
        tmp_path,
        {
            "outreach.csv": "contact,sent_on,replied_on,interviewed_on,thanked_on\n"
            "Ana,2026-02-30,2026-03-01,,\n"
            "Ben,2026-02-10,2026-01-10,2026-02-20,2026-02-12\n"
        },
    )
    ana, ben = row(log, "Ana"), row(log, "Ben")
    assert (ana["sent_on"], ana["sent_on_as_written"], ana["replied_on"]) == (None, "2026-02-30", "2026-03-01")
    assert (ben["replied_on"], ben["replied_on_as_written"], ben["replied"]) == (None, "2026-01-10", "yes")
    assert (ben["thanked_on"], ben["thanked"]) == (None, "yes")
    assert [(problem.line, problem.code) for problem in log.problems] == [
        (2, "impossible-date"), (3, "reversed-dates"), (3, "reversed-dates"),
    ]  # fmt: skip


def test_rows_that_are_no_requests_are_rejected_by_name(tmp_path):
    log = load(
        tmp_path,
        {
            "outreach.csv": "contact,organization,sent_on,outcome\n"
            "Ana,Acme,2026-01-05,\n"
            ",,,\n"
            ",,2026-01-06,no reply\n"
            "contact,organization,sent_on,outcome\n"
            "Ben,Bolt,,\n"
            "Cy,Cog,,to contact\n"
            ",Dot,2026-01-07,\n"
        },
    )
    assert list(log.outreach["contact"]) == ["Ana", "Dot"]
    assert (log.n_rows, log.n_rejected) == (6, 4)
    assert list(log.sources["n_blank"]) == [1]
    assert sorted((problem.line, problem.code) for problem in log.problems) == [
        (4, "no-contact"), (5, "repeated-header"), (6, "not-sent"), (7, "not-sent"), (8, "no-contact-name"),
    ]  # fmt: skip


def test_a_table_without_days_of_sending_still_counts_its_rows(tmp_path):
    log = load(tmp_path, {"outreach.csv": "Name,Replied?\nAna,yes\nBen,no\nCy,\n"})
    assert [row(log, name)["replied"] for name in ("Ana", "Ben", "Cy")] == ["yes", "no", None]
    assert history(log, "Ana") == [("sent", None), ("replied", None)]


def test_rows_for_one_contact_day_and_channel_are_one_request(tmp_path):
    log = load(
        tmp_path,
        {
            "outreach.csv": "contact,organization,channel,sent_on,replied_on\n"
            "Ana Lee,Acme,email,2026-01-05,\n"
            "ANA LEE,Acme Inc.,Email,2026-01-05,2026-01-07\n"
            "Ana Lee,Acme,linkedin,2026-01-05,\n"
            "Ana Lee,Acme,email,2026-04-05,\n"
            "Ana Lee,Bolt,email,2026-01-05,\n"
        },
    )
    assert (len(log.outreach), log.n_merged, codes(log)) == (4, 1, ["merged-rows"])
    assert "line 2" in log.problems[0].message or "line 3" in log.problems[0].message
    assert log.outreach["outreach_id"].is_unique
    joined = log.outreach[log.outreach["replied_on"].notna()]
    assert [plain(value) for value in joined["sent_on"]] == ["2026-01-05"] and list(joined["organization"]) != ["Bolt"]


def test_a_workbook_with_real_dates_and_several_sheets(tmp_path):
    book = Workbook()
    book.active.title = "Ideas"
    book.active.append(["Where", "What"])
    sheet = book.create_sheet("Log")
    sheet.append(["Contact", "Date sent", "Reply date", "Sent thanks"])
    sheet.append(["Ana", datetime(2026, 1, 5, 9, 30), date(2026, 1, 7), True])
    stream = io.BytesIO()
    book.save(stream)
    log = load(tmp_path, {"outreach.xlsx": stream.getvalue()})
    assert (row(log, "Ana")["sent_on"], row(log, "Ana")["replied_on"]) == ("2026-01-05", "2026-01-07")
    assert row(log, "Ana")["thanked"] == "yes"
    assert codes(log) == ["no-contact-column"]


def test_an_excel_save_with_mark_semicolons_and_its_dates(tmp_path):
    data = "contact;sent_on\r\nZoë Müller;4-Apr-21\r\n".encode("utf-8-sig")
    assert row(load(tmp_path, {"outreach.csv": data}), "Zoë Müller")["sent_on"] == "2021-04-04"


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty-file"), (b"a,b\n1,2\n", "no-contact-column"), (b"PK\x03\x04\x00", "binary-file")]
)
def test_files_that_cannot_be_read_are_named(tmp_path, data, code):
    log = load(tmp_path, {"outreach.csv": data})
    assert [(problem.source, problem.severity, problem.code) for problem in log.problems] == [
        ("outreach.csv", "error", code)
    ]
    if data:
        with pytest.raises(UnreadableFileError, match=r"outreach\.csv"):
            read_own_table(data, "outreach.csv")


CELLS = st.sampled_from(
    ["", "Ana", "Ben Oz", "2026-01-05", "2026-01-04", "05/06/2026", "31/12/2025", "yes", "no", "ghosted", "accepted",
     "to contact", "\u200b", "email", "é—\"x", "contact"]
)  # fmt: skip
ROWS = st.lists(st.tuples(*[CELLS] * 6), max_size=12)
HEADER = ["contact", "channel", "sent_on", "replied_on", "outcome", "thanked"]


def _csv(rows):
    return pd.DataFrame(rows, columns=HEADER, dtype=object).to_csv(index=False).encode()


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_every_row_is_a_request_merged_or_rejected(rows):
    log = read_own_table(_csv(rows), "outreach.csv")
    ledger = merge_logs([log])
    assert log.n_blank == sum(not any(cell.strip("\u200b") for cell in one) for one in rows)
    assert log.n_rows + log.n_blank == len(rows)
    assert log.n_rows == len(ledger.outreach) + len(ledger.merged) + log.n_rejected
    rejects = ("no-contact", "repeated-header", "not-sent")
    assert sum(problem.code in rejects for problem in log.problems) == log.n_rejected


@settings(max_examples=80, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    one, other = (merge_logs([read_own_table(_csv(each), "outreach.csv")]) for each in (rows, mixed))
    pd.testing.assert_frame_equal(one.outreach.drop(columns="line"), other.outreach.drop(columns="line"))
    key = ["outreach_id", "stage", "on"]
    pd.testing.assert_frame_equal(
        one.events.drop(columns="line").sort_values(key, ignore_index=True),
        other.events.drop(columns="line").sort_values(key, ignore_index=True),
    )
