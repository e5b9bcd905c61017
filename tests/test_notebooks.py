"""The shipped notebooks: thin, without stored outputs, and running for few and many interviews."""

import ast

import nbformat
import pytest
from report_fixtures import synthesis, without_themes

from infoview_analysis.errors import ReportError
from infoview_analysis.export.notebooks import executed, figures, shipped_notebooks
from infoview_analysis.export.report import run_notebooks

PICTURES = {"01": 5, "02": 2, "03": 3, "04": 5, "05": 3, "06": 2}
NOTEBOOKS = {path.name: nbformat.read(path, as_version=4) for path in shipped_notebooks()}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_are_thin_and_hold_no_outputs(name):
    notebook = NOTEBOOKS[name]
    nbformat.validate(notebook)
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not cell.outputs
            assert cell.execution_count is None
            kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
            assert not kinds & {ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While}
            assert len(cell.source.splitlines()) <= 8


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_finding_stands_before_the_method(name):
    text = "\n".join(cell.source for cell in NOTEBOOKS[name].cells)
    assert text.index("show.summary") < text.index("How it was done") < text.index("What to do next")


@pytest.mark.parametrize("bundle", [synthesis(1, 2), without_themes(2)], ids=["one interview", "no themes"])
def test_notebooks_run_for_little_input(bundle, tmp_path):
    ran = run_notebooks(bundle, tmp_path / "out", lambda *_: None)
    for name, notebook in ran.items():
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        assert outputs
        assert not [output for output in outputs if output.output_type in ("error", "stream")]
        assert len(list(figures(notebook))) == PICTURES[name[:2]]
        assert not any("execution" in cell.metadata for cell in notebook.cells)


def test_a_cell_that_fails_is_a_readable_error(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")], metadata={"title": "x.ipynb"})
    with pytest.raises(ReportError, match=r"x\.ipynb: the notebook stopped: .*ZeroDivisionError"):
        executed(notebook, folder=tmp_path, environment={})
