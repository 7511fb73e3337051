"""Search over page texts against the same index on plain SQLite: same library, stems and row MACs on in both.

30,000 pages of 250 words by default (under four minutes on two cores); `--pages=N` takes others, `--full` 1,000,000.
Words are made up with
Russian endings and fall as words of a language do (Zipf), so that a common one stands on a third of all pages.
"""

from __future__ import annotations

import itertools
import random
import statistics
import sys
import tempfile
from array import array
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from uuid6 import uuid7

from desktop.evidence import searched
from desktop.evidence.decoding import Decoders
from desktop.evidence.page_texts import PageTexts
from desktop.evidence.service import Evidence
from desktop.register import search
from desktop.register.codes import Codes
from desktop.register.everything import Everything
from desktop.vault import rows as row_seals
from desktop.vault.opened import OpenVault
from desktop.vault.store import Store
from models.tables.evidence import Exhibit
from models.tables.texts import PageTextRow
from models.views.evidence import AdmitDraft, ExhibitDetails, PageFrame, PageText
from tests.bench import fixture
from tests.bench.measure import Row, seconds
from tests.proofs import worker

PAGES, ALL_PAGES = 30_000, 1_000_000
WORDS_A_PAGE = 250
PAGES_AN_EXHIBIT = 250
DISTINCT = 20_000  # texts; beyond that they come again, so that a million pages are filled in half an hour
BATCH = 8  # as the background job writes
FIRST, MIDDLE = (
    "пр об за пере вы на из под от рас до у с по".split(),
    "вод нос каз ход бор каз лом вет дел гор рук".split(),
)
LAST = "ник тель ств ант изм чик ур ент ок ин ов ен ан ест".split()
ENDINGS = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")
ROUNDS = 3


class Language:
    """Made-up words with endings, drawn as often as words of a language are."""

    def __init__(self, seed: int = 5) -> None:
        self._dice = random.Random(seed)
        roots = ["".join(parts) for parts in itertools.product(FIRST, MIDDLE, LAST)]
        roots += [one + two for one, two in itertools.product(roots[:300], LAST)]
        self.roots = list(dict.fromkeys(roots))
        self._dice.shuffle(self.roots)
        self._weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(self.roots))))

    def page(self) -> str:
        chosen = self._dice.choices(self.roots, cum_weights=self._weights, k=WORDS_A_PAGE)
        words = [root + self._dice.choice(ENDINGS) for root in chosen]
        return ". ".join(" ".join(words[at : at + 12]).capitalize() for at in range(0, len(words), 12))

    def questions(self, count: int) -> list[str]:
        """One to three words of middling and great frequency, phrases, beginnings, in other forms than in the text."""
        dice = random.Random(9)

        def root() -> str:
            return self.roots[int(len(self.roots) ** dice.random()) - 1]

        def word() -> str:
            return root() + dice.choice(ENDINGS)

        shapes = (
            word,
            lambda: f"{word()} {word()}",
            lambda: f"{word()} {word()} {word()}",
            lambda: f'"{word()} {word()}"',
            lambda: f"{root()[: dice.randint(4, 9)]}*",
            lambda: f"{word()} вид:страница",
        )
        return [dice.choice(shapes)() for _ in range(count)]


def rows() -> Iterator[Row]:
    asked = [int(name.removeprefix("--pages=")) for name in sys.argv if name.startswith("--pages=")]
    pages = ALL_PAGES if "--full" in sys.argv else asked[0] if asked else PAGES
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as name:
        yield from _rows(Path(name), pages)


