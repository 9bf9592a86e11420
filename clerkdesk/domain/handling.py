"""What becomes of a registered incoming document: forwarded, worked on, done, taken up again.

One pure state machine for this desk, and a tolerant one for what other desks did meanwhile.
Source: NĐ 30/2020, Điều 23 and 24; QĐ 15/2016, Điều 10.
"""

from dataclasses import replace

from clerkdesk.domain.assignments import (
    DEED_NAMES,
    OF_ONE_PERSON,
    STANDING_NAMES,
    Act,
    Assignment,
    Deed,
    active_rounds,
    complete,
    may_follow,
    own_standing,
)
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.incoming import INCOMING_STATE_NAMES, Incoming, IncomingState
from clerkdesk.domain.texts import N_, _

_FORWARD = N_("chuyển")

_FORWARDING = {
    IncomingState.TO_FORWARD: IncomingState.FORWARDED,
    IncomingState.FORWARDED: IncomingState.FORWARDED,
    IncomingState.IN_WORK: IncomingState.IN_WORK,
}
_DEEDS = {
    (Deed.RECEIVE, IncomingState.FORWARDED): IncomingState.FORWARDED,
    (Deed.RECEIVE, IncomingState.IN_WORK): IncomingState.IN_WORK,
    (Deed.RECEIVE, IncomingState.DONE): IncomingState.DONE,
    (Deed.UNRECEIVE, IncomingState.FORWARDED): IncomingState.FORWARDED,
    (Deed.UNRECEIVE, IncomingState.IN_WORK): IncomingState.IN_WORK,
    (Deed.UNRECEIVE, IncomingState.DONE): IncomingState.DONE,
    (Deed.PROGRESS, IncomingState.FORWARDED): IncomingState.IN_WORK,
    (Deed.PROGRESS, IncomingState.IN_WORK): IncomingState.IN_WORK,
    (Deed.RETURN, IncomingState.FORWARDED): IncomingState.FORWARDED,
    (Deed.RETURN, IncomingState.IN_WORK): IncomingState.IN_WORK,
    (Deed.FINISH_PART, IncomingState.FORWARDED): IncomingState.IN_WORK,
    (Deed.FINISH_PART, IncomingState.IN_WORK): IncomingState.IN_WORK,
    (Deed.FINISH, IncomingState.FORWARDED): IncomingState.DONE,
    (Deed.FINISH, IncomingState.IN_WORK): IncomingState.DONE,
    (Deed.REOPEN, IncomingState.DONE): IncomingState.IN_WORK,
    (Deed.REMIND, IncomingState.TO_FORWARD): IncomingState.TO_FORWARD,
    (Deed.REMIND, IncomingState.FORWARDED): IncomingState.FORWARDED,
    (Deed.REMIND, IncomingState.IN_WORK): IncomingState.IN_WORK,
}


def forwarded(document: Incoming, given: Assignment) -> Incoming:
    """The document with one more round.

    Raises:
        StepNotAllowed: it is done or cancelled.
    """
    if document.state not in _FORWARDING:
        raise StepNotAllowed(_(_FORWARD), _(INCOMING_STATE_NAMES[document.state]))
    return replace(
        document,
        state=_FORWARDING[document.state],
        assignments=(*document.assignments, complete(given)),
    )


def acted(document: Incoming, act: Act) -> Incoming:
    """The document after `act`.

    Raises:
        StepNotAllowed: not lawful from here, or nobody of that name has a part in that round.
    """
    state = _DEEDS.get((act.deed, document.state))
    if state is None:
        refused = _(INCOMING_STATE_NAMES[document.state])
        raise StepNotAllowed(_(DEED_NAMES[act.deed]), refused)
    if act.deed in OF_ONE_PERSON:
        given = next((g for g in document.assignments if g.key == act.round_id), None)
        if given is None or not given.names(act.person):
            raise StepNotAllowed(_(DEED_NAMES[act.deed]), _("Chưa được giao"))
        standing = own_standing(given, act.person, document.acts)
        if not may_follow(act, standing, document.acts):
            raise StepNotAllowed(_(DEED_NAMES[act.deed]), _(STANDING_NAMES[standing]))
    acts = (*document.acts, act)
    if act.deed is Deed.RETURN and not active_rounds(document.assignments, acts):
        state = IncomingState.TO_FORWARD
    return replace(document, state=state, acts=acts)


def merged(document: Incoming, event: Assignment | Act) -> Incoming:
    """The document with what another desk did; every desk comes to the same, in whichever order.

    What was not possible any more is kept in the record and moves no state.
    """
    if isinstance(event, Act):
        if any(act.act_id == event.act_id for act in document.acts):
            return document
    elif any(given.key == event.key for given in document.assignments):
        return document
    events = _in_order(document)
    if not events or events[-1].at <= event.at:
        return _tolerant(document, event)
    bare = replace(document, assignments=(), acts=())
    if document.state is not IncomingState.CANCELLED:
        bare = replace(bare, state=IncomingState.TO_FORWARD)
    for each in sorted([*events, event], key=lambda e: e.at):
        bare = _tolerant(bare, each)
    return bare


def _in_order(document: Incoming) -> list[Assignment | Act]:
    return sorted([*document.assignments, *document.acts], key=lambda event: event.at)


def _tolerant(document: Incoming, event: Assignment | Act) -> Incoming:
    try:
        return acted(document, event) if isinstance(event, Act) else forwarded(document, event)
    except StepNotAllowed:
        if isinstance(event, Act):
            return replace(document, acts=(*document.acts, event))
        return replace(document, assignments=(*document.assignments, complete(event)))
