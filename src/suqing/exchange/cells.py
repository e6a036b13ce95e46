"""Cells that a reader of values alone would take for empty: formulas without a stored result, and error values (#REF!)."""

from collections.abc import Iterator
from xml.etree.ElementTree import iterparse
from zipfile import BadZipFile, ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

Spot = tuple[str, int, int]  # sheet, row, column; both from 1


def doubtful_cells(file: object) -> dict[Spot, str]:
    """(sheet, row, column) → "formula" or the error text. Empty for a file that is no .xlsx."""
    try:
        with ZipFile(file) as book:  # type: ignore[arg-type]
            return {(name, row, column): what for name, part in _sheets(book) for row, column, what in _scan(book, part)}
    except BadZipFile:
        return {}


def _sheets(book: ZipFile) -> Iterator[tuple[str, str]]:
    targets: dict[str, str] = {}
    with book.open("xl/_rels/workbook.xml.rels") as file:
        for _, node in iterparse(file):
            if node.tag == PACKAGE:
                targets[node.attrib["Id"]] = node.attrib["Target"]
    with book.open("xl/workbook.xml") as file:
        for _, node in iterparse(file):
            if node.tag == f"{MAIN}sheet":
                target = targets[node.attrib[RELATION]].lstrip("/")
                yield node.attrib["name"], target if target.startswith("xl/") else f"xl/{target}"


def _scan(book: ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    if part not in book.namelist():
        return
    with book.open(part) as file:
        for _, node in iterparse(file):
            if node.tag == f"{MAIN}row":
                node.clear()
            if node.tag != f"{MAIN}c" or "r" not in node.attrib:
                continue
            value, formula = node.find(f"{MAIN}v"), node.find(f"{MAIN}f")
            text = "" if value is None else value.text or ""
            row, column = _place(node.attrib["r"])
            if node.attrib.get("t") == "e":
                yield row, column, text or "#N/A"
            elif formula is not None and not text:
                yield row, column, "formula"


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]), column
