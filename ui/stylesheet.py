"""The one stylesheet, built from the tokens and the font scale."""

from __future__ import annotations

from desktop.paths import resource
from ui.tokens import Tokens

SIZES = {"small": 9.0, "body": 10.5, "heading": 13.0, "title": 18.0}  # points at 100 %


def stylesheet(t: Tokens, scale: float) -> str:
    """Qt style sheet for `scale` (1.0 = 100 %)."""
    pt = {name: f"{size * scale:.2f}pt" for name, size in SIZES.items()}
    low = round(4 * scale)
    height = round(18 * max(1.0, scale))
    box = round(15 * max(1.0, scale))
    art, scheme = resource("icons", "style").as_posix(), "dark" if t.dark else "light"
    return f"""
* {{ font-family: "PT Sans"; font-size: {pt["body"]}; }}
QToolTip {{ color: {t.ink}; background: {t.paper}; border: 1px solid {t.edge}; padding: 4px 6px; }}
QLabel {{ background: transparent; }}
*[role="title"] {{ font-size: {pt["title"]}; font-weight: bold; }}
*[role="heading"] {{ font-size: {pt["heading"]}; font-weight: bold; }}
*[role="strong"] {{ font-weight: bold; }}
*[role="muted"] {{ color: {t.ink2}; }}
*[role="small"] {{ color: {t.ink2}; font-size: {pt["small"]}; }}
*[role="mono"] {{ font-family: "PT Mono"; }}
*[role="reading"] {{ font-family: "PT Serif"; }}
*[role="good"] {{ color: {t.good}; }}
*[role="warn"] {{ color: {t.warn}; }}
*[role="bad"] {{ color: {t.bad}; }}

QWidget[surface="ground"] {{ background: {t.ground}; }}
QWidget[surface="paper"] {{ background: {t.paper}; }}
QWidget[surface="desk"] {{ background: {t.desk}; }}
QFrame[line="h"] {{ background: {t.line}; border: none; min-height: 1px; max-height: 1px; }}
QFrame[line="v"] {{ background: {t.line}; border: none; min-width: 1px; max-width: 1px; }}

QPushButton {{ color: {t.ink}; background: {t.paper}; border: 1px solid {t.edge}; border-radius: 6px;
  padding: {low}px 12px; min-height: {height}px; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {t.accent_soft}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: {low - 1}px 11px; }}
QPushButton:disabled {{ color: {t.ink2}; border-color: {t.line}; background: {t.ground}; }}
QPushButton[kind="primary"] {{ color: {t.on_accent}; background: {t.accent}; border-color: {t.accent}; }}
QPushButton[kind="primary"]:hover {{ border-color: {t.ink}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[kind="primary"]:disabled {{ color: {t.ink2}; background: {t.line}; border-color: {t.line}; }}
QPushButton[kind="danger"] {{ color: {t.bad}; border-color: {t.bad}; }}
QPushButton[kind="link"] {{ color: {t.accent}; background: transparent; border: 1px solid transparent;
  padding: {low}px 4px; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {t.accent}; padding: {low - 1}px 3px; }}
QPushButton[kind="link"]:disabled {{ color: {t.ink2}; }}

QToolButton {{ color: {t.ink}; background: transparent; border: 1px solid transparent; border-radius: 6px;
  padding: {low}px; min-height: {height}px; min-width: {height}px; }}
QToolButton:hover {{ background: {t.hover}; }}
QToolButton:checked, QToolButton:pressed {{ background: {t.accent_soft}; }}
QToolButton:focus {{ border: 2px solid {t.accent}; padding: {low - 1}px; }}
QToolButton:disabled {{ color: {t.ink2}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}

QLineEdit > QToolButton {{ border: none; padding: 0; min-height: 0; min-width: 0; background: transparent; }}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QComboBox {{ color: {t.ink}; background: {t.paper};
  border: 1px solid {t.edge}; border-radius: 6px; padding: {low}px 8px;
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QLineEdit, QSpinBox, QDateEdit, QComboBox {{ min-height: {height + 2 * low}px; padding: 0 8px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus {{
  border: 2px solid {t.accent}; padding: {low - 1}px 7px; }}
QLineEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus {{ padding: 0 7px;
  min-height: {height + 2 * low - 2}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled {{ color: {t.ink2};
  background: {t.ground}; border-color: {t.line}; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {t.ground}; }}
*[fault="true"] {{ border: 2px solid {t.bad}; padding: {low - 1}px 7px; }}
QLineEdit[fault="true"], QComboBox[fault="true"] {{ padding: 0 7px; min-height: {height + 2 * low - 2}px; }}
QTextBrowser {{ border: none; border-radius: 0; background: {t.paper}; padding: 0; }}
QTextBrowser:focus {{ border: none; padding: 0; }}
QPlainTextEdit[role="reading"], QTextEdit[role="reading"] {{ font-family: "PT Serif"; }}
QComboBox::drop-down {{ border: none; width: {box + 9}px; }}
QComboBox::down-arrow {{ image: url({art}/chevron-{scheme}.svg); width: {box}px; height: {box}px; }}
QSpinBox::up-button, QSpinBox::down-button, QDateEdit::up-button, QDateEdit::down-button {{ border: none;
  width: 20px; }}
QSpinBox::up-arrow, QDateEdit::up-arrow {{ image: url({art}/up-{scheme}.svg); }}
QSpinBox::down-arrow, QDateEdit::down-arrow {{ image: url({art}/chevron-{scheme}.svg); }}
QSpinBox::up-arrow, QDateEdit::up-arrow, QSpinBox::down-arrow, QDateEdit::down-arrow {{ width: {box - 2}px;
  height: {box - 2}px; }}
QComboBox QAbstractItemView {{ background: {t.paper}; border: 1px solid {t.edge}; padding: 2px; }}

QAbstractItemView {{ color: {t.ink}; background: {t.paper}; border: none; outline: none;
  selection-background-color: {t.accent_soft}; selection-color: {t.ink}; alternate-background-color: {t.paper}; }}
QTableView {{ gridline-color: {t.line}; }}
QTableView::item, QTreeView::item {{ padding: {low}px 6px; border: none; }}
QTableView::item:focus, QTreeView::item:focus {{ border: 1px solid {t.accent}; }}
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {{ background: {t.accent_soft};
  color: {t.ink}; }}
QTableView::item:hover:!selected, QTreeView::item:hover:!selected {{ background: {t.hover}; }}
QTreeView::item {{ border-radius: 4px; }}
QHeaderView {{ background: {t.ground}; border: none; }}
QHeaderView::section {{ color: {t.ink2}; background: {t.ground}; border: none; border-bottom: 1px solid {t.line};
  padding: {low}px 6px; }}
QHeaderView[cells="plain"]::section {{ padding: {low}px 9px; }}

QCheckBox, QRadioButton {{ spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: 6px; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {t.accent}; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{ width: {box}px; height: {box}px;
  border: 1px solid {t.edge}; border-radius: 4px; background: {t.paper}; }}
QRadioButton::indicator {{ border-radius: {box // 2 + 1}px; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QAbstractItemView::indicator:checked {{
  background: {t.accent}; border-color: {t.accent}; image: url({art}/check-{scheme}.svg); }}
QCheckBox::indicator:indeterminate {{ image: url({art}/dash-{scheme}.svg); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {t.ground}; border-color: {t.line}; }}
QMenuBar {{ background: transparent; }}
QMenuBar::item {{ padding: {low}px 8px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.hover}; }}
QMenu {{ color: {t.ink}; background: {t.paper}; border: 1px solid {t.edge}; padding: 4px; }}
QMenu::item {{ padding: {low + 1}px 24px {low + 1}px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_soft}; }}
QMenu::item:disabled {{ color: {t.ink2}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ color: {t.ink2}; background: transparent; border: none; border-bottom: 2px solid transparent;
  padding: {low + 2}px 12px; }}
QTabBar::tab:selected {{ color: {t.ink}; border-bottom-color: {t.accent}; }}
QTabBar::tab:hover, QTabBar::tab:focus {{ background: {t.hover}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {t.line}; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:horizontal {{ border-left: 1px solid {t.line}; }}
QSplitter::handle:vertical {{ border-top: 1px solid {t.line}; }}
QSplitter::handle:horizontal:hover {{ border-left: 2px solid {t.accent}; }}
QSplitter::handle:vertical:hover {{ border-top: 2px solid {t.accent}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollArea[surface="paper"] {{ background: {t.paper}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.edge}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {t.ink2}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.line}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
QSlider::handle:horizontal {{ width: 12px; height: 12px; margin: -5px 0; border-radius: 7px; background: {t.paper};
  border: 1px solid {t.ink2}; }}
QSlider::handle:horizontal:focus {{ border: 2px solid {t.accent}; }}
QProgressBar {{ background: {t.line}; border: none; border-radius: 3px; min-height: 6px; max-height: 6px;
  color: transparent; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
{_pieces(t, pt, low)}
"""


