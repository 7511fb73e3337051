"""The one object graph: every room's service over one open vault, built here and handed down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clock import Clock, SystemClock
from desktop.errors import KnownError
from desktop.i18n import Language, Words
from desktop.jobs import Jobs
from desktop.paths import Paths

if TYPE_CHECKING:  # imported when a vault opens: the unlock window must not wait for the database layer
    from desktop.assessment.packs import Packs
    from desktop.assessment.service import Assessment
    from desktop.evidence.decoding import Decoders
    from desktop.evidence.service import Evidence
    from desktop.evidence.sources import Sources
    from desktop.evidence.text_reading import TextReading
    from desktop.exchange.folder import Folders
    from desktop.filing.annotation_list import AnnotationLists
    from desktop.filing.custody_extract import CustodyExtracts
    from desktop.filing.identities import Identities
    from desktop.filing.issue import Issue
    from desktop.register.everything import Everything
    from desktop.register.service import Register
    from desktop.vault.kdf import KdfPolicy
    from desktop.vault.service import OpenVault, Vaults
    from desktop.vault.store import Store


@dataclass(frozen=True)
class Setup:
    """What the workstation gives: its folders, its clock, and how strong key derivation is."""

    paths: Paths
    clock: Clock
    policy: KdfPolicy

    def vaults(self) -> Vaults:
        from desktop.vault.service import Vaults

        return Vaults(self.paths, self.clock, self.policy)


def production(profile: Path | None = None) -> Setup:
    """The real workstation; `profile` moves its folders (demo, portable use)."""
    from desktop.vault.kdf import KdfPolicy

    paths = Paths.under(profile) if profile is not None else Paths.of_user()
    return Setup(paths.ensure(), SystemClock(), KdfPolicy())


class Services:
    """All rooms of one open vault. Methods of rooms run on the database thread (`jobs.database`)."""

    def __init__(
        self,
        vault: OpenVault,
        setup: Setup,
        language: Language,
        jobs: Jobs,
        *,
        register: Register,
        everything: Everything,
        decoders: Decoders,
        evidence: Evidence,
        reading: TextReading,
        packs: Packs,
        assessment: Assessment,
    ) -> None:
        self.vault = vault
        self.setup = setup
        self.paths = setup.paths
        self.clock = setup.clock
        self.words = Words(language)
        self.jobs = jobs
        self.register = register
        self.everything = everything
        self.decoders = decoders
        self.evidence = evidence
        self.reading = reading
        self.packs = packs
        self.assessment = assessment

    @cached_property
    def identities(self) -> Identities:
        """Signing identities; like the next two made at the first use, because the list of cases needs none of them."""
        from desktop.filing.identities import Identities

        return Identities(self.vault, self.clock)

    @property
    def folders(self) -> Folders:
        """Folder import and export, in the language of now."""
        from desktop.exchange.folder import Folders

        return Folders(self.vault, self.register, self.evidence, self.clock, self.words)

    @cached_property
    def issue(self) -> Issue:
        """Papers and their signing. Made at the first use: layout and signatures take a second to import."""
        from desktop.filing.issue import Issue

        return Issue(self.vault, self.register, self.evidence, self.assessment, self.identities, self.clock)

    @cached_property
    def sources(self) -> Sources:
        """The register of country information."""
        from desktop.evidence.sources import Sources

        return Sources(self.vault, self.evidence, self.clock, self.register.codes)

    @cached_property
    def custody_extracts(self) -> CustodyExtracts:
        """Custody logs as papers. Made at the first use, like `issue`."""
        from desktop.filing.custody_extract import CustodyExtracts

        return CustodyExtracts(self.vault, self.register, self.evidence, self.clock)

    @cached_property
    def annotation_lists(self) -> AnnotationLists:
        """Lists of annotations as papers. Made at the first use, like `issue`."""
        from desktop.filing.annotation_list import AnnotationLists

        return AnnotationLists(self.vault, self.register, self.evidence, self.clock)

    def close(self) -> None:
        """End decoders, then jobs, then the vault (checkpoint, outside head, lock)."""
        self.reading.stop()
        self.decoders.close()
        closing: Callable[[], None] = self.vault.close
        self.jobs.database(closing).result()
        self.jobs.close()


def member_of(store: Store) -> str:
    """Who acts in this vault: the member's name in its profile, or nobody while there is none that can be read."""
    from desktop.register.codes import Codes
    from desktop.register.service import Register

    try:
        return Register(store, store.clock, Codes.shipped()).profile().member_name
    except KnownError:
        return ""


def make_ready() -> None:
    """Do what opening any vault needs and no vault changes, while the passphrase is typed."""
    from sqlalchemy.orm import configure_mappers

    from desktop.assessment.packs import Packs
    from desktop.register.codes import Codes

    configure_mappers()
    Packs.shipped(), Codes.shipped()


def open_services(
    folder: Path, vault_key: bytes, setup: Setup, language: Language, jobs: Jobs, *, keep_warm: bool = True
) -> Services:
    """Open the vault in `folder` with its 32-byte key and build every room over it. Raises KnownError.

    `keep_warm`: always have an unused decoder ready, for a window; a single verb does without.
    """
    from desktop.assessment import searched as assessed
    from desktop.assessment.packs import Packs
    from desktop.assessment.service import Assessment
    from desktop.evidence import annotation_search as marked
    from desktop.evidence import renaming
    from desktop.evidence import searched as exhibited
    from desktop.evidence.decoding import Decoders
    from desktop.evidence.service import Evidence
    from desktop.evidence.source_pages import SourcePages
    from desktop.evidence.text_reading import Shelf, TextReading
    from desktop.register.codes import Codes
    from desktop.register.everything import Everything
    from desktop.register.service import Register

    vault = setup.vaults().open(folder, vault_key, actor=member_of)
    register = Register(vault.store, setup.clock, Codes.shipped())
    decoders = Decoders(keep_warm=keep_warm)
    evidence = Evidence(vault, decoders, setup.clock)
    register.farewells.append(evidence.farewell)  # a discarded draft takes its sealed files along
    register.renamings.append(renaming.follow)
    everything = Everything(vault.store, Codes.shipped())
    everything.tellers |= {"exhibit": exhibited.exhibit, "page": exhibited.page, "source": exhibited.source}
    everything.tellers["mark"] = marked.teller(lambda: vault.store.actor)
    everything.hidden["mark"] = marked.hidden(lambda: vault.store.actor)
    everything.tellers |= {"answer": assessed.answer, "paragraph": assessed.paragraph}
    sources = SourcePages(vault)
    reading = TextReading(Shelf(evidence.texts, evidence.peek, evidence.passwords.kept), Shelf(sources, sources.peek))
    packs = Packs.shipped()
    assessment = Assessment(vault.store, packs, setup.clock)
    return Services(
        vault,
        setup,
        language,
        jobs,
        register=register,
        everything=everything,
        decoders=decoders,
        evidence=evidence,
        reading=reading,
        packs=packs,
        assessment=assessment,
    )
