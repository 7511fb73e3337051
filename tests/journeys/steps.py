"""The main job as a person does it, step by step. Every step names what is on the screen, in the user's language."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from desktop.assessment.packs import Packs
from desktop.register.fields import FIELDS
from tests.journeys.user import User

CITE, NEXT, NOTE = {"en": "C", "ru": "С"}, {"en": "N", "ru": "Т"}, {"en": "M", "ru": "Ь"}  # as the keyboard stands


def create_vault(user: User, parent: Path, name: str, passphrase: str) -> str:
    """From the empty unlock window through the assistant to the main window; returns the recovery key."""
    tr = user.tr
    user.click(tr("Create a vault"))
    user.enter(tr("Name of the vault"), name)
    user.enter(tr("Folder in which it will lie"), str(parent))
    user.click(tr("Next"))
    user.enter(tr("New passphrase"), passphrase)
    user.enter(tr("The passphrase again"), passphrase)
    user.click(tr("Create the vault"))
    group = tr("Group {number}: {letters}", number="", letters="").split()[0]
    card = user.labels(group)
    assert len(card) == 14, card
    user.click(tr("It is written down"))
    user.focused(tr("Recovery key"))
    user.write(" ".join(card).lower())
    user.click(tr("Open the vault"))
    return "-".join(card)


def unlock(user: User, passphrase: str) -> None:
    user.enter(user.tr("Passphrase"), passphrase)
    user.keys("Return")


def leave(user: User, key: str) -> None:
    """Press a key that ends the process (lock, quit); it may end before it can answer."""
    with suppress(ValueError, OSError):
        user.keys(key)


def name_member(user: User, commission: str, place: str, member: str, post: str, *latin: str) -> None:
    """The first start asks who works here; what stands on papers is asked for in Russian and in English."""
    tr = user.tr
    user.see(tr("Commission and member"))
    user.focused(tr(FIELDS["commission"]))
    said = {"commission": commission, "place_of_commission": place, "member_name": member, "post": post}
    said |= dict(zip(("commission_en", "place_en", "member_name_en", "post_en"), latin, strict=False))
    for field, text in said.items():
        user.enter(tr(FIELDS[field]), text)
    user.click(tr("Save"))
    user.see_no(tr("These names stand on every paper and in the audit log."))


def import_folder(user: User, folder: Path) -> None:
    user.click(user.tr("Import a folder"))
    user.pick_path(str(folder))


def open_case(user: User, words: str) -> None:
    user.click_row(user.tr("Cases"), words, twice=True)
    user.see(user.tr("Edit the case"))


def register_case(user: User) -> str:
    """Returns the case number that was allotted."""
    tr = user.tr
    user.click(tr("Register the case"))
    return str(user.see(tr("Registered as {number}", number=""))).split()[-1]


def record_consent(user: User, day: str, note: str = "") -> None:
    tr = user.tr
    user.click(tr("Record a consent"))
    user.enter(tr(FIELDS["signed_on"]), day)
    if note:
        user.enter(tr(FIELDS["note"]), note)
    user.click(tr("Record the consent"))
    user.see(day)


def read_exhibit(user: User, number: str) -> None:
    """Open an exhibit from the list and wait for its first page."""
    user.click_row(user.tr("Exhibits"), number)
    user.painted(1)


def cite_by_mouse(user: User, words: str, item: str) -> None:
    """Drag over words of the page and press C: a chip stands at the answer, or at the paragraph."""
    user.drag_over(words)
    user.marked(words)
    user.keys(CITE[user.words.language])
    user.see(user.tr("Cited in {item}.", item=item))


def cite_by_keys(user: User, item: str) -> str:
    """Text cursor on, three words marked with the arrows, C. Returns the words."""
    user.keys("F7")
    user.caret_in_page()
    user.keys("Ctrl+Shift+Right", "Ctrl+Shift+Right", "Ctrl+Shift+Right")
    words = str(user.marked())
    user.keys(CITE[user.words.language])
    user.see(user.tr("Cited in {item}.", item=item))
    user.keys("Escape", "Escape")
    return words


def answer(user: User, number: int, note: str) -> None:
    """Give the answer on which the panel stands, by keys: 1 to 5, the note, and back to the answer."""
    user.keys("F5", str(number))
    if note:
        user.keys(NOTE[user.words.language])
        user.focused(user.tr("Note"))
        user.write(note)
        user.keys("Escape")


def next_item(user: User, item: str) -> None:
    user.keys(NEXT[user.words.language])
    user.see(item)


def add_paragraph(user: User, part: str, text: str) -> None:
    """`part` is the English heading of one of the four parts."""
    tr = user.tr
    user.click(tr("Add a paragraph: {part}", part=tr(part)))
    user.focused(tr("{part}, paragraph {number}", part=tr(part), number=1))
    user.write(text)


def choose_support(user: User) -> None:
    """The outcome, and two reasons for it."""
    outcomes = Packs.shipped().latest()[1]
    said = {one.code: one.text.text(user.words.language) for one in (*outcomes.outcomes, *outcomes.reasons)}
    user.choose(user.tr("Outcome"), said["SUPPORT"][:1].upper() + said["SUPPORT"][1:])
    for reason in ("P1", "P2"):
        user.tick(f"{reason}  {said[reason]}")


def make_identity(user: User, pin: str) -> None:
    """In the sheet that signs: an identity of one's own, named as the profile says."""
    tr = user.tr
    user.click(tr("Make an identity …"))
    user.see(tr("Make a signing identity"))
    user.filled(tr("Name of the signer, as on papers"))
    user.enter(tr("PIN"), pin)
    user.enter(tr("PIN once more"), pin)
    user.click(tr("Make the identity"))


def sign(user: User, pin: str) -> None:
    tr = user.tr
    user.enter(tr("PIN of the identity"), pin)
    user.click(tr("Sign"))
    user.see(tr("The opinion is signed"))


def export_paper(user: User, target: Path) -> None:
    user.click(user.tr("Export …"))
    user.pick_path(str(target))
    user.see(user.tr("Exported: {name}", name=target.name))


def verify(user: User) -> None:
    """The screen's verdict is the one word "valid"."""
    user.click(user.tr("Verify"))
    user.see_exactly(user.tr("valid"))
