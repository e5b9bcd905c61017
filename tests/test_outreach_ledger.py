"""One ledger of several logs: nothing counts twice, nobody is taken for somebody else."""

import mailbox

import pytest

from infoview_analysis.outreach.contacts import name_key, organization_key, profile_key, unflipped
from tests.outreach_fixtures import codes, history, interviews, load, row
from tests.test_outreach_linkedin import ANA, BEN, CONNECTIONS, ME
from tests.test_outreach_mail import ME as ME_MAIL
from tests.test_outreach_mail import SETTINGS, box, mail

TABLE = (
    "contact,organization,channel,sent_on,followed_up_on,replied_on,outcome,interviewed_on,thanked_on,email\n"
    "Ana Lee,Acme,warm introduction,2026-01-05,2026-01-12,2026-01-13,accepted,2026-01-20,2026-01-21,\n"
    "Ben Oz,Bolt,linkedin,2026-01-07,,,no reply,,,\n"
    "Cy Poe,Cog,email,2026-01-09,,,,,,cy@cog.example\n"
)
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    f"c1,,Me Myself,{ME},Ana Lee,{ANA},2026-01-06 01:00:00 UTC,Hi,Hello,SENT\n"
    f"c2,,Me Myself,{ME},Ben Oz,{BEN},2026-01-06 10:00:00 UTC,Hi,Hello,SENT\n"
    f"c2,,Ben Oz,{BEN},Me Myself,{ME},2026-01-10 10:00:00 UTC,,Yes,INBOX\n"
    f"c3,,Me Myself,{ME},Di Roe,https://linkedin.com/in/di,2026-01-08 10:00:00 UTC,Hi,Hello,SENT\n"
)


def mails(tmp_path):
    return box(
        tmp_path / "x",
        mail(ME_MAIL, "Ana Lee <ana@acme.example>", "Mon, 12 Jan 2026 09:00:00 +0000", identity="<1@x>"),
        mail(
            ME_MAIL, "Ana Lee <ana@acme.example>", "Wed, 21 Jan 2026 09:00:00 +0000", identity="<2@x>", subject="Thanks"
        ),
        mail(ME_MAIL, "C. Poe <cy@cog.example>", "Fri, 9 Jan 2026 09:00:00 +0000", identity="<3@x>"),
        mail(
            "C. Poe <cy@cog.example>", ME_MAIL, "Sat, 10 Jan 2026 09:00:00 +0000", identity="<4@x>", answers=["<3@x>"]
        ),
        mail(ME_MAIL, "Cy Poe <cy@cog.example>", "Fri, 8 May 2026 09:00:00 +0000", identity="<5@x>"),
    )


def test_three_logs_of_the_same_requests_count_each_once(tmp_path):
    files = {
        "outreach.csv": TABLE, "linkedin/messages.csv": MESSAGES, "linkedin/Connections.csv": CONNECTIONS,
        "me.mbox": mails(tmp_path), **SETTINGS,
    }  # fmt: skip
    log = load(tmp_path, files)
    assert sorted(zip(log.outreach["contact"], log.outreach["sent_on"].dt.strftime("%m-%d"), strict=True)) == [
        ("Ana Lee", "01-05"), ("Ben Oz", "01-06"), ("Cy Poe", "01-09"), ("Cy Poe", "05-08"), ("Di Roe", "01-08"),
    ]  # fmt: skip
    ana, ben = row(log, "Ana Lee"), row(log, "Ben Oz")
    assert (ana["channel"], ana["role"]) == ("warm introduction", "Analyst")  # the person's own word, then LinkedIn's
    assert ana["source"] == "outreach.csv; linkedin/messages.csv; me.mbox"
    # The mails of 12 and 21 January are the reminder and the thank-you of the table, not requests of their own.
    assert history(log, "Ana Lee") == [
        ("sent", "2026-01-05"), ("followed up", "2026-01-12"), ("replied", "2026-01-13"), ("accepted", "2026-01-13"),
        ("met", "2026-01-20"), ("thanked", "2026-01-21"),
    ]  # fmt: skip
    assert (ben["sent_on"], ben["replied_on"], ben["replied"], ben["outcome"]) == (
        "2026-01-06", "2026-01-10", "yes", None,
    )  # fmt: skip
    cy = log.outreach[log.outreach["contact"] == "Cy Poe"].sort_values("sent_on")
    assert list(cy["replied"].fillna("")) == ["yes", ""] and len(set(cy["outreach_id"])) == 2
    assert (log.n_rows, log.n_merged) == (9, 4)
    assert "same-request" in codes(log) and "contradicted-outcome" in codes(log)
    assert set(log.merged["log"]) == {"linkedin", "mail"}


def test_ids_stay_when_another_log_is_added(tmp_path):
    one = load(tmp_path / "one", {"outreach.csv": TABLE})
    both = load(tmp_path / "two", {"outreach.csv": TABLE, "me.mbox": mails(tmp_path), **SETTINGS})
    assert set(one.outreach["outreach_id"]) <= set(both.outreach["outreach_id"])


