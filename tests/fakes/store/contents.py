"""Checks, files and scanned pages in memory."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from clerkdesk.domain.errors import (
    DamagedFile,
    NotFound,
    PileChanged,
)
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.judged_again import JudgedAgain, SignerCertificate, is_open
from clerkdesk.domain.known_keys import KnownKey, memorable, name_key
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import plain_fields
from clerkdesk.domain.scans import Aside, BatchPage, ScanBatch, ScannedPage
from clerkdesk.domain.verdicts import SignatureCheck, SignatureResult
from clerkdesk.domain.vietnamese import nfc
from tests.fakes.store.incoming import FakeIncomingRegister
from tests.fakes.store.shared import Shared


class FakeChecks:
    """Checks in a list."""

    def __init__(self, shared: Shared, incoming: FakeIncomingRegister) -> None:
        self._shared = shared
        self._incoming = incoming
        self.recorded: list[SignatureCheck] = []
        self.keys: list[tuple[str, KnownKey]] = []
        self.judged: dict[str, JudgedAgain] = {}

    def record(self, check: SignatureCheck) -> None:
        self._shared.refuse_if_told()
        self.recorded.append(check)
        for one in check.signatures:
            known = self.known_keys(one.signer, one.organisation)
            if check.checked_at is None or not memorable(one, known):
                continue
            if all(before.key != one.key for before in known):
                new = KnownKey(one.signer, one.organisation, one.key, one.issuer, check.checked_at)
                self.keys.append((name_key(one.signer, one.organisation), new))
        values = {"check": plain_fields(check)}
        self._shared.record("check", check.sha256, OpKind.CHANGE, self._shared.device, values)

    def latest(self, sha256: str) -> SignatureCheck | None:
        found = self.all_of(sha256)
        return found[-1] if found else None

    def all_of(self, sha256: str) -> Sequence[SignatureCheck]:
        return [check for check in self.recorded if check.sha256 == sha256]

    def open(self, by: Collection[str] | None = None) -> Sequence[str]:
        last = self._last()
        newest = dict.fromkeys(check.sha256 for check in reversed(self.recorded))
        found = [
            sha
            for sha in newest
            if is_open(last[sha])
            and (by is None or any({s.issuer, s.root} & set(by) for s in last[sha].signatures))
        ]
        return sorted(found, key=lambda sha: not self._in_work(sha))

    def certificates(self) -> Sequence[SignerCertificate]:
        return sorted(
            {one for _sha, one in self._signed()}, key=lambda c: (c.serial, c.issuer, c.root)
        )

    def files_of(self, certificates: Collection[SignerCertificate]) -> Sequence[str]:
        return sorted({sha for sha, one in self._signed() if one in certificates})

    def _signed(self) -> list[tuple[str, SignerCertificate]]:
        return [
            (sha, SignerCertificate(one.issuer, one.serial, one.root))
            for sha, check in self._last().items()
            for one in check.signatures
            if one.serial and check.result is not SignatureResult.INVALID
        ]

    def _last(self) -> dict[str, SignatureCheck]:
        return {check.sha256: check for check in self.recorded}

    def points(self) -> Sequence[str]:
        last = {check.sha256: check for check in self.recorded}
        return sorted(
            {url for c in last.values() for one in c.signatures for url in one.crl_points}
        )

    def known_keys(self, signer: str, organisation: str) -> Sequence[KnownKey]:
        wanted = name_key(signer, organisation)
        found = [key for named, key in self.keys if named == wanted]
        return sorted(found, key=lambda key: (key.first_at, key.key))

    def documents(self, sha256: str) -> Sequence[Incoming]:
        found = [
            row
            for row in self._incoming.rows
            if any(file.sha256 == sha256 for file in row.entry.attachments)
        ]
        return sorted(found, key=lambda row: row.uid)

    def change_result(self, uid: str, check: SignatureCheck, why: str, by: str) -> Incoming:
        document = self._incoming.get(uid)
        before, after = document.entry.signature_result, check.result
        if before is after or document.state is IncomingState.CANCELLED:
            return document
        self._shared.refuse_if_told()
        judged = JudgedAgain(uid, check.sha256, before, after, nfc(why), self._shared.clock())
        changed = replace(document, entry=replace(document.entry, signature_result=after))
        self._incoming.rows = [changed if row.uid == uid else row for row in self._incoming.rows]
        self.judged[uid] = judged
        values = {"judged": plain_fields(judged)}
        self._shared.record("incoming", uid, OpKind.CHANGE, by, values)
        return changed

    def fallen(self) -> Sequence[JudgedAgain]:
        found = [one for one in self.judged.values() if one.fallen and not one.seen_by]
        return sorted(found, key=lambda one: one.at, reverse=True)

    def take_note(self, uid: str, by: str) -> None:
        if uid in self.judged and not self.judged[uid].seen_by:
            self.judged[uid] = replace(self.judged[uid], seen_by=by)
            self._shared.record("incoming", uid, OpKind.CHANGE, by, {"fall_seen": by})

    def _in_work(self, sha256: str) -> bool:
        closed = (IncomingState.DONE, IncomingState.CANCELLED)
        return any(row.state not in closed for row in self.documents(sha256))


class FakeFiles:
    """Contents by hash; change a value of `contents` to see DamagedFile."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.contents: dict[str, bytes] = {}
        self.uses: list[Callable[[str], bool]] = []
        """Who else may name a content, by its hash."""

    def put(self, content: bytes) -> str:
        self._shared.refuse_if_told()
        sha256 = hashlib.sha256(content).hexdigest()
        self.contents[sha256] = bytes(content)
        return sha256

    def get(self, sha256: str) -> bytes:
        if sha256 not in self.contents:
            raise NotFound(f"tệp «{sha256[:12]}»")
        content = self.contents[sha256]
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedFile(sha256[:12])
        return content

    def has(self, sha256: str) -> bool:
        return sha256 in self.contents

    def forget(self, hashes: Collection[str]) -> None:
        self._shared.refuse_if_told()
        for sha256 in hashes:
            if not any(uses(sha256) for uses in self.uses):
                self.contents.pop(sha256, None)


