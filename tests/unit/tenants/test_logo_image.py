"""A logo is decoded, made small and encoded anew, and never lost on the paper it stands on."""

import io
import os
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from tenants.people.logo_image import BOX, KEPT_BYTES, NotALogo, Plate, prepare
from tests.factories.logos import picture

WHITE = (255, 255, 255, 255)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_each_format_becomes_a_small_png(form: str) -> None:
    made = prepare(picture((2000, 500), form=form, ground=WHITE))
    image = Image.open(io.BytesIO(made.data))
    assert image.format == "PNG"
    assert image.size == (made.width, made.height)
    assert made.width <= BOX[0]
    assert made.height <= BOX[1]


def test_the_empty_margin_and_all_metadata_are_gone() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Ann of the third floor")
    made = prepare(picture(pnginfo=told))
    assert (made.width, made.height) == (301, 51)
    assert b"Ann" not in made.data
    assert prepare(made.data).data == made.data, "what was kept is kept as it is"


def test_noise_is_kept_below_the_limit() -> None:
    noise = Image.frombytes("RGB", (640, 160), os.urandom(640 * 160 * 3))
    file = io.BytesIO()
    noise.save(file, "PNG")
    assert len(file.getvalue()) > KEPT_BYTES
    assert len(prepare(file.getvalue()).data) <= KEPT_BYTES


@pytest.mark.parametrize(
    ("ink", "ground", "plate"),
    [
        ((10, 20, 60), (0, 0, 0, 0), Plate.LIGHT),
        ((250, 250, 250), (0, 0, 0, 0), Plate.DARK),
        ((200, 60, 60), (0, 0, 0, 0), Plate.NONE),
        ((10, 20, 60), WHITE, Plate.NONE),
    ],
)
def test_what_would_be_lost_stands_on_a_plate(
    ink: tuple[int, int, int], ground: tuple[int, int, int, int], plate: Plate
) -> None:
    assert prepare(picture(ink=ink, ground=ground)).plate is plate


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 40,000 by 40,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def moving() -> bytes:
    frames = [Image.new("RGBA", (40, 20), (shade, 0, 0, 255)) for shade in (0, 255)]
    file = io.BytesIO()
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no PNG, JPEG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no PNG, JPEG or WebP"),
        (picture(form="GIF"), "no PNG, JPEG or WebP"),
        (picture()[:200], "damaged"),
        (picture() + b" " * 2_000_000, "larger than 2 MB"),
        (bomb(), "damaged|12 million"),
        (picture((4000, 3001), ground=WHITE), "12 million"),
        (moving(), "moves"),
        (picture((2000, 20)), "too narrow"),
    ],
)
def test_what_is_no_logo_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(NotALogo, match=said) as caught:
        prepare(data)
    assert str(caught.value).count(". ") == 0


def test_a_wholly_transparent_picture_is_refused() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(file, "PNG")
    with pytest.raises(NotALogo, match="transparent"):
        prepare(file.getvalue())
