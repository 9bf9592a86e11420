"""Scanner-like pages drawn for tests: print, a red seal, a blue signature, noise, skew."""

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from clerkdesk.process.resources import font_file

Pixels = NDArray[np.uint8]
LINES = (
    "ỦY BAN NHÂN DÂN XÃ AN THẠNH",
    "Số: 15/QĐ-UBND",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2025;",
    "Điều 1. Phê duyệt kế hoạch kiểm tra công tác văn thư, lưu trữ năm 2026,",
    "gồm những nội dung sau đây: rà soát sổ đăng ký, đối chiếu bản giấy với bản số;",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký; bộ phận văn thư tổ chức",
    "thực hiện và báo cáo kết quả trước ngày 25 tháng 12 hằng năm theo quy định.",
)


def a_page(
    *, seal: bool = False, skew: float = 0.0, noise: float = 4.0, faint: bool = False
) -> Pixels:
    """An A4 page at 300 dpi."""
    image = Image.new("RGB", (2480, 3508), (247, 246, 240))
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(font_file("Tinos-Regular.ttf")), 56)
    for row in range(4):
        for place, line in enumerate(LINES):
            pen.text((280, 300 + 78 * (place + 7 * row)), line, font=font, fill=(35, 33, 36))
    if seal:
        pen.ellipse((1500, 2650, 1940, 3090), outline=(205, 40, 55), width=12)
        pen.regular_polygon((1720, 2870, 110), 5, fill=(205, 40, 55))
        pen.line(
            [(1650 + 25 * n, 2900 + (60 if n % 2 else -60)) for n in range(18)], (30, 40, 150), 9
        )
    if faint:  # a shaded box, fainter than print
        pen.rectangle((300, 2700, 900, 3000), fill=(228, 227, 221))
        for step in range(0, 300, 12):
            pen.line((300, 2700 + step, 900, 2700 + step), fill=(216, 215, 209), width=5)
    pixels = np.asarray(image)
    if skew:
        turn = cv2.getRotationMatrix2D((1240, 1754), -skew, 1.0)
        pixels = cv2.warpAffine(pixels, turn, (2480, 3508), borderValue=(247, 246, 240))
    grain = np.random.default_rng(7).normal(0, noise, pixels.shape)
    return np.asarray((pixels + grain).clip(0, 255), dtype=np.uint8)


def blank(noise: float = 4.0) -> Pixels:
    """An empty sheet as a scanner sees it."""
    grain = np.random.default_rng(3).normal(245, noise, (3508, 2480, 3))
    return np.asarray(grain.clip(0, 255), dtype=np.uint8)


def jpeg_of(pixels: Pixels, quality: int = 88) -> bytes:
    """As a driver encodes it."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality, dpi=(300, 300))
    return buffer.getvalue()
