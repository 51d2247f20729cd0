"""Made-up series, and finding them in a figure."""

from dashboard.records.series import Series

VALUES = {
    "accuracy": [0.7, 0.8, 0.9],
    "validation_accuracy": [0.6, 0.9, 0.8],
    "loss": [0.5, 0.4, 0.3],
    "validation_loss": [0.6, 0.5, 0.55],
    "learning_rate": [0.1, 0.05, 0.01],
}


def one(name="a", **changes):
    """A series of three epochs, with changes."""
    values = {"label": name, "x": [1, 2, 3], "values": VALUES, "best": 1}
    return Series(name, **(values | changes))


def trace(figure, name, measure):
    """What a figure draws of a measure of the series `name`."""
    uid = f"{name} {measure}".encode().hex()
    [found] = [trace for trace in figure.data if trace.uid == uid]
    return found