def _rows(root: Path, pages: int) -> Iterator[Row]:
    language = Language()
    station = worker.create(root)
    vault = station.open()
    exhibits = _exhibits(vault, pages // PAGES_AN_EXHIBIT + ROUNDS)
    _fill(vault, exhibits, pages, language)
    vault.store.checkpoint()
    plain_path = root / "plain.db"
    with vault.store.raw() as connection:
        connection.exec_driver_sql(f"ATTACH DATABASE '{plain_path}' AS plain KEY ''")
        connection.exec_driver_sql("SELECT sqlcipher_export('plain')")
        connection.commit()
    vault.close()
    vault = station.open()
    plain = Store(plain_path, vault.keys, vault.header.salt, vault.clock, actor="Bench", encrypted=False)
    yield _indexing(vault.store, plain, exhibits[-ROUNDS:], language)
    yield from _queries(vault.store, plain, language, pages)
    plain.close()
    vault.close()


def _exhibits(vault: OpenVault, count: int) -> list[tuple[str, str]]:
    """Rows of exhibits like one that was taken in, with their entries in the index: (id, case id) each."""
    decoders = Decoders(("none",), keep_warm=False)
    evidence = Evidence(vault, decoders, vault.clock)
    case = worker._register(vault).cases().rows[0].id
    staged = evidence.stage(BytesIO("Текст".encode()), "a.txt")  # type: ignore[arg-type]
    details = ExhibitDetails(title_ru="Сборник", provenance="bench")
    first = evidence.admit(case, [AdmitDraft(staged, details)]).value[0]
    made = []
    with vault.store.read() as session:
        row = session.get(Exhibit, first.id)
        values = {name: getattr(row, name) for name in row_seals.columns(Exhibit)}
        for ordinal in range(2, count + 2):
            one = str(uuid7())
            mine = {"id": one, "ordinal": ordinal, "object_id": ordinal.to_bytes(16, "big")}
            fixture._put(session.connection(), vault, Exhibit, values | mine)
            search.index(session, kind="exhibit", owner_id=one, case_id=case, title=f"A-{ordinal} Сборник")
            made.append((one, case))
        session.commit()
    return made


def _fill(vault: OpenVault, exhibits: list[tuple[str, str]], pages: int, language: Language) -> None:
    made = (language.page() for _ in range(min(pages, DISTINCT)))
    texts = itertools.cycle([(text, search.prepare(text)) for text in made])
    for exhibit, case in exhibits[: pages // PAGES_AN_EXHIBIT]:
        with vault.store.read() as session:
            for page in range(PAGES_AN_EXHIBIT):
                text, keys = next(texts)
                values = {"case_id": case, "exhibit_id": exhibit, "page": page, "machine": False, "text": text,
                          "start": 0, "line": 1, "boxes": None, "id": str(uuid7())}  # fmt: skip
                fixture._put(session.connection(), vault, PageTextRow, values)
                search.index_page(session, owner_id=exhibit, page=page, keys=keys)
            session.commit()


def _indexing(ours: Store, plain: Store, fresh: list[tuple[str, str]], language: Language) -> Row:
    """An exhibit of 250 pages as the job writes it: words keyed, rows sealed, index and state in batches of eight."""
    mine, theirs = [], []
    for exhibit, _case in fresh:
        texts = [PageText(language.page(), array("i"), PageFrame(595, 842)) for _ in range(PAGES_AN_EXHIBIT)]
        search.prepare(texts[0].text)
        pair = [(ours, mine), (plain, theirs)]
        for store, took in pair if len(mine) % 2 else reversed(pair):
            took.append(seconds(lambda s=store, e=exhibit, t=texts: _write(PageTexts(s), e, t)))  # type: ignore[misc]
    each = 1000 / PAGES_AN_EXHIBIT
    return Row("indexing a page (1.25x = 0.8 of the speed) : plain", statistics.median(mine) * each,
               statistics.median(theirs) * each, "ms", 1.25)  # fmt: skip


def _write(texts: PageTexts, exhibit: str, pages: list[PageText]) -> None:
    for at in range(0, len(pages), BATCH):
        batch = [(at + n, text, search.prepare(text.text)) for n, text in enumerate(pages[at : at + BATCH])]
        texts.keep(exhibit, batch, done=at + len(batch), pages=len(pages))


def _queries(ours: Store, plain: Store, language: Language, pages: int) -> Iterator[Row]:
    """The whole way of a question: parsed, counted, ranked, rows checked, words marked in context."""
    both = []
    for store in (ours, plain):
        everything = Everything(store, Codes.shipped())
        everything.tellers["page"] = searched.page
        both.append(everything)
    questions = language.questions(120)
    took: list[list[float]] = [[], []]
    for everything in both:
        for text in questions[:20]:
            everything.page(text, "page", limit=20)
    for text in questions:
        for number, everything in enumerate(both):
            runs = [seconds(lambda e=everything, q=text: e.page(q, "page", limit=20)) for _ in range(ROUNDS)]  # type: ignore[misc]
            took[number].append(statistics.median(runs))
    late = [statistics.quantiles(one, n=20)[-1] * 1000 for one in took]
    yield Row(f"question over {pages:,} pages, p95", late[0], None, "ms", 150)
    yield Row(f"question over {pages:,} pages, p95 : plain", late[0], late[1], "ms", 1.3)
    middle = [statistics.median(one) * 1000 for one in took]
    yield Row(f"question over {pages:,} pages, p50 : plain", middle[0], middle[1], "ms", 1.3)
