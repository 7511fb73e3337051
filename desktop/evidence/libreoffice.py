"""LibreOffice, the program that lays out office documents: whether it is there, and a document as the pages it makes.

It gets the octets of one document and gives a PDF, in a sandbox of its own (bubblewrap and seccomp): no home, no
network, none of the user's files, a small file system in memory that ends with it, limits on memory and time. It is no
part of the program. It is called as its start script does (`soffice.bin`, again when it ends with code 81; soffice(1),
desktop/unx/source/start.c), with a fresh profile that runs no macro and follows no link
(officecfg/registry/schema/org/openoffice/Office/Common.xcs and Writer.xcs).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop.errors import KnownError, Sentence
from desktop.evidence import outside
from desktop.evidence.decoder import cage
from desktop.evidence.decoding import Source
from desktop.evidence.sentences import NO_OFFICE, OFFICE_FAILED, OFFICE_TOO_LARGE
from desktop.evidence.spawn import memory, sandbox
from desktop.jobs import CANCELLED, Progress
from desktop.paths import resource

# what it makes pages of, as `kinds` calls it; the same words are the endings of their names
FORMATS = ("doc", "docx", "odt", "rtf", "ppt", "pptx", "odp", "xls", "xlsx", "ods")
MOST_INPUT = 128 << 20
MOST_OUTPUT = 256 << 20
MOST_SECONDS = 120.0
MOST_RESIDENT = 1 << 30
_SPACE = 640 << 20  # its file system in memory: profile, document, pages
_DATA_KIB, _CPU_SECONDS, _FILE_BLOCKS = 1 << 20, 200, MOST_OUTPUT // 512
_PLACES = outside.PLACES + ":/usr/lib/libreoffice/program:/usr/lib64/libreoffice/program"
_SHARED = (
    "/etc/libreoffice", "/usr/share/libreoffice", "/var/lib/libreoffice", "/usr/share/liblangtag",
    "/etc/fonts", "/usr/share/fonts", "/usr/share/fontconfig", "/usr/local/share/fonts", "/var/cache/fontconfig",
)  # fmt: skip
_PRIVATE = "/tmp"  # noqa: S108 - inside the sandbox, in memory
_HOME, _OUT = f"{_PRIVATE}/home", f"{_PRIVATE}/out"
_OPTIONS = (
    f"-env:UserInstallation=file://{_HOME}", "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
)  # fmt: skip
_LIMITS = f"ulimit -d {_DATA_KIB}; ulimit -t {_CPU_SECONDS}; ulimit -f {_FILE_BLOCKS}; ulimit -c 0; "
# 81: it has made its profile and wants to be started again
_CONVERT = _LIMITS + (
    'for turn in 1 2 3; do "$@" >/dev/null; code=$?; [ $code = 81 ] || break; done; '
    "[ $code = 0 ] || exit $code; "
    f"exec cat {_OUT}/in.pdf"
)
_ASK = _LIMITS + 'exec "$@"'
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "CheckDocumentEvents", "true"),
    ("Common/Security/Scripting", "ExecutePlugins", "false"),
    ("Common/Security", "LoadExoticFileFormats", "0"),
    ("Common/Save/URL", "FileSystem", "false"),
    ("Common/Misc", "FirstRun", "false"),
    ("Writer/Content/Update", "Link", "0"),
    ("Writer/Content/Update", "Field", "false"),
    ("Calc/Content/Update", "Link", "1"),
)
_BUILD = re.compile(rb"^buildid=([^\r\n]{1,100})", re.MULTILINE)
_VERSION = re.compile(rb"LibreOffice (\d+(?:\.\d+){1,3})")


def profile() -> bytes:
    """The settings it is given (registrymodifications.xcu): no macro runs, no link is followed, nothing is updated."""
    rows = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse" oor:finalized="true">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    start = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    return f"{start}{rows}</oor:items>".encode()


class LibreOffice:
    """Thread-safe; one process for each call."""

    def __init__(self, program: str | None = None, bubblewrap: str | None = None) -> None:
        # the packages of its makers go to /opt and name their start scripts by the version
        newest = max((str(path) for path in Path("/opt").glob("libreoffice*/program/soffice")), default=None)
        found = program or shutil.which("soffice", path=_PLACES) or shutil.which("libreoffice", path=_PLACES) or newest
        self.folder = Path(os.path.realpath(found)).parent if found else None  # where `soffice.bin` lies
        self._bubblewrap = bubblewrap or shutil.which("bwrap", path=outside.PLACES)

    def version(self) -> str:
        """What is installed, like `7.4.7.2`. Raises KnownError: not there, or no sandbox to run it in."""
        said = _VERSION.search(self._run(_ASK, ["--version"], Progress(), failed=NO_OFFICE))
        if said is None:
            raise KnownError(NO_OFFICE)
        return said[1].decode()

    def pages(self, source: Source, ending: str, progress: Progress | None = None) -> bytes:
        """A document as a PDF; `ending` is one of FORMATS.

        Raises KnownError: not there, too large, cancelled, too slow, failed. What comes back is not believed: it is
        some file until the decoder has opened it.
        """
        if ending not in FORMATS:
            raise KnownError(OFFICE_FAILED)
        if source.size > MOST_INPUT:
            raise KnownError(OFFICE_TOO_LARGE, size=MOST_INPUT >> 20)
        watched = progress or Progress()
        document = _whole(source, watched)
        given = f"{_PRIVATE}/in.{ending}"
        made = self._run(_CONVERT, ["--convert-to", "pdf", "--outdir", _OUT, given], watched, {given: document})
        if not made.startswith(b"%PDF-"):
            raise KnownError(OFFICE_FAILED)
        return made

    def _run(
        self,
        script: str,
        arguments: Sequence[str],
        progress: Progress,
        files: dict[str, bytes] | None = None,
        failed: Sentence = OFFICE_FAILED,
    ) -> bytes:
        rules = cage.filter_of("office") if sys.platform.startswith("linux") else None
        program = self.folder / "soffice.bin" if self.folder is not None else None
        if program is None or not program.exists() or self._bubblewrap is None or rules is None:
            raise KnownError(NO_OFFICE)
        shell, cat = os.path.realpath("/bin/sh"), os.path.realpath("/bin/cat")
        root = program.parent.parent  # program/ and share/ lie in it
        seen = ["/usr/lib", "/usr/lib64", "/etc/ld.so.cache", shell, cat, str(root), *_SHARED]
        given = {f"{_HOME}/user/registrymodifications.xcu": profile(), **(files or {})}
        if build := _build(program.with_name("versionrc")):
            given[f"{_HOME}/user/extensions/buildid"] = build  # then its profile counts as made: it starts once only
        handed: list[int] = []
        try:
            inside = ["--size", str(_SPACE), "--tmpfs", _PRIVATE, "--dir", f"{_HOME}/user/extensions", "--dir", _OUT]
            inside += ["--ro-bind", str(resource("fonts")), f"{_HOME}/.fonts"]
            for path, data in given.items():
                handed.append(memory("given", max(1, len(data)), data))
                inside += ["--file", str(handed[-1]), path]
            handed.append(memory("rules", len(rules), rules))
            closed = sandbox(self._bubblewrap, handed[-1], [path for path in seen if Path(path).exists()], inside)
            environment = ["--setenv", "HOME", _HOME, "--setenv", "LC_ALL", "C.UTF-8"]
            environment += ["--setenv", "PATH", os.path.dirname(cat), "--setenv", "SAL_USE_VCLPLUGIN", "svp"]  # noqa: PTH120
            process = subprocess.Popen(
                [*closed, *environment, "--", shell, "-c", script, "sh", str(program), *_OPTIONS, *arguments],
                pass_fds=handed,
                env={},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            raise KnownError(NO_OFFICE) from None
        finally:
            for number in handed:
                os.close(number)
        try:
            return outside.output(process, progress, MOST_SECONDS, MOST_OUTPUT, MOST_RESIDENT, failed)
        finally:
            outside.end(process)


def _whole(source: Source, progress: Progress) -> bytes:
    parts = []
    for at in range(0, source.size, 1 << 20):
        if progress.cancelled:
            raise KnownError(CANCELLED)
        parts.append(source.read(at, min(1 << 20, source.size - at)))
    return b"".join(parts)


def _build(file: Path) -> bytes:
    """The build that LibreOffice notes in a profile (desktop/source/app/check_ext_deps.cxx); empty if unknown."""
    try:
        found = _BUILD.search(file.read_bytes())
    except OSError:
        return b""
    return found[1] if found else b""
