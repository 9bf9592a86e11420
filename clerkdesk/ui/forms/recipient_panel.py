"""One recipient opened for editing under the chips: channel, kind, mail, address, copies on paper."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.incoming import CHANNEL_NAMES, Channel
from clerkdesk.domain.outgoing import RECIPIENT_KIND_NAMES, Recipient, RecipientKind
from clerkdesk.domain.recipients import LONGEST_NAME, is_email, recipient_problem
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui.cards import button
from clerkdesk.ui.forms.field_form import FieldForm

FIELDS = (
    Field("name", N_("Tên nơi nhận"), Kind.TEXT, required=True, max_length=LONGEST_NAME),
    Field(
        "channel",
        N_("Gửi qua"),
        Kind.CHOICE,
        required=True,
        width=6,
        choices={channel.value: name for channel, name in CHANNEL_NAMES.items()},
    ),
    Field(
        "kind",
        N_("Loại nơi nhận"),
        Kind.CHOICE,
        required=True,
        width=6,
        choices={kind.value: name for kind, name in RECIPIENT_KIND_NAMES.items()},
    ),
    Field("code", N_("Mã định danh"), Kind.TEXT, max_length=35, width=6),
    Field("email", N_("Thư điện tử"), Kind.TEXT, max_length=254, width=6),
    Field("address", N_("Địa chỉ (in trên bì)"), Kind.TEXT, max_length=200, width=8),
    Field("paper_copies", N_("Số bản giấy"), Kind.WHOLE_NUMBER, width=4),
)


class RecipientPanel(QFrame):
    """Says `done` with the changed recipient, or `left` where nothing is to change."""

    done = Signal(object)  # Recipient
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("sunken", "true")
        self._recipient = Recipient("")
        self.form = FieldForm(FIELDS)
        take = button(_("Xong"), self._take, key="Ctrl+Shift+Return")
        leave = button(_("Thôi"), self.left.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(self.form)
        layout.addLayout(row)
        for name in ("name", "code", "email", "address", "paper_copies"):
            box = self.form.editor(name).widget()
            if isinstance(box, QLineEdit):
                box.returnPressed.connect(self._take)

    def open(self, recipient: Recipient, proposed_copies: int) -> None:
        """Show a recipient; `proposed_copies` is what the rule gives him where nothing is typed."""
        self._recipient = recipient
        self.form.clear()
        self.form.set_values(
            {
                "name": recipient.name,
                "channel": recipient.channel.value,
                "kind": recipient.kind.value,
                "code": recipient.code,
                "email": recipient.email,
                "address": recipient.address,
                "paper_copies": recipient.paper_copies or None,
            }
        )
        copies = self.form.editor("paper_copies").widget()
        if isinstance(copies, QLineEdit):
            copies.setPlaceholderText(_("{n} theo đề xuất").format(n=proposed_copies))
        self.show()
        self.form.focus_field("channel")

    def _take(self) -> None:
        values = self.form.values()
        wrong = problems(FIELDS, values)
        email = str(values["email"])
        if email and not is_email(email):
            wrong.setdefault("email", _("Địa chỉ thư không đúng, ví dụ: vanthu@cantho.gov.vn."))
        if wrong:
            self.form.show_problems(wrong)
            return
        copies = values["paper_copies"]
        changed = replace(
            self._recipient,
            name=str(values["name"]),
            channel=Channel(str(values["channel"])),
            kind=RecipientKind(str(values["kind"])),
            code=str(values["code"]),
            email=email,
            address=str(values["address"]),
            paper_copies=copies if isinstance(copies, int) else 0,
        )
        if sentence := recipient_problem(changed):
            self.form.show_problems({_wrong_field(changed): sentence})
            return
        self.form.show_problems({})
        self.done.emit(changed)


def _wrong_field(recipient: Recipient) -> str:
    """Where the sentence about a channel that cannot be used belongs."""
    if recipient.channel is Channel.SYSTEM and not recipient.code:
        return "code"
    if recipient.channel is Channel.MAIL and not recipient.email:
        return "email"
    return "paper_copies"
