"""Word files made by hand for tests: only the parts that a test needs."""

import zipfile
from io import BytesIO

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str) -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, *, style: str = "", numbered: tuple[int, int] | None = None) -> str:
    """A paragraph; `numbered` is its list and its level in it."""
    if "<w:" not in content:
        content = run(content)
    number = f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>' if numbered else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{number}</w:pPr>{content}</w:p>"


def link(target: str, text: str) -> str:
    return f'<w:hyperlink r:id="{target}">{run(text)}</w:hyperlink>'


def level(depth: int, form: str, pattern: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "(%3)")
    + level(3, "lowerRoman", "(%4)")
    + f'</w:abstractNum><w:abstractNum w:abstractNumId="1">{level(0, "bullet", "•")}{level(1, "bullet", "o")}'
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
STYLES = (
    f"<w:styles {W}>"
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>'
)


def docx(body: str, *, links: dict[str, str] | None = None, **more: str) -> bytes:
    """A Word file with this body; `more` are further parts by their names (`footnotes`, `header1`)."""
    parts = {"styles": STYLES, "numbering": NUMBERING, **more}
    kinds = {name: name.rstrip("123") for name in parts}
    relations = "".join(
        f'<Relationship Id="p{name}" Type="{OFFICE}/{kinds[name]}" Target="{name}.xml"/>' for name in parts
    ) + "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
        for name, target in (links or {}).items()
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="d" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f"<w:document {W} {R} xmlns:mc="
        '"http://schemas.openxmlformats.org/markup-compatibility/2006"'
        f"><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return made.getvalue()
