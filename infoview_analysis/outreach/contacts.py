"""Who is the same person: rows of several logs matched by address, profile, name and organization."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from infoview_analysis.identity import word_key

_CREDENTIALS = re.compile(
    r",.*$|\([^()]*\)|\b(?:dr|prof|professor|mr|mrs|ms|mx|miss|sir|herr|frau|dipl|ing)\b\.?(?=\s)"
    r"|\s(?:phd|mba|msc|bsc|md|pmp|cpa|jr|sr|ii|iii|esq)\.?(?=\s|$)",
    re.IGNORECASE,
)
_TITLES = frozenset(
    str.split("dr prof professor mr mrs ms mx miss sir herr frau dipl ing phd mba msc bsc md pmp cpa jr sr ii iii esq")
)
_DEGREE = re.compile(r"(?:[A-Z]\.?){2,5}|[A-Z]\.|Ph\.?D\.?|[JS]r\.?|[MB]\.?Sc\.?|Esq\.?|Dr\.?")
_LEGAL_FORMS = re.compile(
    r"\b(?:inc|incorporated|llc|llp|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|kg|se|sa|sas|sarl|bv|nv|oy|"
    r"ab|as|pty|"
    r"srl|spa|ug|mbh|e v|the|group)\b"
)
_PROFILE = re.compile(r"linkedin\.com/(?:in|pub|profile)/([^/?#\s,;\"]+)", re.IGNORECASE)
_FLIPPED = re.compile(r"^((?:(?:van|von|de|der|den|di|da|le|la|el|al) )*[^\W\d_][\w'’-]*), ([^\W\d_][\w'’. -]*)$", re.I)


@dataclass(frozen=True)
class Known:
    """Whom each request went to: keys of name and organization, and the number of the person, one a request."""

    names: np.ndarray
    organizations: np.ndarray
    person: np.ndarray


def name_key(name: str) -> str:
    """Return a name without case, marks, accents, titles and degrees: ``Dr. Ana Nóbrega, PhD`` → ``ana nobrega``."""
    words = name.casefold().split()
    if name.isascii() and "".join(words).isalnum() and _TITLES.isdisjoint(words):  # nearly always, and quicker
        return " ".join(words)
    bare = _CREDENTIALS.sub(" ", unflipped(name))
    return word_key(_without_accents(bare)) or word_key(_without_accents(name))


def organization_key(organization: str) -> str:
    """Return an organization's name without case, marks, accents and legal form."""
    words = word_key(_without_accents(organization)) if organization.strip() else ""
    return " ".join(_LEGAL_FORMS.sub(" ", words).split()) or words


def profile_key(url: str) -> str:
    """Return what tells one LinkedIn profile from another; "" for what is no profile's address."""
    from urllib.parse import unquote

    match = _PROFILE.search(url)
    return unquote(match[1]).casefold() if match else ""


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char) != "Mn")


def keys(requests: pd.DataFrame) -> pd.DataFrame:
    """Return for each request ``name``, ``organization``, ``email`` and ``profile`` in the form they are matched by."""
    return pd.DataFrame(
        {
            "name": _mapped(requests["contact"], name_key),
            "organization": _mapped(requests["organization"], organization_key),
            "email": _mapped(requests["email"], str.casefold),
            "profile": _mapped(requests["profile_url"], profile_key),
        },
        index=requests.index,
    )


def names_of(contact: pd.Series) -> np.ndarray:
    """Return ``name_key`` of each contact."""
    return _mapped(contact, name_key)


def organizations_of(organization: pd.Series) -> np.ndarray:
    """Return ``organization_key`` of each organization; "" for a missing one."""
    return _mapped(organization, organization_key)


def _mapped(values: pd.Series, key: Callable[[str], str]) -> np.ndarray:
    codes, uniques = pd.factorize(values.to_numpy(dtype=object))
    known = np.array([*(key(text) for text in uniques), ""], dtype=object)
    return known[codes]


