"""A child that is asked before it has loaded waits for its libraries, whatever it is asked first."""

import pytest

from clerkdesk.adapters.token.tokens import ChildTokens
from clerkdesk.domain.errors import NoTimeStamp
from clerkdesk.domain.tokens import SignatureKind, SignatureLevel
from clerkdesk.ports.signing import Stamps
from tests.fakes.token_office import token_office


def test_the_first_request_of_a_fresh_child_may_be_any(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with token_office(tmp_path_factory.mktemp("fresh")) as office:
        (signed,) = office.sign(office.pile(1), SignatureKind.PERSON)
        pdf = office.content(signed.document)
        tokens = ChildTokens([office.token.module], environment=office.token.environment)
        try:
            with pytest.raises(NoTimeStamp):
                tokens.seal_time("x.pdf", pdf, Stamps(SignatureLevel.B_T))
        finally:
            tokens.close()
