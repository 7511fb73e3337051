"""Pictures of the evidence room over a vault made for them: one case with an exhibit of each kind.

`python -m tests.tools.pictures --evidence OUT [NAME …]`; Russian in light, English in dark.
"""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.i18n import Language, Words
from desktop.jobs import ThreadJobs
from desktop.services import Services, open_services
from desktop.settings import Settings
from desktop.verbs.demo.files import write_incoming
from models.views.annotations import AnnotationDraft
from models.views.evidence import ExhibitView, PagePlace
from models.views.sources import QUESTIONS, Quality, SourceDraft
from tests.evidence import archive_files, flow_files, grid_files, office_files
from tests.evidence.recordings import MEDIA
from tests.tools.pictures import SIZE, Studio
from tests.ui.kit import cheap_setup, made_vault, name_member
from ui.context import Context
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.theme import Theme

LOOKS: tuple[tuple[Language, str], ...] = (("ru", "light"), ("en", "dark"))
SUBTITLES = (
    "1\n00:00:00,000 --> 00:00:01,000\nПлощадь перед ратушей.\n\n"
    "2\n00:00:01,000 --> 00:00:02,000\nУчитель читает текст.\n"
)
MARKED = (("highlight", 1, "Geldstrafe von 120 Tagessätzen", ""), ("underline", 3, "14 Ds 302 Js 1187/25", ""),
          ("note", 2, "Mobiltelefon", "Сверить с протоколом изъятия: номер аппарата не назван."),
          ("doubt", 4, "öffentlicher Billigung", "В переводе «одобрение», в приговоре шире."))  # fmt: skip


def material(folder: Path) -> Path:
    """The demonstration's first case with a file of every other kind beside its own."""
    case = write_incoming(folder)[0]
    flow_files.mail(case / "letter.eml")
    flow_files.telegram(case / "result.json", 40)
    (case / "payments.xlsx").write_bytes(grid_files.payments())
    (case / "statement.docx").write_bytes(office_files.letter())
    (case / "files.zip").write_bytes(archive_files.bad_zip())
    shutil.copyfile(MEDIA / "grey.mp4", case / "square.mp4")
    (case / "square.srt").write_text(SUBTITLES, encoding="utf-8")
    (case / "unknown.bin").write_bytes(b"PRIV" + bytes(range(256)) * 40)
    return case


