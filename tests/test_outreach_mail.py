"""Mailboxes: requests, replies in their threads, bounces, and what no person wrote."""

import mailbox
from email.message import EmailMessage

from infoview_analysis.outreach.mailbox_file import read_mailbox
from tests.outreach_fixtures import codes, history, load, row

SETTINGS = {"infoview.toml": '[outreach]\nown_addresses = ["me@home.example"]\n'}
ME = "Me Myself <me@home.example>"


def mail(sender, to, date, *, identity="", answers=(), subject="Twenty minutes?", text="Hello there, Ana", **fields):
    message = EmailMessage()
    message["From"], message["To"], message["Date"], message["Subject"] = sender, to, date, subject
    if identity:
        message["Message-ID"] = identity
    if answers:
        message["In-Reply-To"], message["References"] = answers[-1], " ".join(answers)
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def bounce(failed, date, original):
    """Return a report of delivery as mail servers write it."""
    return (
        "From: Mail System <MAILER-DAEMON@mx.example>\nTo: me@home.example\n"
        f"Subject: Undelivered Mail Returned to Sender\nDate: {date}\nMessage-ID: <bounce-{original[1:]}\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nI could not deliver it.\n\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {failed}\nAction: failed\nStatus: 5.1.1\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nFrom: me@home.example\nMessage-ID: {original}\n\n--b--\n"
    )


def box(path, *messages):
    """Return the bytes of a mailbox that the standard library writes."""
    path.unlink(missing_ok=True)
    stored = mailbox.mbox(path)
    for message in messages:
        stored.add(message)
    stored.close()
    data = path.read_bytes()
    path.unlink()
    return data


def test_threads_replies_and_reminders(tmp_path):
    data = box(
        tmp_path / "x",
        mail(ME, "Ana Lee <ana@acme.example>", "Mon, 5 Jan 2026 23:30:00 -0500", identity="<1@x>"),
        mail(ME, "ana@acme.example", "Mon, 12 Jan 2026 09:00:00 +0000", identity="<2@x>", answers=["<1@x>"]),
        mail("ana@acme.example", ME, "Tue, 13 Jan 2026 09:00:00 +0000", identity="<3@x>", answers=["<1@x>", "<2@x>"]),
        mail(ME, "ana@acme.example", "Tue, 13 Jan 2026 19:00:00 +0000", identity="<4@x>", answers=["<3@x>"]),
        mail(ME, "=?utf-8?q?Zo=C3=AB_M=C3=BCller=2C_Dr=2E?= <zoe@z.example>", "Wed, 7 Jan 2026 09:00:00 +0000",
             identity="<5@x>", subject="=?utf-8?q?Gr=C3=BC=C3=9Fe?="),
        mail("Other <other@o.example>", ME, "Wed, 7 Jan 2026 10:00:00 +0000", identity="<6@x>"),
        mail(ME, "other@o.example", "Wed, 7 Jan 2026 11:00:00 +0000", identity="<7@x>", answers=["<6@x>"]),
        mail(ME, "bob@b.example", "Wed, 7 Jan 2026 12:00:00 +0000", identity="<8@x>"),
        mail("Bob Box <bob.private@b2.example>", ME, "Fri, 9 Jan 2026 12:00:00 +0000", answers=["<8@x>"]),
    )  # fmt: skip
    log = load(tmp_path, {"mail.mbox": data, **SETTINGS})
    assert sorted(log.outreach["contact"]) == ["Ana Lee", "Zoë Müller, Dr.", "bob@b.example"]
    ana = row(log, "Ana Lee")
    assert (ana["sent_on"], ana["followed_up_on"], ana["replied_on"]) == ("2026-01-06", "2026-01-12", "2026-01-13")
    assert (ana["channel"], ana["email"], ana["line"]) == ("email", "ana@acme.example", 1)
    assert row(log, "Zoë Müller, Dr.")["subject"] == "Grüße"
    assert row(log, "bob@b.example")["replied_on"] == "2026-01-09"  # from another address, in the same thread
    assert log.problems == () and log.sources.loc[0, "n_messages"] == 9


def test_bounces_are_outcomes_and_automatic_replies_are_none(tmp_path):
    data = box(
        tmp_path / "x",
        mail(ME, "gone@a.example", "Mon, 5 Jan 2026 09:00:00 +0000", identity="<1@x>"),
        bounce("gone@a.example", "Mon, 5 Jan 2026 09:01:00 +0000", "<1@x>"),
        mail(ME, "away@a.example", "Mon, 5 Jan 2026 10:00:00 +0000", identity="<2@x>"),
        mail("away@a.example", ME, "Mon, 5 Jan 2026 10:00:05 +0000", answers=["<2@x>"], Auto_Submitted="auto-replied"),
        mail(ME, "out@a.example", "Mon, 5 Jan 2026 11:00:00 +0000", identity="<3@x>"),
        mail("out@a.example", ME, "Mon, 5 Jan 2026 11:00:05 +0000", answers=["<3@x>"], subject="Automatic reply: Hi"),
        mail("out@a.example", ME, "Thu, 8 Jan 2026 11:00:05 +0000", answers=["<3@x>"]),
        mail("News <news@n.example>", ME, "Thu, 8 Jan 2026 12:00:05 +0000", List_Id="<news.n.example>"),
        mail(ME, ", ".join(f"p{n}@a.example" for n in range(5)), "Mon, 5 Jan 2026 13:00:00 +0000", identity="<5@x>"),
        mail(ME, "noreply@a.example", "Mon, 5 Jan 2026 13:00:00 +0000", identity="<6@x>"),
    )
    log = load(tmp_path, {"mail.mbox": data, **SETTINGS})
    assert sorted(log.outreach["contact"]) == ["away@a.example", "gone@a.example", "out@a.example"]
    assert history(log, "gone@a.example") == [("sent", "2026-01-05"), ("bounced", "2026-01-05")]
    assert row(log, "gone@a.example")["outcome"] == "bounced"
    assert row(log, "away@a.example")["replied"] is None
    assert row(log, "out@a.example")["replied_on"] == "2026-01-08"
    left_out = log.sources.loc[0, "left_out"]
    assert left_out == "automatic replies: 2; circulars: 1; mailing lists: 1; mails to machines: 1"


