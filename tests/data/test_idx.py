"""Decoding a file of Fashion-MNIST, or saying what is wrong with it."""

import gzip

import numpy as np
import pytest

from dashboard.data.idx import decode_idx
from dashboard.errors import DataError
from tests.data.idx_file import idx, pixels


@pytest.mark.parametrize("shape", [(0,), (5,), (2, 3), (4, 28, 28)])
def test_an_idx_file_comes_back_as_it_was(shape):
    array = pixels(*shape)
    np.testing.assert_array_equal(decode_idx(gzip.compress(idx(array)), "a"), array)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"no gzip", id="a text"),
        pytest.param(idx(pixels(4)), id="not compressed"),
        pytest.param(gzip.compress(idx(pixels(400)))[:-30], id="a cut gzip"),
        pytest.param(gzip.compress(b""), id="nothing inside"),
        pytest.param(gzip.compress(b"\0\0"), id="a cut type"),
        pytest.param(gzip.compress(idx(pixels(4))[:6]), id="a cut shape"),
        pytest.param(gzip.compress(idx(pixels(4), kind=13)), id="real numbers"),
        pytest.param(gzip.compress(idx(pixels(4), shape=(5,))), id="a byte too few"),
        pytest.param(gzip.compress(idx(pixels(4), shape=(3,))), id="a byte too many"),
        pytest.param(
            gzip.compress(idx(pixels(4), shape=(2**32 - 1,) * 4)), id="a huge shape"
        ),
        pytest.param(gzip.compress(b"\0\0\x08\xff" + bytes(2000)), id="rank 255"),
    ],
)
def test_what_is_no_whole_idx_file_is_named(content):
    with pytest.raises(DataError, match=r"labels\.gz"):
        decode_idx(content, "labels.gz")


def test_any_altered_byte_of_a_gzip_is_an_error_or_harmless():
    array = pixels(300)
    whole = gzip.compress(idx(array))
    noticed = 0
    for place, byte in enumerate(whole):
        changed = bytearray(whole)
        changed[place] = byte ^ 0xFF
        try:
            found = decode_idx(bytes(changed), "a")
        except DataError:
            noticed += 1
        else:  # a byte of the header that says when it was made
            np.testing.assert_array_equal(found, array)
    assert noticed > len(whole) - 10