class FakePageSpool:
    """Batches in a dict, oldest first."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._batches: dict[str, ScanBatch] = {}
        self._away: dict[str, ScanBatch] = {}
        self._images: dict[str, bytes] = {}

    def open_batch(
        self,
        title: str,
        device: str,
        *,
        backs_of: str = "",
        two_sided: bool = False,
        archive: str = "",
        sheets: int = 0,
    ) -> ScanBatch:
        self._shared.refuse_if_told()
        batch = ScanBatch(
            self._shared.new_id(),
            title,
            self._shared.clock(),
            device,
            backs_of=backs_of,
            two_sided=two_sided,
            archive=archive,
            sheets=sheets,
        )
        self._batches[batch.batch_id] = batch
        return batch

    def add(self, batch_id: str, page: ScannedPage) -> BatchPage:
        batch = self.batch(batch_id)
        self._shared.refuse_if_told()
        kept = BatchPage(
            page_id=self._shared.new_id(),
            position=len(batch.pages) + 1,
            sha256=hashlib.sha256(page.image).hexdigest(),
            media_type=page.media_type,
            dpi=page.dpi,
            width=page.width,
            height=page.height,
        )
        self._images[kept.page_id] = page.image
        self._batches[batch_id] = replace(batch, pages=(*batch.pages, kept))
        return kept

    def batches(self) -> Sequence[ScanBatch]:
        return list(self._batches.values())

    def batch(self, batch_id: str) -> ScanBatch:
        if batch_id not in self._batches:
            raise NotFound("tập trang quét này")
        return self._batches[batch_id]

    def image(self, page: BatchPage) -> bytes:
        if page.page_id not in self._images:
            raise NotFound("trang quét này")
        return self._images[page.page_id]

    def turn(self, page_id: str, degrees: int) -> BatchPage:
        if degrees % 90:
            raise ValueError(f"pages turn by right angles, not by {degrees}")
        return self._edit(page_id, lambda page: replace(page, turned=(page.turned + degrees) % 360))

    def set_dropped(self, page_id: str, dropped: bool, *, aside: Aside | None = None) -> BatchPage:
        return self._edit(
            page_id, lambda page: replace(page, dropped=dropped, aside=aside or page.aside)
        )

    def arrange(self, batches: Sequence[ScanBatch]) -> Sequence[ScanBatch]:
        self._shared.refuse_if_told()
        named = [replace(one, batch_id=one.batch_id or self._shared.new_id()) for one in batches]
        there = {
            page.page_id: page
            for one in named
            if one.batch_id in self._batches
            for page in self._batches[one.batch_id].pages
        }
        wanted = [page.page_id for one in named for page in one.pages]
        if sorted(wanted) != sorted(there):
            raise PileChanged(named[0].title if named else "")
        for one in named:
            pages = tuple(
                replace(there[page.page_id], position=place)
                for place, page in enumerate(one.pages, start=1)
            )
            if pages:
                bound = self._batches.get(one.batch_id, one).bound
                self._batches[one.batch_id] = replace(one, pages=pages, bound=bound)
            else:
                self._batches.pop(one.batch_id, None)
        return [self._batches[one.batch_id] for one in named if one.pages]

    def note_sheets(self, batch_id: str, sheets: int) -> None:
        self._shared.refuse_if_told()
        self._batches[batch_id] = replace(self.batch(batch_id), sheets=sheets)

    def note_bound(self, batch_id: str, bound: str) -> None:
        self._shared.refuse_if_told()
        self._batches[batch_id] = replace(self.batch(batch_id), bound=bound)

    def put_away(self, batch_id: str, uid: str) -> None:
        self._shared.refuse_if_told()
        self._away[batch_id] = self.batch(batch_id)
        del self._batches[batch_id]

    def take_back(self, batch_id: str) -> ScanBatch:
        self._shared.refuse_if_told()
        if batch_id not in self._away:
            raise NotFound("tập trang quét này")
        self._batches[batch_id] = self._away.pop(batch_id)
        return self._batches[batch_id]

    def discard(self, batch_id: str) -> None:
        batch = self._batches.pop(batch_id, None)
        for page in batch.pages if batch else ():
            del self._images[page.page_id]

    def _edit(self, page_id: str, change: Callable[[BatchPage], BatchPage]) -> BatchPage:
        for batch_id, batch in self._batches.items():
            for page in batch.pages:
                if page.page_id == page_id:
                    changed = change(page)
                    pages = tuple(changed if old is page else old for old in batch.pages)
                    self._batches[batch_id] = replace(batch, pages=pages)
                    return changed
        raise NotFound("trang quét này")
