"""Verbs about signing identities: identity create, import, list, remove."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.clock import parse_stamp
from desktop.filing.outside import read_whole, refuse_taken, write_new
from desktop.i18n import Words
from desktop.signing.kinds import label
from desktop.verbs.console import Console, PassphraseFile, verb
from models.views.signing import IdentityView

Vault = Annotated[Path, typer.Argument(metavar="DIR", help="The vault's folder.")]
PinFile = Annotated[str | None, typer.Option("--pin-file", metavar="FILE|-", help="File with the identity's PIN.")]
KeepPin = Annotated[bool, typer.Option("--keep-pin", help="Keep the PIN sealed in the vault; signing asks no more.")]
RootOut = Annotated[
    Path | None, typer.Option("--root-out", metavar="FILE", help="Write the root certificate for those who verify.")
]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="Signing identities.")
    verb(group, "identity create")(create)
    verb(group, "identity import")(import_)
    verb(group, "identity list")(list_)
    verb(group, "identity remove")(remove)
    app.add_typer(group, name="identity")


def create(
    console: Console,
    folder: Vault,
    name: Annotated[str, typer.Option("--name", help="Name as on papers; else the profile's.")] = "",
    organisation: Annotated[str, typer.Option("--organisation", help="Else the profile's commission.")] = "",
    pin_file: PinFile = None,
    keep_pin: KeepPin = False,
    root_out: RootOut = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make a signing identity and seal it in the vault."""
    if root_out is not None:
        refuse_taken(root_out)
    with console.open(folder, passphrase_file) as services:
        pin = console.passphrase(pin_file, console.words.tr("New PIN"))
        profile = services.register.profile()
        view = services.identities.make(
            name or profile.member_name, pin, organisation=organisation or profile.commission, keep_pin=keep_pin
        ).value
    _show(console, view, root_out)


def import_(
    console: Console,
    folder: Vault,
    file: Annotated[Path, typer.Argument(metavar="FILE.p12", help="PKCS#12 file (.p12, .pfx).")],
    pin_file: PinFile = None,
    keep_pin: KeepPin = False,
    root_out: RootOut = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Take a signing identity in from a PKCS#12 file; the file stays where it is."""
    if root_out is not None:
        refuse_taken(root_out)
    data = read_whole(file)
    with console.open(folder, passphrase_file) as services:
        pin = console.passphrase(pin_file, console.words.tr("PIN"))
        view = services.identities.import_file(data, pin, keep_pin=keep_pin).value
    _show(console, view, root_out)


def list_(console: Console, folder: Vault, passphrase_file: PassphraseFile = None) -> None:
    """List the signing identities of the vault."""
    with console.open(folder, passphrase_file) as services:
        found = services.identities.list()
    items = [plain(view) for view in found]
    console.ok({"items": items, "total": len(items)}, [_line(view, console.words) for view in found])


def remove(
    console: Console,
    folder: Vault,
    identity: Annotated[str, typer.Argument(metavar="ID", help="Id of the identity.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Delete an identity's key from the vault; papers signed with it stay."""
    with console.open(folder, passphrase_file) as services:
        services.identities.remove(identity)
    console.ok({"removed": identity}, [identity])


def plain(view: IdentityView) -> dict[str, Any]:
    """The identity as JSON; never the key or the PIN."""
    return {
        "id": view.id,
        "name": view.name,
        "origin": view.origin,
        "kind": view.kind,
        "issuer": view.issuer,
        "serial": view.serial,
        "fingerprint": view.fingerprint,
        "not_before": view.not_before,
        "not_after": view.not_after,
        "pin_kept": view.pin_kept,
        "usable": view.usable,
    }


def _show(console: Console, view: IdentityView, root_out: Path | None) -> None:
    data = plain(view)
    lines = [_line(view, console.words)]
    if root_out is not None and view.root_pem:
        write_new(root_out, view.root_pem.encode())
        data["root"] = str(root_out)
        lines.append(str(root_out))
    console.ok(data, lines)


def _line(view: IdentityView, words: Words) -> str:
    until = words.day(parse_stamp(view.not_after).date())
    return f"{view.id}  {view.name}  {label(view.kind, words)}  … {until}"
