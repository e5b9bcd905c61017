"""Contrasting views in short: what was asked, who stands where, what goes with the sides, what to ask next."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pandas as pd

from infoview_analysis.crosstabs import people_count
from infoview_analysis.presentation.fragment import Fragment, element, joined
from infoview_analysis.presentation.records import records
from infoview_analysis.wording import given, listed, plural

if TYPE_CHECKING:
    from infoview_analysis.contrasts import ContrastSummary
    from infoview_analysis.synthesis import Synthesis

NOT_COUNTED = "suggested, not counted"
_NOTHING = (
    "No proposition was found. Add a sentence that people may agree or disagree with: infoview proposition add FOLDER"
    ' "A degree is needed."'
)
_FIRST = 3
_MOST_ROWS = 60


def summary_of_contrasts(synthesis: Synthesis) -> Fragment:
    """Return how much is marked, whether an attribute goes with the sides, and what is only suggested."""
    summary = synthesis.contrasts
    contrasts = summary.contrasts
    if contrasts.empty:
        return Fragment(element("p", _NOTHING, class_="lead").html, _NOTHING)
    sides = contrasts[["n_for", "n_against"]]
    numbers = (
        (len(contrasts), "proposition", "propositions"),
        (int((sides > 0).all(axis=1).sum()), "with people on both sides", "with people on both sides"),
        (int(contrasts["n_marked_points"].sum()), "quote marked", "quotes marked"),
        (int(_suggested(summary).shape[0]), "side only suggested", "sides only suggested"),
    )
    items = [element("li", element("b", f"{n:,}"), " ", one if n == 1 else many) for n, one, many in numbers]
    row = element("ul", items, class_="counts")
    facts = [
        pooledsentence(summary),
        *_contested(contrasts),
        *_state(contrasts),
        _suggestions(summary),
        _sent_away(synthesis),
    ]
    shown = [fact for fact in facts if fact]
    body = joined(row, element("ul", [element("li", fact) for fact in shown], class_="trust"))
    return Fragment(body.html, "\n".join(shown))


def pooledsentence(summary: ContrastSummary) -> str:
    """Return what the test over all propositions says, the attribute with the smallest p value first."""
    pooled = summary.pooled_reasons
    tested = pooled[pooled["p_holm"].notna()].sort_values(["p_holm", "p", "attribute"])
    if tested.empty:
        return "Whether people who share an attribute take the same sides cannot be tested yet: too few marked sides."
    first = next(records(tested))
    name = first.attribute.replace("_", " ")
    over = plural(int(first.n_contrasts), "divided proposition")
    return (
        f"Over {over} and {plural(int(first.n_people), 'person', 'people')}, sides go most with {name}:"
        f" {first.verdict.rstrip('.')} (p {p_value(first.p)}, corrected {p_value(first.p_holm)})."
    )


def contrasts_table(synthesis: Synthesis) -> Fragment:
    """Return one row a proposition: people on each side by marks, and, apart, what is only suggested."""
    contrasts = synthesis.contrasts.contrasts
    if contrasts.empty:
        return Fragment(element("p", _NOTHING).html, "no proposition")
    head = ("Proposition", "For", "Against", "Depends", "Open", "Silent", "Not counted", "State")
    rows = [
        element(
            "tr",
            element("th", element("a", row.proposition, href=f"#{contrast_anchor(row.contrast_id)}", dir="auto"),
                    scope="row"),
            [element("td", int(n), class_="number") for n in counts(row)],
            element("td", suggested_counts(row) or "–", class_="suggested-count"),
            element("td", state_badge(row)),
        )
        for row in records(contrasts.head(_MOST_ROWS))
    ]  # fmt: skip
    total = people_count(synthesis.interviews)
    note = (
        f"People, of {total:,}, by the sides marked in codebook.yaml and in the notes; each person counts once, who"
        " says both counts as depends. Open: a quote of theirs is to be read, without a side yet. Silent: none bears on"
        f" it. A suggestion is {reading(synthesis.contrasts)}, often wrong, and counts for nothing until you mark it."
    )
    more = len(contrasts) - _MOST_ROWS
    rest = element("p", f"{more} more in tables/contrasts.csv.", class_="note") if more > 0 else None
    plain = "\n".join(f"{row.n_for:>3} {row.n_against:>3}  {row.proposition}" for row in records(contrasts))
    return Fragment(joined(_table(head, rows), rest, element("p", note, class_="note")).html, plain)


def pooled_table(synthesis: Synthesis) -> Fragment:
    """Return what goes with the sides over all propositions, one row an attribute."""
    pooled = synthesis.contrasts.pooled_reasons
    if pooled.empty:
        words = "No attribute can be tested yet: mark the sides of more quotes."
        return Fragment(element("p", words).html, words)
    rows = [
        element(
            "tr",
            element("th", row.attribute.replace("_", " "), scope="row"),
            element("td", f"{row.n_contrasts}", class_="number"),
            element("td", f"{row.n_people}", class_="number"),
            element("td", p_value(row.p), class_="number"),
            element("td", p_value(row.p_holm), class_="number"),
            element("td", row.verdict),
        )
        for row in records(pooled)
    ]
    head = ("Attribute", "Propositions", "People", "p", "p, corrected", "What it says")
    note = (
        "Do people who share the attribute take the same side more often than chance, over all propositions with marked"
        " people on both sides? Attributes are shuffled over people; corrected for the number of attributes (Holm)."
        " Attributes go together: the senior may be those in large firms. Suggested sides play no part."
    )
    plain = "\n".join(f"{row.attribute}: {row.verdict}" for row in records(pooled))
    return Fragment(joined(_table(head, rows), element("p", note, class_="note")).html, plain)


def next_contrast_steps(synthesis: Synthesis) -> Fragment:
    """Return what to mark and whom to ask next."""
    summary = synthesis.contrasts
    contrasts = summary.contrasts
    steps = []
    waiting = contrasts[contrasts["status"] != "marked"]
    if len(waiting):
        first = waiting.iloc[0]
        steps.append(
            f"Mark the sides of {plural(len(waiting), 'proposition')}, first “{first['proposition']}”: infoview"
            f" proposition review FOLDER {first['contrast_id']}. One key a quote, a minute or two each."
        )
    proposed = int((contrasts["origin"] == "proposed").sum())
    if proposed:
        steps.append(
            f"{plural(proposed, 'sentence is', 'sentences are')} proposed by the program: word them your way (infoview"
            " proposition edit), or drop what is not worth asking."
        )
    names = dict(zip(contrasts["contrast_id"], contrasts["proposition"], strict=True))
    asks = summary.ask_next[summary.ask_next["contrast_id"].isin(names)]
    steps += [
        f"On “{names[row.contrast_id]}”: {sentence(row.sentence)}"
        for row in records(asks.drop_duplicates("contrast_id").head(_FIRST))
    ]
    steps.append('Add a sentence of your own that you would decide by: infoview proposition add FOLDER "…".')
    return Fragment(element("ol", [element("li", step) for step in steps], class_="steps").html, "\n".join(steps))


def contrast_anchor(contrast_id: str) -> str:
    """Return the id of a proposition's card."""
    return "view-" + "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in str(contrast_id))


