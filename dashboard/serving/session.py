"""One ONNX Runtime session per version: loading it and proving that it answers."""

from pathlib import Path

import numpy as np
import onnxruntime

from dashboard.data.photograph import enlarged
from dashboard.errors import StoreError
from dashboard.labels import CLASSES

EXTERNAL_FOLDER = "session.model_external_initializers_file_folder_path"
SQUARES = 8  # in one call: more of them take memory and no less time
OUTPUTS = ["logits", "embedding", "features"]


def load(path: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    """Load a version's graph and run it once.

    Args:
        threads: cores for one call; one keeps a server with several threads steady.

    Raises:
        StoreError: the file is not a graph of the agreed form, or its answer for a
            black image is not finite.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # a graph may name other files, by default below the working directory; below a
    # file there is none
    options.add_session_config_entry(EXTERNAL_FOLDER, str(path))
    try:
        session = onnxruntime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        _check_form(session)
        logits, embedding, features = run(session, np.zeros((1, 28, 28), np.uint8))
    except Exception as error:  # ONNX Runtime raises many classes without a base
        raise StoreError(
            f"Expected {path} to be a graph from `image` to {', '.join(OUTPUTS)}. "
            f"Received: {error}. Publish the version again."
        ) from error
    whole = np.isfinite(logits).all() and np.isfinite(features).all()
    if logits.shape != (1, CLASSES) or features.ndim != 4 or not whole:
        raise StoreError(
            f"Expected finite logits of shape (1, {CLASSES}) and a feature map from "
            f"{path}. Received: {logits.shape}, {features.shape}, finite={whole}. "
            "Publish the version again."
        )
    return session


def run(
    session: onnxruntime.InferenceSession, images: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Answers of a graph, in one call; squares in calls of SQUARES.

    Args:
        images: uint8 [n, 28, 28], or what the graph takes: [n, side, side, 3] for one
            that sees photographs. Such a graph gets 28x28 images enlarged.

    Returns:
        float32 logits [n, 10], embedding [n, d], features [n, h, w, c].
    """
    square = side(session)
    if square and images.ndim == 3:
        images = enlarged(images, square)
    if not square or len(images) <= SQUARES:
        return tuple(session.run(OUTPUTS, {"image": images}))
    parts = [
        session.run(OUTPUTS, {"image": np.ascontiguousarray(part)})
        for part in np.split(images, range(SQUARES, len(images), SQUARES))
    ]
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def side(session: onnxruntime.InferenceSession) -> int | None:
    """Of the square in colour that the graph takes, or None for 28x28."""
    shape = session.get_inputs()[0].shape[1:]
    return shape[0] if len(shape) == 3 else None


def _check_form(session: onnxruntime.InferenceSession) -> None:
    inputs = [(i.name, i.type, i.shape[1:]) for i in session.get_inputs()]
    outputs = {output.name for output in session.get_outputs()}
    name, kind, shape = inputs[0]
    square = len(shape) == 3 and shape[0] == shape[1] and shape[2] == 3
    fits = len(inputs) == 1 and (name, kind) == ("image", "tensor(uint8)")
    if not fits or not (shape == [28, 28] or square) or outputs != set(OUTPUTS):
        raise ValueError(f"inputs {inputs} and outputs {sorted(outputs)}")
