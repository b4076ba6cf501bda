"""A logo is decoded, made small and encoded anew, and never lost on the paper it stands on."""

import io
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from tenants.people.logo_image import BOX, KEPT_BYTES, MAX_BYTES, NotALogo, Plate, prepare
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


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 40,000 by 40,000 pixels."""
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def one_colour(side: int) -> bytes:
    """A whole PNG, all black, as wide as high, with a bit for each pixel."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packing = zlib.compressobj(9)
    line = bytes(1 + (side + 7) // 8)
    packed = b"".join(packing.compress(line) for _ in range(side)) + packing.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def webp(side: int) -> bytes:
    """A WebP of a few bytes whose header says that it is so wide and high, 16,383 at most."""
    body = b"\x2f" + struct.pack("<I", side - 1 | side - 1 << 14) + bytes(21)
    riff = b"WEBPVP8L" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(riff)) + riff


#: What a process of its own says of a file: seconds of the processor, KiB more than before, and the sentence.
SIDE = """
import sys, time
from django.conf import settings
settings.configure(USE_I18N=False)
from tenants.people.logo_image import NotALogo, prepare

def most():
    with open("/proc/self/status") as status:
        return int(status.read().partition("VmHWM:")[2].split()[0])

data = sys.stdin.buffer.read()
memory, began = most(), time.process_time()
try:
    prepare(data)
except NotALogo as said:
    print(time.process_time() - began, most() - memory, said)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from /proc")
@pytest.mark.parametrize(("made", "side"), [(one_colour, 30_000), (one_colour, 11_000), (webp, 16_383)])
def test_too_many_pixels_are_refused_by_the_header_before_one_is_decoded(
    made: Callable[[int], bytes], side: int
) -> None:
    data = made(side)
    assert len(data) < MAX_BYTES
    ran = subprocess.run([sys.executable, "-c", SIDE], input=data, capture_output=True, timeout=60, check=True)
    seconds, memory, said = ran.stdout.decode().split(" ", 2)
    assert "12 million pixels" in said
    assert float(seconds) < 0.5
    assert int(memory) < 20_000


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
        (bomb(), "12 million"),
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