class EvidenceStudio(Studio):
    """The same studio over its own vault."""

    def __init__(self, root: Path, out: Path, only: list[str]) -> None:
        self.out, self.only = out, only
        self.app = QApplication.instance() or QApplication([])
        self.setup = cheap_setup(root)
        self.folder = root / "office.collegium"
        self.key = made_vault(self.setup, self.folder)
        self.incoming = material(root / "incoming")

    def all(self) -> None:
        for language, theme in LOOKS:
            jobs = ThreadJobs()
            services = jobs.database(
                lambda language=language, jobs=jobs: open_services(self.folder, self.key, self.setup, language, jobs)
            ).result()
            if language == LOOKS[0][0]:
                self.fill(services, jobs)
            self.screens(services, jobs, language, theme)
            services.close()

    def fill(self, services: Services, jobs: ThreadJobs) -> None:
        """Take the case in, mark its verdict, keep two sources of country information."""
        jobs.database(lambda: name_member(services)).result()
        folders = services.folders
        folders.import_folder(self.incoming, None, lambda staged: jobs.database(lambda: folders.admit(staged)).result())
        case = jobs.database(lambda: services.register.cases().rows[0]).result()
        exhibits = {one.file_name: one for one in jobs.database(lambda: services.evidence.exhibits(case.id)).result()}
        verdict = exhibits["verdict-de.pdf"]
        source = jobs.database(lambda: services.evidence.peek(verdict.id)).result()
        with services.decoders.open(source, verdict.format) as document:
            for kind, colour, words, text in MARKED:
                hit = document.find(words)[0]
                draft = AnnotationDraft(
                    verdict.id, verdict.sha256, PagePlace(hit.page + 1, hit.rects), kind, colour, "", words, text
                )  # type: ignore[arg-type]
                jobs.database(lambda draft=draft: services.evidence.annotations.add(draft)).result()
        told = SourceDraft(
            title_ru="Доклад о свободе слова", title_en="Report on free speech", publisher="Пример-мониторинг",
            published_on="2025-11", event_on="2025", retrieved_on="2026-01-10", url="https://example.org/report",
            lang="ru", country="DEU", note="Глава о преследовании преподавателей.", stale_on="2026-02-01",
            quality=(Quality("yes", "называет землю и год"), *(Quality("partly") for _ in QUESTIONS[1:])),
        )  # fmt: skip
        other = dataclasses.replace(
            told, title_ru="Обзор судебной практики", title_en="Survey of court practice", stale_on="2031-01-01"
        )
        for one in (told, other):
            jobs.database(lambda one=one: services.sources.create(one)).result()

    def screens(self, services: Services, jobs: ThreadJobs, language: Language, theme: str) -> None:
        settings = Settings(language=language, theme=theme)  # type: ignore[arg-type]
        look = Theme(settings)
        look.apply(self.app)  # type: ignore[arg-type]
        words, suffix = Words(language), f"{language}-{theme}"
        window = MainWindow(Context(services, words, look, Messages(words), settings, jobs))
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        case = jobs.database(lambda: services.register.cases().rows[0]).result().id
        found = jobs.database(lambda: services.evidence.exhibits(case)).result()
        window.open_case(case)
        self.settle()
        self.viewers(window, found, suffix)
        self.sheets(window, suffix)
        self.places(window, suffix)
        window.retire()
        window.deleteLater()
        self.settle(0.3)

    def viewers(self, window: MainWindow, exhibits: tuple[ExhibitView, ...], suffix: str) -> None:
        screen = window.stack.currentWidget()
        pane = screen.evidence  # type: ignore[union-attr]
        named = {one.file_name: one.id for one in exhibits}

        def show(name: str) -> None:
            screen.show_exhibit(named[name])  # type: ignore[union-attr]
            self.until(
                lambda: (
                    pane.exhibit is not None
                    and pane.exhibit.id == named[name]
                    and pane.stack.currentWidget() is not pane.opening
                ),
            )
            self.settle()

        for picture, name in (
            ("mail", "letter.eml"), ("chat", "result.json"), ("grid", "payments.xlsx"), ("office", "statement.docx"),
            ("archive", "files.zip"), ("video", "square.mp4"),
        ):  # fmt: skip
            if not self.wanted(picture):
                continue
            show(name)
            if picture == "grid":
                view = pane.others.current
                view.table.setCurrentIndex(view.model.index(5, 3))
            if picture == "video":
                self.until(lambda: pane.others.current.screen_.frame is not None)
                pane.others.current.seek(1_200)
                pane.others.current.mark((800, 1_600))
            self.shoot(picture, window, suffix)
        if self.wanted("hex"):
            show("unknown.bin")
            pane.toggle_octets()
            self.shoot("hex", window, suffix)
        if self.wanted("pair") or self.wanted("notes") or self.wanted("redaction"):
            show("verdict-de.pdf")
        if self.wanted("pair"):
            screen.reading.toggle()  # type: ignore[union-attr]
            self.settle()
            self.shoot("pair", window, suffix)
            screen.reading.toggle()  # type: ignore[union-attr]
        if self.wanted("notes"):
            pane.toggle_notes()
            self.shoot("notes", window, suffix)
            pane.toggle_notes()
        if self.wanted("redaction"):
            screen.outline.exhibits.redact()  # type: ignore[union-attr]
            self.settle()
            sheet = self.sheet()
            assert sheet is not None
            sheet.needle.setText("Mustermann")  # type: ignore[attr-defined]
            self.settle()
            sheet.all.click()  # type: ignore[attr-defined]
            self.shoot("redaction", window, suffix)
            self.put_away()

    def sheets(self, window: MainWindow, suffix: str) -> None:
        if self.wanted("isolation"):
            window.commands.show_isolation()
            self.settle()
            self.shoot("isolation", window, suffix)
            self.put_away()
        if self.wanted("palette"):
            window.show_palette()
            sheet = self.sheet()
            assert sheet is not None
            sheet.field.setText("Mustermann")  # type: ignore[attr-defined]
            self.shoot("palette", window, suffix)
            self.put_away()

    def places(self, window: MainWindow, suffix: str) -> None:
        if self.wanted("results"):
            self.until(lambda: not window.texts.running)
            window.show_results("Geldstrafe штраф")
            self.shoot("results", window, suffix)
            window.show_results("приговоры")
            self.shoot("results2", window, suffix)
        if self.wanted("sources"):
            window.show_place("sources")
            self.settle()
            listed = next(view for view in window.stack.currentWidget().findChildren(QWidget) if _is_list(view))
            listed.setFocus()
            QTest.keyClick(listed, Qt.Key.Key_Down)
            QTest.keyClick(listed, Qt.Key.Key_Return)
            self.shoot("sources", window, suffix)

    def put_away(self) -> None:
        sheet = self.sheet()
        if sheet is not None:
            sheet.reject()
        self.settle(0.3)


def _is_list(widget: QWidget) -> bool:
    from PySide6.QtWidgets import QAbstractItemView

    return isinstance(widget, QAbstractItemView) and widget.isVisible()


def main(out: Path, only: list[str]) -> None:
    """Take the pictures named in `only` (beginnings of names), or all."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as root:
        EvidenceStudio(Path(root), out, only).all()
