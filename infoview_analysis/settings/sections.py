"""What can be set in each table of ``infoview.toml``: typed and frozen, each setting with its meaning and default."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _as_date_format(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    sample = date(2031, 11, 25)
    try:
        whole = datetime.strptime(sample.strftime(value), value).date() == sample
    except ValueError:
        whole = False
    if not whole:
        raise ValueError('a format that names day, month and year, such as "%d/%m/%Y" or "%m/%d/%Y"')
    return value


def _as_day(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if not isinstance(value, str) or not value.strip():
        return value.strip() if isinstance(value, str) else value
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise ValueError('a day written as year-month-day, such as "2026-05-14"') from None


Names = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
DateFormat = Annotated[str | None, BeforeValidator(_as_date_format)]
Day = Annotated[str, BeforeValidator(_as_day)]


class Section(BaseModel):
    """A table of ``infoview.toml``; its fields are the settings, their descriptions the manual."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class NoteSettings(Section):
    """How the notes are read."""

    interviewers: Names = Field(
        default=(),
        description="Names under which you speak in transcripts. What they say are questions, not evidence.",
    )
    date_format: DateFormat = Field(
        default=None,
        description='How you write dates such as 03/04/2026: "%d/%m/%Y" is 3 April, "%m/%d/%Y" is 4 March.'
        " Empty: such a date is reported instead of guessed.",
    )
    max_megabytes: int = Field(default=20, ge=1, le=2000, description="Larger files are left out, by name.")
    keep_repeated_lines: bool = Field(
        default=False,
        description="Lines that stand word for word in the notes of several people are left out as part of the"
        " template. true keeps them.",
    )


class EncoderSettings(Section):
    """Which model turns sentences into vectors."""

    model: str = Field(
        default="",
        description="Folder of another sentence encoder on this computer. Empty: the model that comes along.",
    )
    threads: int = Field(
        default=0, ge=0, le=1024, description="Processor cores to use; 0 uses all. The result is the same."
    )


class ThemeSettings(Section):
    """How recurring themes are found."""

    number: int = Field(default=0, ge=0, le=1000, description="How many themes to look for; 0 decides from the notes.")
    min_people: int = Field(
        default=2, ge=1, le=1000, description="A theme is reported when at least so many people speak of it."
    )
    resamples: int = Field(
        default=20,
        ge=0,
        le=1000,
        description="How often the interviews are resampled to see which themes hold; 0 leaves that out.",
    )
    heading_weight: float = Field(
        default=0.3, ge=0, le=1, description="How much the heading or question counts beside the words themselves."
    )
    neighbour_weight: float = Field(default=0.2, ge=0, le=1, description="How much the points before and after count.")
    place_share: float = Field(
        default=0.8, gt=0, le=1, description="Share of the points to place in themes; the rest stays unplaced."
    )
    seed: int = Field(default=0, ge=0, le=2**32 - 1, description="Start of the random numbers.")
    large: int = Field(
        default=2000, ge=100, le=50000, description="Above so many points the method for large batches is used."
    )


class OutreachSettings(Section):
    """How requests for a talk are counted, and when something is due.

    The defaults of the due list follow the common advice of guides on informational interviews: follow up once, one to
    two weeks after writing; say thank you within 24 to 48 hours. Guides differ; docs/outreach.md names other rules.
    """

    as_of: Day = Field(
        default="",
        description='The day the figures are for, such as "2026-05-14". Empty: the day of the newest request.',
    )
    horizon_days: int = Field(
        default=10,
        ge=1,
        le=365,
        description="A reply counts when it came within so many days; younger requests are still waiting.",
    )
    floor: int = Field(default=5, ge=1, le=1000, description="Groups with fewer requests are shown together as others.")
    follow_up_after_days: int = Field(default=7, ge=1, le=365, description="Follow up from this day after writing …")
    follow_up_until_days: int = Field(default=14, ge=1, le=365, description="… until this day; later it is overdue.")
    thank_within_hours: int = Field(default=24, ge=1, le=720, description="Say thank you within so many hours …")
    thank_until_hours: int = Field(default=48, ge=1, le=720, description="… and at the latest within so many.")
    reply_within_days: int = Field(
        default=2, ge=0, le=60, description="Answer a yes, or a referral, within so many days."
    )
    prepare_days_before: int = Field(
        default=1, ge=0, le=30, description="Prepare so many days before a talk that is set."
    )
    keep_in_touch_days: int = Field(
        default=90, ge=0, le=3650, description="Write again to people you met after so many days; 0: never."
    )
    lapse_after_days: int = Field(
        default=30, ge=1, le=3650, description="What has been due for more than so many days is counted, not listed."
    )
    look_ahead_days: int = Field(
        default=14, ge=0, le=365, description="What becomes due within so many days is listed too."
    )
    own_addresses: Names = Field(
        default=(), description="Your mail addresses: mail from these is yours, everything else is a reply."
    )
    own_names: Names = Field(default=(), description="Your name as it stands in exports of networks, in each spelling.")
    read_message_text: bool = Field(
        default=False, description="true also reads what messages say, for their length; false reads heads only."
    )

    @model_validator(mode="after")
    def _windows_open_before_they_close(self) -> OutreachSettings:
        for first, last in (
            ("follow_up_after_days", "follow_up_until_days"),
            ("thank_within_hours", "thank_until_hours"),
        ):
            if getattr(self, last) < getattr(self, first):
                raise ValueError(f"a table in which {last} is at least {first}")
        return self


