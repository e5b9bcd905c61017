"""Pictures of contrasting views: what is marked is filled and numbered, what is suggested is told apart."""

import matplotlib.pyplot as plt
import pytest
from contrast_fixtures import with_contrasts
from matplotlib.colors import to_rgba

from infoview_analysis import plots
from infoview_analysis.frames import empty
from infoview_analysis.plots.contrasts import bars_title


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def bars(ax, gid):
    return [patch for patch in ax.patches if patch.get_gid() == gid]


def test_bars_are_as_long_as_people_on_marked_sides():
    contrasts = with_contrasts(4).contrasts.contrasts
    ax = plots.stance_bars(contrasts)
    for side in ("for", "against", "depends"):
        assert [bar.get_width() for bar in bars(ax, f"marked-{side}")] == contrasts[f"n_{side}"].tolist()
        assert not any(bar.get_hatch() for bar in bars(ax, f"marked-{side}"))
    assert ax.get_title(loc="left").startswith("“You need a mentor.” divides people most: 3 for, 2 against")


def test_suggested_people_are_hatched_outlined_and_called_so():
    contrasts = with_contrasts(4).contrasts.contrasts
    ax = plots.stance_bars(contrasts)
    for side in ("for", "against"):
        found = bars(ax, f"suggested-{side}")
        assert sum(bar.get_width() for bar in found) == contrasts[f"n_suggested_{side}"].sum()
        assert found
        for bar in found:
            assert bar.get_hatch()
            assert bar.get_facecolor()[:3] == to_rgba("white")[:3]
    words = [note.get_text() for note in ax.texts if note.get_gid() == "suggested-words"]
    assert words
    assert all(text.startswith("suggested: ") for text in words)
    assert "suggested, not counted" in [text.get_text() for text in ax.get_legend().get_texts()]


def test_titles_count_marks_alone():
    unmarked = with_contrasts(4, marked=False).contrasts.contrasts
    assert unmarked["n_suggested_for"].sum() > 0
    assert bars_title(unmarked) == "4 propositions to ask about; no side is marked yet"
    agreed = with_contrasts(1).contrasts.contrasts
    assert bars_title(agreed) == "Nobody contradicts anybody by the sides marked so far"


def test_the_matrix_shows_facts_filled_and_suggestions_small_and_dashed():
    summary = with_contrasts(4).contrasts
    ax = plots.stance_matrix(summary.contrasts, summary.contrast_people)
    people = summary.contrast_people
    facts, guesses = bars(ax, "marked"), bars(ax, "suggested")
    assert len(facts) == (people["status"] == "marked").sum()
    assert len(guesses) == (people["status"] == "suggested").sum()
    assert all(patch.get_facecolor()[3] == 0 and patch.get_width() < 1 for patch in guesses)
    letters = [text.get_text() for text in ax.texts if len(text.get_text()) == 1]
    assert sum(letter.isupper() or letter == "±" for letter in letters) == len(facts)


@pytest.mark.parametrize("n", [1, 30])
def test_many_and_few_propositions_are_drawn(n):
    summary = with_contrasts(n, 60 if n > 1 else 2).contrasts
    assert len(plots.stance_bars(summary.contrasts).get_yticks()) == min(n, 20)
    ax = plots.stance_matrix(summary.contrasts, summary.contrast_people)
    assert len(ax.get_xticks()) <= 40
    notes = [note.get_text() for note in ax.texts if note.get_gid() == "note"]
    assert ("first 20 of" in " ".join(notes[0].split())) == (n == 30)


def test_no_proposition_is_said():
    ax = plots.stance_bars(empty("contrasts"))
    assert "no proposition yet" in ax.texts[0].get_text()
    ax = plots.stance_matrix(empty("contrasts"), empty("contrast_people"))
    assert "no proposition yet" in ax.texts[0].get_text()
