"""Importing the package costs next to nothing: what is heavy is loaded when it is used."""

import subprocess
import sys

import infoview_analysis


def modules_after(statement: str) -> set[str]:
    """Return the modules a fresh interpreter has loaded after ``statement``."""
    code = f"{statement}; import sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_loads_nothing_heavy():
    loaded = modules_after("import infoview_analysis")
    assert not loaded & {"pandas", "numpy", "sklearn", "scipy", "matplotlib", "onnxruntime", "nltk", "pandera", "torch"}


def test_every_public_name_can_be_had():
    for name in infoview_analysis.__all__:
        assert getattr(infoview_analysis, name) is not None


def test_torch_is_never_loaded_by_a_synthesis_module():
    loaded = modules_after("import infoview_analysis.synthesis, infoview_analysis.cli")
    assert not loaded & {"torch", "transformers", "sentence_transformers"}
