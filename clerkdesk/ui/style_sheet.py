"""Qt's style sheet of the window with roles and sizes for values: `@role;`, filled in by `theme`."""

SHEET = """
QWidget { font-size: @text_px; }
QMainWindow, QDialog, QWidget[page="true"] { background: @ground; }
QLabel { background: transparent; color: @ink; }
QToolTip { background: @card; color: @ink; border: 1px solid @border; padding: 4px; }

QFrame[card="true"] { background: @card; border: 1px solid @line; border-radius: @card_radius_px; }
QFrame[sunken="true"] { background: @sunken; border: 0px solid @sunken; border-radius: @radius_px; }
QFrame[rule="true"] { background: @line; border: 0px solid @line; max-height: 1px; min-height: 1px; }
QFrame[notice] { border-radius: @radius_px; }

QLabel[paper="true"] { background: @paper; color: @muted; border: 1px solid @line; border-radius: @radius_px; }
QLabel[look="title"] { font-size: @title_px; font-weight: 700; }
QLabel[look="heading"] { font-size: @text_px; font-weight: 700; }
QLabel[look="group"] { font-size: 12px; font-weight: 600; color: @accent; }
QLabel[look="label"] { font-size: @small_px; color: @muted; }
QLabel[look="muted"] { color: @muted; }
QLabel[look="small"] { font-size: @small_px; color: @muted; }
QLabel[look="number"] { font-size: @number_px; font-weight: 700; }
QLabel[look="large"] { font-size: @large_px; font-weight: 700; }
QLabel[look="huge"] { font-size: @huge_px; font-weight: 700; color: @accent; }
QLabel[look="problem"] { font-size: @small_px; color: @bad; }
QLabel[look="look-again"] { font-size: @small_px; color: @warn; }
QLabel[look="chip"] { font-size: 12px; }
QFrame[marked="true"] QLabel[look="chip"] { font-weight: 700; text-decoration: underline; }
QToolButton { background: transparent; color: @muted; border: 0px solid @card; border-radius: 4px; padding: 2px 4px; }
QToolButton:hover { background: @hover; color: @ink; }
QLabel[badge] { font-size: @small_px; font-weight: 600; border-radius: 9px; padding: 1px 12px 2px 12px; }

QWidget[rail="true"] { background: @rail; }
QLabel[look="rail-title"] { color: @rail_title; font-size: 16px; font-weight: 700; }
QLabel[look="rail-office"] { color: @rail_text; font-size: @small_px; }
QLabel[step="now"] { color: @rail_title; font-weight: 700; }
QLabel[step="done"] { color: @rail_text; }
QLabel[step="later"] { color: @rail_faint; }
QLabel[look="rail-group"] { color: @rail_faint; font-size: @small_px; letter-spacing: 1px; }

QListWidget { background: @card; border: 1px solid @line; border-radius: @card_radius_px; padding: 4px; outline: 0; }
QListWidget::item { min-height: 34px; padding: 0px 8px; border-radius: @radius_px; color: @ink; }
QListWidget::item:hover { background: @hover; }
QListWidget::item:selected { background: @accent_soft; color: @accent; }

QPushButton {
    background: @card; color: @ink; border: 1px solid @border; border-radius: @radius_px;
    padding: 0px 12px; min-height: 32px;
}
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selected; }
QPushButton:focus { border: 1px solid @accent; }
QPushButton:checked { background: @accent_soft; border-color: @accent; color: @accent; }
QPushButton:disabled { color: @muted; background: @ground; border-color: @line; }
QPushButton[kind="primary"] {
    background: @accent; color: @on_accent; border: 1px solid @accent; font-weight: 600; padding: 0px 16px;
}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: @accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid @ink; padding: 0px 15px; min-height: 30px; }
QPushButton[kind="primary"]:disabled { background: @neutral_soft; color: @muted; border-color: @line; }
QPushButton[kind="small"] { padding: 0px; font-size: @small_px; border-color: @line; }
QPushButton[kind="compact"] { padding: 0px 6px; min-height: 26px; }
QPushButton::menu-indicator { image: none; width: 0px; }
QPushButton[kind="tab"] {
    padding: 0px 4px; font-size: @small_px; border-color: @line; color: @muted; min-height: 24px;
}
QPushButton[kind="tab"]:checked { color: @accent; border-color: @accent; background: @accent_soft; }
QPushButton[kind="link"] {
    background: transparent; color: @accent; border: 0px solid @card; padding: 0px 4px; font-weight: 600;
    min-height: 20px;
}
QPushButton[kind="link"]:hover, QPushButton[kind="link"]:focus { text-decoration: underline; }

QLineEdit, QPlainTextEdit, QComboBox, QFrame[field="true"] {
    background: @card; color: @ink; border: 1px solid @border; border-radius: 5px;
    padding: 0px 8px; min-height: 30px; placeholder-text-color: @muted;
    selection-background-color: @accent; selection-color: @on_accent;
}
QLineEdit { lineedit-password-character: 8226; }
QPlainTextEdit { padding: 4px 4px; }
QComboBox:editable { padding: 0px 0px 0px 6px; }
QComboBox:!editable { padding: 0px 10px 0px 8px; }
QComboBox::drop-down { border: 0px solid @card; width: 18px; subcontrol-origin: padding; }
QComboBox::down-arrow { image: none; width: 0px; height: 0px; }
QComboBox QLineEdit, QFrame[field="true"] > QLineEdit {
    border: 0px solid @card; padding: 0px; background: transparent; min-height: 20px;
}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QFrame[field="true"][inside="focus"] {
    border: 1px solid @accent;
}
QLineEdit:read-only, QPlainTextEdit:read-only { background: @ground; color: @muted; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @ground; color: @muted; }
QLineEdit[machine="read"], QPlainTextEdit[machine="read"], QComboBox[machine="read"],
QFrame[field="true"][machine="read"] {
    background: @machine_soft; border: 1px solid @machine_border;
}
QLineEdit[machine="flagged"], QPlainTextEdit[machine="flagged"], QComboBox[machine="flagged"],
QFrame[field="true"][machine="flagged"] {
    background: @warn_soft; border: 1px solid @warn_border;
}
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"],
QFrame[field="true"][problem="true"] {
    background: @bad_soft; border: 1px solid @bad;
}
QComboBox QAbstractItemView, QListView[popup="true"] {
    background: @card; color: @ink; border: 1px solid @border; padding: 0px; outline: 0;
    selection-background-color: @selected; selection-color: @ink;
}
QAbstractItemView::item { min-height: 24px; }
QCheckBox { spacing: 8px; min-height: 24px; }
QCheckBox::indicator:unchecked {
    width: 12px; height: 12px; border: 1px solid @muted; border-radius: 2px; background: @card;
}
QCheckBox::indicator:unchecked:disabled { border-color: @border; }

QTableView {
    background: @card; color: @ink; border: 0px solid @card; gridline-color: @line; outline: 0;
    selection-background-color: @selected; selection-color: @ink;
}
QHeaderView { background: @card; border: 0px solid @card; }
QHeaderView::section {
    background: @card; color: @muted; border: 0px solid @card; border-bottom: 1px solid @line;
    padding: 0px 8px; font-size: @small_px; font-weight: 600; min-height: 36px;
}
QTableCornerButton::section { background: @card; border: 0px solid @card; }

QScrollArea { background: transparent; border: 0px solid @card; }
QScrollArea > QWidget > QWidget[plain="true"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: @border; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QGraphicsView { background: @sunken; border: 0px solid @sunken; border-radius: @radius_px; }
QListView { background: transparent; border: 0px solid @card; outline: 0; }
QListWidget::item:selected { background: @selected; color: @ink; border-radius: 4px; }
QAbstractScrollArea::corner { background: transparent; border: 0px solid @card; }
QListView[thumbs="true"]::item { background: @paper; border: 1px solid @line; border-radius: 3px; padding: 0px; }
QListView[thumbs="true"]::item:selected { border: 2px solid @accent; }
QFrame[soft] QLabel { font-size: 12px; }
QSplitter::handle { background: transparent; }

QStatusBar { background: @card; border-top: 1px solid @line; min-height: 24px; max-height: 24px; }
QStatusBar::item { border: 0px solid @card; }
QProgressBar {
    background: @ground; color: @ink; border: 1px solid @line; border-radius: 5px; text-align: center;
    min-height: 22px; max-height: 22px; font-size: 12px;
}
QProgressBar::chunk { background: @accent_soft; border-radius: 4px; }
QMenu { background: @card; color: @ink; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selected; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px; }
QFrame[dropdown="true"] { background: @card; border: 1px solid @border; }
QCalendarWidget QToolButton { color: @ink; background: @card; padding: 4px 8px; border: 0px solid @card; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @card; }
"""
