"""The province's signed word on an agency's feed, and the leaves under it."""

from typing import Annotated

from fastapi import APIRouter, Query

from clerkdesk.server.messages import LeafMessage, Leaves, RootMessage, RootsAnswer
from clerkdesk.server.province import AskingDesk, Here, refusals

router = APIRouter(tags=["roots"])
_LEAVES = 2000


@router.get("/v1/roots", responses=refusals(401, 422, 429, 503))
def roots(
    here: Here,
    desk: AskingDesk,
    after: Annotated[int, Query(ge=0, le=2**53, description="entries checked so far")] = 0,
) -> RootsAnswer:
    """Signed daily roots of the feed of the desk's agency (RFC 6962 tree), oldest first.

    Each covers the first `size` entries and names the hash of the one before. A desk that has
    checked up to `after` takes the leaves behind, grows its own tree and compares.
    """
    generation, signed = here.roots.after(desk.agency_id, after)
    return RootsAnswer(
        generation=generation,
        key=here.root_key.public,
        roots=[
            RootMessage(
                agency=root.agency,
                generation=root.generation,
                day=root.day,
                size=root.size,
                root=root.root,
                previous=root.previous,
                signature=root.signature,
            )
            for root in signed
        ],
    )


@router.get("/v1/leaves", responses=refusals(401, 422, 429, 503))
def leaves(
    here: Here,
    desk: AskingDesk,
    since: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Annotated[int, Query(ge=1, le=_LEAVES)] = _LEAVES,
) -> Leaves:
    """What the tree of the desk's agency holds after `since`: hashes, and whose op it is.

    A leaf is SHA-256 of 0x00 and the canonical JSON of [seq, at, digest].
    """
    return Leaves(
        leaves=[
            LeafMessage(
                seq=leaf.seq,
                at=leaf.at,
                digest=leaf.digest,
                device=leaf.device,
                incarnation=leaf.incarnation,
                op_seq=leaf.op_seq,
            )
            for leaf in here.roots.leaves(desk.agency_id, since, limit)
        ]
    )
