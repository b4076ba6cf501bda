"""A Word file as its parts: unpacked within bounds, each part only as far as its words and structure need."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Final
from xml.etree import ElementTree as ET

from policies.documents.reading.formats import megabytes
from policies.documents.reading.source import NotImportable

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#: The stricter edition of the format names the same things by other addresses.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)


def _names(text: str) -> frozenset[str]:
    return frozenset(f"{W}{name}" for name in text.split())


_DROPPED: Final = _names(
    "sectPr bookmarkStart bookmarkEnd proofErr lastRenderedPageBreak del moveFrom commentRangeStart "
    "commentRangeEnd commentReference annotationRef tblPr tblGrid tcPr footnoteRef endnoteRef ind spacing jc tabs "
    "pBdr shd sdtPr ffData"
)
#: What of the looks of words says something: they are put on the run, paragraph or style as attributes.
_LOOKS: Final = {f"{W}{name}": name for name in ("vanish", "strike", "dstrike", "b", "del", "moveFrom", "vertAlign")}
#: The names of those attributes.
LOOKS: Final = frozenset(_LOOKS.values())
_OFF: Final = frozenset({"0", "false", "off", "none", "baseline"})
_UNWRAPPED: Final = _names("ins moveTo fldSimple customXml smartTag bdo dir sdt sdtContent")
_KEPT: Final = frozenset({"Id", "Target", "TargetMode", "Type", "descr", f"{R}id"}) | _names(
    "val id anchor fldCharType styleId type numId abstractNumId ilvl char font format"
)
_LOOKS_OF: Final = f"{W}rPr"
_DEEPEST: Final = 80
_MOST_PARTS: Final = 2_000
#: How often larger than the upload limit everything together may unpack to, and the parts that are read.
_EXPANDED: Final = 50
_READ: Final = 5
#: How many elements with words or structure are read: each takes more than a kilobyte while it is.
_MOST_ELEMENTS: Final = 90_000


class Package:
    """The parts of a Word file; nothing is unpacked that is not read."""

    def __init__(self, data: bytes, *, limit: int) -> None:
        """Opens the file; raises `NotImportable` where it is damaged or unpacks to too much."""
        try:
            self.zip = zipfile.ZipFile(BytesIO(data))
        except zipfile.BadZipFile:
            raise NotImportable("The Word document is damaged: open it in Word and save it again.") from None
        entries = self.zip.infolist()
        if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > limit * _EXPANDED:
            raise NotImportable("The Word document unpacks to far more than it holds: save it without pictures.")
        self.left = self.limit = limit * _READ
        self.elements = 0
        names = {entry.filename for entry in entries}
        self.main = next(iter(self._related("", "officeDocument")), "word/document.xml")
        if self.main not in names:
            raise NotImportable("The archive holds no Word document: save it in Word as .docx and import that.")
        self.names = names

    def xml(self, name: str) -> ET.Element | None:
        """Returns a part without what tells of looks only; None where there is no such part."""
        try:
            entry = self.zip.getinfo(name)
        except KeyError:
            return None
        try:
            with self.zip.open(entry) as file:
                raw = file.read(self.left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise NotImportable("The Word document is damaged or has a password: save it again without.") from None
        self.left -= len(raw)
        if self.left < 0:
            raise NotImportable(
                f"The words of the document unpack to more than {megabytes(self.limit)}: import it in parts."
            )
        for strict, usual in _STRICT:
            raw = raw.replace(strict, usual)
        try:
            lean = _Lean(self.elements)
            parser = ET.XMLParser(target=lean)  # noqa: S314 - a document type, and so any entity, is refused
            parser.feed(raw)
            root: ET.Element = parser.close()
            self.elements = lean.elements
        except ET.ParseError:
            raise NotImportable("The Word document is damaged: open it in Word and save it again.") from None
        return root

    def related(self, kind: str) -> list[str]:
        """Names the parts of a kind, such as `styles`, that the main part refers to."""
        return self._related(self.main, kind)

    def targets(self, part: str) -> dict[str, str]:
        """Returns where the links of a part lead, by the id of their relationship."""
        root = self.xml(_relationships(part))
        return {} if root is None else {one.get("Id", ""): one.get("Target", "") for one in root}

    def _related(self, part: str, kind: str) -> list[str]:
        root = self.xml(_relationships(part))
        if root is None:
            return []
        here = [one.get("Target", "") for one in root if one.get("Type", "") == _OFFICE + kind]
        return [
            normpath(join(dirname(part), target)).lstrip("/") if target[0] != "/" else target[1:] for target in here
        ]


class _Lean(ET.TreeBuilder):
    """Builds a tree without what only tells of looks: a contract's XML is mostly that."""

    def __init__(self, elements: int) -> None:
        super().__init__()
        self.elements = elements
        self.dropping = 0
        self.depth = 0
        self.open: list[ET.Element] = []
        self.looks = False

    def start(self, tag: str, attributes: dict[str, str]) -> ET.Element:
        if self.looks or tag == _LOOKS_OF:
            self._look(tag, attributes)
        elif self.dropping or tag in _DROPPED:
            self.dropping += 1
        elif tag not in _UNWRAPPED:
            self.depth += 1
            self.elements += 1
            if self.elements > _MOST_ELEMENTS:
                raise NotImportable("The Word document holds more than can be read at once: import it in parts.")
            if self.depth > _DEEPEST:
                raise NotImportable("The Word document nests its parts too deep to be read: save it as plain text.")
            kept = {name: value for name, value in attributes.items() if name in _KEPT}
            self.open.append(super().start(tag, kept))
            return self.open[-1]
        return _NOTHING

    def end(self, tag: str) -> ET.Element:
        if tag == _LOOKS_OF and not self.dropping:
            self.looks = False
        elif self.looks:
            pass
        elif self.dropping:
            self.dropping -= 1
        elif tag not in _UNWRAPPED:
            self.depth -= 1
            self.open.pop()
            return super().end(tag)
        return _NOTHING

    def _look(self, tag: str, attributes: dict[str, str]) -> None:
        """Puts on a run or style what its words look like; on a paragraph what is said of the mark that ends it."""
        if not self.looks:
            self.looks = True
            return
        value = attributes.get(f"{W}val", "on")
        if tag not in _LOOKS or not self.open:
            return
        name = _LOOKS[tag]
        if self.open[-1].tag != f"{W}pPr":
            self.open[-1].set(name, "" if value in _OFF else value)
        elif len(self.open) > 1 and self.open[-2].tag == f"{W}p":
            self.open[-2].set(f"mark-{name}", value)

    def data(self, text: str) -> None:
        if not self.dropping:
            super().data(text)

    def doctype(self, name: str, *_: object) -> None:
        raise NotImportable(f"The Word document declares a document type ({name[:20]}), which Word never does.")


_NOTHING: Final = ET.Element("nothing")


def _relationships(part: str) -> str:
    return join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
