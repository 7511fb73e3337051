"""Pictures of the evidence room over a vault made for them: one case with an exhibit of each kind.

`python -m tests.tools.pictures --evidence OUT [NAME …]`; Russian in light and English in dark, or the looks
named in the environment: `LOOKS=ru-light,en-dark,ru-dark,en-light`.
"""

from __future__ import annotations

import dataclasses
import os
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.i18n import Language, Words
from desktop.jobs import ThreadJobs
from desktop.services import Services, open_services
from desktop.settings import Settings
from models.views.annotations import AnnotationDraft
from models.views.evidence import CustodyDraft, ExhibitView, PagePlace
from models.views.sources import QUESTIONS, Quality, SourceDraft
from tests.evidence import files
from tests.tools.picture_material import material
from tests.tools.pictures import SIZE, Studio
from tests.ui.kit import PASSPHRASE, cheap_setup, made_vault, name_member
from ui.context import Context
from ui.evidence.evidence_pane import EvidencePane
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.theme import Theme
from ui.vault.recovery_sheet import RecoverySheet

LOOKS = os.environ.get("LOOKS", "ru-light,en-dark").split(",")
SHOWN = (
    ("outline", "Жалоба.pdf"),
    ("two-pages", "verdict-de.pdf"),
    ("photo", "Фото с телефона.jpg"),
    ("frames", "Факс.tif"),
    ("audio", "speech.wav"),
    ("video", "Площадь.mp4"),
    ("mail", "Письмо заявителя.eml"),
    ("office", "Объяснение.docx"),
    ("slides", "Доклад.pptx"),
    ("grid", "Выписка по счёту.xlsx"),
    ("page", "Заметка.html"),
    ("chat", "Переписка.json"),
    ("archive", "Материалы.zip"),
    ("archive-plain", "Справка.zip"),
    ("unknown", "Неизвестный файл.bin"),
    ("password", "Закрытый.pdf"),
    ("ocr", "dismissal-scan.pdf"),
)
MARKED = (("highlight", 1, "Geldstrafe von 120 Tagessätzen", ""), ("underline", 3, "14 Ds 302 Js 1187/25", ""),
          ("note", 2, "Mobiltelefon", "Сверить с протоколом изъятия: номер аппарата не назван."),
          ("doubt", 4, "öffentlicher Billigung", "В переводе «одобрение», в приговоре шире."))  # fmt: skip


