"""Every file ends as a plain picture or as an UploadError with a sentence in it."""

import base64
import io
import struct
import warnings
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dashboard.data import refusals, uploads
from dashboard.errors import UploadError

MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "I", "I;16", "F")
SIZE = (9, 7)
bounded = settings(max_examples=150, deadline=None, derandomize=True, database=None)


def encoded(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def writable():
    """Each (format, mode) Pillow can write, with the bytes of a small picture."""
    for kind in uploads.FORMATS:
        for mode in MODES:
            try:
                yield kind, mode, encoded(Image.new(mode, SIZE), kind)
            except (OSError, ValueError, KeyError):
                continue


def gradient(kind, **options):
    values = np.arange(13 * 11, dtype=np.uint8).reshape(11, 13)
    return encoded(Image.fromarray(values), kind, **options)


def picture_or_error(content):
    try:
        image = uploads.decode(content, "x.png")
    except UploadError as error:
        assert error.status in (400, 413, 415)
        return None
    assert image.mode in ("L", "RGB", "RGBA")
    return image


@pytest.mark.parametrize(
    "kind, mode, content",
    [pytest.param(*case, id="-".join(case[:2])) for case in writable()],
)
def test_every_mode_of_every_format_becomes_plain(kind, mode, content):
    image = uploads.decode(content, f"a.{kind}")
    assert image.size == SIZE
    assert image.mode in ("L", "RGB", "RGBA")
    assert image.info == {}
    colours = [
        np.asarray(i.convert("RGB"), int) for i in (image, Image.new(mode, SIZE))
    ]
    np.testing.assert_allclose(*colours, atol=5)


def test_at_least_thirty_combinations_are_written():
    assert len(list(writable())) >= 30


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_exif_orientation_is_applied(kind, orientation):
    turned = {
        1: lambda a: a,
        2: np.fliplr,
        3: lambda a: np.rot90(a, 2),
        4: np.flipud,
        5: np.transpose,
        6: lambda a: np.rot90(a, -1),
        7: lambda a: np.rot90(a, 2).T,
        8: np.rot90,
    }
    stored = np.zeros((16, 32), np.uint8)
    stored[:8, :8] = 255
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"exif": exif, "lossless": True} if kind == "WEBP" else {"exif": exif}
    image = uploads.decode(encoded(Image.fromarray(stored), kind, **options), "a")
    found = np.asarray(image.convert("L")) > 128
    np.testing.assert_array_equal(found, turned[orientation](stored) > 128)