def counts(row: Any) -> tuple[int, ...]:
    """Return people for, against, depending, open and silent."""
    return tuple(int(n) for n in (row.n_for, row.n_against, row.n_depends, row.n_open, row.n_silent))


def suggested_counts(row: Any) -> str:
    """Return how many people a suggestion puts on each side; nothing where there are none."""
    parts = ((row.n_suggested_for, "for"), (row.n_suggested_against, "against"), (row.n_suggested_depends, "depends"))
    words = " · ".join(f"{n} {side}" for n, side in parts if n)
    return f"suggested: {words}" if words else ""


def state_badge(row: Any) -> Fragment:
    """Return whether the sides are marked, and where a sentence comes from that is not the person's own."""
    state = "nothing marked" if row.status == "open" else row.status
    badge = element("span", state, class_=f"badge {'stable' if row.status == 'marked' else 'one-voice'}")
    if row.origin == "own":
        return badge
    words, title = {
        "proposed": ("proposed sentence", "found by the program among the notes; nobody was asked it"),
        "inline": ("tag in notes", "named by a tag in the notes"),
    }[row.origin]
    return joined(badge, " ", element("span", words, class_="badge one-voice", title=title))


def p_value(value: Any) -> str:
    """Return a p value: ".03", "under .001", "–" where nothing was tested."""
    if pd.isna(value):
        return "–"
    return "under .001" if value < 0.001 else f"{value:.3f}".lstrip("0") if value < 1 else "1"


