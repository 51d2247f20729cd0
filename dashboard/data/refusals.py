"""Why a file is refused, in words for the person who sent it.

When a file is refused is decided in `dashboard.data.uploads`.
"""

import unicodedata

from dashboard.errors import UploadError

NAME_LENGTH = 40
_ADVICE = "Save it as PNG or JPEG and send that file."
_OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"8BPS", "a Photoshop document"),
)
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def shown_name(name: str) -> str:
    """A file name that is safe in any message: no folders, no markup, at most 40."""
    last = str(name or "").replace("\\", "/").rstrip("/").rpartition("/")[2]
    visible = (c for c in last if unicodedata.category(c)[0] != "C")
    clean = "".join("_" if c in "<>&\"'`" else c for c in visible).strip()
    if len(clean) > NAME_LENGTH:
        clean = f"{clean[: NAME_LENGTH - 10]}…{clean[-9:]}"
    return f"“{clean}”" if clean else "The file"


def empty(name: str) -> UploadError:
    """400: no bytes at all."""
    return UploadError(
        f"{shown_name(name)} is empty. Choose a file with a picture in it."
    )


def too_heavy(name: str, size: int, limit: int) -> UploadError:
    """413: `size` bytes where `limit` are taken."""
    return UploadError(
        f"{shown_name(name)} has {size / (1 << 20):.1f} MiB; Lookbook takes files up "
        f"to {limit >> 20} MiB. Make the picture smaller and send it again.",
        413,
    )


def too_many_pixels(name: str, limit: int) -> UploadError:
    """413: few bytes perhaps, but more than `limit` pixels."""
    return UploadError(
        f"{shown_name(name)} has more than {limit // 1_000_000} million pixels, the "
        "most Lookbook reads. Make the picture smaller and send it again.",
        413,
    )


def damaged(name: str) -> UploadError:
    """400: a kind Lookbook reads, but broken or cut off."""
    return UploadError(
        f"{shown_name(name)} is damaged or was cut off on the way: not all of the "
        "picture can be read. Export or download it again and send the new file."
    )


def unreadable(content: bytes, name: str) -> UploadError:
    """415 with the way out for what the bytes are, or 400 for a damaged picture."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _starts_like_ours(head):
        return damaged(name)
    return UploadError(f"{shown_name(name)} {_kind(head)}", 415)


def _starts_like_ours(head: bytes) -> bool:
    if head[:4] == b"RIFF":
        return head[8:12] == b"WEBP"
    if head[4:8] == b"ftyp":
        return b"avif" in head[8:64] or b"avis" in head[8:64]
    return head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8"))


def _kind(head: bytes) -> str:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return (
            "is a HEIC photo, the kind iPhones take, which Lookbook cannot read. Open "
            "it and export it as JPEG, or set the camera to “Most Compatible”."
        )
    if head[:1] == b"<" and b"<svg" in head.lower():
        return (
            "is an SVG drawing, made of lines and not of pixels, which Lookbook cannot "
            "read. Export it as PNG from the program that drew it."
        )
    for start, kind in _OTHERS:
        if head.startswith(start):
            return f"is {kind}, which Lookbook cannot read. {_ADVICE}"
    return (
        "is not a picture Lookbook can read: it takes PNG, JPEG, WebP, AVIF, GIF and "
        f"BMP. Is it a picture of another kind? {_ADVICE}"
    )