def _pieces(t: Tokens, pt: dict[str, str], low: int) -> str:
    tones = "".join(
        f'*[piece="chip"][tone="{tone}"], QFrame[piece="banner"][tone="{tone}"] {{ color: {ink}; '
        f"background: {soft}; }}\n"
        f'*[piece="chip"][tone="{tone}"]:focus {{ border-color: {t.accent}; }}\n'
        for tone, ink, soft in (
            ("neutral", t.ink2, t.hover),
            ("info", t.accent, t.accent_soft),
            ("good", t.good, t.good_soft),
            ("warn", t.warn, t.warn_soft),
            ("bad", t.bad, t.bad_soft),
        )
    )
    return f"""
*[piece="chip"] {{ border: 2px solid transparent; border-radius: 6px; padding: 1px 6px; font-size: {pt["small"]};
  min-height: 0; min-width: 0; }}
QPushButton[piece="chip"]:focus {{ padding: 1px 6px; }}
QPushButton[piece="chip"]:hover {{ border-color: {t.edge}; }}
QFrame[piece="banner"] {{ border: none; border-radius: 6px; }}
QFrame[piece="banner"] QLabel {{ color: {t.ink}; }}
{tones}
QDialog[piece="sheet"] {{ background: {t.paper}; border: 1px solid {t.edge}; }}
QLabel[piece="toast"] {{ color: {t.ground}; background: {t.ink}; border-radius: 6px; padding: 8px 14px; }}
QPushButton[piece="segment"] {{ border-radius: 0; border-right-width: 0; padding: {low}px 6px; }}
QPushButton[piece="segment"][edge="first"] {{ border-top-left-radius: 6px; border-bottom-left-radius: 6px; }}
QPushButton[piece="segment"][edge="last"] {{ border-right-width: 1px; border-top-right-radius: 6px;
  border-bottom-right-radius: 6px; }}
QPushButton[piece="segment"]:checked {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; }}
QPushButton[piece="segment"]:focus {{ border: 2px solid {t.accent}; padding: {low - 1}px 5px; }}
QPushButton[piece="segment"]:checked:focus {{ border-color: {t.ink}; }}
QPushButton[piece="rail"] {{ text-align: left; border: 2px solid transparent; background: transparent;
  padding: {low + 2}px 10px; }}
QPushButton[piece="rail"]:hover {{ background: {t.hover}; }}
QPushButton[piece="rail"]:checked {{ background: {t.accent_soft}; color: {t.accent}; font-weight: bold; }}
QPushButton[piece="rail"]:focus {{ border-color: {t.accent}; padding: {low + 2}px 10px; }}
QWidget[piece="statusline"] QLabel, QWidget[piece="statusline"] QPushButton, QWidget[piece="statusline"] QToolButton {{
  font-size: {pt["small"]}; color: {t.ink2}; }}
QWidget[piece="statusline"] QToolButton, QWidget[piece="statusline"] QPushButton {{ min-height: 0; min-width: 0;
  padding: 1px 4px; border: 1px solid transparent; background: transparent; }}
QWidget[piece="statusline"] QToolButton:focus, QWidget[piece="statusline"] QPushButton:focus {{
  border: 1px solid {t.accent}; padding: 1px 4px; }}
"""
