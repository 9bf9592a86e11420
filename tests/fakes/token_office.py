"""An office with real PDFs and a real token child over the bad token, and a pile that waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from clerkdesk.adapters.pdf.desk import ChildPdfDesk
from clerkdesk.adapters.token.pictures import seal_picture, signature_picture
from clerkdesk.adapters.token.software import SoftwareTokens
from clerkdesk.adapters.token.tokens import ChildTokens
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.issuers import SEAL
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.tokens import SignatureKind, TokenCertificate
from clerkdesk.ports.registers import OutgoingFilter, Page
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.sign import Signed
from tests.fakes.drafts import SIGNER, make_draft
from tests.fakes.office import DRAFT_VALUES, FakeOffice
from tests.fakes.proxy_token import ProxyToken
from tests.fakes.sample_documents import CLERK, OFFICE


@dataclass
class TokenOffice:
    """An office whose registers are in memory, and whose PDFs and tokens are real."""

    office: FakeOffice
    token: ProxyToken
    tokens: ChildTokens

    def pile(self, count: int, pdf: bytes | None = None) -> list[Outgoing]:
        """So many documents that wait for the leader's signature."""
        desk = self.office.desk()
        made = []
        for _number in range(count):
            files, text, *_read = desk.prepare_file("to-trinh.pdf", pdf or make_draft())
            made.append(desk.approve(desk.draft(DRAFT_VALUES, files, text, CLERK).uid, CLERK))
        return made

    def pile_for_seal(self, count: int) -> list[Outgoing]:
        """So many that the leader has signed and that have their number on the page."""
        desk = self.office.desk()
        signed = [one.document for one in self.sign(self.pile(count), SignatureKind.PERSON)]
        return [desk.write_number(desk.allot(one.uid, CLERK).uid, CLERK) for one in signed]

    def sign(
        self,
        documents: list[Outgoing],
        kind: SignatureKind,
        *,
        pin: str = "",
        last_try: bool = False,
    ) -> Iterator[Signed]:
        """Sign them with the token's own PIN, or another one."""
        person = kind is SignatureKind.PERSON
        software = self.token.software
        right = software.leader_pin if person else software.organisation_pin
        return self.office.desk().sign(
            documents,
            kind,
            self.certificate(kind).certificate_id,
            bytearray((pin or right).encode()),
            CLERK,
            last_try=last_try,
        )

    def certificate(self, kind: SignatureKind) -> TokenCertificate:
        wanted = kind is SignatureKind.ORGANISATION
        found = [one for one in self.tokens.certificates() if one.is_organisation == wanted]
        return found[0]

    def batch(
        self, documents: list[Outgoing], kind: SignatureKind
    ) -> tuple[int, ClerkError | None]:
        """How many were signed, and what broke the batch off."""
        done = 0
        try:
            for signed in self.sign(documents, kind):
                assert signed.error is None, signed.error
                done += 1
        except ClerkError as error:
            return done, error
        return done, None

    def in_state(self, state: OutgoingState) -> list[Outgoing]:
        found = self.office.store.outgoing.find(OutgoingFilter(states=(state,)), Page(limit=500))
        return list(found)

    def content(self, document: Outgoing) -> bytes:
        main = self.office.store.outgoing.get(document.uid).main_file
        assert main is not None
        return self.office.store.files.get(main.sha256)

    def signatures(self, document: Outgoing) -> list[EmbeddedPdfSignature]:
        reader = PdfFileReader(BytesIO(self.content(document)), strict=False)
        return list(reader.embedded_signatures)


@contextmanager
def token_office(folder: Path, software: SoftwareTokens | None = None) -> Iterator[TokenOffice]:
    """A new office, whose token plays nothing yet."""
    token = ProxyToken(folder / "proxy", software)
    tokens = ChildTokens([token.module], environment=token.environment)
    pdf_desk = ChildPdfDesk()
    # The office is made for fakes; real children speak the same ports.
    office = FakeOffice(tokens=tokens, pdf_desk=pdf_desk)  # type: ignore[arg-type]
    rules = OfficeRules(office.store.settings)
    for whose, picture in ((SIGNER, signature_picture(SIGNER)), (SEAL, seal_picture(OFFICE.name))):
        rules.set_picture(whose, office.store.files.put(picture), "quantri")
    try:
        yield TokenOffice(office, token, tokens)
    finally:
        tokens.close()
        pdf_desk.close()
