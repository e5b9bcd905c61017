"""The files of a LinkedIn export: found in a folder or its .zip, whatever the year and language of the export."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from infoview_analysis.errors import UnreadableFileError
from infoview_analysis.readers import source_name
from infoview_analysis.readers.archive import Archive
from infoview_analysis.readers.attribute_keys import plain_key
from infoview_analysis.readers.decoding import decode
from infoview_analysis.readers.document import Problem
from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.rejects import problem_of, unreadable
from infoview_analysis.readers.rendering import clean
from infoview_analysis.readers.tables import csv_records

# The columns of each file, in the languages LinkedIn writes them; words as ``plain_key`` gives them.
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "messages": {
        "conversation": (
            "conversation id", "konversations id", "unterhaltungs id", "id der unterhaltung", "id der konversation",
            "id de conversation", "id de la conversation", "id de conversación", "id de la conversación", "gespreks id",
        ),
        "title": (
            "conversation title", "konversationstitel", "titel der unterhaltung", "titel der konversation",
            "titre de la conversation", "título de la conversación",
        ),
        "sender": ("from", "von", "absender", "de", "expéditeur", "remitente", "da", "van"),
        "sender_url": (
            "sender profile url", "absender profil url", "profil url des absenders", "url des absenderprofils",
            "url du profil de l expéditeur", "url del perfil del remitente",
        ),
        "recipient": ("to", "an", "empfänger", "à", "destinataire", "para", "destinatario", "aan", "a"),
        "recipient_urls": (
            "recipient profile urls", "recipient profile url", "empfänger profil urls", "profil urls der empfänger",
            "profil urls des empfängers", "urls der empfängerprofile", "url des profils des destinataires",
            "url de los perfiles de los destinatarios",
        ),
        "date": ("date", "datum", "fecha", "data", "sent at", "gesendet am"),
        "subject": ("subject", "betreff", "objet", "asunto", "oggetto", "onderwerp"),
        "content": ("content", "inhalt", "contenu", "contenido", "nachricht", "contenuto", "inhoud"),
        "folder": ("folder", "ordner", "dossier", "carpeta", "cartella", "map"),
        "draft": (
            "is message draft", "ist nachrichtenentwurf", "nachrichtenentwurf", "ist entwurf", "entwurf",
            "brouillon", "borrador",
        ),
    },
    "invitations": {
        "sender": ("from", "von", "absender", "de", "remitente", "da", "van"),
        "recipient": ("to", "an", "empfänger", "à", "para", "destinatario", "aan", "a"),
        "date": ("sent at", "gesendet am", "gesendet", "envoyé le", "envoyée le", "enviado el", "date sent"),
        "content": ("message", "nachricht", "mensaje", "messaggio", "bericht"),
        "direction": ("direction", "richtung", "dirección", "direzione"),
        "sender_url": ("inviterprofileurl", "inviter profile url", "profil url des einladenden"),
        "recipient_url": ("inviteeprofileurl", "invitee profile url", "profil url des eingeladenen"),
    },
    "connections": {
        "first_name": ("first name", "vorname", "prénom", "nombre", "nome", "voornaam"),
        "last_name": ("last name", "nachname", "nom", "nom de famille", "apellidos", "cognome", "achternaam"),
        "url": ("url", "profile url", "profil url"),
        "email": ("email address", "e mail adresse", "adresse e mail", "e mail", "dirección de correo electrónico"),
        "company": ("company", "unternehmen", "firma", "entreprise", "empresa", "azienda", "bedrijf"),
        "position": ("position", "poste", "cargo", "puesto", "posizione", "functie"),
        "date": (
            "connected on", "verbunden am", "vernetzt am", "vernetzt seit", "kontakt seit", "date de mise en relation",
            "connecté le", "conectado el", "fecha de conexión",
        ),
    },
    "profile": {
        "first_name": ("first name", "vorname", "prénom", "nombre", "nome", "voornaam"),
        "last_name": ("last name", "nachname", "nom", "apellidos", "cognome", "achternaam"),
    },
}  # fmt: skip
_REQUIRED = {
    "messages": {"sender", "date", "recipient"},
    "invitations": {"sender", "recipient", "date"},
    "connections": {"first_name", "last_name", "date"},
    "profile": {"first_name", "last_name"},
}
_HEADER_WITHIN = 20  # rows: notes stand above the header of Connections.csv
_FOLDER = "linkedin"


@dataclass(frozen=True)
class LinkedInFile:
    """One file of an export.

    Attributes
    ----------
    kind : str
        messages, invitations, connections or profile.
    source : str
        Where it stands.
    columns : dict of str to str
        For each column found its header as written.
    rows : list of dict
        The cells by column.
    lines : list of int
        The line each row begins on.
    problems : tuple of Problem
    """

    kind: str
    source: str
    columns: dict[str, str]
    rows: list[dict[str, str]]
    lines: list[int]
    problems: tuple[Problem, ...] = ()


def find_linkedin(folder: Path) -> tuple[list[LinkedInFile], list[Problem]]:
    """Return the files of LinkedIn exports in a workspace.

    Looked for are messages.csv, Invitations.csv, Connections.csv and Profile.csv in the workspace and in its folder
    linkedin, and the same names in a .zip of that folder or one that is called like an export.

    Parameters
    ----------
    folder : Path
        The workspace.
    """
    files: list[LinkedInFile] = []
    problems: list[Problem] = []
    for kind, source, read in export_files(folder, problems):
        try:
            files.append(read_file(read(), kind, source))
        except UnreadableFileError as error:
            problems.append(problem_of(error))
        except OSError as error:
            message = f"The file cannot be read: {error.strerror or error}. Check that you may read it."
            problems.append(Problem(source, None, "error", "unreadable-file", message))
    return files, problems


def export_files(
    folder: Path, problems: list[Problem], kinds: Collection[str] = tuple(COLUMNS)
) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Yield kind, source and content of the files of an export that are called like one of ``kinds``."""
    inside = next((path for path in sorted(folder.iterdir()) if path.name.lower() == _FOLDER and path.is_dir()), None)
    paths = [path for path in sorted(folder.iterdir()) if path.is_file()]
    below = sorted(path for path in inside.rglob("*") if path.is_file()) if inside else []
    for path in [*paths, *below]:
        source = source_name(path, folder)
        if kind := _kind(path.name, kinds):
            yield kind, source, path.read_bytes
        elif path.suffix.lower() == ".zip" and (path in below or "linkedin" in path.name.lower()):
            yield from _in_archive(path, source, problems, kinds)


