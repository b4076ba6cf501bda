"""An uploaded logo made safe and small: decoded, its metadata gone, encoded anew, and looked at in light and dark."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, ImageStat, UnidentifiedImageError

#: What may be uploaded: bytes, and pixels once decoded.
MAX_BYTES: Final = 2_000_000
MAX_PIXELS: Final = 12_000_000
#: What is kept: twice the size it is shown at, for fine screens, and small enough to stand in every mail.
BOX: Final = (640, 160)
KEPT_BYTES: Final = 100_000
#: Relative luminance (0 black to 1 white) below which a logo is lost on dark paper, above which it is on white.
_DARK, _LIGHT = 0.12, 0.6
_SEEN: Final = 128


class Plate(StrEnum):
    """What must stand behind a logo with transparent ground so that it is seen."""

    NONE = ""
    LIGHT = "light"
    DARK = "dark"


class NotALogo(ValueError):
    """The file cannot be a logo; its words say why and what to do."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A PNG as it is served, its size in pixels and the plate it needs."""

    data: bytes
    width: int
    height: int
    plate: Plate


def prepare(data: bytes) -> Prepared:
    """Give the logo as it is kept; raises `NotALogo` with one sentence."""
    decoded = _decoded(data)
    image = _fitted(decoded)
    encoded = _encoded(image)
    while len(encoded) > KEPT_BYTES:
        image = image.resize((max(1, image.width * 3 // 4), max(1, image.height * 3 // 4)), Image.Resampling.LANCZOS)
        encoded = _encoded(image)
    return Prepared(encoded, image.width, image.height, plate_for(decoded))


def plate_for(image: Image.Image) -> Plate:
    """Tell which plate an RGBA image needs: none where it brings its own ground or is neither dark nor light."""
    alpha = image.getchannel("A")
    seen = alpha.point([255 if value >= _SEEN else 0 for value in range(256)])
    if seen.getcolors() == [(seen.width * seen.height, 255)]:
        return Plate.NONE
    luminance = ImageStat.Stat(image.convert("L"), seen).mean[0] / 255
    if luminance < _DARK ** (1 / 2.2):
        return Plate.LIGHT
    return Plate.DARK if luminance > _LIGHT ** (1 / 2.2) else Plate.NONE


def _decoded(data: bytes) -> Image.Image:
    if len(data) > MAX_BYTES:
        raise NotALogo(_("The file is larger than 2 MB: save the logo smaller and upload that."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP"))
            if image.width * image.height > MAX_PIXELS:  # as its header says: nothing is decoded before load
                raise NotALogo(_too_many_pixels())
            if getattr(image, "n_frames", 1) > 1:
                raise NotALogo(_("The picture moves: upload one that stands still."))
            image.load()
    except UnidentifiedImageError as error:
        raise NotALogo(_("This is no PNG, JPEG or WebP picture: save the logo as one of these.")) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotALogo(_too_many_pixels()) from error
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, NotALogo):
            raise
        raise NotALogo(_("The picture is damaged: save it anew and upload that.")) from error
    return ImageOps.exif_transpose(image).convert("RGBA")


def _too_many_pixels() -> str:
    return _("The picture has more than 12 million pixels: save the logo smaller.")


def _fitted(image: Image.Image) -> Image.Image:
    """Without its empty margin, in the box; what shows nothing at all is refused."""
    visible = image.getchannel("A").getbbox()
    if visible is None:
        raise NotALogo(_("The picture is wholly transparent: upload one that shows something."))
    image = image.crop(visible)
    if min(image.size) * 40 < max(image.size):
        raise NotALogo(_("The picture is too narrow to be seen: upload one that is less than forty times as wide."))
    image.thumbnail(BOX, Image.Resampling.LANCZOS)
    return image


def _encoded(image: Image.Image) -> bytes:
    """As PNG without metadata; with 256 colours where more would be too large."""
    found = io.BytesIO()
    image.save(found, "PNG", optimize=True)
    if found.tell() > KEPT_BYTES:
        found = io.BytesIO()
        image.quantize(256, Image.Quantize.FASTOCTREE).save(found, "PNG", optimize=True)
    return found.getvalue()
