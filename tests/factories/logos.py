"""Pictures for tests of logos, drawn here."""

import io
from typing import Any

from PIL import Image, ImageDraw


def picture(
    size: tuple[int, int] = (400, 100),
    *,
    ink: tuple[int, int, int] = (10, 20, 60),
    ground: tuple[int, int, int, int] = (0, 0, 0, 0),
    form: str = "PNG",
    **options: Any,
) -> bytes:
    """A bar of ink on a ground, transparent unless another is given."""
    image = Image.new("RGBA", size, ground)
    ImageDraw.Draw(image).rectangle((size[0] // 8, size[1] // 4, size[0] * 7 // 8, size[1] * 3 // 4), fill=(*ink, 255))
    found = io.BytesIO()
    (image if form != "JPEG" else image.convert("RGB")).save(found, form, **options)
    return found.getvalue()