CHRONICLE = (
    "Хроника преследований за публичные выступления.",
    "Преподаватель истории оштрафован за речь на площади; увольнение признано законным.",
)


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
        for number, look in enumerate(LOOKS):
            language, theme = look.split("-")
            jobs = ThreadJobs()
            services = jobs.database(
                lambda language=language, jobs=jobs: open_services(self.folder, self.key, self.setup, language, jobs)
            ).result()
            if number == 0:
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
        report = files.pdf(self.incoming.parent / "report.pdf", 4, lines=CHRONICLE)
        for one, staged in ((told, services.evidence.stage(report)), (other, None)):
            jobs.database(lambda one=one, staged=staged: services.sources.create(one, staged)).result()
        lent = CustodyDraft("copied", "2026-11-02", "И. И. Переводчик", "для нотариального перевода")
        jobs.database(lambda: services.evidence.record_custody(verdict.id, lent)).result()

    def screens(self, services: Services, jobs: ThreadJobs, language: Language, theme: str) -> None:
        settings = Settings(language=language, theme=theme)  # type: ignore[arg-type]
        look = Theme(settings)
        look.apply(self.app)  # type: ignore[arg-type]
        words, suffix = Words(language), f"{language}-{theme}"
        window = MainWindow(Context(services, words, look, Messages(words), settings, jobs))
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        self.until(lambda: window.texts.running, 10)
        self.until(lambda: not window.texts.running, 90)
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

        for picture, name in SHOWN:
            if not self.wanted(picture):
                continue
            show(name)
            self.prepare(picture, pane)
            self.shoot(picture, window, suffix)
            self.leave(picture, pane)
        if self.wanted("facts"):
            show("Фото с телефона.jpg")
            screen.outline.exhibits.show_facts()  # type: ignore[union-attr]
            self.shoot("facts", window, suffix)
            self.put_away()
        if self.wanted("hex"):
            show("Неизвестный файл.bin")
            pane.toggle_octets()
            self.shoot("hex", window, suffix)
        if self.wanted("ocr-done"):
            show("dismissal-scan.pdf")
            pane.machine.read()
            self.until(lambda: not pane.machine.running, 120)
            self.settle(2)
            self.shoot("ocr-done", window, suffix)
        if any(self.wanted(name) for name in ("pair", "notes", "redaction", "custody")):
            show("verdict-de.pdf")
        if self.wanted("pair"):
            screen.reading.toggle()  # type: ignore[union-attr]
            self.settle(2)
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
            for words in ("Mustermann", "Beispielweg"):
                sheet.needle.setText(words)  # type: ignore[attr-defined]
                self.settle()
                sheet.all.click()  # type: ignore[attr-defined]
                self.settle()
            self.shoot("redaction", window, suffix)
            self.put_away()
        if self.wanted("custody"):
            screen.outline.exhibits.show_custody()  # type: ignore[union-attr]
            self.settle()
            self.shoot("custody", window, suffix)
            paper = self.out / f"custody-paper-{suffix}.pdf"
            paper.unlink(missing_ok=True)
            self.sheet().write_to(paper)  # type: ignore[union-attr]
            self.until(paper.exists)
            self.settle(0.5)
            self.put_away()

    def prepare(self, picture: str, pane: EvidencePane) -> None:
        """Bring the viewer into a state that shows what it can do."""
        if picture == "outline":
            pane.actions_["outline"].trigger()
        elif picture == "two-pages":
            pane.actions_["pages2"].trigger()
            pane.viewer.canvas.setFocus()
        elif picture == "grid":
            view = pane.others.current
            view.table.setCurrentIndex(view.model.index(6, 3))  # type: ignore[union-attr]
            view.table.horizontalScrollBar().setValue(0)  # type: ignore[union-attr]
        elif picture == "video":
            view = pane.others.current
            self.until(lambda: view.screen_.frame is not None)  # type: ignore[union-attr]
            view.seek(7_200)  # type: ignore[union-attr]
            view.mark((5_800, 11_000))  # type: ignore[union-attr]
            self.settle(3)
        elif picture == "audio":
            self.settle(2)
            pane.others.current.mark((1_000, 2_200))  # type: ignore[union-attr]
        elif picture == "frames":
            pane.viewer.canvas.go_to(1)

    @staticmethod
    def leave(picture: str, pane: EvidencePane) -> None:
        if picture == "outline":
            pane.actions_["outline"].trigger()
        elif picture == "two-pages":
            pane.actions_["pages2"].trigger()

    def sheets(self, window: MainWindow, suffix: str) -> None:
        if self.wanted("isolation"):
            window.commands.show_isolation()
            self.settle()
            self.shoot("isolation", window, suffix)
            self.put_away()
        if self.wanted("recovery"):
            window.commands.show_recovery()
            sheet = self.sheet()
            assert isinstance(sheet, RecoverySheet)
            self.shoot("recovery", window, suffix)
            sheet.secret.setText(PASSPHRASE)
            sheet.accept_button.click()
            self.until(lambda: sheet.card is not None)
            self.shoot("recovery-card", window, suffix)
            QDialog.reject(sheet)
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
            for number, words in enumerate(("Mustermann", "приговоры"), start=1):
                window.show_results(words)
                self.settle(4)
                self.shoot(f"results{number}", window, suffix)
        if self.wanted("sources"):
            window.show_place("sources")
            self.settle()
            listed = next(view for view in window.stack.currentWidget().findChildren(QWidget) if _is_list(view))
            listed.setFocus()
            QTest.keyClick(listed, Qt.Key.Key_Down)
            QTest.keyClick(listed, Qt.Key.Key_Return)
            self.shoot("sources", window, suffix)
            register = window.stack.currentWidget()
            register.search.setText("преподаватели")  # type: ignore[union-attr]
            self.settle(2)
            for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Return):
                QTest.keyClick(listed, key)
            self.settle(3)
            self.shoot("sources-found", window, suffix)

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
