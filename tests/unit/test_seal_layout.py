"""Signature and seal stand where NĐ 30/2020, Phụ lục I puts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.reading import Box
from clerkdesk.domain.seal_layout import SEAL_MM, SIGNATURE_MM, signature_places
from clerkdesk.domain.stamps import POINTS_PER_MM

TITLE = Box(330, 560, 480, 575)
NAME = Box(345, 660, 465, 675)


def test_the_signature_is_centred_between_title_and_name() -> None:
    box = signature_places(0, TITLE, NAME).signature
    assert (box.x0 + box.x1) / 2 == pytest.approx((NAME.x0 + NAME.x1) / 2)
    assert (box.y0 + box.y1) / 2 == pytest.approx((TITLE.y1 + NAME.y0) / 2)
    assert box.x1 - box.x0 == pytest.approx(SIGNATURE_MM[0] * POINTS_PER_MM)


def test_the_seal_has_its_real_size_and_covers_the_left_third() -> None:
    places = signature_places(2, TITLE, NAME)
    width = places.signature.x1 - places.signature.x0
    assert places.page == 2
    assert places.seal.x1 - places.seal.x0 == pytest.approx(SEAL_MM * POINTS_PER_MM)
    assert places.seal.y1 - places.seal.y0 == pytest.approx(SEAL_MM * POINTS_PER_MM)
    assert places.seal.x1 - places.signature.x0 == pytest.approx(width / 3)


@given(
    gap=st.floats(1, 300), left=st.floats(100, 400), width=st.floats(40, 180), top=st.floats(0, 500)
)
def test_the_signature_never_covers_title_or_name(
    gap: float, left: float, width: float, top: float
) -> None:
    title = Box(left, top, left + width, top + 15)
    name = Box(left, title.y1 + gap, left + width, title.y1 + gap + 15)
    places = signature_places(0, title, name)
    assert title.y1 <= places.signature.y0 + 1e-6
    assert places.signature.y1 <= name.y0 + 1e-6
    middle = (places.signature.y0 + places.signature.y1) / 2
    assert (places.seal.y0 + places.seal.y1) / 2 == pytest.approx(middle)
