"""The text of web pages and of mail in HTML: headings, lists, tables, links with their addresses.

Nothing is run, nothing is loaded; what a browser would have fetched or run is counted.

Parser: selectolax (lexbor), HTML Living Standard. Its tree builder takes quadratic time for absurd nesting, so that is
looked for first.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from desktop.evidence.decoder.flow import Flow, Piece, Style
from desktop.evidence.decoder.page_facts import HIDDEN, REMOTE, Found, look
from desktop.evidence.decoder.text import decode_as

Node = LexborNode

MOST_DEPTH = 3_000
MOST_ADDRESS = 300  # code points of a link that are shown
MOST_CELL = 600
MOST_INNER = 200_000  # code points of a page inside a page

_BLOCK_TAGS = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table "
    "tbody td tfoot th thead tr ul caption optgroup option"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_GONE = ["script", "style", "template", "noembed", "noframes", "canvas", "svg", "math", "applet"]
_SILENT = frozenset(("head", "object", "embed", "audio", "video", "map", "select", "datalist", "progress", "meter"))
_INLINE: dict[str, Style] = {
    "b": "bold", "strong": "bold", "th": "bold", "code": "mono", "kbd": "mono", "tt": "mono", "samp": "mono",
    "caption": "bold", "dt": "bold", "legend": "bold", "summary": "bold",
}  # fmt: skip
_BLANK = re.compile(r"[ \t\n\r\f]+")
_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?([a-z0-9_:.-]{1,40})")
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_ANY_TAG = re.compile(r"(?s)<!--.*?-->|<[^>]*>")
# elements that need no end tag, or have none: they say nothing about nesting
_OPEN_ENDED = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd tr td th tbody thead tfoot "
    b"option optgroup colgroup rp rt body html head".split()
)


def write(data: bytes | str, flow: Flow) -> Found:
    """Add the page's text to `flow`. `data`: octets in UTF-8, or text."""
    octets = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if _depth(octets) > MOST_DEPTH:
        text = _ANY_TAG.sub(" ", octets.decode("utf-8", "replace"))
        for line in text.splitlines():
            if line.strip():
                flow.paragraph(line.strip())
        return Found(deep=True)
    tree = LexborHTMLParser(octets)
    found = look(tree)
    tree.strip_tags(_GONE)
    body = tree.body
    root = body if body is not None else tree.root
    if root is not None:
        _Writer(flow, found).walk(root)
    return found


def parsed(data: bytes) -> LexborHTMLParser | None:
    """The tree of a page; None where it is nested absurdly."""
    return LexborHTMLParser(data) if _depth(data) <= MOST_DEPTH else None


def inspect(data: bytes | str) -> Found:
    """What a page would run or fetch, without its text."""
    octets = data.encode("utf-8", "replace") if isinstance(data, str) else data
    return Found(deep=True) if _depth(octets) > MOST_DEPTH else look(LexborHTMLParser(octets))


def bare(data: bytes | str) -> tuple[str, Found]:
    """The words of a page without its order, marks and addresses, and what it would run or fetch; much faster than
    `write`. Words of which only a part is set off come in pieces.
    """
    octets = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if _depth(octets) > MOST_DEPTH:
        return _ANY_TAG.sub(" ", octets.decode("utf-8", "replace")), Found(deep=True)
    tree = LexborHTMLParser(octets)
    found = look(tree)
    tree.strip_tags(_GONE)
    body = tree.body
    return body.text(separator=" ") if body is not None else "", found


def decoded(data: bytes, charset: str = "") -> tuple[str, str]:
    """(encoding, text) of a page: UTF-8 where it is that, else what transport or page state, else by its looks."""
    try:
        return "utf-8", data.decode("utf-8-sig")
    except UnicodeDecodeError:
        stated = _CHARSET.search(data[:4096])
        return decode_as(data, charset or (stated[1].decode("ascii") if stated else ""))


def preload() -> None:
    """Parse a little page, so that nothing has to be loaded later."""
    write("<html><body><p>a<table><tr><td>b<td>c</table><a href='https://example.org/'>d</a>", Flow())