def test_namesakes_stay_two_people_and_a_shared_address_joins_nobody(tmp_path):
    log = load(
        tmp_path,
        {
            "outreach.csv": "contact,organization,channel,sent_on,email\n"
            "Sam Ito,Acme,email,2026-01-05,office@acme.example\n"
            "Sam Ito,Bolt,email,2026-01-05,\n"
            "Kim Roy,Acme,email,2026-01-05,office@acme.example\n"
        },
    )
    assert (len(log.outreach), log.n_merged) == (3, 0)
    assert log.outreach["outreach_id"].is_unique


def test_twice_months_apart_is_two_requests_and_without_a_day_in_one_log_it_is_the_same(tmp_path):
    table = "contact,sent_on,outcome\nAna Lee,,accepted\nBen Oz,2025-06-01,no reply\n"
    log = load(tmp_path, {"outreach.csv": table, "linkedin/messages.csv": MESSAGES})
    assert (row(log, "Ana Lee")["sent_on"], row(log, "Ana Lee")["outcome"]) == ("2026-01-06", "accepted")
    ben = log.outreach[log.outreach["contact"] == "Ben Oz"]
    assert list(ben["sent_on"].dt.strftime("%Y-%m-%d")) == ["2025-06-01", "2026-01-06"]


def test_interviews_count_as_met_for_the_request_before_them(tmp_path):
    table = (
        "contact,organization,sent_on,outcome,interviewed_on\n"
        "Ana Lee,Acme,2026-01-05,no reply,\n"
        "Ana Lee,Acme,2026-05-05,,\n"
        "Sam Ito,Acme,2026-01-05,,\n"
        "Sam Ito,Bolt,2026-01-05,,\n"
        "Ben Oz,Bolt,2026-01-05,accepted,2026-01-10\n"
        "Cy Poe,Cog,2026-03-05,,\n"
    )
    held = interviews(
        ("Ana Lee", "", "2026-01-20"), ("Dr. Sam Ito", "Bolt Ltd", "2026-01-21"), ("Ben Oz", "", "2026-01-10"),
        ("Cy Poe", "", "2026-01-01"), ("Unknown One", "", "2026-01-01"),
    )  # fmt: skip
    log = load(tmp_path, {"outreach.csv": table}, held)
    assert len(log.outreach) == 6  # an interview makes no request
    ana = log.outreach[log.outreach["contact"] == "Ana Lee"].sort_values("sent_on")
    assert list(ana["met"].fillna("")) == ["yes", ""] and list(ana["outcome"].fillna("")) == ["accepted", ""]
    sam = log.outreach[log.outreach["contact"] == "Sam Ito"].set_index("organization")
    assert sam["met"].fillna("").to_dict() == {"Acme": "", "Bolt": "yes"}
    assert [stage for stage, _ in history(log, "Ben Oz")].count("met") == 1
    assert row(log, "Cy Poe")["met"] is None
    assert sorted(codes(log)) == ["contradicted-outcome", "interview-before-request", "interviews-without-request"]
    assert "1 of 5 interviews" in next(p.message for p in log.problems if p.code == "interviews-without-request")
    met = log.events[(log.events["contact"] == "Ana Lee") & (log.events["stage"] == "met")]
    assert list(met["source"]) == ["interviews/0.md"]


def test_an_interview_without_a_day_or_with_a_namesake(tmp_path):
    table = "contact,organization,sent_on\nAna Lee,Acme,2026-01-05\nSam Ito,Acme,2026-01-05\nSam Ito,Bolt,2026-01-05\n"
    log = load(tmp_path, {"outreach.csv": table}, interviews(("Ana Lee", "", None), ("Sam Ito", "", "2026-02-01")))
    assert (row(log, "Ana Lee")["met"], row(log, "Ana Lee")["interviewed_on"]) == ("yes", None)
    assert ("met", None) in history(log, "Ana Lee")
    assert codes(log) == ["several-contacts"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr. Ana Nóbrega, PhD", "ana nobrega"),
        ("Lee, Ana", "Ana Lee"),
        ("Ana Lee (she/her)", "ANA  LEE"),
        ("van Dyk, Jo", "Jo van Dyk"),
        ("O’Neill, Sam", "Sam O'Neill"),
    ],
)
def test_names_that_are_one(one, other):
    assert name_key(one) == name_key(other)


def test_keys_of_organizations_and_profiles():
    assert organization_key("Acme, Inc.") == organization_key("The ACME Group") == "acme"
    assert organization_key("Group") == "group"
    assert profile_key("http://de.linkedin.com/in/Ana%2DLee/?x=1") == profile_key(ANA) == "ana-lee"
    assert profile_key("https://example.org/ana") == ""
    assert unflipped("Ana Lee, PhD") == "Ana Lee, PhD"


def test_an_mbox_is_not_changed_by_reading(tmp_path):
    data = mails(tmp_path)
    load(tmp_path, {"me.mbox": data, **SETTINGS})
    assert len(mailbox.mbox(tmp_path / "me.mbox")) == 5