def people(found: pd.DataFrame) -> np.ndarray:
    """Return for each row the number of the person it speaks of.

    One person are rows with the same profile, with the same name and organization, or with the same address where the
    names do not contradict. A row that names no organization belongs to the one person of that name, if there is only
    one.

    Parameters
    ----------
    found : DataFrame
        What ``keys`` returns.

    Returns
    -------
    array of int
        Numbers from 0; which number a person has depends on the order of rows, who shares one does not.
    """
    n = len(found)
    if n == 0:
        return np.zeros(0, dtype="int64")
    name, organization = (found[column].to_numpy() for column in ("name", "organization"))
    name_code = pd.factorize(name)[0]
    organization_code = pd.factorize(organization)[0]
    edges = [_chain(pd.factorize(found["profile"])[0], found["profile"].to_numpy() != "")]
    whole = (name != "") & (organization != "")
    edges.append(_chain(_pair(name_code, organization_code), whole))
    edges.append(_same_address(found, name_code))
    person = _components(n, edges)
    # A name without an organization is the person of that name, where there is only one.
    named = pd.DataFrame({"name": name_code, "person": np.where(whole, person, -1)})
    of_name = named[named["person"] >= 0].groupby("name")["person"].agg(["nunique", "first"])
    loose = (name != "") & ~whole
    counts = of_name["nunique"].reindex(name_code).to_numpy()
    alone = loose & (np.isnan(counts) | (counts == 1))
    edges.append(_chain(name_code, alone))
    heads = np.flatnonzero(alone & (counts == 1))
    if len(heads):
        first_row = pd.Series(np.arange(n)).groupby(person).first()
        targets = first_row.reindex(of_name["first"].reindex(name_code[heads]).to_numpy()).to_numpy()
        edges.append(np.stack([heads, targets.astype("int64")]))
    return _components(n, edges)


def _pair(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return first.astype("int64") * (int(second.max()) + 1) + second


def _chain(codes: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Return edges that link all rows of one code, each to the next."""
    rows = np.flatnonzero(where)
    rows = rows[np.argsort(codes[rows], kind="stable")]
    same = codes[rows[1:]] == codes[rows[:-1]]
    return np.stack([rows[:-1][same], rows[1:][same]])


def _same_address(found: pd.DataFrame, name_code: np.ndarray) -> np.ndarray:
    """Link rows with one address, unless their names say that two people share it."""
    email = pd.factorize(found["email"])[0]
    where = found["email"].to_numpy() != ""
    edges = [_chain(_pair(email, name_code), where)]
    groups = pd.DataFrame({"email": email, "name": found["name"], "row": np.arange(len(found))})[where]
    distinct = groups.drop_duplicates(["email", "name"])
    shared = distinct[distinct.duplicated("email", keep=False)]
    linked: list[tuple[int, int]] = []
    for _, group in shared.groupby("email", sort=False):
        members = sorted(zip(group["name"], group["row"], strict=True), key=lambda one: (-len(one[0]), one[0]))
        for place, (name, row) in enumerate(members):
            fits = [other for other in members[:place] if _compatible(name, other[0])]
            if len({other[0] for other in fits}) >= 1:
                linked.append((fits[0][1], row))
    if linked:
        edges.append(np.array(linked, dtype="int64").T)
    return np.concatenate(edges, axis=1)


def _compatible(name: str, other: str) -> bool:
    """Tell whether two names may be one person's: one is an address, part of the other, or has initials."""
    if not name or not other or "@" in name or "@" in other:
        return True
    short, long = sorted((name.split(), other.split()), key=len)
    return all(any(word == one or (1 in (len(word), len(one)) and word[0] == one[0]) for one in long) for word in short)


def _components(n: int, edges: list[np.ndarray]) -> np.ndarray:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    joined = np.concatenate(edges, axis=1)
    graph = coo_array((np.ones(joined.shape[1], dtype=bool), (joined[0], joined[1])), shape=(n, n))
    return connected_components(graph, directed=False)[1].astype("int64")


def unflipped(name: str) -> str:
    """Return ``Ana Lee`` for ``Lee, Ana``, as address books write names."""
    words = " ".join(name.split())
    match = _FLIPPED.match(words)
    if match and not _DEGREE.fullmatch(match[2].replace(" ", "")):
        return f"{match[2]} {match[1]}"
    return words
