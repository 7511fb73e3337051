"""Writes the structure tree into a finished PDF (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from desktop.papers.tagging import Annotation, Node, Tree


def write_tree(pdf: pikepdf.Pdf, tree: Tree, language: str) -> None:
    """Add StructTreeRoot, ParentTree, MarkInfo, Lang and DisplayDocTitle; links get their `/StructParent`."""
    _Writer(pdf).write(tree, language)


class _Writer:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.marks: list[dict[int, pikepdf.Object]] = [{} for _ in pdf.pages]
        self.links: list[pikepdf.Object] = []

    def write(self, tree: Tree, language: str) -> None:
        pdf = self.pdf
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self._element(tree.root, root)])
        entries = Array()
        for number, page in enumerate(pdf.pages):
            page.obj.StructParents = number
            page.obj.Tabs = Name.S
            owners = self.marks[number]
            entries.append(number)
            entries.append(pdf.make_indirect(Array([owners[mark] for mark in range(len(owners))])))
        for offset, link in enumerate(self.links):
            entries.append(len(pdf.pages) + offset)
            entries.append(link)
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=entries))
        root.ParentTreeNextKey = len(pdf.pages) + len(self.links)
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = String(language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)

    def _element(self, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + node.tag), P=parent))
        if node.alt:
            element.Alt = String(node.alt)
        if node.scope:
            element.A = Dictionary(O=Name.Table, Scope=Name("/" + node.scope))
        if node.box is not None:
            element.A = Dictionary(O=Name.Layout, BBox=Array([round(value, 2) for value in node.box]))
        kids = Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self._element(kid, element))
            elif isinstance(kid, Annotation):
                kids.append(self._link(kid, element))
            else:
                page, mark = kid
                kids.append(Dictionary(Type=Name.MCR, Pg=self.pdf.pages[page].obj, MCID=mark))
                self.marks[page][mark] = element
        element.K = kids
        return element

    def _link(self, link: Annotation, element: pikepdf.Object) -> pikepdf.Object:
        page = self.pdf.pages[link.page].obj
        annotation = page.Annots[link.index]
        if not annotation.is_indirect:
            annotation = self.pdf.make_indirect(annotation)
            page.Annots[link.index] = annotation
        annotation.StructParent = len(self.pdf.pages) + len(self.links)
        annotation.F = 4  # printed
        annotation.Contents = String(link.says[:120])
        self.links.append(element)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
