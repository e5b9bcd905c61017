"""The repository finds what is in the notes, whatever is typed, and nothing that is gone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_fixtures import synthesis

from infoview_analysis.errors import RepositoryError
from infoview_analysis.repository import Filters, Repository, build_repository, content_key, search_in
from infoview_analysis.workspace import Workspace

BUNDLE = synthesis(6, 4)


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    path = build_repository(BUNDLE, key="k", path=tmp_path_factory.mktemp("r") / "r.sqlite3")
    with Repository.open(path) as opened:
        yield opened


def test_words_are_found_and_marked(repository):
    found = repository.search("honest numbers")
    assert found["marked"].iloc[0].count("⟦") == 2
    assert found["where"].iloc[0].startswith("interviews/")


def test_a_phrase_must_stand_in_every_result(repository):
    found = repository.search('"honest number"', limit=50)
    assert len(found)
    assert found["quote"].str.contains("honest").all()


@pytest.mark.parametrize(
    "words", ["", "🙂", '"', "C++", "AND OR NEAR(", "\ud800", "x" * 10_000, "a*", "*", "\x00", "NOT -"]
)
def test_odd_input_never_crashes(repository, words):
    repository.search(words)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_asked(words):
    with_file = _opened()
    with_file.search(words)


def test_filters_narrow(repository):
    found = repository.search("", filters=Filters(interviewee="ana"), limit=100)
    assert set(found["interviewee"]) == {"Ana"}
    with pytest.raises(RepositoryError, match="no theme is called"):
        repository.search("x", filters=Filters(theme="nothing like it"))


def test_the_key_follows_the_notes(tmp_path):
    folder = tmp_path / "w" / "interviews"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("- one")
    (folder / "b.md").write_text("- two")
    before = content_key(Workspace(tmp_path / "w"))
    assert content_key(Workspace(tmp_path / "w")) == before
    (folder / "b.md").unlink()
    assert content_key(Workspace(tmp_path / "w")) != before


def test_search_without_a_file():
    assert len(search_in(BUNDLE, "patience", limit=3)) == 3


def _opened(cache={}):  # noqa: B006
    if not cache:
        import sqlite3

        from infoview_analysis.parts import parts_of
        from infoview_analysis.repository.build import fill

        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        fill(connection, parts_of(BUNDLE), key="")
        cache["r"] = Repository(connection)
    return cache["r"]
