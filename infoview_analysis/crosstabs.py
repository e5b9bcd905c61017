"""Who speaks of what: counts of people by theme, by person and by attribute.

A person is an ``interviewee``: two interviews with one person count once. Every function takes the conformed frames of
:mod:`infoview_analysis.frames` and returns a frame; nothing is drawn here.
"""

from __future__ import annotations

import pandas as pd

from infoview_analysis.frames import COMPANY_SIZES, SENIORITIES

NOT_GIVEN = "not given"
_ORDERED = {"seniority": SENIORITIES, "company_size": COMPANY_SIZES}
_YEARS = ((0.0, 5.0, "under 5 years"), (5.0, 10.0, "5 to 9 years"), (10.0, 20.0, "10 to 19 years"),
          (20.0, float("inf"), "20 years or more"))  # fmt: skip


def people_count(interviews: pd.DataFrame) -> int:
    """Return the number of distinct interviewees."""
    return int(interviews["interviewee"].nunique())


def theme_order(themes: pd.DataFrame) -> pd.DataFrame:
    """Return ``themes`` ranked: most people first, then most points, then by label and id."""
    return themes.sort_values(
        ["n_interviews", "n_points", "label", "theme_id"], ascending=[False, False, True, True], kind="stable"
    ).reset_index(drop=True)