def test_damaged_exif_does_not_cost_the_picture():
    content = gradient("PNG", exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff\x00\x01")
    assert uploads.decode(content, "a.png").size == (13, 11)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF"])
def test_a_file_cut_anywhere_is_a_picture_or_a_typed_error(kind):
    content = gradient(kind)
    for length in range(0, len(content), 1 if kind in ("PNG", "JPEG", "GIF") else 5):
        picture_or_error(content[:length])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF"])
def test_a_half_file_is_refused_as_damaged(kind):
    noise = np.random.default_rng(0).integers(0, 256, (64, 64), dtype=np.uint8)
    content = encoded(Image.fromarray(noise), kind)
    with pytest.raises(UploadError, match="damaged") as caught:
        uploads.decode(content[: len(content) // 2], "shirt.png")
    assert caught.value.status == 400


@bounded
@given(
    st.sampled_from(uploads.FORMATS),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(1, 255)), max_size=8),
)
def test_flipped_bits_give_a_picture_or_a_typed_error(kind, flips):
    content = bytearray(gradient(kind))
    for place, bits in flips:
        content[int(place * len(content))] ^= bits
    picture_or_error(bytes(content))


@bounded
@given(st.binary(max_size=200))
def test_any_bytes_give_a_picture_or_a_typed_error(content):
    picture_or_error(content)


def chunk(kind, body):
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check


def bomb(side):
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes((side // 8 + 2) * 100))
    magic = b"\x89PNG\r\n\x1a\n"
    return magic + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [5_001, 12_000, 60_000])
@pytest.mark.parametrize("action", ["ignore", "error"])  # of Pillow's own warning
def test_a_bomb_is_refused_before_it_is_unpacked(side, action):
    with warnings.catch_warnings():
        warnings.simplefilter(action, Image.DecompressionBombWarning)
        with pytest.raises(UploadError, match="25 million pixels") as caught:
            uploads.decode(bomb(side), "bomb.png")
    assert caught.value.status == 413


def test_the_largest_picture_is_taken():
    content = encoded(Image.new("1", (5_000, 5_000)), "PNG")
    assert uploads.decode(content, "a.png").size == (5_000, 5_000)


@pytest.mark.parametrize("low, high", [(0, 65_535), (0, 3_000), (60_000, 65_535)])
def test_sixteen_bits_keep_their_order(low, high):
    ramp = np.linspace(low, high, 256).astype(np.uint16).reshape(16, 16)
    image = uploads.decode(encoded(Image.fromarray(ramp), "PNG"), "a.png")
    values = np.asarray(image).ravel().astype(int)
    assert image.mode == "L"
    assert (np.diff(values) >= 0).all()
    np.testing.assert_allclose(values, ramp.ravel() / 257, atol=0.51)


@pytest.mark.parametrize(
    "values, expected",
    [
        ([0.0, 0.5, 1.0], [0, 128, 255]),
        ([0.0, 100.4, 255.0], [0, 100, 255]),
        ([-5.0, 300.0, 2.0], [0, 255, 2]),
        ([np.nan, np.inf, -np.inf], [0, 255, 0]),
    ],
)
def test_floats_are_scaled_and_not_cut_to_nought_and_one(values, expected):
    image = Image.fromarray(np.array([values], np.float32))
    assert np.asarray(uploads.plain(image)).tolist() == [expected]


@pytest.mark.parametrize("mode, key", [("L", 7), ("RGB", (7, 7, 7)), ("P", 7)])
def test_a_transparent_colour_becomes_alpha(mode, key):
    image = Image.new("L", SIZE, 7).convert(mode)
    if mode == "P":
        image = Image.new("P", SIZE, 7)
        image.putpalette(bytes(range(256)) * 3)
    image.putpixel((0, 0), key if mode == "RGB" else 9)
    if mode == "RGB":
        image.putpixel((0, 0), (9, 9, 9))
    found = uploads.decode(encoded(image, "PNG", transparency=key), "a.png")
    alpha = np.asarray(found)[..., 3]
    assert (alpha[0, 0], alpha[1, 1]) == (255, 0)


def test_only_the_first_frame_of_a_gif_counts():
    frames = [Image.new("L", SIZE, value) for value in (10, 200, 250)]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert np.asarray(uploads.decode(content, "a.gif").convert("L")).max() == 10


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(40)
HEIC_MIF1 = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic" + bytes(40)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
REFUSED = [
    (b"", 400, "empty"),
    (HEIC, 415, "HEIC photo.*JPEG"),
    (HEIC_MIF1, 415, "HEIC photo.*JPEG"),
    (SVG, 415, "SVG drawing.*PNG"),
    (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->" + SVG, 415, "SVG drawing"),
    (b"a text file\n" * 9, 415, "not a picture"),
    (b"%PDF-1.7 ...", 415, "PDF"),
    (b"II*\x00" + bytes(40), 415, "TIFF"),
    (b"RIFF\x10\x00\x00\x00WAVEfmt " + bytes(40), 415, "not a picture"),
    (bytes(uploads.MAX_BYTES + 1), 413, "8.0 MiB"),
]


@pytest.mark.parametrize("content, status, text", REFUSED)
def test_a_refusal_says_why_and_what_to_do(content, status, text):
    with pytest.raises(UploadError, match=text) as caught:
        uploads.decode(content, "shirt.png")
    assert caught.value.status == status
    assert "“shirt.png”" in str(caught.value)


def test_formats_off_the_list_are_not_even_tried():
    for kind in ("TIFF", "PPM", "ICO", "TGA"):
        with pytest.raises(UploadError):
            uploads.decode(encoded(Image.new("RGB", SIZE), kind), "a.png")


@pytest.mark.parametrize(
    "name, expected",
    [
        ("shirt.png", "“shirt.png”"),
        ("../../etc/passwd", "“passwd”"),
        ("C:\\photos\\shirt.png", "“shirt.png”"),
        ("<img src=x onerror=y>.png", "“_img src=x onerror=y_.png”"),
        ("a\x00b\n\u202ec.png", "“abc.png”"),
        ("\udcff.png", "“.png”"),
        ("x" * 100 + ".jpeg", "“" + "x" * 30 + "…" + "xxxx.jpeg”"),
        ("", "The file"),
    ],
)
def test_names_in_messages_are_short_and_harmless(name, expected):
    assert refusals.shown_name(name) == expected


def test_a_data_url_gives_its_bytes():
    content = gradient("PNG")
    url = "data:image/png;base64," + base64.b64encode(content).decode()
    assert uploads.from_data_url(url) == content
    assert uploads.from_data_url("data:;base64,") == b""
    assert uploads.from_data_url("data:") == b""


@pytest.mark.parametrize(
    "contents, status",
    [
        ("", 400),
        (None, 400),
        ("hello", 400),
        ("data:image/png,abc", 400),
        ("http://x/;base64,AAAA", 400),
        ("data:image/png;base64,A", 400),
        ("data:image/png;base64,????", 400),
        ("data:image/png;base64,ÄÄÄÄ", 400),
        ("data:;base64," + "A" * ((uploads.MAX_BYTES + 3) // 3 * 4), 413),
    ],
)
def test_a_bad_data_url_is_refused(contents, status):
    with pytest.raises(UploadError) as caught:
        uploads.from_data_url(contents)
    assert caught.value.status == status


def test_a_data_url_of_just_the_limit_passes():
    text = base64.b64encode(bytes(uploads.MAX_BYTES)).decode()
    assert len(uploads.from_data_url("data:;base64," + text)) == uploads.MAX_BYTES


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2000, 3000), (1000, 1500)),
        ((4000, 3000), (1000, 750)),
        ((1279, 3000), (1279, 3000)),
    ],
)
def test_a_large_jpeg_is_decoded_smaller_with_enough_left(size, expected):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, "JPEG")
    image = uploads.decode(buffer.getvalue(), "large.jpg")
    assert image.size == expected
    assert min(image.size) >= uploads.ENOUGH


def test_other_kinds_keep_their_size():
    buffer = io.BytesIO()
    Image.new("RGB", (2000, 1500), "teal").save(buffer, "PNG")
    assert uploads.decode(buffer.getvalue(), "large.png").size == (2000, 1500)
