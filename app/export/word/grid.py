"""Tables of a handout in Word: light rules, a header row that repeats on every page, rows that stay whole."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.shared import Cm
from docx.table import Table

from app.export.word.element import element
from app.export.word.style import FILL, RULE

WIDTH = 16.6  # cm between the margins


def add_table(document: Document, caption: str, head: Sequence[str], rows: int, shares: Sequence[float]) -> Table:
    """A table of empty cells below a header row; `caption` is read out in its place by those who cannot see it."""
    table = document.add_table(rows=rows + 1, cols=len(head))
    table.autofit = False
    _set_look(table, caption)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(WIDTH * share)
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Cm(WIDTH * share)
            cell.paragraphs[0].style = document.styles["Table text"]
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    _set_head(table, head)
    return table


def _set_look(table: Table, caption: str) -> None:
    rules = [element(side, val="single", sz="4", space="0", color=RULE) for side in ("top", "bottom", "insideH")]
    margins = element("tblCellMar", element("left", w="80", type="dxa"), element("right", w="80", type="dxa"))
    properties: Any = table._tbl.tblPr
    look = properties.xpath("w:tblLook")
    for old in look:
        properties.remove(old)
    properties.extend([element("tblBorders", *rules), margins])
    properties.append(element("tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noHBand="1", noVBand="1"))
    properties.append(element("tblCaption", val=caption))
    _in_order(properties)


def _in_order(properties: Any) -> None:
    """Word calls a file damaged whose table properties stand in another order."""
    order = ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption")
    properties[:] = sorted(properties, key=lambda child: order.index(child.tag.rpartition("}")[2]))


def _set_head(table: Table, head: Sequence[str]) -> None:
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(element("tblHeader"))
    for cell, words in zip(row.cells, head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=FILL))