def test_gmail_threads_and_labels_tell_whose_mail_it_is(tmp_path):
    data = box(
        tmp_path / "x",
        mail(ME, "ana@a.example", "Mon, 5 Jan 2026 09:00:00 +0000", X_GM_THRID="17", X_Gmail_Labels="Sent,Opened"),
        mail("Ana <ana@a.example>", ME, "Tue, 6 Jan 2026 09:00:00 +0000", X_GM_THRID="17", X_Gmail_Labels="Inbox"),
    )
    log = load(tmp_path, {"All mail.mbox": data})
    assert (row(log, "Ana")["sent_on"], row(log, "Ana")["replied_on"]) == ("2026-01-05", "2026-01-06")


def test_without_own_addresses_nothing_is_guessed(tmp_path):
    data = box(tmp_path / "x", mail(ME, "ana@a.example", "Mon, 5 Jan 2026 09:00:00 +0000", identity="<1@x>"))
    log = load(tmp_path, {"mail.mbox": data})
    assert log.outreach.empty and codes(log) == ["own-address-unknown"]
    assert "own_addresses" in log.problems[0].message


def test_sent_mail_and_received_mail_in_two_files_are_read_together(tmp_path):
    sent = box(tmp_path / "x", mail(ME, "ana@a.example", "Mon, 5 Jan 2026 09:00:00 +0000", identity="<1@x>"))
    got = box(tmp_path / "y", mail("ana@a.example", ME, "Tue, 6 Jan 2026 09:00:00 +0000", answers=["<1@x>"]))
    log = load(tmp_path / "one", {"mail/Sent.mbox": sent})
    assert codes(log) == ["no-mail-received"]
    log = load(tmp_path / "two", {"mail/Sent.mbox": sent, "mail/Inbox.mbox": got})
    assert row(log, "ana@a.example")["replied_on"] == "2026-01-06" and log.problems == ()


def test_broken_messages_are_named_by_number(tmp_path):
    good = box(tmp_path / "x", mail(ME, "ana@a.example", "Mon, 5 Jan 2026 09:00:00 +0000", identity="<1@x>"))
    broken = b"From x@y Mon Jan  5 09:00:00 2026\n\nno head at all\n\nFrom x@y Mon Jan  5 09:00:00 2026\n: \xff\xfe\n\n"
    undated = b"From nobody at all 2026\nFrom: a@b.example\nTo: c@d.example\nDate: yesterday\n\nHi\n"
    log = load(tmp_path, {"mail.mbox": good + broken + undated, **SETTINGS})
    assert len(log.outreach) == 1
    assert [problem.code for problem in log.problems if problem.severity == "error"] == ["broken-mail"] * 3
    assert "Mail 2 " in log.problems[0].message or "Mail 2 " in log.problems[1].message
    empty = load(tmp_path / "empty", {"mail.mbox": b"", **SETTINGS})
    assert codes(empty) == ["no-mail"]


def test_the_mailbox_is_split_as_the_standard_library_splits_it(tmp_path):
    path = tmp_path / "box"
    stored = mailbox.mbox(path)
    for number in range(5):
        text = "One\n\nFrom here on all is quoted\n" * number
        stored.add(mail(ME, "ana@a.example", "Mon, 5 Jan 2026 09:00:00 +0000", identity=f"<{number}@x>", text=text))
    stored.close()
    expected = [message["Message-ID"] for message in mailbox.mbox(path)]
    found = list(read_mailbox(path, lambda head: False))
    assert [one.head["Message-ID"] for one in found] == expected
    lines = path.read_bytes().split(b"\n")
    assert all(lines[one.line - 1].startswith(b"From ") for one in found) and all(one.text == b"" for one in found)


def test_an_unescaped_from_in_a_text_begins_no_message(tmp_path):
    path = tmp_path / "box"
    path.write_bytes(
        b"From a@b Mon Jan  5 09:00:00 2026\nFrom: a@b.example\nTo: c@d.example\n\nHello\n\nFrom here on it is text\n"
    )
    assert len(list(read_mailbox(path, lambda head: False))) == 1


def test_words_are_counted_only_where_the_settings_say_so(tmp_path):
    text = "Hello Ana, five words.\n\n> an old quote\n"
    data = box(tmp_path / "x", mail(ME, "a@a.example", "Mon, 5 Jan 2026 09:00:00 +0000", identity="<1@x>", text=text))
    assert row(load(tmp_path, {"mail.mbox": data, **SETTINGS}), "a@a.example")["message_length"] is None
    more = {"infoview.toml": '[outreach]\nown_addresses = ["ME@home.example"]\nread_message_text = true\n'}
    assert row(load(tmp_path, {"mail.mbox": data, **more}), "a@a.example")["message_length"] == 4
