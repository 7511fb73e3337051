"""Verbs about signed papers: papers list, and opinion export (beside the assessment's opinion verbs)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.errors import BugError, KnownError
from desktop.filing.outside import refuse_taken, write_new
from desktop.filing.sentences import NO_SIGNED_PAPER, SEVERAL_IDENTITIES, UNKNOWN_LANGUAGE
from desktop.i18n import LANGUAGES, Language
from desktop.services import Services
from desktop.verbs.console import Console, PassphraseFile, verb
from models.views.papers import PaperQuery, PaperView

Vault = Annotated[Path, typer.Argument(metavar="DIR", help="The vault's folder.")]


def add_to(app: typer.Typer) -> None:
    """Adds `papers` and puts `export` into the group `opinion`, which must be there already."""
    group = typer.Typer(no_args_is_help=True, help="Signed papers.")
    verb(group, "papers list")(list_)
    app.add_typer(group, name="papers")
    opinion = next((one.typer_instance for one in app.registered_groups if one.name == "opinion"), None)
    if opinion is None:
        raise BugError("the opinion verbs are registered first")
    verb(opinion, "opinion export")(export)


def list_(
    console: Console,
    folder: Vault,
    case: Annotated[str, typer.Option("--case", help="Only this case: number or uid.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1)] = 200,
    offset: Annotated[int, typer.Option("--offset", min=0)] = 0,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List signed papers, newest first."""
    with console.open(folder, passphrase_file) as services:
        case_id = services.register.case(case).id if case else ""
        page = services.issue.papers(PaperQuery(case_id=case_id, limit=limit, offset=offset))
    items = [_plain(paper) for paper in page.rows]
    console.ok({"items": items, "total": page.total}, [f"{p.number}  {p.signer}  {p.signed_at}" for p in page.rows])


def export(
    console: Console,
    folder: Vault,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Number or uid of the case.")],
    out: Annotated[Path, typer.Argument(metavar="OUT.pdf", help="The file to write; must not exist.")],
    paper_lang: Annotated[str, typer.Option("--paper-lang", help="Language of the paper, ru or en.")] = "",
    sign: Annotated[bool, typer.Option("--sign", help="Sign the opinion as it stands now, then export it.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Write the unsigned draft with its watermark.")] = False,
    identity: Annotated[str, typer.Option("--identity", help="Id or name; needed when there are several.")] = "",
    pin_file: Annotated[str | None, typer.Option("--pin-file", metavar="FILE|-", help="The identity's PIN.")] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the case's signed opinion to a file, 0600. Without one, --pin-file signs it; --sign signs anew."""
    language = _language(paper_lang)
    refuse_taken(out)
    with console.open(folder, passphrase_file) as services:
        case_id = services.register.case(case).id
        if draft:
            write_new(out, services.issue.preview(case_id, language or console.words.language))
            console.ok({"file": str(out), "draft": True}, [str(out)])
            return
        newest = None if sign else _newest(services, case_id, language)
        if newest is None and not sign and pin_file is None:
            raise KnownError(NO_SIGNED_PAPER, case=case)
        if newest is None:  # whoever hands over the PIN wants a signature
            known = _identity(services, identity)
            pin = console.passphrase(pin_file, console.words.tr("PIN")) if pin_file or not known[1] else None
            paper = services.issue.sign(case_id, language or console.words.language, known[0], pin).value
        else:
            paper = newest
        services.issue.export(paper.id, out)
    console.ok({"file": str(out), "draft": False, **_plain(paper)}, [f"{paper.number}  {out}"])


def _newest(services: Services, case_id: str, language: Language | None) -> PaperView | None:
    rows = services.issue.papers(PaperQuery(case_id=case_id, superseded=False)).rows
    return next((paper for paper in rows if language is None or paper.language == language), None)


def _identity(services: Services, name: str) -> tuple[str, bool]:
    """(id, whether its PIN is kept) of the one identity meant."""
    known = [one for one in services.identities.list() if not name or name in (one.id, one.name)]
    if len(known) != 1:
        raise KnownError(SEVERAL_IDENTITIES, count=len(known))
    return known[0].id, known[0].pin_kept


def _language(text: str) -> Language | None:
    if not text:
        return None
    for language in LANGUAGES:
        if language == text:
            return language
    raise KnownError(UNKNOWN_LANGUAGE, language=text)


def _plain(paper: PaperView) -> dict[str, Any]:
    return {
        "number": paper.number,
        "case": paper.case_number,
        "kind": paper.kind,
        "language": paper.language,
        "outcome": paper.outcome,
        "signer": paper.signer,
        "signature_kind": paper.signature_kind,
        "signed_at": paper.signed_at,
        "sha256": paper.sha256,
        "size": paper.size,
        "pages": paper.pages,
        "supersedes": paper.supersedes,
        "superseded_by": paper.superseded_by,
    }
