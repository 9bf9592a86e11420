"""A stamp of secrecy is found on real pixels, black or red, in its frame or without."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from clerkdesk.adapters.pages.ocr import Reader
from clerkdesk.domain.secrecy import stamped_secret
from clerkdesk.process.resources import font_file

DPI = 200


def page(mark: str, colour: str) -> Image.Image:
    """The head of a plan about keeping secrets, with `mark` under its number."""
    image = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(image)
    bold, plain = (
        ImageFont.truetype(io.BytesIO(font_file(f"Tinos-{name}.ttf").read_bytes()), 36)
        for name in ("Bold", "Regular")
    )
    draw.text((200, 150), "ỦY BAN NHÂN DÂN", font=bold, fill="black")
    draw.text((780, 150), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", font=bold, fill="black")
    draw.text((230, 200), "TỈNH SÓC TRĂNG", font=bold, fill="black")
    draw.text((900, 200), "Độc lập - Tự do - Hạnh phúc", font=bold, fill="black")
    draw.text((230, 270), "Số: 15/KH-UBND", font=plain, fill="black")
    if mark:
        width = draw.textlength(mark, font=bold)
        draw.text((260, 345), mark, font=bold, fill=colour)
        draw.rectangle((245, 340, 275 + width, 392), outline=colour, width=4)
    draw.text((700, 450), "KẾ HOẠCH", font=bold, fill="black")
    for row in range(6):
        words = "Bảo vệ bí mật nhà nước, bảo mật thông tin và mật khẩu"
        draw.text((220, 540 + row * 60), words, font=plain, fill="black")
    return image


@pytest.mark.parametrize(
    ("mark", "colour"), [("MẬT", "#c81e1e"), ("TUYỆT MẬT", "black"), ("", "black")]
)
def test_the_stamp_on_a_read_page(mark: str, colour: str) -> None:
    reader = Reader()
    try:
        assert stamped_secret([reader.read(page(mark, colour), DPI)]) == mark
    finally:
        reader.close()
