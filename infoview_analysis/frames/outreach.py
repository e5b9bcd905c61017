"""Frames of the requests for a talk."""

from __future__ import annotations

from infoview_analysis.frames.column import Column

OUTCOMES = ("accepted", "declined", "referred", "no reply", "bounced")
STAGES = (
    "sent",
    "followed up",
    "replied",
    "accepted",
    "declined",
    "referred",
    "bounced",
    "scheduled",
    "met",
    "thanked",
)
DUE_KINDS = ("follow up", "thank", "prepare", "reply", "re-contact")
YES_NO = ("yes", "no")

FRAMES: dict[str, tuple[Column, ...]] = {
    "outreach": (
        Column("outreach_id", "str", "made of contact, day and channel; stable", required=True, unique=True),
        Column("contact", "str", "who was asked for an interview", required=True),
        Column("organization", "str", "where they work"),
        Column("role", "str", "their job"),
        Column("channel", "str", "email, linkedin, warm introduction, cold call, event; other wordings are kept"),
        Column("sent_on", "datetime64[s]", "day of the request; missing: not known"),
        Column("subject", "str", "subject line, or how it was put"),
        Column("followed_up_on", "datetime64[s]", "day of the first reminder"),
        Column("replied_on", "datetime64[s]", "day of the first reply; automatic replies are none"),
        Column("outcome", "str", "what came of it; missing: open, or not said", allowed=OUTCOMES),
        Column("scheduled_for", "datetime64[s]", "day a conversation was arranged for"),
        Column("interviewed_on", "datetime64[s]", "day it took place"),
        Column("thanked_on", "datetime64[s]", "day of the thank-you"),
        Column("source", "str", "file or files it stands in, joined by '; '", required=True),
        Column("line", "Int64", "line of the first of them (row of a sheet)", low=1),
        Column("introduced_by", "str", "who made the introduction"),
        Column("industry", "str", "the contact's industry"),
        Column("seniority", "str", "junior, mid, senior, lead or executive; other wordings are kept"),
        Column("company_size", "str", "startup, mid, large or public; other wordings are kept"),
        Column("message_length", "Float64", "words of the request", low=0),
        Column("personalised", "str", "whether the message was written for this person", allowed=YES_NO),
        Column("outcome_as_written", "str", "the person's own wording of the outcome or status"),
        Column("followed_up", "str", "whether reminded, with a day or without; missing: not known", allowed=YES_NO),
        Column("replied", "str", "whether a reply came, with a day or without", allowed=YES_NO),
        Column("accepted", "str", "whether they agreed to talk", allowed=YES_NO),
        Column("scheduled", "str", "whether a conversation was arranged", allowed=YES_NO),
        Column("met", "str", "whether it took place", allowed=YES_NO),
        Column("thanked", "str", "whether they were thanked", allowed=YES_NO),
    ),
    "outreach_events": (
        Column("outreach_id", "str", "the request it belongs to", required=True),
        Column("contact", "str", "who was asked", required=True),
        Column("on", "datetime64[s]", "day of it; of a scheduled talk the day arranged; missing: not known"),
        Column("stage", "str", "what happened", required=True, allowed=STAGES),
        Column("source", "str", "file it stands in", required=True),
        Column("line", "Int64", "line of it, where known", low=1),
    ),
    "outreach_rates": (
        Column("by", "str", "what the requests are grouped by", required=True),
        Column("group", "str", "the group", required=True),
        Column("n_sent", "Int64", "requests", required=True, low=0),
        Column("n_bounced", "Int64", "of them never delivered; left out of the rates", required=True, low=0),
        Column("n_mature", "Int64", "delivered, and old enough to judge", required=True, low=0),
        Column("n_replied", "Int64", "of the mature ones answered within the horizon", required=True, low=0),
        Column("reply_rate", "Float64", "n_replied out of n_mature", low=0, high=1),
        Column("reply_low", "Float64", "lower end of the Wilson 95 % interval", low=0, high=1),
        Column("reply_high", "Float64", "upper end of it", low=0, high=1),
        Column("n_accepted", "Int64", "of the mature ones agreed to talk", required=True, low=0),
        Column("accept_rate", "Float64", "n_accepted out of n_mature", low=0, high=1),
        Column("accept_low", "Float64", "lower end of the Wilson 95 % interval", low=0, high=1),
        Column("accept_high", "Float64", "upper end of it", low=0, high=1),
        Column("n_waiting", "Int64", "delivered, too young to judge and not answered yet", required=True, low=0),
    ),
    "outreach_due": (
        Column("due_on", "datetime64[s]", "day it is due", required=True),
        Column("kind", "str", "what to do", required=True, allowed=DUE_KINDS),
        Column("contact", "str", "for whom", required=True),
        Column("channel", "str", "how they were asked"),
        Column("reason", "str", "why it is due", required=True),
    ),
}  # fmt: skip