def reading(summary: ContrastSummary) -> str:
    """Return what a suggestion goes by."""
    if summary.judge == "cues":
        return "a reading of cue words"
    return f"a reading by the judge “{summary.judge}”, of cue words where it says nothing"


def _suggested(summary: ContrastSummary) -> pd.DataFrame:
    points = summary.contrast_points
    return points[(points["status"] == "suggested") & points["side"].notna()]


def _contested(contrasts: pd.DataFrame) -> list[str]:
    split = contrasts[(contrasts["n_for"] > 0) & (contrasts["n_against"] > 0)]
    if split.empty:
        return ["On no proposition do the marks put people on both sides yet."]
    smaller = split[["n_for", "n_against"]].min(axis=1)
    ranked = split.assign(smaller=smaller).sort_values(["smaller", "score"], ascending=False, kind="stable")
    return [
        f"“{row.proposition}” divides people most: {row.n_for} for, {row.n_against} against"
        + (f", {row.n_depends} depends." if row.n_depends else ".")
        for row in records(ranked.head(1))
    ]


def _state(contrasts: pd.DataFrame) -> list[str]:
    counts = contrasts["status"].value_counts()
    states = (("marked", "marked"), ("partly marked", "partly marked"), ("open", "without any mark"))
    parts = [f"{counts[state]} {words}" for state, words in states if state in counts]
    of_all = f"Of {plural(len(contrasts), 'proposition')}: {listed(parts)}."
    return [f"{of_all} Unmarked ones show what to read, not who thinks what." if "open" in counts else of_all]


def _suggestions(summary: ContrastSummary) -> str:
    n = len(_suggested(summary))
    if not n:
        return ""
    return f"{plural(n, 'side is', 'sides are')} suggested, {reading(summary)}: dashed, called suggested, in no count."


def _sent_away(synthesis: Synthesis) -> str:
    """Return what left the program, and to where; nothing as long as no endpoint is asked."""
    settings = synthesis.settings.contrasts
    if settings.judge != "endpoint":
        return ""
    sent = (
        "To have sides suggested, the propositions and the quotes gathered for them, with their headings, were sent to"
        f" {settings.endpoint} ({settings.model}), as infoview.toml asks for."
    )
    if on_this_computer(settings.endpoint):
        return f"{sent} That address is on this computer."
    return f"{sent} That address is on another computer: the quotes left yours, with the names that stand in them."


def on_this_computer(address: str) -> bool:
    """Tell whether a web address is one of this computer: localhost, or an address of the loopback network."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def sentence(words: Any) -> str:
    """Return ``words`` with a capital at their beginning and a full stop at their end."""
    text = given(words).strip()
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _table(head: tuple[str, ...], rows: list[Fragment]) -> Fragment:
    top = element("tr", [element("th", word, scope="col") for word in head])
    table = element("table", element("thead", top), element("tbody", rows), class_="rates views")
    return element("div", table, class_="wide-table", tabindex=0, role="group", aria_label=" ".join(head))
