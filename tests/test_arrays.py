"""Reading `.npz` files: whole ones come back, any damage is a ValueError."""

import numpy as np
import pytest

from dashboard import arrays


@pytest.fixture(params=[np.savez, np.savez_compressed])
def path(request, tmp_path):
    path = tmp_path / "some.npz"
    rows = np.random.default_rng(0).random((9, 5), np.float32)
    request.param(path, rows=rows, number=np.int64(7))
    return path


def test_arrays_come_back_by_name(path):
    found = arrays.read(path)
    assert set(found) == {"rows", "number"}
    assert found["rows"].dtype == np.float32
    assert int(found["number"]) == 7


def test_a_file_cut_anywhere_is_a_value_error(path):
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:length])
        with pytest.raises(ValueError):
            arrays.read(path)


def test_a_flipped_byte_of_the_numbers_is_a_value_error(path):
    whole = path.read_bytes()
    # behind the first member's two headers
    for place in range(200, 260, 7):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        path.write_bytes(changed)
        with pytest.raises(ValueError):
            arrays.read(path)


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04", b"\x80\x04."])
def test_what_is_no_archive_is_a_value_error(tmp_path, content):
    path = tmp_path / "some.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError):
        arrays.read(path)


def test_a_missing_file_is_a_value_error(tmp_path):
    with pytest.raises(ValueError, match="No such file"):
        arrays.read(tmp_path / "some.npz")


def test_objects_are_not_unpickled(tmp_path):
    np.savez(tmp_path / "some.npz", rows=np.array([print], object))
    with pytest.raises(ValueError, match="pickle"):
        arrays.read(tmp_path / "some.npz")


def test_a_single_array_is_no_archive(tmp_path):
    np.save(tmp_path / "some.npy", np.zeros(3))
    with pytest.raises(ValueError):
        arrays.read(tmp_path / "some.npy")


def test_numbers_that_are_halves_already_are_kept_as_halves():
    exact = np.array([0.5, -2.0, 65504.0, np.inf], np.float32)
    third = np.array([1 / 3], np.float32)
    large = np.array([1e6], np.float32)
    sides = np.array([4])
    found = arrays.without_loss({"a": exact, "b": third, "c": large, "d": sides})
    kinds = {name: array.dtype for name, array in found.items()}
    assert kinds == {
        "a": np.float16,
        "b": np.float32,
        "c": np.float32,
        "d": sides.dtype,
    }
    np.testing.assert_array_equal(found["a"], exact)
