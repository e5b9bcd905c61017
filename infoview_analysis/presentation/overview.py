"""What was found, in short: the counts, what most agree on, how far to trust it, what to do next."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from infoview_analysis.crosstabs import people_count, theme_order
from infoview_analysis.presentation.fragment import Fragment, element, joined
from infoview_analysis.presentation.records import records
from infoview_analysis.wording import (
    VERDICTS,
    VERDICTS_OF_SEVERAL,
    given,
    interval,
    listed,
    people,
    percent,
    plural,
)

if TYPE_CHECKING:
    from infoview_analysis.synthesis import Synthesis

_FEW_PEOPLE = 5
_MANY_PEOPLE = 100
_FIRST = 3
_EXAMPLE = 110  # characters of a quote shown beside a theme's label


def summary(synthesis: Synthesis) -> Fragment:
    """Return how much was heard, what most people agree on, and how much to trust it."""
    interviews, points, themes = synthesis.interviews, synthesis.points, synthesis.themes
    n_people = people_count(interviews)
    counts = (
        (len(interviews), "interview" if len(interviews) == 1 else "interviews"),
        (n_people, "person" if n_people == 1 else "people"),
        (len(points), "point" if len(points) == 1 else "points"),
        (len(themes), "theme" if len(themes) == 1 else "themes"),
    )
    row = element("ul", [element("li", element("b", f"{n:,}"), " ", word) for n, word in counts], class_="counts")
    plain = f"{synthesis.name}: {', '.join(f'{n} {word}' for n, word in counts)}"
    return Fragment(joined(row, _agreed(themes, points, n_people), _trust(synthesis, n_people)).html, plain)


def ranking(synthesis: Synthesis) -> Fragment:
    """Return the themes ranked by people: a table with a bar and interval for each."""
    themes = theme_order(synthesis.themes)
    n_people = people_count(synthesis.interviews)
    if themes.empty:
        return Fragment(element("p", "No theme was found: nothing was said by enough people.").html, "no theme")
    words = exemplar_words(synthesis.points)
    head = element(
        "tr", [element("th", word, scope="col") for word in ("", "Theme", "Share", "People", "Likely share", "Verdict")]
    )
    rows = [
        element(
            "tr",
            element("td", rank, class_="rank"),
            element(
                "th",
                element("a", row.label, href=f"#{theme_anchor(row.theme_id)}", dir="auto"),
                _example(words.get(given(row.exemplar_point_id), ""), row.label),
                scope="row",
            ),
            element("td", support_bar(row), class_="wide"),
            element("td", f"{row.n_interviews} of {n_people}", class_="number"),
            element("td", interval(row.share_low, row.share_high), class_="number"),
            element("td", verdict_badge(row.verdict, row.status)),
        )
        for rank, row in enumerate(records(themes), start=1)
    ]
    table = element("table", element("thead", head), element("tbody", rows), class_="ranking")
    note = (
        "Likely share: if these people were drawn by chance from all people like them, the share of all who would raise"
        " the theme lies in this range 95 times in 100. They were not drawn by chance, so take it as the least doubt"
        " there is."
    )
    plain = "\n".join(f"{row.n_interviews:>3} of {n_people}  {row.label}" for row in records(themes))
    return Fragment(joined(table, element("p", note, class_="note")).html, plain)


def next_steps(synthesis: Synthesis) -> Fragment:
    """Return what would make the findings firmer, from what is thin or missing in them."""
    themes = theme_order(synthesis.themes)
    steps = [
        _step_for_files(synthesis.problems),
        _step_for_themes(themes, "tentative", "Read the quotes of", "confirm or take out a few, since three confirmed"
                         " quotes teach where the others belong"),
        _step_for_themes(themes, "one voice", "Ask the next person about", "so far one person says it"),
        _step_for_attributes(synthesis.interviews),
        _step_for_people(people_count(synthesis.interviews)),
        "Give each theme the name you would use yourself; names and choices stay when new interviews come in.",
    ]  # fmt: skip
    shown = [step for step in steps if step]
    return Fragment(element("ol", [element("li", step) for step in shown], class_="steps").html, "\n".join(shown))


def support_bar(row: object) -> Fragment:
    """Return a bar of the share of people, with its interval, for one row of the themes frame."""
    share, low, high = (float(getattr(row, name)) for name in ("share", "share_low", "share_high"))
    style = f"--share:{100 * share:.1f}%;--low:{100 * low:.1f}%;--width:{100 * (high - low):.1f}%"
    return element("span", element("i"), element("u"), class_="bar", style=style, aria_hidden="true")


def verdict_badge(verdict: str, status: str) -> Fragment:
    """Return the verdict as a badge with its meaning; a theme the person named says so."""
    badge = element("span", verdict, class_=f"badge {verdict.replace(' ', '-')}", title=VERDICTS.get(verdict, ""))
    if status != "confirmed":
        return badge
    return joined(badge, " ", element("span", "yours", class_="badge yours", title="you named or confirmed it"))


def theme_anchor(theme_id: str) -> str:
    """Return the id of a theme's card."""
    return "theme-" + "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in str(theme_id))


