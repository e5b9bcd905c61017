"""LinkedIn exports of several years and languages: who was asked, who answered, and what is no request."""

import io
import zipfile

import pytest

from tests.outreach_fixtures import codes, history, load, row

ME, ANA, BEN, CY = (f"https://www.linkedin.com/in/{name}" for name in ("me-myself", "ana-lee", "ben-oz", "cy-poe"))
ERA_2025 = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n"
    f'c1,,Ana Lee,{ANA},Me Myself,{ME},2026-01-12 08:00:00 UTC,,"Yes, gladly",INBOX,,No,No\n'
    f"c1,,Me Myself,{ME},Ana Lee,{ANA},2026-01-11 08:00:00 UTC,,Did you see this?,SENT,,No,No\n"
    f"c1,,Me Myself,{ME},Ana Lee,{ANA},2026-01-05 23:30:00 UTC,Twenty minutes?,Hello Ana,INBOX,,No,No\n"
    f"c2,,Me Myself,{ME},Ben Oz,{BEN},2026-01-06 10:00:00 UTC,,Hello Ben,SENT,,No,No\n"
    f"c2,,Me Myself,{ME},Ben Oz,{BEN},2026-01-06 10:01:00 UTC,,I forgot to say,SENT,,No,No\n"
    f"c3,,Cy Poe,{CY},Me Myself,{ME},2026-01-07 10:00:00 UTC,,A job for you,INBOX,,No,No\n"
    f"c4,,Me Myself,{ME},Di Roe,https://www.linkedin.com/in/di,2026-01-08 10:00:00 UTC,,not sent,INBOX,,Yes,No\n"
    f'c5,All of us,Me Myself,{ME},"Ana Lee, Ben Oz","{ANA},{BEN}",2026-01-09 10:00:00 UTC,,Party,INBOX,,No,No\n'
    f"c6,Sponsored,Shop,,Me Myself,{ME},2026-01-09 11:00:00 UTC,,Buy,SPONSORED,,No,No\n"
)
ERA_2021 = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    f'c1,,Me Myself,{ME},"Ana Lee, PhD",{ANA},2021-01-05 10:00:00 UTC,Hi,Hello,SENT\n'
    f'c1,,"Ana Lee, PhD",{ANA},Me Myself,{ME},2021-01-07 10:00:00 UTC,,Yes,INBOX\n'
    f'c5,,Me Myself,{ME},"Ana Lee; Ben Oz","{ANA}; {BEN}",2021-01-09 10:00:00 UTC,,Party,INBOX\n'
    f"c2,,Me Myself,{ME},Ben Oz,{BEN},2021-01-06 10:00:00 UTC,Hi,Hello,INBOX\n"
)
ERA_2019 = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    f"c1,,Me Myself,{ME},Ana Lee,2019-01-05 10:00:00 UTC,Hi,Hello,SENT\n"
    f"c1,,Ana Lee,{ANA},Me Myself,2019-01-07 10:00:00 UTC,,Yes,INBOX\n"
    f"c2,,Me Myself,{ME},Ben Oz,2019-01-06 10:00:00 UTC,Hi,Hello,INBOX\n"
)
ERA_2017 = (
    "From,To,Date,Subject,Content,Direction,Folder\n"
    'Me Myself,Ana Lee,"1/5/17, 2:37 PM",Hi,Hello,OUTGOING,SENT\n'
    'Ana Lee,Me Myself,"1/7/17, 9:00 AM",RE: Hi,Yes,INCOMING,INBOX\n'
    'Me Myself,Ben Oz,"1/6/17, 2:37 PM",Hi,Hello,OUTGOING,SENT\n'
)
GERMAN = (
    "Konversations-ID;Titel der Unterhaltung;Von;Absender-Profil-URL;An;Empfänger-Profil-URLs;Datum;Betreff;Inhalt;"
    "Ordner\n"
    f"c1;;Me Myself;{ME};Ana Lee;{ANA};2023-01-05 10:00:00 UTC;Hallo;Guten Tag;INBOX\n"
    f"c1;;Ana Lee;{ANA};Me Myself;{ME};2023-01-07 10:00:00 UTC;;Ja;INBOX\n"
    f"c2;;Me Myself;{ME};Ben Oz;{BEN};2023-01-06 10:00:00 UTC;Hallo;Guten Tag;INBOX\n"
)
CONNECTIONS = (
    'Notes:\n"When exporting your connection data, you may notice that some addresses are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"Ana,Lee,{ANA},ana@acme.example,Acme,Analyst,08 Feb 2026\n"
)
OLD_CONNECTIONS = (
    "First Name,Last Name,Email Address,Company,Position,Connected On\nBen,Oz,,Bolt,Buyer,8-Feb-21\n"  # no addresses
)


