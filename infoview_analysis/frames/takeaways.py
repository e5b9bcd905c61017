"""Frames of takeaways: what each interview is worth keeping for."""

from __future__ import annotations

from infoview_analysis.frames.column import Column

KINDS = ("insight", "advice", "resource", "referral", "lead", "action")
TAKEAWAY_STATUSES = ("found", "confirmed", "added", "edited", "done")
CONTACT_STATES = ("next", "contacted", "met")

FRAMES: dict[str, tuple[Column, ...]] = {
    "takeaways": (
        Column("interview_id", "str", "the interview", required=True),
        Column("rank", "Int64", "order within the interview, from 1", required=True, low=1),
        Column("kind", "str", "what it is", required=True, allowed=KINDS),
        Column("point_id", "str", "the point it stands in; empty: you added it without a quote", required=True),
        Column("text", "str", "the words; of one you edited, yours", required=True),
        Column("takeaway_id", "str", "made of kind, point and what it is about; stable", required=True, unique=True),
        Column("title", "str", "of resources: the title, as it stands in the text"),
        Column("resource_kind", "str", "of resources: book, course, newsletter, podcast, association, community, …"),
        Column("name", "str", "of referrals: who"),
        Column("role", "str", "of referrals: what they are or do, as the notes say it"),
        Column("company", "str", "of referrals: where"),
        Column("how", "str", "of referrals: the words on how to approach them"),
        Column("due_on", "datetime64[s]", "of actions and leads: the day the notes name"),
        Column("whose", "str", "of actions: mine or theirs"),
        Column("reason", "str", "why it is listed", required=True),
        Column("status", "str", "found, or what you made of it", required=True, allowed=TAKEAWAY_STATUSES),
        Column("score", "Float64", "how far above the threshold; of insights the score they are ranked by"),
    ),
    "resources": (
        Column("title", "str", "as most people name it", required=True),
        Column("kind", "str", "book, course, newsletter, …"),
        Column("n_people", "Int64", "distinct interviewees who name it", required=True, low=0),
        Column("share_low", "Float64", "lower end of the Wilson 95 % interval of the share of people", low=0, high=1),
        Column("share_high", "Float64", "upper end of it", low=0, high=1),
        Column("people", "str", "who, joined by '; '", required=True),
        Column("also_called", "str", "other wordings, joined by '; '"),
        Column("point_ids", "str", "the quotes, joined by '; '", required=True),
        Column("done", "str", "yes: you ticked it", required=True,
               allowed=("yes", "no")),
    ),
    "contacts": (
        Column("name", "str", "who", required=True),
        Column("role", "str", "as the notes say it"),
        Column("company", "str", "as the notes say it"),
        Column("how", "str", "how to approach them, in the words of the notes"),
        Column("n_people", "Int64", "distinct interviewees who named them", required=True, low=0),
        Column("named_by", "str", "who, joined by '; '", required=True),
        Column("state", "str", "next, contacted or met", required=True, allowed=CONTACT_STATES),
        Column("contacted_on", "datetime64[s]", "day of the newest request to them"),
        Column("point_ids", "str", "the quotes, joined by '; '", required=True),
    ),
    "introductions": (
        Column("introducer", "str", "who named or introduced", required=True),
        Column("introduced", "str", "whom", required=True),
        Column("state", "str", "next, contacted or met", required=True, allowed=CONTACT_STATES),
        Column("interview_id", "str", "the interview it is known from"),
        Column("point_id", "str", "the quote; empty: it stands in the head of the notes or in the log"),
    ),
    "targets": (
        Column("what", "str", "company or role", required=True, allowed=("company", "role")),
        Column("name", "str", "which", required=True),
        Column("n_people", "Int64", "distinct people who work there or named somebody there", required=True, low=0),
        Column("people", "str", "who, joined by '; '", required=True),
        Column("contacted", "str", "yes: a request went there, or you met somebody", required=True,
               allowed=("yes", "no")),
        Column("new_avenue", "str", "of roles: yes when it shares no word with the role you aim at",
               allowed=("yes", "no")),
    ),
    "goals": (
        Column("aspect", "str", "what it is about", required=True),
        Column("question", "str", "a question to answer yourself", required=True),
        Column("side", "str", "whether the quote speaks for or against the goal", required=True,
               allowed=("for", "against")),
        Column("point_id", "str", "the quote", required=True),
        Column("interview_id", "str", "the interview it was said in", required=True),
        Column("in_role", "str", "yes: said by somebody in the role you aim at", required=True, allowed=("yes", "no")),
        Column("reason", "str", "the words that decided the side", required=True),
    ),
}  # fmt: skip
