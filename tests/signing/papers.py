"""Signed opinions, made once for all tests of this folder."""

from __future__ import annotations

import datetime as dt
from functools import cache

from desktop.i18n import Words
from desktop.papers.mark import mark_pdf
from desktop.papers.opinion import compose
from desktop.signing import kinds, making
from desktop.signing.credentials import Credential, facts, open_pkcs12
from desktop.signing.signer import sign
from models.views.papers import LaidOut, MarkData, PaperLanguage
from tests.papers.samples import opinion
from tests.signing.authority import NOW, PIN, identity


@cache
def laid_out(language: PaperLanguage = "en") -> LaidOut:
    return compose(opinion(language), Words(language))


@cache
def made_identity() -> bytes:
    return making.make_pkcs12("Докладчикова Мария Ивановна", "Вымышленная комиссия", PIN, NOW)


@cache
def own() -> Credential:
    return open_pkcs12(made_identity(), PIN)


@cache
def issued() -> Credential:
    return open_pkcs12(identity(), PIN)


def signed_with(credential: Credential, language: PaperLanguage = "en", when: dt.datetime = NOW) -> bytes:
    words = Words(language)
    described = facts(credential.certificate)
    data = MarkData(
        described.serial,
        described.name,
        described.not_before[:10],
        described.not_after[:10],
        kinds.label(credential.kind, words),
        words.moment(when),
    )
    paper = laid_out(language)
    return sign(paper.pdf, credential, when=when, place=paper.mark, mark=mark_pdf(data, words), location="Sampletown")


@cache
def signed(language: PaperLanguage = "en") -> bytes:
    return signed_with(own(), language)


def own_root() -> bytes:
    return making.pem(own().chain[0]).encode()
