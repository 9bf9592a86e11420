"""What a walk through the real program is built from."""

import shutil

import pytest

from clerkdesk import app
from clerkdesk.adapters.token.software import find_module
from clerkdesk.demo.builders import Builders


@pytest.fixture(scope="module")
def builders() -> Builders:
    if find_module() is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM2 is not installed")
    if shutil.which("soffice") is None and shutil.which("libreoffice") is None:
        pytest.skip("LibreOffice is not installed")
    return Builders(
        app.create_office,
        app.build_vault,
        app.build_connect,
        app.open_office,
        app.program_parts,
        app.clock,
    )
