"""Signed papers before judges that know nothing of this program: veraPDF and the EU's DSS."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from desktop.i18n import Words
from desktop.papers.opinion import compose, lay_out
from desktop.signing import making
from desktop.signing.credentials import Credential, open_pkcs12
from desktop.signing.signer import sign
from models.views.papers import PaperParagraph, PaperPart
from tests.conformance import maven
from tests.papers.samples import TEXTS, opinion
from tests.papers.test_fonts import NAMES
from tests.signing.papers import signed

PIN = "246810"


def kept(folder: Path, name: str, pdf: bytes) -> Path:
    path = folder / name
    path.write_bytes(pdf)
    return path


@pytest.fixture(scope="module")
def current() -> Credential:
    """An identity of today: DSS asks the real clock."""
    return open_pkcs12(making.make_pkcs12("Мария Докладчикова", "Комиссия", PIN, dt.datetime.now(dt.UTC)), PIN)


def test_verapdf_finds_signed_and_unsigned_papers_pdf_a_2b(tmp_path: Path) -> None:
    maven.libraries("verapdf")
    long = tuple(PaperParagraph(TEXTS["ru"]["facts"] * 20) for _ in range(3))
    papers = [
        kept(tmp_path, "signed-ru.pdf", signed("ru")),
        kept(tmp_path, "signed-en.pdf", signed("en")),
        kept(tmp_path, "draft.pdf", lay_out(opinion("ru", draft=True, number=""), Words("ru"))),
        kept(tmp_path, "long.pdf", lay_out(opinion("ru", parts=(PaperPart("facts", long),)), Words("ru"))),
        kept(tmp_path, "names.pdf", lay_out(opinion("en", applicant="; ".join(NAMES)), Words("en"))),
    ]
    judged = maven.run("verapdf", "Verapdf.java", *papers)
    assert [(Path(line[0]).name, line[1]) for line in judged] == [(path.name, "pass") for path in papers], judged
    assert all(int(line[2]) > 10_000 for line in judged)


def test_dss_passes_what_is_whole_and_fails_what_was_changed(tmp_path: Path, current: Credential) -> None:
    maven.libraries("dss")
    now = dt.datetime.now(dt.UTC)
    paper = compose(opinion("en"), Words("en"))
    whole = sign(paper.pdf, current, when=now, place=paper.mark)
    changed = bytearray(whole)
    changed[5000] ^= 1
    root = kept(tmp_path, "root.pem", making.pem(current.chain[0]).encode())
    foreign = open_pkcs12(making.make_pkcs12("Somebody Else", "", PIN, now), PIN)
    files = [
        kept(tmp_path, "whole.pdf", whole),
        kept(tmp_path, "changed.pdf", bytes(changed)),
        kept(tmp_path, "foreign.pdf", sign(paper.pdf, foreign, when=now)),
    ]
    judged = {Path(line[0]).name: line[1:] for line in maven.run("dss", "Dss.java", root, *files)}
    assert judged["whole.pdf"][0] == "TOTAL_PASSED" and judged["whole.pdf"][2] == "PAdES-BASELINE-B"
    assert judged["changed.pdf"][0] == "TOTAL_FAILED"
    assert judged["foreign.pdf"][:2] == ["INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND"]
