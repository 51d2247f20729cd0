"""The notebook: what is committed, and a run of it on a few images."""

import os
import re

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from dashboard.serving.predictor import Predictor
from dashboard.settings import ROOT
from dashboard.store import predictions
from dashboard.store.versions import ModelStore

PATH = ROOT / "notebooks" / "fashion_mnist_resnet50.ipynb"
MOST_BYTES = 500_000
# a slash that no word, tag or address leads up to, and two names after it
ABSOLUTE = re.compile(r"(?<![\w<:/.])/[\w.-]+/[\w.-]+|\b[A-Z]:\\\w")
# ResNet50 takes more than a minute for validation and test images alone
TINY = {
    "NOTEBOOK_BACKBONE": "cnn",
    "NOTEBOOK_SHARE": "0.001",
    "NOTEBOOK_EPOCHS": "1",
    "NOTEBOOK_IMAGE_SIZE": "32",
}


@pytest.fixture(scope="module")
def committed():
    return nbformat.read(PATH, as_version=4)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code(notebook) for output in cell.outputs]


def test_the_committed_notebook_was_run_from_top_to_bottom(committed):
    nbformat.validate(committed)
    counts = [cell.execution_count for cell in code(committed)]
    assert counts == list(range(1, len(counts) + 1))
    kinds = {output.output_type for output in outputs(committed)}
    assert kinds == {"stream", "display_data", "execute_result"}
    named = [output.name for output in outputs(committed) if "name" in output]
    assert set(named) == {"stdout"}


def test_the_committed_notebook_says_nothing_of_a_machine(committed):
    assert set(committed.metadata) == {"kernelspec", "language_info"}
    assert {key for cell in committed.cells for key in cell.metadata} <= {"tags"}
    for cell in committed.cells:
        assert not ABSOLUTE.search(cell.source)
    for output in outputs(committed):
        texts = [output.get("text", "")]
        texts += [v for k, v in output.get("data", {}).items() if k.startswith("text/")]
        assert not [text for text in texts if ABSOLUTE.search(text)]


def test_the_committed_notebook_is_small_and_draws_without_scripts(committed):
    assert PATH.stat().st_size < MOST_BYTES
    kinds = {kind for output in outputs(committed) for kind in output.get("data", {})}
    assert {"image/png", "text/html", "application/vnd.plotly.v1+json"} <= kinds
    assert "<script" not in PATH.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_notebook_publishes_a_version_that_answers(
    committed, settings, tmp_path, monkeypatch, dataset
):
    # nothing of Jupyter's or IPython's own is read or written outside tmp_path
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    own = {"IPYTHONDIR": str(tmp_path / "ipython"), "TMPDIR": str(tmp_path)}
    environ = {**os.environ, **settings.environment(), **own, **TINY}
    client = NotebookClient(
        committed,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(PATH.parent)}},
    )
    client.execute(env=environ)
    (version,) = ModelStore(settings.store).list()
    answers = Predictor(version).predict(dataset.test_images[:5])
    stored = predictions.load(version).test_probabilities[:5]
    np.testing.assert_allclose([a.probabilities for a in answers], stored, atol=1e-3)