def test_requests_reminders_replies_and_what_is_left_out(tmp_path):
    log = load(tmp_path, {"linkedin/messages.csv": ERA_2025, "linkedin/Connections.csv": CONNECTIONS})
    assert list(log.outreach["contact"]) == ["Ana Lee", "Ben Oz"]
    ana, ben = row(log, "Ana Lee"), row(log, "Ben Oz")
    assert (ana["sent_on"], ana["followed_up_on"], ana["replied_on"]) == ("2026-01-05", "2026-01-11", "2026-01-12")
    assert (ana["organization"], ana["role"], ana["subject"], ana["channel"]) == (
        "Acme", "Analyst", "Twenty minutes?", "linkedin",
    )  # fmt: skip
    assert (ana["source"], ana["line"]) == ("linkedin/messages.csv", 4)
    # A second message of the same day is no reminder, and silence here is no answer of any kind.
    assert (ben["followed_up_on"], ben["replied"], ben["outcome"]) == (None, None, None)
    assert history(log, "Ana Lee") == [
        ("sent", "2026-01-05"), ("followed up", "2026-01-11"), ("replied", "2026-01-12"),
    ]  # fmt: skip
    assert log.sources.loc[0, "n_messages"] == 9
    assert log.sources.loc[0, "left_out"] == (
        "conversations that others began: 1; drafts: 1; messages to groups: 1; sponsored messages: 1"
    )
    assert codes(log) == ["begun-by-others"]


@pytest.mark.parametrize(
    ("messages", "year"), [(ERA_2021, 2021), (ERA_2019, 2019), (ERA_2017, 2017), (GERMAN, 2023)], ids=str
)
def test_exports_of_every_era_and_language(tmp_path, messages, year):
    log = load(tmp_path, {"linkedin/messages.csv": messages})
    found = log.outreach.sort_values("sent_on")
    assert [name.removesuffix(", PhD") for name in found["contact"]] == ["Ana Lee", "Ben Oz"]
    assert list(found["sent_on"].dt.strftime("%Y-%m-%d")) == [f"{year}-01-05", f"{year}-01-06"]
    assert list(found["replied_on"].dt.strftime("%Y-%m-%d").fillna("")) == [f"{year}-01-07", ""]
    assert log.problems == ()


