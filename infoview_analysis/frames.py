"""The frames: their columns, types and meaning, and the check that a frame keeps them.

Every table that a report writes is one of these frames. A schema lists the columns in their order; more columns
may follow the listed ones (a person's own attributes), none may be missing. ``describe`` gives the data dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from infoview_analysis.errors import FrameError

if TYPE_CHECKING:
    import pandera.pandas as pa

CATEGORIES = (
    "career path",
    "required skills",
    "daily work",
    "industry trends",
    "company culture",
    "advice",
    "other",
)
SENIORITIES = ("junior", "mid", "senior", "lead", "executive")
COMPANY_SIZES = ("startup", "mid", "large", "public")
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


@dataclass(frozen=True)
class Column:
    """One column of a frame.

    Attributes
    ----------
    name, dtype, meaning : str
        ``dtype`` is a pandas dtype: "str", "Int64" (whole numbers, may be missing), "Float64", "datetime64[s]".
    required : bool
        Whether every row must have a value.
    unique : bool
        Whether no two rows may have the same value.
    allowed : tuple of str
        The values that may stand, where they are a closed list.
    low, high : float or None
        Smallest and largest value that may stand.
    """

    name: str
    dtype: str
    meaning: str
    required: bool = False
    unique: bool = False
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


FRAMES: dict[str, tuple[Column, ...]] = {
    "interviews": (
        Column("interview_id", "str", "name and date in short form; stable", required=True, unique=True),
        Column("interviewee", "str", "who was asked", required=True),
        Column("role", "str", "their job"),
        Column("company", "str", "where they work"),
        Column("company_size", "str", "startup, mid, large or public; other wordings are kept"),
        Column("industry", "str", "the industry they speak about"),
        Column("seniority", "str", "junior, mid, senior, lead or executive; other wordings are kept"),
        Column("years_experience", "Float64", "years in the field", low=0, high=100),
        Column("date", "datetime64[s]", "day of the interview"),
        Column("format", "str", "video, phone, in person, …"),
        Column("duration_minutes", "Float64", "length in minutes", low=0),
        Column("channel", "str", "how the interview came about"),
        Column("source", "str", "file or files the notes stand in, joined by '; '", required=True),
        Column("n_points", "Int64", "points read from the notes", required=True, low=0),
    ),
    "points": (
        Column("point_id", "str", "made of the interview and the words; stable", required=True, unique=True),
        Column("interview_id", "str", "the interview it was said in", required=True),
        Column("position", "Int64", "place among the interview's points, from 1", required=True, low=1),
        Column("source", "str", "file it stands in", required=True),
        Column("line", "Int64", "line of that file, from 1", required=True, low=1),
        Column("start", "Int64", "offset of the first character in the source's text", required=True, low=0),
        Column("end", "Int64", "offset after the last character", required=True, low=1),
        Column("heading", "str", "heading or question it stands under"),
        Column("speaker", "str", "who said it, in transcripts"),
        Column("text", "str", "the words, verbatim: source[start:end]", required=True),
        Column("category", "str", "one of the seven categories", allowed=CATEGORIES),
        Column("category_confidence", "Float64", "probability of that category", low=0, high=1),
        Column("theme_id", "str", "the theme it was placed in; missing: unplaced"),
        Column("theme_confidence", "Float64", "how well it sits in that theme, 0 to 1", low=0, high=1),
        Column("plain", "str", "the words without markup, on one line", required=True),
        Column("tags", "str", "inline #tags, without the sign, joined by blanks"),
        Column("kind", "str", "item, paragraph, quote or turn", required=True),
    ),
    "themes": (
        Column("theme_id", "str", "stable when interviews are added", required=True, unique=True),
        Column("label", "str", "what people call it, or the name the person gave", required=True),
        Column("keywords", "str", "words that set it apart, joined by '; '"),
        Column("category", "str", "the category most of its points have", allowed=CATEGORIES),
        Column("n_interviews", "Int64", "distinct interviewees who speak of it", required=True, low=0),
        Column("n_points", "Int64", "points in it", required=True, low=0),
        Column("share", "Float64", "n_interviews out of all interviewees", low=0, high=1),
        Column("share_low", "Float64", "lower end of the Wilson 95 % interval", low=0, high=1),
        Column("share_high", "Float64", "upper end of it", low=0, high=1),
        Column("stability", "Float64", "mean Jaccard over resampled interviews; missing: not tested", low=0, high=1),
        Column("exemplar_point_id", "str", "the point nearest its middle"),
        Column("status", "str", "confirmed by the person, or discovered", required=True,
               allowed=("discovered", "confirmed")),
        Column("verdict", "str", "stable, tentative, or one voice: how far to trust it", required=True,
               allowed=("stable", "tentative", "one voice", "untested")),
        Column("definition", "str", "the person's own definition"),
    ),
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
    "problems": (
        Column("source", "str", "file", required=True),
        Column("line", "Int64", "line of it, where known", low=1),
        Column("severity", "str", "error: something was left out; warning: look at it", required=True,
               allowed=("error", "warning")),
        Column("code", "str", "short name of the kind of problem", required=True),
        Column("message", "str", "cause and mend", required=True),
    ),
}  # fmt: skip


def columns(name: str) -> tuple[Column, ...]:
    """Return the columns of the frame called ``name``, in their order."""
    try:
        return FRAMES[name]
    except KeyError:
        raise FrameError(f"There is no frame called {name!r}; there are {', '.join(FRAMES)}.") from None


def empty(name: str) -> pd.DataFrame:
    """Return the frame called ``name`` with its columns and types and no row."""
    return pd.DataFrame({column.name: pd.Series(dtype=column.dtype) for column in columns(name)})


def describe(name: str) -> pd.DataFrame:
    """Return the data dictionary of a frame: one row a column, with ``name``, ``dtype``, ``meaning``."""
    return pd.DataFrame([{"name": c.name, "dtype": c.dtype, "meaning": c.meaning} for c in columns(name)])


def conform(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return ``frame`` with the columns of ``name`` first, in order and of their types, and validated.

    Parameters
    ----------
    frame : DataFrame
        Columns that the schema lists and ``frame`` lacks are added empty, unless they are required. Further columns
        follow in their own order.
    name : str
        One of ``FRAMES``.

    Raises
    ------
    FrameError
        A required column is missing or has gaps, or a value is not allowed; the message lists the columns and
        the first offending values.
    """
    known = columns(name)
    missing = [c.name for c in known if c.required and c.name not in frame.columns]
    if missing:
        raise FrameError(f"The {name} frame lacks the columns {missing}; it has {list(frame.columns)}.")
    listed = {}
    for column in known:
        values = frame[column.name] if column.name in frame.columns else pd.Series(index=frame.index, dtype="object")
        try:
            listed[column.name] = values.astype(pd.api.types.pandas_dtype(column.dtype))
        except (TypeError, ValueError) as error:
            raise FrameError(f"Column {column.name!r} of the {name} frame must be {column.dtype}: {error}") from None
    extra = [c for c in frame.columns if c not in listed]
    result = pd.concat([pd.DataFrame(listed, index=frame.index), frame[extra]], axis=1) if extra else pd.DataFrame(
        listed, index=frame.index)  # fmt: skip
    validate(result, name)
    return result


def validate(frame: pd.DataFrame, name: str) -> None:
    """Check ``frame`` against the schema called ``name``.

    Raises
    ------
    FrameError
        Names each column, the check it fails and up to three values that fail it.
    """
    from pandera.errors import SchemaErrors

    try:
        _schema(name).validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.astype({"column": "str", "check": "str"})
        lines = [
            f"{column}: {check} fails for {group['failure_case'].head(3).tolist()}"
            for (column, check), group in cases.groupby(["column", "check"], sort=True, dropna=False)
        ]
        raise FrameError(f"The {name} frame is not valid. " + "; ".join(lines) + ".") from None


def _schema(name: str) -> pa.DataFrameSchema:
    import pandera.pandas as pa

    def checks(column: Column) -> list[pa.Check]:
        found = []
        if column.allowed:
            found.append(pa.Check.isin(column.allowed))
        if column.low is not None:
            found.append(pa.Check.ge(column.low))
        if column.high is not None:
            found.append(pa.Check.le(column.high))
        return found

    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                column.dtype,
                checks(column),
                nullable=not column.required,
                unique=column.unique,
                required=True,
            )
            for column in columns(name)
        },
        strict=False,
    )
