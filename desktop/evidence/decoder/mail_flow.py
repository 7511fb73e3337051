"""A message as paragraphs, whatever form of mail it came in."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.evidence.decoder import html, mail_forms, mail_headers
from desktop.evidence.decoder.flow import Flow, FlowReader
from desktop.evidence.decoder.page_facts import Found
from desktop.evidence.decoder.parts import PartFile

_MARKS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
MOST_SECOND = 1 << 20  # code points of HTML of all messages of a file that are shown beside their plain text
_UNTURNED = {code: f"⟨U+{code:04X}⟩" for code in _MARKS}


@dataclass
class Mail:
    """What is gathered from all messages of a file."""

    flow: Flow
    attached: list[PartFile] = field(default_factory=list)
    pages: list[Found] = field(default_factory=list)  # of bodies in HTML
    notes: list[str] = field(default_factory=list)
    forms: list[mail_forms.Forms] = field(default_factory=list)  # second forms that say something else
    second: int = 0  # code points of these


def finished(mail: Mail, told: dict[str, str]) -> FlowReader:
    """The reader over what was gathered, with the facts of its HTML and its attachments.

    Second forms stand behind all else, so that no text of a message lies elsewhere for them.
    """
    for form in mail.forms:
        _show_form(mail, form)
    if mail.attached:
        told["mail.attachments"] = str(len(mail.attached))
    whole = Found(
        remote=[address for page in mail.pages for address in page.remote],
        **{
            name: sum(getattr(page, name) for page in mail.pages)
            for name in ("pixels", "scripts", "frames", "forms", "hidden")
        },
    )
    told |= whole.facts("mail") | mail_forms.told(mail.forms)
    if whole.remote:
        mail.notes.append("remote_content")
    if any(page.deep for page in mail.pages):
        mail.notes.append("nested")
    return FlowReader("mail", mail.flow, told, mail.notes, mail.attached)


def second_form(mail: Mail, plain: str, page: str, *, whole: str = "", of: str = "") -> None:
    """Look at the HTML form of a text that is shown in its plain one, and keep it where it says something else.

    `whole` as for `mail_forms.compared`; `of` names the message where there are several.
    """
    if mail.second + len(page) > MOST_SECOND:
        mail.pages.append(html.inspect(page))
        mail.notes.append("forms_left")
        return
    form = mail_forms.compared(plain, page, whole, of)
    mail.pages.append(form.found)
    if not form.same:
        mail.forms.append(form)
        mail.second += len(page)
        mail.notes.append("two_forms")


def name_of(place: str, headers: list[tuple[str, str]]) -> str:
    """What one message among several is called where it is spoken of elsewhere; nothing for the only one."""
    number = place.strip("./")
    return " · ".join(filter(None, (number, mail_headers.first(headers, "subject")[:200]))) if number else ""


def _show_form(mail: Mail, form: mail_forms.Forms) -> None:
    """The text of a second form, on a page of its own that says so."""
    mail.flow.break_page()
    mail.flow.paragraph(mail_forms.MARK, style="warning")
    if form.of:
        mail.flow.paragraph(form.of, style="meta")
    form.found.hidden = html.write(form.page, mail.flow).hidden
    mail.flow.gap()


def above(flow: Flow, headers: list[tuple[str, str]]) -> None:
    subject = mail_headers.first(headers, "subject")
    if subject:
        flow.paragraph(subject, style="title")
    for name, value in mail_headers.shown(headers):
        flow.paragraph((f"{name}: ", "bold"), value, style="meta")
    flow.gap()


def below(flow: Flow, headers: list[tuple[str, str]], attached: list[PartFile]) -> None:
    flow.gap()
    for file in attached:
        name = file.part.name.translate(_UNTURNED)  # marks of direction make one ending of a name look like another
        flow.paragraph(("▪ ", "bold"), name, style="meta")
    if attached:
        flow.gap()
    for name, value in headers:
        flow.paragraph((f"{name}: ", "bold"), value, style="mono")


def plain_into(flow: Flow, text: str, *, flowed: bool = False) -> None:
    """Plain text line by line, quoted lines as quotes. `flowed`: lines that end in a blank go on (RFC 3676)."""
    started = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if flowed and line.endswith(" ") and line != "-- " and not line.startswith(">"):
            started += line
            continue
        whole, started = started + line, ""
        if not whole.strip():
            flow.gap()
        else:
            flow.paragraph(whole, style="quote" if whole.startswith(">") else None)
    if started.strip():
        flow.paragraph(started)
