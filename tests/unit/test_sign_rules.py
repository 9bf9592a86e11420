from datetime import date

import pkcs11
import pytest
from pkcs11 import exceptions as p11

from clerkdesk.adapters.token.vendor_codes import clerk_error, explained
from clerkdesk.domain.certificates import names_organisation
from clerkdesk.domain.dates import written_date
from clerkdesk.domain.errors import NoToken, PinLocked, TokenGone, TokenRefused, WrongPin
from clerkdesk.domain.reading import Box
from clerkdesk.domain.seal_layout import SEAL_MM, SHARE_COVERED, signature_places
from clerkdesk.domain.stamps import POINTS_PER_MM

TITLE, NAME = Box(350, 520, 490, 536), Box(370, 628, 470, 644)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        pytest.param(date(2026, 2, 5), "ngày 05 tháng 02 năm 2026", id="day and month are padded"),
        pytest.param(date(2026, 3, 5), "ngày 05 tháng 3 năm 2026", id="March is not padded"),
        pytest.param(date(2026, 11, 22), "ngày 22 tháng 11 năm 2026", id="nothing to pad"),
        pytest.param(date(2027, 1, 31), "ngày 31 tháng 01 năm 2027", id="January is padded"),
    ],
)
def test_the_date_is_written_as_the_decree_says(day: date, text: str) -> None:
    assert written_date(day) == text


@pytest.mark.parametrize(
    ("common_name", "organisation", "expected"),
    [
        ("ỦY BAN NHÂN DÂN XÃ THẠNH MẪU", "ỦY BAN NHÂN DÂN XÃ THẠNH MẪU", True),
        ("UBND xã Thạnh Mẫu", "Thành phố Mẫu", True),
        ("Trung tâm Phục vụ hành chính công", "UBND xã Thạnh Mẫu", True),
        ("Nguyễn Văn Mẫu", "ỦY BAN NHÂN DÂN XÃ THẠNH MẪU", False),
        ("Trương Thị Bích", "UBND xã Thạnh Mẫu", False),
        ("Trường THCS Thạnh Mẫu", "UBND xã Thạnh Mẫu", True),
        ("", "", False),
    ],
)
def test_a_certificate_is_a_persons_or_an_organisations(
    common_name: str, organisation: str, expected: bool
) -> None:
    assert names_organisation(common_name, organisation) is expected


def test_the_seal_covers_the_left_third_of_the_signature() -> None:
    places = signature_places(0, TITLE, NAME)
    covered = places.seal.x1 - places.signature.x0
    assert covered == pytest.approx((places.signature.x1 - places.signature.x0) * SHARE_COVERED)
    assert places.seal.x0 < places.signature.x0


def test_the_seal_has_its_real_size_and_the_signature_stands_between_title_and_name() -> None:
    places = signature_places(0, TITLE, NAME)
    assert places.seal.x1 - places.seal.x0 == pytest.approx(SEAL_MM * POINTS_PER_MM)
    assert places.seal.y1 - places.seal.y0 == pytest.approx(SEAL_MM * POINTS_PER_MM)
    assert TITLE.y1 <= places.signature.y0 < places.signature.y1 <= NAME.y0
    centre = (places.signature.x0 + places.signature.x1) / 2
    assert centre == pytest.approx((NAME.x0 + NAME.x1) / 2)


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (p11.PinIncorrect, WrongPin),
        (p11.PinLocked, PinLocked),
        (p11.TokenNotPresent, NoToken),
        (p11.DeviceRemoved, TokenGone),
    ],
)
def test_codes_that_the_clerk_can_act_on_have_their_own_message(
    code: type[pkcs11.PKCS11Error], meaning: type[Exception]
) -> None:
    assert type(clerk_error(code())) is meaning


def test_function_failed_is_never_a_wrong_pin() -> None:
    error = clerk_error(p11.FunctionFailed())
    assert isinstance(error, TokenRefused)
    assert error.code == "CKR_FUNCTION_FAILED"


def test_every_known_code_means_something_and_an_unknown_one_is_a_defect() -> None:
    known = {
        kind
        for kind in vars(p11).values()
        if isinstance(kind, type)
        and issubclass(kind, pkcs11.PKCS11Error)
        and kind not in (pkcs11.PKCS11Error, p11.MultipleObjectsReturned)
        and kind not in (p11.MultipleTokensReturned, p11.NoSuchKey)
    }
    assert [kind for kind in known if clerk_error(kind()) is None] == []
    assert clerk_error(pkcs11.PKCS11Error("Unmapped error code 0x7fff")) is None
    with pytest.raises(pkcs11.PKCS11Error), explained():
        raise pkcs11.PKCS11Error("Unmapped error code 0x7fff")
