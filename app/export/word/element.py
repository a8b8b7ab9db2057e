"""Elements of WordprocessingML that python-docx has no call for: links, fields, marks and their attributes."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def element(name: str, /, *children: Any, **attributes: str) -> Any:
    """<w:name> with attributes of the same namespace."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(children)
    return made


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field of ours, such as PAGE; its code never holds words from outside."""
    for child in (element("fldChar", fldCharType="begin"), element("instrText"), element("fldChar", fldCharType="end")):
        child.text = f" {code} " if child.tag == qn("w:instrText") else None
        paragraph.add_run()._r.append(child)


def add_link(paragraph: Paragraph, address: str) -> None:
    """The address as a link to itself."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = element("hyperlink")
    link.set(qn("r:id"), relation)
    paragraph._p.append(_linked(link, paragraph, address, "Hyperlink"))


def add_note_mark(paragraph: Paragraph, number: int, again: bool) -> None:
    """The mark of a note; a later mark of the same note leads to the first one."""
    if again:
        paragraph._p.append(_linked(element("hyperlink", anchor=f"note{number}"), paragraph, str(number), "footnote reference"))
        return
    run = paragraph.add_run(style="footnote reference")
    run._r.append(element("footnoteReference", id=str(number)))
    run._r.addprevious(element("bookmarkStart", id=str(number), name=f"note{number}"))
    run._r.addnext(element("bookmarkEnd", id=str(number)))


def _linked(link: Any, paragraph: Paragraph, words: str, style: str) -> Any:
    link.append(element("r"))
    run = Run(link[0], paragraph)
    run.text = words
    run.style = style
    return link
