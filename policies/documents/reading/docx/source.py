"""A Word document: mammoth makes HTML of its structure; its words are read from the file a second way."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import mammoth

from policies.documents.reading.docx.changes import settle_changes
from policies.documents.reading.docx.labels import sign_of, take_signs, without_signs, words_only
from policies.documents.reading.docx.looks import Looks
from policies.documents.reading.docx.numbering import Numbering
from policies.documents.reading.docx.package import LOOKS, Package, R, W
from policies.documents.reading.html.source import read_html
from policies.documents.reading.source import LeftOut, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PICTURES: Final = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", f"{_COMPATIBLE}AlternateContent"})
_CONTENTS: Final = re.compile(r"TOC ?\d|TOCHeading", re.IGNORECASE)
_LINK: Final = re.compile(r'^\s*HYPERLINK\s+(\\l\s+)?(?:"([^"]*)"|([^\\]\S*))')
_STYLE_MAP: Final = "p[style-name='Title'] => h1:fresh\np[style-name='title'] => h1:fresh"
_NOTE: Final = re.compile(r'(?:<ol>)?<li id="(?:footnote|endnote)-[^"]*">\s*<p>')
_SPACES: Final = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": ""}
_NOTES: Final = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_CONTENT_TYPES: Final = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def read_docx(data: bytes, *, limit: int) -> Source:
    """Reads a Word file; running heads, a table of contents and pictures are left out. Raises `NotImportable`."""
    document = _Document(Package(data, limit=limit))
    words = document.words()
    html = document.html()
    read = read_html(html, numbered=False, prepare=take_signs)
    return Source(read.blocks, words, (*document.left_out, *read.left_out), document.title)


class _Document:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.left_out: list[LeftOut] = []
        self.root = package.xml(package.main)
        styles = [package.xml(name) for name in package.related("styles")[:1]]
        numbering = [package.xml(name) for name in package.related("numbering")[:1]]
        self.styles = styles[0] if styles else None
        self.numbering = numbering[0] if numbering else None
        self.targets = package.targets(package.main)
        self.notes = {kind: name for kind in ("footnotes", "endnotes") for name in package.related(kind)[:1]}
        self.note_parts = {kind: package.xml(name) for kind, name in self.notes.items()}
        self.looks = Looks(self.styles, self.root)
        self._clean()
        self._drop_contents()
        self.title = self._title()
        self._number()
        for kind, reason in (("header", "the head of the pages"), ("footer", "the foot of the pages")):
            for name in package.related(kind):
                self._leave_out(package.xml(name), reason)

    def words(self) -> str:
        """Reads every word straight from the parts, in the order in which they are read aloud."""
        referred: list[tuple[str, str]] = []
        lines = list(self._lines(self.root, self.targets, referred))
        for index, (kind, name) in enumerate(referred, start=1):
            targets = self.package.targets(self.notes[kind]) if kind in self.notes else {}
            part = self.note_parts.get(kind)
            for note in () if part is None else part:
                if note.get(f"{W}id") == name:
                    lines += [f"{index} ", *self._lines(note, targets, [])]
        return words_only("\n".join(lines))

    def html(self) -> str:
        """Lets mammoth make HTML of the parts it needs, lean as they are, the words in boxes after their paragraph."""
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as lean:
            lean.writestr("[Content_Types].xml", _CONTENT_TYPES)
            lean.writestr("_rels/.rels", _relations([("officeDocument", "word/document.xml")]))
            related = []
            parts: dict[str, ET.Element | None] = {
                "styles": self.styles,
                "numbering": self.numbering,
                **self.note_parts,
            }
            for name, part in parts.items():
                if part is not None:
                    self._free_boxes(part)
                    lean.writestr(f"word/{name}.xml", ET.tostring(part))
                    related.append((name, f"{name}.xml"))
            for kind, path in self.notes.items():
                lean.writestr(f"word/_rels/{kind}.xml.rels", _links(self.package.targets(path)))
            self._free_boxes(self.root)
            _forget_looks(self.root)
            lean.writestr("word/document.xml", ET.tostring(self.root) if self.root is not None else "")
            lean.writestr("word/_rels/document.xml.rels", _relations(related, self.targets))
            self.root = self.styles = self.numbering = None
            self.note_parts.clear()
        packed.seek(0)
        made = mammoth.convert_to_html(
            packed, style_map=_STYLE_MAP, convert_image=mammoth.images.img_element(_no_image)
        )
        return _with_notes(str(made.value))

    def _drop_contents(self) -> None:
        """Leaves out the table of contents: it repeats the headings with the numbers of pages."""
        names = {}
        for described in self.styles.iter(f"{W}style") if self.styles is not None else ():
            name = described.find(f"{W}name")
            names[described.get(f"{W}styleId", "")] = "" if name is None else name.get(f"{W}val", "")
        number = 0
        for parent in list(self.root.iter()) if self.root is not None else []:
            for child in list(parent):
                if child.tag != f"{W}p":
                    continue
                number += 1
                style = child.find(f"{W}pPr/{W}pStyle")
                called = "" if style is None else style.get(f"{W}val", "")
                if _CONTENTS.fullmatch(called) or _CONTENTS.fullmatch(names.get(called, "")):
                    text = _text(child)
                    if text:
                        self.left_out.append(LeftOut(number, 0, text, "the table of contents"))
                    parent.remove(child)

    def _leave_out(self, part: ET.Element | None, reason: str) -> None:
        for number, paragraph in enumerate(part.iter(f"{W}p") if part is not None else (), start=1):
            if text := _text(paragraph):
                self.left_out.append(LeftOut(number, 0, text, reason))

    def _clean(self) -> None:
        """Takes out what is hidden, struck out or deleted, of the main part and the notes."""
        for part in (self.root, *self.note_parts.values()):
            if part is not None:
                for text in part.iter(f"{W}t"):
                    text.text = without_signs(text.text or "")
                self.left_out += settle_changes(part)

    def _title(self) -> str:
        """Returns the words of the paragraph that has the style of titles, where one alone has."""
        found = [
            _text(paragraph)
            for paragraph in (self.root.iter(f"{W}p") if self.root is not None else ())
            if self.looks.name(paragraph) == "title" and _text(paragraph)
        ]
        return found[0] if len(found) == 1 else ""

    def _number(self) -> None:
        """Writes the numbers that Word prints into the words of their paragraphs, and which of them are headings."""
        counting = Numbering(self.numbering, self.styles)
        in_tables = _in_tables(self.root)
        for paragraph in self.root.iter(f"{W}p") if self.root is not None else ():
            properties = paragraph.find(f"{W}pPr")
            numbered = counting.of(properties)
            text = _text(paragraph)
            if not text:
                continue
            label = numbered.label if numbered else ""
            level = None if paragraph in in_tables else self.looks.heading_level(paragraph, text, label)
            if level is None and numbered and properties is not None:
                self.looks.make_item(properties, numbered)
            if sign := sign_of(label, level=level):
                run = ET.Element(f"{W}r")
                ET.SubElement(run, f"{W}t").text = sign
                paragraph.insert(0 if properties is None else 1, run)

    def _lines(
        self, root: ET.Element | None, targets: dict[str, str], referred: list[tuple[str, str]]
    ) -> Iterator[str]:
        """Returns the words of each paragraph, those in its boxes after its own."""
        if root is None:
            return
        if root.tag == f"{W}p":
            walk = _Walk(targets, referred)
            walk.into(root)
            yield "".join(walk.words)
            for box in walk.boxes:
                yield from self._lines(box, targets, referred)
            return
        for child in root:
            yield from self._lines(child, targets, referred)

    def _free_boxes(self, root: ET.Element | None) -> None:
        """Puts the paragraphs of text boxes behind the paragraph they hang on, and drop the pictures."""
        for parent in list(root.iter()) if root is not None else []:
            if parent.tag in {f"{W}txbxContent", f"{W}p"}:
                continue
            at = 0
            for child in list(parent):
                at += 1
                if child.tag == f"{W}p":
                    for block in self._freed(child):
                        parent.insert(at, block)
                        at += 1

    def _freed(self, holder: ET.Element) -> list[ET.Element]:
        """Takes the pictures out of a paragraph; gives the blocks of their text boxes."""
        blocks: list[ET.Element] = []
        for child in list(holder):
            if child.tag not in _PICTURES:
                blocks += self._freed(child)
                continue
            for box in _boxes(child):
                for block in list(box):
                    blocks += [block, *(self._freed(block) if block.tag == f"{W}p" else [])]
            described = {one.get("descr", "").strip() for one in child.iter()} - {""}
            self.left_out += [LeftOut(0, 0, text, "a picture's description") for text in sorted(described)]
            holder.remove(child)
        return blocks


class _Walk:
    """The words of one paragraph, with where its links lead and the numbers of its notes."""

    def __init__(self, targets: dict[str, str], referred: list[tuple[str, str]]) -> None:
        self.targets, self.referred = targets, referred
        self.words: list[str] = []
        self.boxes: list[ET.Element] = []
        self.fields: list[tuple[str, int]] = []

    def into(self, element: ET.Element) -> None:
        for child in element:
            if child.tag.endswith("}t"):  # words, and those of formulas too
                self.words.append(child.text or "")
            elif child.tag in _SPACES:
                self.words.append(_SPACES[child.tag])
            elif child.tag in _NOTES:
                self.referred.append((_NOTES[child.tag], child.get(f"{W}id", "")))
                self.words.append(f"[{len(self.referred)}]")
            elif child.tag in _PICTURES:
                self.boxes += _boxes(child)
            elif child.tag == f"{W}hyperlink":
                start = len(self.words)
                self.into(child)
                if not child.get(f"{W}anchor") or child.get(f"{R}id"):
                    self._target(self.targets.get(child.get(f"{R}id", ""), ""), start)
            elif child.tag == f"{W}instrText" and self.fields:
                code, start = self.fields[-1]
                self.fields[-1] = code + (child.text or ""), start
            elif child.tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            else:
                self.into(child)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(("", len(self.words)))
        elif kind == "end" and self.fields:
            code, start = self.fields.pop()
            if (match := _LINK.match(code)) and not match[1]:
                self._target(match[2] or match[3] or "", start)

    def _target(self, target: str, start: int) -> None:
        label = " ".join("".join(self.words[start:]).split())
        if label and target and not target.startswith("#") and label not in {target, target.removeprefix("mailto:")}:
            self.words.append(f" ({target})")


def _with_notes(html: str) -> str:
    """Makes paragraphs of the list of notes that mammoth puts last, each with the number it is referred to by."""
    start = _NOTE.search(html)
    if start is None:
        return html
    numbers = count(1)
    listed = _NOTE.sub(lambda _: f"<p>[{next(numbers)}] ", html[start.start() :].replace("\u2191</a>", "</a>"))
    return html[: start.start()] + re.sub(r"</?(?:ol|li)>", "", listed)


def _boxes(element: ET.Element) -> list[ET.Element]:
    """Returns the text boxes of a drawing, each once though it is stored in an old and a new form."""
    if element.tag == f"{_COMPATIBLE}AlternateContent":
        for alternative in element:
            if found := list(alternative.iter(f"{W}txbxContent")):
                return found
        return []
    if element.tag == f"{W}txbxContent":
        return [element]
    return [box for child in element for box in _boxes(child)]


def _forget_looks(root: ET.Element | None) -> None:
    """Takes off what was said of looks: mammoth does not know it, and each word of it would take a kilobyte there."""
    for element in root.iter() if root is not None else ():
        for name in [name for name in element.attrib if name in LOOKS or name.startswith("mark-")]:
            del element.attrib[name]


def _in_tables(root: ET.Element | None) -> set[ET.Element]:
    tables = root.iter(f"{W}tbl") if root is not None else ()
    return {paragraph for table in tables for paragraph in table.iter(f"{W}p")}


def _text(paragraph: ET.Element) -> str:
    """Returns a paragraph's words as one line."""
    words = [_SPACES.get(one.tag, one.text or "") for one in paragraph.iter() if one.tag in {f"{W}t", *_SPACES}]
    return " ".join("".join(words).split())


def _relations(parts: list[tuple[str, str]], links: dict[str, str] | None = None) -> bytes:
    root = ET.Element("{http://schemas.openxmlformats.org/package/2006/relationships}Relationships")
    for number, (kind, target) in enumerate(parts):
        kept = {"Id": f"part{number}", "Type": f"{R[1:-1]}/{kind}", "Target": target}
        ET.SubElement(root, "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship", kept)
    for name, target in (links or {}).items():
        kept = {"Id": name, "Type": f"{R[1:-1]}/hyperlink", "Target": target, "TargetMode": "External"}
        ET.SubElement(root, "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship", kept)
    return ET.tostring(root)


def _links(targets: dict[str, str]) -> bytes:
    return _relations([], targets)


def _no_image(_image: object) -> dict[str, str]:
    return {}
