"""The use cases of the official mailbox, ready to call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.ports.store import Store
from clerkdesk.services.candidate_from_mail import CandidateFromMail
from clerkdesk.services.candidates import CandidateFromArrival
from clerkdesk.services.forward_by_mail import ForwardByMail, MakeSheet
from clerkdesk.services.mail_setting import ChangeMail, MailDevices
from clerkdesk.services.mail_templates import ChangeTemplate
from clerkdesk.services.meet_mailbox import MeetMailbox
from clerkdesk.services.send_again import SendAgain
from clerkdesk.services.take_mail import TakeMail
from clerkdesk.services.write_mails import WriteMails


@dataclass(frozen=True, slots=True)
class MailDesk:
    """What a screen needs of the mailbox; made by `open_mail_desk`."""

    change: ChangeMail
    templates: ChangeTemplate
    take: TakeMail
    open: CandidateFromMail
    meet: MeetMailbox
    send_again: SendAgain
    forward: ForwardByMail


def open_mail_desk(
    store: Store,
    devices: MailDevices,
    clock: Callable[[], datetime],
    write: WriteMails,
    from_arrival: CandidateFromArrival,
    sheet: MakeSheet,
) -> MailDesk:
    """Ready every use case of the mailbox on an open store."""
    take = TakeMail(store, devices.codec, clock)
    return MailDesk(
        change=ChangeMail(store.settings, devices),
        templates=ChangeTemplate(store.settings),
        take=take,
        open=CandidateFromMail(take, from_arrival),
        meet=MeetMailbox(store, devices, take, clock),
        send_again=SendAgain(store, write, clock),
        forward=ForwardByMail(store, write, sheet),
    )
