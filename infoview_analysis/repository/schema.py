"""The tables of the search file."""

from __future__ import annotations

import sqlite3

from infoview_analysis.errors import RepositoryError

SCHEMA_VERSION = 3
FILE_NAME = "repository.sqlite3"
# Words are compared by their stem and without accents, so that "interviewing" finds "interviews".
TOKENIZER = "porter unicode61 remove_diacritics 2"

TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE interviews (
    interview_id TEXT PRIMARY KEY, interviewee TEXT NOT NULL, role TEXT, company TEXT, company_size TEXT,
    industry TEXT, seniority TEXT, years_experience REAL, date TEXT, format TEXT, channel TEXT, source TEXT,
    n_points INTEGER
);
CREATE TABLE themes (
    theme_id TEXT PRIMARY KEY, label TEXT NOT NULL, keywords TEXT, category TEXT, n_interviews INTEGER,
    n_points INTEGER, verdict TEXT, status TEXT, definition TEXT
);
CREATE TABLE points (
    point_id TEXT PRIMARY KEY, interview_id TEXT NOT NULL, position INTEGER, source TEXT NOT NULL, line INTEGER,
    "start" INTEGER, "end" INTEGER, heading TEXT, speaker TEXT, text TEXT NOT NULL, category TEXT, theme_id TEXT,
    theme_confidence REAL
);
CREATE TABLE contrasts (
    contrast_id TEXT PRIMARY KEY, theme_id TEXT, proposition TEXT NOT NULL, n_for INTEGER, n_against INTEGER,
    n_depends INTEGER
);
CREATE TABLE sides (contrast_id TEXT, point_id TEXT, interview_id TEXT, side TEXT, confidence TEXT, status TEXT);
CREATE TABLE skills (
    skill TEXT PRIMARY KEY, category TEXT, n_interviews INTEGER, n_must INTEGER, n_nice INTEGER, n_mentioned INTEGER,
    n_not_needed INTEGER, have REAL, target REAL, gap REAL, status TEXT
);
CREATE TABLE skill_mentions (
    skill TEXT, mention TEXT, point_id TEXT, interview_id TEXT, need TEXT, "start" INTEGER, "end" INTEGER, status TEXT
);
CREATE TABLE takeaways (interview_id TEXT, "rank" INTEGER, kind TEXT, point_id TEXT, text TEXT);
CREATE TABLE entries (
    number INTEGER PRIMARY KEY, point_id TEXT, interview_id TEXT NOT NULL, source TEXT, line INTEGER, heading TEXT,
    words TEXT NOT NULL, category TEXT, theme_id TEXT
);
CREATE TABLE entry_kinds (number INTEGER NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (number, kind)) WITHOUT ROWID;
CREATE VIRTUAL TABLE entry_words USING fts5(words, heading, about, signs, tokenize = '{TOKENIZER}');
CREATE TABLE vocabulary (word TEXT PRIMARY KEY, entries BLOB NOT NULL, vector BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE arrays (name TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE vectors (first INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE sentence_vectors (first INTEGER PRIMARY KEY, numbers BLOB NOT NULL, data BLOB NOT NULL);
"""

INDEXES = """
CREATE INDEX entries_interview ON entries (interview_id);
CREATE INDEX entries_theme ON entries (theme_id);
CREATE INDEX sides_point ON sides (point_id);
CREATE INDEX skill_mentions_point ON skill_mentions (point_id);
"""


def require_full_text(connection: sqlite3.Connection) -> None:
    """Refuse to go on where this Python's SQLite has no full-text search.

    Raises
    ------
    RepositoryError
    """
    try:
        connection.execute(f"CREATE VIRTUAL TABLE temp.probe USING fts5(words, tokenize = '{TOKENIZER}')")
        connection.execute("DROP TABLE temp.probe")
    except sqlite3.OperationalError as error:
        raise RepositoryError(
            f"the SQLite {sqlite3.sqlite_version} of this Python has no full-text search (FTS5): {error}.",
            mend="Use the Python from python.org, conda or your system's packages: they all have it.",
        ) from None
