"""The example reseller's logo, drawn here: waves that leave a mast, and the name."""

import io

from PIL import Image, ImageDraw, ImageFont

GREEN, INK = (15, 107, 92, 255), (23, 32, 38, 255)


def drawn() -> bytes:
    """A PNG with a transparent ground."""
    image = Image.new("RGBA", (960, 200), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    for radius in (90, 62, 34):
        pen.arc((100 - radius, 100 - radius, 100 + radius, 100 + radius), 205, 335, fill=GREEN, width=14)
    pen.polygon([(100, 84), (134, 190), (66, 190)], fill=GREEN)
    pen.text((220, 100), "Acme Telecom", font=ImageFont.load_default(size=104), fill=INK, anchor="lm")
    found = io.BytesIO()
    image.save(found, "PNG")
    return found.getvalue()