class SkillSettings(Section):
    """How skills are found, weighed and compared with what you bring along."""

    must_weight: float = Field(
        default=1.0, ge=0, le=1, description="How much a person counts who calls a skill a must."
    )
    nice_weight: float = Field(default=0.5, ge=0, le=1, description="… who says it helps.")
    mentioned_weight: float = Field(default=0.25, ge=0, le=1, description="… who only names it.")
    must_target: int = Field(
        default=3, ge=0, le=4, description="The level to reach, 0 (none) to 4 (expert), where anybody calls it a must."
    )
    nice_target: int = Field(default=2, ge=0, le=4, description="… where somebody says it helps.")
    mentioned_target: int = Field(default=1, ge=0, le=4, description="… where it is only named.")
    esco: str = Field(
        default="",
        description="A skills file of ESCO that you downloaded (skills_en.csv), to know more names. Empty: not used.",
    )
    onet: str = Field(
        default="",
        description="A file Technology Skills.txt of O*NET that you downloaded, to know more names. Empty: not used.",
    )
    suggestions: bool = Field(
        default=True,
        description="Names that no vocabulary holds are suggested where the sentence speaks of a skill. They do not"
        " count until you confirm them. false leaves them out.",
    )


def _as_judge(value: object) -> object:
    if isinstance(value, str) and value.strip() not in JUDGES:
        raise ValueError('"cues", "nli" or "endpoint"')
    return value.strip() if isinstance(value, str) else value


def _as_web_address(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return "" if isinstance(value, str) else value
    parts = urlsplit(value.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError('an address such as "http://localhost:11434/v1"')
    return value.strip().rstrip("/")


JUDGES = ("cues", "nli", "endpoint")
JudgeKind = Annotated[str, BeforeValidator(_as_judge)]
WebAddress = Annotated[str, BeforeValidator(_as_web_address)]


class ContrastSettings(Section):
    """How contrasting views are looked for, and what suggests who stands where."""

    proposed: int = Field(default=15, ge=0, le=200, description="How many sentences to propose at most; 0: none.")
    read: int = Field(default=20, ge=1, le=500, description="How many quotes to gather for each sentence.")
    judge: JudgeKind = Field(
        default="cues",
        description='What suggests the side a quote takes: "cues" looks at words such as "must", "skip" or "if"; "nli"'
        ' asks a model on this computer; "endpoint" asks a language model at an address: the quotes are sent there.',
    )
    model: str = Field(
        default="", description="Folder of the model for nli; name of the model at the address for endpoint."
    )
    endpoint: WebAddress = Field(
        default="",
        description='Address of the language model, such as "http://localhost:11434/v1". What runs on this computer'
        " keeps the notes here; any other address receives the quotes.",
    )
    timeout_seconds: float = Field(
        default=60.0, gt=0, le=3600, description="Wait so long for one answer of the endpoint."
    )
    shuffles: int = Field(
        default=2000, ge=99, le=100000, description="How often people are shuffled to see whether an attribute counts."
    )
    seed: int = Field(default=0, ge=0, le=2**32 - 1, description="Start of the random numbers.")

    @model_validator(mode="after")
    def _judge_has_what_it_needs(self) -> ContrastSettings:
        if self.judge == "endpoint" and not (self.endpoint and self.model):
            raise ValueError('a table with an endpoint and a model when judge is "endpoint"')
        if self.judge == "nli" and not self.model:
            raise ValueError('a table with a model, the folder of one, when judge is "nli"')
        return self


class Settings(Section):
    """All settings of a workspace.

    Attributes
    ----------
    notes : NoteSettings
    encoder : EncoderSettings
    themes : ThemeSettings
    skills : SkillSettings
    outreach : OutreachSettings
    contrasts : ContrastSettings
    """

    notes: NoteSettings = Field(default=NoteSettings(), description="How the notes are read.")
    encoder: EncoderSettings = Field(default=EncoderSettings(), description="The model behind the themes.")
    themes: ThemeSettings = Field(default=ThemeSettings(), description="How recurring themes are found.")
    skills: SkillSettings = Field(
        default=SkillSettings(), description="How skills are found, weighed and compared with what you bring along."
    )
    outreach: OutreachSettings = Field(
        default=OutreachSettings(), description="How requests for a talk are counted, and when something is due."
    )
    contrasts: ContrastSettings = Field(default=ContrastSettings(), description="How contrasting views are looked for.")