def placed_points(points: pd.DataFrame, interviews: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Return the points that stand in one of ``themes``, with the ``interviewee`` who said each."""
    speakers = interviews[["interview_id", "interviewee"]]
    inside = points[points["theme_id"].isin(themes["theme_id"])]
    return inside.merge(speakers, on="interview_id", how="inner")


def points_by_person(points: pd.DataFrame, interviews: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Count each person's points in each theme.

    Returns
    -------
    DataFrame
        Index ``theme_id`` in the order of :func:`theme_order`, columns the interviewees, values the number of points.
        People who speak of the first theme come first, among them those who speak of the second, and so on, so that
        neighbours speak of much the same; people in no theme come last.
    """
    ranked = theme_order(themes)
    placed = placed_points(points, interviews, themes)
    people = sorted(interviews["interviewee"].dropna().unique())
    counts = (
        pd.crosstab(placed["theme_id"], placed["interviewee"])
        .reindex(index=ranked["theme_id"].tolist(), columns=people, fill_value=0)
        .astype("int64")
    )
    spoken = counts.gt(0)
    order = sorted(people, key=lambda person: (*(not value for value in spoken[person]), person))
    return counts[order].rename_axis(index="theme_id", columns="interviewee")


def people_by_attribute(
    points: pd.DataFrame,
    interviews: pd.DataFrame,
    themes: pd.DataFrame,
    attribute: str = "role",
    *,
    min_group: int = 2,
    max_groups: int = 8,
) -> pd.DataFrame:
    """Count the people who speak of each theme, by what kind of people they are.

    Parameters
    ----------
    attribute : str
        A column of ``interviews``.
    min_group : int
        Groups of fewer people are folded into one group, whose name tells how many values it holds.
    max_groups : int
        The largest groups kept apart; the rest is folded as well.

    Returns
    -------
    DataFrame
        One row a theme and group, themes ranked and groups in order: ``theme_id``, ``label``, ``group``, ``n_people``
        (people of the group who speak of the theme), ``n_group`` (people of the group), ``share``. No row when
        there is no theme or fewer than two groups to set side by side.

    Raises
    ------
    KeyError
        ``interviews`` has no such column.
    """
    result_columns = ["theme_id", "label", "group", "n_people", "n_group", "share"]
    groups = person_groups(interviews, attribute, min_group=min_group, max_groups=max_groups)
    if themes.empty or groups["group"].nunique() < 2:
        return pd.DataFrame(columns=result_columns)
    sizes = groups.groupby("group", sort=False)["interviewee"].nunique()
    sizes = sizes.reindex(_group_order(sizes, attribute))
    placed = placed_points(points, interviews, themes)[["theme_id", "interviewee"]].drop_duplicates()
    met = placed.merge(groups, on="interviewee")
    ranked = theme_order(themes)
    counts = (
        pd.crosstab(met["theme_id"], met["group"])
        .reindex(index=ranked["theme_id"].tolist(), columns=sizes.index.tolist(), fill_value=0)
        .rename_axis(index="theme_id", columns="group")
    )
    result = counts.reset_index().melt(id_vars="theme_id", value_name="n_people")
    place = {theme_id: rank for rank, theme_id in enumerate(ranked["theme_id"])}
    result = result.sort_values("theme_id", key=lambda ids: ids.map(place), kind="stable", ignore_index=True)
    result["n_group"] = result["group"].map(sizes).astype("int64")
    result["label"] = result["theme_id"].map(ranked.set_index("theme_id")["label"])
    result["share"] = result["n_people"] / result["n_group"]
    return result[result_columns]


def person_groups(interviews: pd.DataFrame, attribute: str, *, min_group: int = 2, max_groups: int = 8) -> pd.DataFrame:
    """Return the group each person belongs to: columns ``interviewee``, ``group``.

    Spellings that differ in case or outer blanks alone are one value, written as most people write it. A person whose
    interviews differ in the attribute counts under the one of the latest interview that gives it.
    """
    if attribute not in interviews.columns:
        raise KeyError(f"interviews has no column {attribute!r}; it has {list(interviews.columns)}")
    ordered = interviews.sort_values(["date", "interview_id"], na_position="first", kind="stable")
    values = _values(ordered[attribute], attribute)
    frame = pd.DataFrame({"interviewee": ordered["interviewee"].to_numpy(), "group": values.to_numpy()})
    latest = frame.dropna(subset=["group"]).drop_duplicates("interviewee", keep="last")
    people = frame[["interviewee"]].drop_duplicates().merge(latest, on="interviewee", how="left")
    people["group"] = people["group"].fillna(NOT_GIVEN)
    return _fold(people, attribute, min_group, max_groups).sort_values("interviewee").reset_index(drop=True)


def placement_by_interview(points: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """Count each interview's points inside and outside the themes.

    Returns
    -------
    DataFrame
        ``interview_id``, ``interviewee``, ``date``, ``n_placed``, ``n_unplaced``; most unplaced first.
    """
    placed = points["theme_id"].notna()
    counts = pd.DataFrame({"interview_id": points["interview_id"], "n_placed": placed, "n_unplaced": ~placed})
    totals = counts.groupby("interview_id", sort=False)[["n_placed", "n_unplaced"]].sum()
    result = interviews[["interview_id", "interviewee", "date"]].merge(
        totals, left_on="interview_id", right_index=True, how="left"
    )
    result = result.fillna({"n_placed": 0, "n_unplaced": 0}).astype({"n_placed": "int64", "n_unplaced": "int64"})
    return result.sort_values(["n_unplaced", "interview_id"], ascending=[False, True]).reset_index(drop=True)


def _values(series: pd.Series, attribute: str) -> pd.Series:
    if attribute == "years_experience":
        return series.map(_years_band, na_action="ignore").astype("str")
    if pd.api.types.is_datetime64_any_dtype(series):
        return series.dt.strftime("%Y").astype("str")
    text = series.astype("str").str.strip().replace("", None)
    spellings = text.dropna().groupby(text.dropna().str.casefold()).agg(lambda same: same.mode().iloc[0])
    written: dict[str, str] = {str(folded): str(spelling) for folded, spelling in spellings.items()}
    written.update({value: value for value in _ORDERED.get(attribute, ())})
    return text.str.casefold().map(written)


def _years_band(years: float) -> str:
    return next(name for low, high, name in _YEARS if low <= years < high)


def _fold(people: pd.DataFrame, attribute: str, min_group: int, max_groups: int) -> pd.DataFrame:
    sizes = people["group"].value_counts()
    named = sizes.drop(NOT_GIVEN, errors="ignore")
    ranked = sorted(named.index, key=lambda group: (-named[group], group))
    kept = [group for group in ranked if named[group] >= min_group][:max_groups]
    folded = [group for group in ranked if group not in kept]
    if len(folded) < 2:  # one small group is no clearer under another name
        return people
    other = f"{len(folded)} other {plural_of(attribute)}"
    return people.assign(group=people["group"].where(~people["group"].isin(folded), other))


def plural_of(attribute: str) -> str:
    """Return the plain plural of an attribute's name: "role" gives "roles", "company_size" "company sizes"."""
    words = attribute.replace("_", " ").strip()
    if attribute == "years_experience":
        return "bands"
    if words.endswith("y") and words[-2:-1] not in "aeiou":
        return words[:-1] + "ies"
    return words if words.endswith("s") else words + "s"


def _group_order(sizes: pd.Series, attribute: str) -> list[str]:
    listed = _ORDERED.get(attribute, tuple(name for *_, name in _YEARS) if attribute == "years_experience" else ())
    others = f" other {plural_of(attribute)}"

    def key(group: str) -> tuple:
        folded = group.endswith(others) and group.split(" ", 1)[0].isdigit()
        place = listed.index(group.casefold()) if group.casefold() in listed else len(listed)
        return (group == NOT_GIVEN, folded, place, -sizes[group], group)

    return sorted(sizes.index, key=key)