def _in_archive(
    path: Path, source: str, problems: list[Problem], kinds: Collection[str]
) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    try:
        if path.stat().st_size > ReadOptions().max_container_bytes:
            raise unreadable("too-large", "The archive is too large.", source=source, mend="Unpack it into linkedin.")
        archive = Archive(path.read_bytes(), source)
    except UnreadableFileError as error:
        problems.append(problem_of(error))
        return
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}. Check that you may read it."
        problems.append(Problem(source, None, "error", "unreadable-file", message))
        return
    problems += archive.problems
    for name in archive.members:
        if kind := _kind(PurePosixPath(name).name, kinds):
            yield kind, f"{source}#{name}", partial(archive.read, name)


def _kind(name: str, kinds: Collection[str]) -> str:
    stem, _, ending = name.lower().rpartition(".")
    return stem if ending == "csv" and stem in kinds else ""


def read_file(data: bytes, kind: str, source: str) -> LinkedInFile:
    """Read one file of an export; its header row is looked for, its columns are found by name.

    Raises
    ------
    UnreadableFileError
        empty-file, binary-file, or no header row that such a file has.
    """
    decoded = decode(data, source)
    lines, rows, problems = csv_records(decoded.text, source)
    place = 0
    for place, cells in enumerate(rows[:_HEADER_WITHIN]):  # noqa: B007 - used below
        found = _columns(cells, kind)
        if _REQUIRED[kind] <= set(found):
            break
    else:
        raise unreadable(
            "unknown-header",
            f"No row names the columns of LinkedIn's {kind}.csv ({', '.join(sorted(_REQUIRED[kind]))}).",
            source=source,
            mend="Take the file from the export as it is; exports in English are understood for certain.",
        )  # fmt: skip
    filled = [number for number in range(place + 1, len(rows)) if any(cell.strip() for cell in rows[number])]
    return LinkedInFile(
        kind,
        source,
        {name: clean(cells[position]) for name, position in found.items()},
        [
            {
                name: clean(rows[number][position]) if position < len(rows[number]) else ""
                for name, position in found.items()
            }
            for number in filled
        ],
        [lines[number] for number in filled],
        (*decoded.problems, *problems),
    )


def _columns(cells: list[str], kind: str) -> dict[str, int]:
    found: dict[str, int] = {}
    keys = [plain_key(cell) for cell in cells]
    for name, wordings in COLUMNS[kind].items():
        place = next((keys.index(wording) for wording in wordings if wording in keys), None)
        if place is not None:
            found[name] = place
    return found
