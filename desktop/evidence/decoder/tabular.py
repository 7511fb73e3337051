"""Whether a text is a table, by counting separators. Compared and counted only, so this may run where the keys are."""

from __future__ import annotations

SEPARATORS = "\t;|,"
LINES = 60
_LONGEST = 4096  # of a line that is looked at


def separator_of(text: str, *, cut: bool = False) -> str:
    """The character that parts the columns of a table whose first lines `text` holds; empty when it is none.

    A table has the same number of separators, outside of quotation marks, in each of at least two lines. A comma
    must not be followed by a space as in prose, and stands twice a line or in three lines. `cut`: the last line is
    not whole.
    """
    lines = [line[:_LONGEST] for line in _records(text)][: LINES + 1]
    if cut or len(lines) > LINES:
        lines = lines[:-1]
    lines = [line for line in lines if line.strip()]
    if len(lines) < 2:
        return ""
    for separator in SEPARATORS:
        counts = [_outside(line, separator) for line in lines]
        most = max(counts)
        if min(counts) < 1 or min(counts) != most:
            continue
        if most == 1 and all(line.startswith(separator) or line.endswith(separator) for line in lines):
            continue  # a list whose lines end in a semicolon, a text that is indented
        if separator != "," or (not _prose(lines) and (most >= 2 or len(lines) >= 3)):
            return separator
    return ""


def _records(text: str) -> list[str]:
    """Lines; a line end inside quotation marks does not end one."""
    out: list[str] = []
    held = ""
    for line in text.splitlines()[: 8 * LINES]:
        held = f"{held}\n{line}" if held else line
        if held.count('"') % 2 == 0 or len(held) > _LONGEST:
            out.append(held)
            held = ""
    return [*out, held] if held else out


def _outside(line: str, separator: str) -> int:
    return sum(part.count(separator) for part in line.split('"')[::2])


def _prose(lines: list[str]) -> bool:
    """Most commas are followed by a space."""
    bare = ["".join(line.split('"')[::2]) for line in lines]
    return 2 * sum(line.count(", ") for line in bare) > sum(line.count(",") for line in bare)
