"""Verbs of the profile: who works with this vault and for which commission."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from desktop.register.findings import label
from desktop.verbs.console import Console, PassphraseFile, verb
from models.views.register import ProfileView

Vault = Annotated[Path, typer.Argument(metavar="DIR", help="The vault's folder.")]
LABELS = {"place": "place_of_commission"}


def add_to(app: typer.Typer) -> None:
    profile = typer.Typer(no_args_is_help=True, help="Commission, place, member: they stand on every paper.")
    verb(profile, "profile set")(set_)
    verb(profile, "profile show")(show)
    app.add_typer(profile, name="profile")


def set_(
    console: Console,
    folder: Vault,
    commission: Annotated[str | None, typer.Option("--commission", help="Name of the commission.")] = None,
    commission_en: Annotated[str | None, typer.Option("--commission-en", help="The same in English.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="Where it sits.")] = None,
    place_en: Annotated[str | None, typer.Option("--place-en", help="The same in English.")] = None,
    member: Annotated[str | None, typer.Option("--member", help="The member's name.")] = None,
    member_en: Annotated[str | None, typer.Option("--member-en", help="The same in Latin letters.")] = None,
    post: Annotated[str | None, typer.Option("--post", help="The member's post.")] = None,
    post_en: Annotated[str | None, typer.Option("--post-en", help="The same in English.")] = None,
    role: Annotated[str | None, typer.Option("--role", help="Role in the commission, a code.")] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Set the profile; what is not named stays as it is."""
    told = {
        "commission": commission, "commission_en": commission_en, "place": place, "place_en": place_en,
        "member_name": member, "member_name_en": member_en, "post": post, "post_en": post_en, "role": role,
    }  # fmt: skip
    with console.open(folder, passphrase_file) as services:
        now = services.register.profile()
        changed = replace(now, **{name: value for name, value in told.items() if value is not None})
        done = services.register.set_profile(changed)
    console.ok({"profile": asdict(done.value), "saved_at": done.changes.at}, _lines(done.value, console))


def show(console: Console, folder: Vault, passphrase_file: PassphraseFile = None) -> None:
    """The profile as it stands."""
    with console.open(folder, passphrase_file) as services:
        profile = services.register.profile()
    console.ok({"profile": asdict(profile)}, _lines(profile, console))


def _lines(profile: ProfileView, console: Console) -> list[str]:
    stated = {name: value for name, value in asdict(profile).items() if value}
    return [f"{label(LABELS.get(name, name), console.words)}: {value}" for name, value in stated.items()]
