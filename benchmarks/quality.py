"""Score the tables of a report against annotated corpora.

    python -m benchmarks.quality --score FOLDER CORPUS ... [--encoder NAME] [--formats md,txt,qa,docx] [--quotes 3]

FOLDER holds ``render_workspace.py`` (annotated corpus → folder of notes) and ``score_synthesis.py`` (tables against the
annotation). Each corpus is rendered, reported on and scored; one column a corpus is printed. With ``--quotes N`` the
codebook gets every annotated theme's name and N of its quotes, drawn five times by seed, and the share of the remaining
themed points that lands in the right theme is printed instead (0 gives the names alone).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd

from benchmarks.measure import table


def module_from(path: Path) -> ModuleType:
    """Import a script that is no part of the package."""
    if not path.exists():
        sys.exit(f"{path} is not there; give the folder of the scoring scripts with --score.")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def workspace_of(corpus: Path, folder: Path, renderer: ModuleType, formats: str, encoder: str) -> Path:
    """Render ``corpus`` as a workspace below ``folder`` and return it."""
    workspace = folder / corpus.name
    renderer.render(corpus, workspace, formats.split(","))
    (workspace / "infoview.toml").write_text(f"[encoder]\nmodel = {json.dumps(encoder)}\n", encoding="utf-8")
    return workspace


def score_report(corpus: Path, workspace: Path, scorer: ModuleType) -> dict[str, float]:
    """Return the scorer's figures for a report on ``workspace``."""
    from infoview_analysis.export.tables import write_tables
    from infoview_analysis.synthesis import synthesize

    tables = workspace / "tables"
    write_tables(synthesize(workspace), tables)
    return scorer.score(corpus, tables)


def taught_share(corpus: Path, workspace: Path, scorer: ModuleType, quotes: int, seed: int) -> float:
    """Return the share of the unmarked themed points that a codebook with names and ``quotes`` quotes places right."""
    from infoview_analysis.codebook import Codebook
    from infoview_analysis.synthesis import synthesize

    first = synthesize(workspace)
    _, gold = scorer.read_gold(corpus)
    interviews = first.interviews.assign(date=first.interviews["date"].dt.strftime("%Y-%m-%d").fillna(""))
    mapped = scorer.match(gold, first.points, interviews)
    annotated = pd.Series([gold[i]["theme"] if i is not None else None for i in mapped], index=first.points["point_id"])
    names = json.loads((corpus / "themes.json").read_text(encoding="utf-8"))
    random = np.random.default_rng(seed)
    path = workspace / "codebook.yaml"
    path.unlink(missing_ok=True)
    codebook, given, ids = Codebook.load(path), set(), {}
    for theme, entry in names.items():
        members = annotated.index[annotated == theme].to_numpy()
        chosen = [str(p) for p in random.choice(members, size=min(quotes, len(members)), replace=False)]
        codebook = codebook.add(entry["label"])
        ids[theme] = codebook.themes[-1].theme_id
        codebook = codebook.confirm(ids[theme], chosen) if chosen else codebook
        given.update(chosen)
    codebook.save()
    placed = synthesize(workspace).points.set_index("point_id")["theme_id"]
    path.unlink()
    rest = annotated[annotated.notna() & ~annotated.index.isin(given)]
    return float((placed.reindex(rest.index) == rest.map(ids)).mean())


def main() -> None:
    """Print the figures as a Markdown table, one column a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--encoder", default="")
    parser.add_argument("--formats", default="md,txt,qa,docx")
    parser.add_argument("--quotes", type=int, default=None)
    arguments = parser.parse_args()
    renderer = module_from(arguments.score / "render_workspace.py")
    scorer = module_from(arguments.score / "score_synthesis.py")
    columns: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for corpus in arguments.corpora:
            workspace = workspace_of(corpus, Path(folder), renderer, arguments.formats, arguments.encoder)
            if arguments.quotes is None:
                columns[corpus.name] = score_report(corpus, workspace, scorer)
            else:
                shares = [taught_share(corpus, workspace, scorer, arguments.quotes, seed) for seed in range(5)]
                columns[corpus.name] = {f"right, name and {arguments.quotes} quotes": float(np.mean(shares))}
    figures = pd.DataFrame(columns)
    if len(figures.columns) > 1:
        figures["mean"] = figures.mean(axis=1)
    rows = [{"figure": name, **{c: f"{v:.3f}" for c, v in row.items()}} for name, row in figures.iterrows()]
    print(table(rows))


if __name__ == "__main__":
    main()
