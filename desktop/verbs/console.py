"""One verb's way in and out: the shared options, the JSON contract, exit codes, the passphrase (RULINGS F1, F2).

A verb is a function whose first parameter is a `Console`; `verb(app, "case list")` registers it and adds `--json`,
`--lang` and `--profile`. Exit 0 done, 1 refused with a reason, 2 wrong use.
"""

from __future__ import annotations

import getpass
import inspect
import json as json_text
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.errors import KnownError, Sentence
from desktop.i18n import LANGUAGES, N_, Language, Words
from desktop.jobs import InlineJobs, Progress
from desktop.services import Services, Setup, open_services, production

SCHEMA = 1

INTERNAL = Sentence(
    "internal.fault",
    N_("Collegium met a fault of its own ({kind}). What was saved before is safe."),
    N_("Do it again; if it happens again, report the kind of fault and the verb."),
)
NO_PASSPHRASE = Sentence(
    "cli.no_passphrase",
    N_("No passphrase was given."),
    N_("Type it at the prompt, or name a file that holds it with --passphrase-file (- reads standard input)."),
)
UNREADABLE_PASSPHRASE = Sentence(
    "cli.passphrase_file",
    N_("The passphrase file can't be read as text."),
    N_("Name a UTF-8 text file that holds only the passphrase."),
)
INTERRUPTED = Sentence(
    "cli.interrupted",
    N_("The task was interrupted. What was reported as saved is saved."),
    N_("Start it again when needed."),
)

PassphraseFile = Annotated[
    str | None, typer.Option("--passphrase-file", metavar="FILE|-", help="File that holds the passphrase, - for stdin.")
]


@dataclass(frozen=True)
class Warned:
    """A sentence that goes with a success."""

    code: str
    message: str


class Console:
    def __init__(self, verb: str, *, json: bool, words: Words, setup: Setup) -> None:
        self.verb = verb
        self.json = json
        self.words = words
        self.setup = setup
        self._warnings: list[Warned] = []

    def warn(self, sentence: Sentence, **parameters: object) -> None:
        """Remember a warning; it is printed with the result."""
        self._warnings.append(Warned(sentence.code, self.words.tr(sentence.message, **parameters)))

    def note(self, text: str) -> None:
        """A line of progress, on standard error."""
        print(text, file=sys.stderr, flush=True)  # noqa: T201

    def progress(self, title: str) -> Progress:
        """Progress of a long task as a line on standard error (only where a person watches)."""

        def show(done: int, total: int) -> None:
            if sys.stderr.isatty() and total:
                print(f"\r{title} {done * 100 // total} %", end="", file=sys.stderr, flush=True)  # noqa: T201

        return Progress(show)

    def ok(self, data: dict[str, Any], lines: Sequence[str] = ()) -> None:
        """Print the result: one JSON object, or `lines` for people."""
        if self.json:
            warnings = [{"code": w.code, "message": w.message} for w in self._warnings]
            self._print({"schema": SCHEMA, "verb": self.verb, "ok": True, "data": data, "warnings": warnings})
            return
        for line in lines:
            print(line)  # noqa: T201
        for warning in self._warnings:
            self.note(f"! {warning.message}")

    def refuse(self, error: KnownError) -> None:
        """Print why it was refused."""
        message, remedy = error.message(self.words), error.remedy(self.words)
        if self.json:
            fault = {"code": error.code, "message": message, "remedy": remedy}
            self._print({"schema": SCHEMA, "verb": self.verb, "ok": False, "error": fault})
        else:
            self.note(f"{message}\n{remedy}")

    def passphrase(self, source: str | None, prompt: str | None = None) -> str:
        """The passphrase from a file, standard input or a prompt; never from an argument."""
        if source is None:
            if not sys.stdin.isatty():
                raise KnownError(NO_PASSPHRASE)
            return getpass.getpass(f"{prompt or self.words.tr('Passphrase')}: ")
        try:
            data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
            text = data.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise KnownError(UNREADABLE_PASSPHRASE) from None
        return text.removesuffix("\n").removesuffix("\r")

    @contextmanager
    def open(self, folder: Path, passphrase_file: str | None) -> Iterator[Services]:
        """Unlock the vault for the length of one verb."""
        secret = self.passphrase(passphrase_file)
        key = self.setup.vaults().unlock(folder, passphrase=secret)
        services = open_services(folder, key, self.setup, self.words.language, InlineJobs(), keep_warm=False)
        for warned in services.vault.warnings:
            self.warn(Sentence(warned.code, warned.message, warned.remedy), **dict(warned.parameters))
        try:
            yield services
        finally:
            services.close()

    @staticmethod
    def _print(value: dict[str, Any]) -> None:
        sys.stdout.write(json_text.dumps(value, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def verb(app: typer.Typer, name: str) -> Callable[[Callable[..., int | None]], Callable[..., None]]:
    """Register `function(console, …)` as the verb `name` ("case list": the last word is the command)."""

    def register(function: Callable[..., int | None]) -> Callable[..., None]:
        def run(ctx: typer.Context, json: bool, lang: str | None, profile: Path | None, **rest: Any) -> None:
            language: Language = next((x for x in LANGUAGES if x == lang), "en")
            setup = ctx.obj if isinstance(ctx.obj, Setup) else production(profile)
            console = Console(name, json=json, words=Words(language), setup=setup)
            raise typer.Exit(_guarded(console, lambda: function(console, **rest)))

        _extend(run, function)
        app.command(name.split(" ")[-1], help=inspect.getdoc(function))(run)
        return run

    return register


def _guarded(console: Console, work: Callable[[], int | None]) -> int:
    try:
        return work() or 0
    except KnownError as error:
        console.refuse(error)
    except typer.Exit as done:
        return int(done.exit_code)
    except KeyboardInterrupt:
        console.refuse(KnownError(INTERRUPTED))
    except Exception as error:
        if "--traceback" in sys.argv:
            raise
        console.refuse(KnownError(INTERNAL, kind=type(error).__name__))
    return 1


def _extend(run: Callable[..., None], function: Callable[..., Any]) -> None:
    """Give `run` the signature of `function` without its console, plus the shared options."""
    own = inspect.signature(function, eval_str=True)
    shared = {
        "json": (Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")], False),
        "lang": (Annotated[str | None, typer.Option("--lang", help="ru or en.")], None),
        "profile": (
            Annotated[Path | None, typer.Option("--profile", help="Folder of settings and outside heads.")],
            None,
        ),
    }
    parameters = [inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    parameters += [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in list(own.parameters.values())[1:]]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in shared.items()
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    run.__name__ = function.__name__