def _depth(octets: bytes) -> int:
    """How deep elements may be nested, from their tags alone."""
    depth = deepest = 0
    for match in _TAG.finditer(octets):
        if match[2].lower() in _OPEN_ENDED:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


class _Writer:
    """Goes through the tree without recursion and fills paragraphs."""

    def __init__(self, flow: Flow, found: Found) -> None:
        self._flow = flow
        self._found = found
        self._pieces: list[Piece] = []
        self._styles: list[Style] = []
        self._lists: list[int] = []  # the next number of each open list; -1 = bullets
        self._quotes = self._pre = self._hidden = 0
        self._heading = False
        self._blank = True  # a further blank would not be seen

    def walk(self, root: LexborNode) -> None:
        """Write everything below `root`."""
        path: list[tuple[LexborNode, bool]] = []
        node: LexborNode | None = root
        while node is not None and not self._flow.full:
            child = node.child if self._enter(node) else None
            if child is not None:
                path.append((node, True))
                node = child
                continue
            self._leave(node)
            following = node.next if path else None
            while following is None and path:
                above, _ = path.pop()
                self._leave(above)
                following = above.next if path else None
            node = following
        self._end()

    def _enter(self, node: LexborNode) -> bool:
        """Whether to look inside."""
        if node.is_text_node:
            self._text(node.text_content or "")
            return False
        tag = node.tag or ""
        if tag in _SILENT or tag.startswith(("-", "!")):
            return False
        if tag == "br":
            self._break()
            return False
        given = node.attributes
        if "hidden" in given or HIDDEN.search(given.get("style") or ""):
            self._hidden += 1
            self._found.hidden += 1
            if self._hidden == 1:
                self._styles.append("meta")
        elif self._hidden:
            self._hidden += 1
        if tag in _BLOCKS:
            self._end()
            return self._enter_block(node, tag)
        if tag in ("img", "iframe", "frame"):
            said = given.get("alt") if tag == "img" else given.get("src")
            self._note(said or "")
            if given.get("srcdoc"):
                self._inner(given.get("srcdoc") or "")
            return False
        if tag in ("input", "textarea") and (given.get("type") or "text") in ("text", "search", "email", "url", "tel"):
            self._note(given.get("value") or "")
        if tag == "a" and given.get("href"):
            self._styles.append("link")
        elif tag in _INLINE:
            self._styles.append(_INLINE[tag])
        return True

    def _enter_block(self, node: LexborNode, tag: str) -> bool:
        if tag in _HEADINGS:
            self._heading = True
        elif tag in ("ul", "menu"):
            self._lists.append(-1)
        elif tag == "ol":
            self._lists.append(1)
        elif tag == "li":
            self._bullet()
        elif tag == "blockquote":
            self._quotes += 1
        elif tag in ("pre", "listing", "xmp"):
            self._pre += 1
        elif tag == "hr":
            self._flow.gap()
        elif tag == "table" and (rows := _rows(node)):
            for head, cells in rows:
                self._flow.row(cells, head=head)
            self._flow.gap()
            return False
        if tag in _INLINE:
            self._styles.append(_INLINE[tag])
        return True

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if node.is_text_node or tag in _SILENT or tag == "br" or tag.startswith(("-", "!")):
            return
        given = node.attributes
        if tag in _BLOCKS:
            self._end()
            if tag in _HEADINGS:
                self._heading = False
            elif tag in ("ul", "ol", "menu") and self._lists:
                self._lists.pop()
            elif tag == "blockquote":
                self._quotes -= 1
            elif tag in ("pre", "listing", "xmp"):
                self._pre -= 1
            if tag in ("p", "ul", "ol", "blockquote", "pre", "dl") and not self._lists:
                self._flow.gap()
        if tag == "a" and given.get("href"):
            self._unstyle("link")
            self._address(given.get("href") or "", node)
        elif tag in _INLINE and tag not in ("table",):
            self._unstyle(_INLINE[tag])
        if self._hidden:
            self._hidden -= 1
            if not self._hidden:
                self._unstyle("meta")

    def _unstyle(self, style: Style) -> None:
        if style in self._styles:
            self._styles.reverse()
            self._styles.remove(style)
            self._styles.reverse()

    def _text(self, text: str) -> None:
        if not self._pre:
            text = _BLANK.sub(" ", text)
            if self._blank:
                text = text.lstrip(" ")
            if not text:
                return
            self._blank = text.endswith(" ")
        self._put(text)

    def _put(self, text: str, style: Style | None = None) -> None:
        own = style or (self._styles[-1] if self._styles else None)
        self._pieces.append((text, own) if own is not None else text)

    def _break(self) -> None:
        self._pieces.append("\n")
        self._blank = True

    def _note(self, said: str) -> None:
        """What stands for a picture or a frame: its own words, never its content."""
        said = " ".join(said.split())[:MOST_ADDRESS]
        if said and not said.startswith("data:"):
            self._put(("" if self._blank else " ") + f"[{said}] ", "meta")
            self._blank = True

    def _inner(self, page: str) -> None:
        """The bare text of a page that is written inside this one."""
        tree = LexborHTMLParser(page[:MOST_INNER].encode("utf-8", "replace"))
        tree.strip_tags(_GONE)
        body = tree.body
        self._put(" ".join((body.text(separator=" ") if body is not None else "").split()) + " ")

    def _address(self, address: str, node: LexborNode) -> None:
        address = "".join(address.split())
        if not address or address.startswith("#") or address.lower().startswith(("javascript:", "data:")):
            return
        bare = address.removeprefix("mailto:")
        if bare.rstrip("/") not in (node.text() or ""):
            shown = bare if len(bare) <= MOST_ADDRESS else bare[:MOST_ADDRESS] + "…"
            self._put(("" if self._blank else " ") + f"<{shown}>", "meta")
            self._blank = False

    def _bullet(self) -> None:
        depth = "    " * (len(self._lists) - 1)
        number = self._lists[-1] if self._lists else -1
        if number < 0:
            self._pieces.append(f"{depth}• ")
        else:
            self._pieces.append(f"{depth}{number}. ")
            self._lists[-1] += 1

    def _end(self) -> None:
        """Close the paragraph."""
        pieces, self._pieces, self._blank = self._pieces, [], True
        text = "".join(piece if isinstance(piece, str) else piece[0] for piece in pieces)
        if not text.strip():
            if self._lists and text.strip(" ") and "\n" not in text:
                self._pieces = pieces  # a bullet whose text comes in a block of its own
            return
        if text.strip() in ("•",) or re.fullmatch(r"\s*\d+\.\s*", text):
            self._pieces = pieces
            return
        pieces = _trimmed(pieces)
        style: Style | None = "heading" if self._heading else "quote" if self._quotes else "mono" if self._pre else None
        self._flow.paragraph(*pieces, style=style)


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Without blanks and line breaks at the end."""
    while pieces:
        last = pieces[-1]
        text, style = (last, None) if isinstance(last, str) else last
        cut = text.rstrip()
        if cut:
            pieces[-1] = (cut, style) if style is not None else cut
            break
        pieces.pop()
    return pieces


def _rows(table: LexborNode) -> list[tuple[bool, list[str]]]:
    """The rows of a table of facts; none for a table that only lays a page out."""
    if any(inner.mem_id != table.mem_id for inner in table.css("table")):
        return []
    rows: list[tuple[bool, list[str]]] = []
    for row in table.css("tr"):
        cells: list[str] = []
        heads = 0
        cell = row.child
        while cell is not None:
            if cell.tag in ("td", "th"):
                heads += cell.tag == "th"
                cells.append(_cell(cell))
                if len(cells[-1]) > MOST_CELL:
                    return []
            cell = cell.next
        if cells:
            rows.append((heads == len(cells) and len(cells) > 1, cells))
    widest = max((len(cells) for _, cells in rows), default=0)
    return rows if widest >= 2 and any(cell for _, cells in rows for cell in cells) else []


def _cell(cell: LexborNode) -> str:
    text = " ".join(cell.text(separator=" ").split())
    for link in cell.css("a[href]")[:3]:
        address = (link.attributes.get("href") or "").strip()
        if REMOTE.match(address) and address not in text:
            text += f" <{address[:MOST_ADDRESS]}>"
    return text
