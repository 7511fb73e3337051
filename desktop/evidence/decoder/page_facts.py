"""What a web page would run or fetch, and what it says about itself. Nothing is run and nothing is fetched: counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

HIDDEN = re.compile(r"(?i)(display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(px|pt|em|%)?\s*(;|$|!))")
REMOTE = re.compile(r"(?i)^\s*(https?:|ftps?:|wss?:|//)")
_IN_STYLE = re.compile(r"(?i)(?:url\(\s*|@import\s+)[\"']?\s*((?:https?:|ftp:|//)[^\s\"')]{1,2000})")
_LOADERS = (
    ("img", "src"), ("script", "src"), ("iframe", "src"), ("frame", "src"), ("embed", "src"), ("source", "src"),
    ("video", "src"), ("audio", "src"), ("video", "poster"), ("object", "data"), ("input", "src"),
    ("body", "background"), ("table", "background"), ("td", "background"),
)  # fmt: skip


@dataclass
class Found:
    """What a page would have run or fetched, and what it says about itself."""

    title: str = ""
    language: str = ""
    saved_from: str = ""
    author: str = ""
    published: str = ""
    description: str = ""
    refresh: str = ""
    remote: list[str] = field(default_factory=list)  # addresses that a browser would have fetched
    pixels: int = 0  # remote pictures too small to be seen
    scripts: int = 0
    frames: int = 0
    forms: int = 0
    hidden: int = 0  # passages that their page hides
    deep: bool = False  # nested so deeply that it was not read as a page

    def hosts(self) -> list[str]:
        """The computers that would have been asked, in the order of their first mention."""
        return list(dict.fromkeys(host for host in map(_host, self.remote) if host))

    def facts(self, prefix: str) -> dict[str, str]:
        """What there is to say, as facts."""
        told = {
            "remote": f"{len(self.remote)}: {', '.join(self.hosts()[:12])}" if self.remote else "",
            "pixels": _count(self.pixels),
            "scripts": _count(self.scripts),
            "frames": _count(self.frames),
            "forms": _count(self.forms),
            "hidden": _count(self.hidden),
            "refresh": self.refresh,
        }
        return {f"{prefix}.{name}": value for name, value in told.items() if value}


def _count(number: int) -> str:
    return str(number) if number else ""


def look(tree: LexborHTMLParser) -> Found:
    """Count what would be run or fetched, and read what the head says."""
    found = Found()
    title = tree.css_first("title")
    found.title = " ".join((title.text() if title is not None else "").split())[:300]
    root = tree.root
    found.language = (root.attributes.get("lang") or "" if root is not None else "")[:40]
    found.scripts = len(tree.css("script"))
    found.frames = len(tree.css("iframe, frame"))
    found.forms = len(tree.css("form"))
    for tag, attribute in _LOADERS:
        for node in tree.css(f"{tag}[{attribute}]"):
            address = node.attributes.get(attribute) or ""
            if REMOTE.match(address):
                found.remote.append(address.strip())
                found.pixels += tag == "img" and _tiny(node)
    for node in tree.css("link[rel][href]"):
        address = node.attributes.get("href") or ""
        wanted = (node.attributes.get("rel") or "").lower()
        if REMOTE.match(address) and any(word in wanted for word in ("stylesheet", "icon", "preload", "import")):
            found.remote.append(address.strip())
    for node in tree.css("style"):
        found.remote += _IN_STYLE.findall(node.text()[: 1 << 20])
    for node in tree.css("[style*='url']"):
        found.remote += _IN_STYLE.findall(node.attributes.get("style") or "")
    _look_at_meta(tree, found)
    return found


def _look_at_meta(tree: LexborHTMLParser, found: Found) -> None:
    for node in tree.css("meta"):
        given = node.attributes
        content = " ".join((given.get("content") or "").split())[:300]
        name = (given.get("name") or given.get("property") or given.get("http-equiv") or "").lower()
        if name == "refresh" and "url" in content.lower():
            found.refresh = content
        elif name in ("author", "article:author"):
            found.author = found.author or content
        elif name in ("article:published_time", "date", "dc.date", "datepublished", "pubdate"):
            found.published = found.published or content
        elif name in ("description", "og:description"):
            found.description = found.description or content
        elif name == "og:url":
            found.saved_from = found.saved_from or content
    canonical = tree.css_first("link[rel='canonical'][href]")
    if canonical is not None:
        found.saved_from = (canonical.attributes.get("href") or "")[:300] or found.saved_from


def _tiny(node: LexborNode) -> bool:
    given = node.attributes
    style = (given.get("style") or "").replace(" ", "").lower()
    sizes = [re.sub(r"px$", "", (given.get(side) or "").strip().lower()) for side in ("width", "height")]
    small = all(size in ("0", "1", "2") for size in sizes)
    return small or bool(HIDDEN.search(style)) or bool(re.search(r"(?:^|;)(?:width|height):[012]px", style))


def _host(address: str) -> str:
    try:
        return (urlsplit("https:" + address if address.startswith("//") else address).hostname or "")[:100]
    except ValueError:
        return ""