def _agreed(themes: pd.DataFrame, points: pd.DataFrame, n_people: int) -> Fragment:
    if themes.empty:
        return element("p", "No theme was found: nothing was said by enough people to recur.", class_="lead")
    ranked = theme_order(themes)
    first = ranked[ranked["n_interviews"] > 1].head(_FIRST)
    if first.empty:
        return element("p", "Each theme comes from one person so far.", class_="lead")
    words = exemplar_words(points)
    items = [
        element("li", element("a", row.label, href=f"#{theme_anchor(row.theme_id)}", dir="auto"), " ",
                element("span", people(row.n_interviews, n_people), class_="people"),
                _example(words.get(given(row.exemplar_point_id), ""), row.label))
        for row in records(first)
    ]  # fmt: skip
    return joined(element("p", "What people raise most:", class_="lead"), element("ol", items, class_="agreed"))


def _trust(synthesis: Synthesis, n_people: int) -> Fragment:
    themes, points = synthesis.themes, synthesis.points
    facts = []
    for name, meaning in VERDICTS.items():
        count = int((themes["verdict"] == name).sum())
        if count:
            subject = f"{plural(count, 'theme is', 'themes are')} {name}"
            facts.append(_fact(subject, f": {meaning if count == 1 else VERDICTS_OF_SEVERAL[name]}."))
    if n_people < _FEW_PEOPLE:
        subject = f"From {plural(n_people, 'person', 'people')} nothing is a pattern yet"
        facts.append(_fact(subject, ": read this as a sorted list of what was said."))
    elif not themes.empty:
        top = theme_order(themes).iloc[0]
        heard = people(int(top["n_interviews"]), n_people)
        likely = interval(top["share_low"], top["share_high"])
        facts.append(
            _fact(_group_size(n_people), f": {heard} could stand for anything from {likely} of people like them.")
        )
    unplaced = int(points["theme_id"].isna().sum())
    if unplaced:
        share = f"{unplaced:,} of {plural(len(points), 'point')} ({percent(unplaced / len(points))})"
        facts.append(_fact(f"{share} fit in no theme", " and are listed, not forced into one."))
    errors = int((synthesis.problems["severity"] == "error").sum())
    if errors:
        subject = f"{plural(errors, 'thing')} could not be read"
        facts.append(_fact(subject, "; the load report says which, why, and what to do."))
    lead = element("p", "How much to trust this:", class_="lead")
    return joined(lead, element("ul", [element("li", fact) for fact in facts], class_="trust")) if facts else joined()


def exemplar_words(points: pd.DataFrame) -> dict[str, str]:
    """Return point_id → its words, for showing beside a theme what people say."""
    return dict(zip(points["point_id"], points["plain"], strict=True))


def _example(words: str, label: str) -> Fragment | None:
    """Return a quote to stand under a label; none where the label is that quote."""
    if not words or words.startswith(label.strip("“”… ")):
        return None
    short = textwrap.shorten(words, _EXAMPLE, placeholder=" …")
    return element("span", short if short[0] in '"“„«' else f"“{short}”", class_="example", dir="auto")


def _fact(subject: str, rest: str) -> Fragment:
    return joined(element("b", subject), rest)


def _group_size(n_people: int) -> str:
    return f"{n_people:,} people are a small group" if n_people < _MANY_PEOPLE else f"{n_people:,} people were asked"


def _step_for_files(problems: pd.DataFrame) -> str:
    errors = problems[problems["severity"] == "error"]
    if errors.empty:
        return ""
    first = errors["source"].iloc[0]
    return f"Mend {plural(len(errors), 'thing')} that could not be read, first {first}; the load report says how."


def _step_for_themes(themes: pd.DataFrame, verdict: str, before: str, after: str) -> str:
    chosen = themes[themes["verdict"] == verdict].head(2)
    if chosen.empty:
        return ""
    return f"{before} {listed([f'“{label}”' for label in chosen['label']])}: {after}."


def _step_for_attributes(interviews: pd.DataFrame) -> str:
    missing = {
        name.replace("_", " "): int(interviews[name].map(given).eq("").sum()) for name in ("role", "seniority", "date")
    }
    gaps = [f"{name} in {count}" for name, count in missing.items() if count]
    if not gaps or interviews.empty:
        return ""
    heads = plural(len(interviews), "interview")
    return f"Fill in what the heads of {heads} lack ({listed(gaps)}), so that groups can be set side by side."


def _step_for_people(n_people: int) -> str:
    if n_people >= 2 * _FEW_PEOPLE:
        return ""
    few = plural(n_people, "person", "people")
    return f"Talk to more people: from {few} shares cannot be told apart; from ten on the intervals begin to narrow."