def test_an_export_as_zip_with_an_old_list_of_connections(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("messages.csv", ERA_2021)
        archive.writestr("Connections.csv", OLD_CONNECTIONS)
        archive.writestr("Ad_Targeting.csv", "x\n")
    log = load(tmp_path, {"Basic_LinkedInDataExport_01-29-2026.zip": stream.getvalue()})
    assert row(log, "Ben Oz")["organization"] == "Bolt"
    assert row(log, "Ben Oz")["source"] == "Basic_LinkedInDataExport_01-29-2026.zip#messages.csv"


def test_an_excel_save_with_mark_and_rewritten_dates(tmp_path):
    data = (
        "FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\r\n"
        f"Me Myself,{ME},Ana Lee,{ANA},4-Apr-21,Hi,Hello,SENT\r\n"
        f"Ana Lee,{ANA},Me Myself,{ME},6-Apr-21,,Yes,INBOX\r\n"
        f"Me Myself,{ME},Ben Oz,{BEN},4-Apr-21,Hi,Hello,SENT\r\n"
    ).encode("utf-8-sig")
    log = load(tmp_path, {"linkedin/messages.csv": data})
    assert (row(log, "Ana Lee")["sent_on"], row(log, "Ana Lee")["replied_on"]) == ("2021-04-04", "2021-04-06")


def test_days_that_could_be_read_two_ways_are_refused(tmp_path):
    data = ERA_2017.replace("1/5/17, 2:37 PM", "1/5/17 14:37").replace(" AM", "").replace(" PM", "")
    log = load(tmp_path, {"linkedin/messages.csv": data})
    assert log.outreach.empty and codes(log).count("unknown-date") == 3
    log = load(tmp_path, {"linkedin/messages.csv": data, "infoview.toml": '[notes]\ndate_format = "%d/%m/%Y"\n'})
    assert row(log, "Ana Lee")["sent_on"] == "2017-05-01"


def test_whose_export_it_is_must_be_known(tmp_path):
    one = ERA_2019.rsplit("\n", 2)[0] + "\n"  # a single conversation: either of the two may be the owner
    log = load(tmp_path, {"linkedin/messages.csv": one})
    assert log.outreach.empty and codes(log) == ["own-name-unknown"] and "own_names" in log.problems[0].message
    settings = {"infoview.toml": '[outreach]\nown_names = ["me MYSELF"]\n'}
    assert row(load(tmp_path, {"linkedin/messages.csv": one, **settings}), "Ana Lee")["replied_on"] == "2019-01-07"
    profile = {"linkedin/Profile.csv": "First Name,Last Name\nMe,Myself\n", "infoview.toml": ""}
    assert row(load(tmp_path, {"linkedin/messages.csv": one, **profile}), "Ana Lee")["replied_on"] == "2019-01-07"


def test_a_conversation_taken_up_months_later_is_a_second_request(tmp_path):
    more = (
        f"c1,,Me Myself,{ME},Ana Lee,{ANA},2021-06-05 10:00:00 UTC,Again,Hello,SENT\n"
        f"c1,,Ana Lee,{ANA},Me Myself,{ME},2021-06-06 10:00:00 UTC,,Yes,INBOX\n"
    )
    log = load(tmp_path, {"linkedin/messages.csv": ERA_2021 + more})
    ana = log.outreach[log.outreach["contact"].str.startswith("Ana")]
    assert list(ana["replied_on"].dt.strftime("%Y-%m-%d")) == ["2021-01-07", "2021-06-06"]


INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    f'Me Myself,Ana Lee,"1/5/21, 10:00 AM",Hello,OUTGOING,{ME},{ANA}\n'
    f'Me Myself,Cy Poe,"1/25/21, 2:37 PM",May I ask you something?,OUTGOING,{ME},{CY}\n'
    f'Me Myself,Di Roe,"1/26/21, 2:37 PM",,OUTGOING,{ME},https://www.linkedin.com/in/di\n'
    f'Ed Sun,Me Myself,"1/27/21, 2:37 PM",Hi,INCOMING,https://www.linkedin.com/in/ed,{ME}\n'
)


def test_invitations_with_a_note_are_requests_once(tmp_path):
    log = load(tmp_path, {"linkedin/messages.csv": ERA_2021, "linkedin/Invitations.csv": INVITATIONS})
    assert sorted(log.outreach["contact"]) == ["Ana Lee, PhD", "Ben Oz", "Cy Poe"]
    cy = row(log, "Cy Poe")
    assert (cy["sent_on"], cy["replied"], cy["source"], cy["line"]) == (
        "2021-01-25", None, "linkedin/Invitations.csv", 3,
    )  # fmt: skip
    assert "invitations without a note: 1" in log.sources.loc[0, "left_out"]


def test_invitations_alone_say_nothing_of_answers(tmp_path):
    log = load(tmp_path, {"linkedin/Invitations.csv": INVITATIONS, "linkedin/Connections.csv": CONNECTIONS})
    assert log.outreach.empty and codes(log) == ["invitations-alone"]


def test_the_length_of_messages_is_read_only_where_the_settings_say_so(tmp_path):
    assert row(load(tmp_path, {"linkedin/messages.csv": ERA_2025}), "Ana Lee")["message_length"] is None
    settings = {"infoview.toml": "[outreach]\nread_message_text = true\n"}
    assert row(load(tmp_path, {"linkedin/messages.csv": ERA_2025, **settings}), "Ana Lee")["message_length"] == 2


@pytest.mark.parametrize("name", ["messages.csv", "Connections.csv"])
def test_a_file_with_other_columns_is_named(tmp_path, name):
    log = load(tmp_path, {f"linkedin/{name}": "a,b\n1,2\n"})
    assert [(problem.source, problem.code) for problem in log.problems] == [(f"linkedin/{name}", "unknown-header")]


def test_the_order_of_rows_does_not_matter(tmp_path):
    head, *rows = ERA_2025.splitlines(keepends=True)
    one = load(tmp_path / "a", {"linkedin/messages.csv": ERA_2025})
    other = load(tmp_path / "b", {"linkedin/messages.csv": head + "".join(reversed(rows))})
    assert one.outreach.drop(columns="line").equals(other.outreach.drop(columns="line"))
