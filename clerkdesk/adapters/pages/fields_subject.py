"""The text of a subject from its lines, with the slips of OCR that its own grammar puts right."""

import re
from collections.abc import Iterable

from clerkdesk.domain.syllables import is_syllable

_ABOUT = re.compile(r"^\W*[Vv]\s*[/1lI|!]\s*[vV](?=\s)")
_QUARTER = re.compile(r"\b([Qq])u[yýỳỷỹ] ([TIHLÍÌỊÏÎĨl1|!]{1,4})(?= năm\b|$)")
_ROMAN = {"T": "I", "H": "II"}
"""«quý III» is read as «quý HI», «quý THI», «quý THỊ»."""
_APART = re.compile(r"\b([BCDĐGHKLMNPQRSTVX]) ([a-zà-ỹ]+)\b")
_YEAR = re.compile(r"\b(năm|-|–)( ?)([12lI][0-9OolIÙÔÓ]{3})\b")
_ROUND = str.maketrans("OoÙÔÓlI", "0000011")
_DASHED = re.compile(r"\b(kinh tế|quốc phòng|chính trị) (xã hội|an ninh)\b", re.IGNORECASE)
"""Pairs that the law writes with a dash, which is easily lost between words."""
_NUMBERED = re.compile(
    r"\b((?:nghị quyết|công văn|quyết định|kế hoạch|thông báo|chỉ thị|nghị định|thông tư|hướng dẫn"
    r"|tờ trình|báo cáo|kết luận)) (?:s[ôổốóo]|số)\.?(?= \d)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(\d{1,2})[Il|!/](\d{1,2})[Il|!/](\d{4})\b")
_CODE = re.compile(r"\b(\d{1,5})[Il|!](?=(?:[A-ZĐ][A-ZĐa-z]{1,8})-)")
_PARTY_CODE = re.compile(r"\b(\d{1,4}-(?:NQ|QĐ|CT|KL|TB|KH|HD|BC|QC))[Il|!1](?=[A-ZĐ]{2})")
_CODE_APART = re.compile(r"(\d/[A-ZĐ]{2,8}-) (?=[A-ZĐ]{2})")
_CENTRAL = re.compile(r"(?<=\d-(?:NQ|QĐ|CT|KL|TB|KH|HD|BC|QC)/)[LIF1]W\b")
"""«57-NQ/TW» is the one code that subjects name most: no agency is called LW."""
_RUN_ON = re.compile(r"(?<=[a-zà-ỹ])[.](?=[a-zà-ỹ])")
_STOP = re.compile(r"(?<=[a-zà-ỹ])[.](?= [a-zà-ỹđ])")


_DAY_UNCUT = re.compile(r"\b(ngày )(\d{1,2})1(1?\d)1(20\d\d)\b")
_ABOUT_BARE = re.compile(r"^V[eêèẽ](?= )")
_QUOTED = re.compile(r'"\s*([^"]*?)\s*"')
_QUOTES = re.compile('[\u201c\u201d\u201e"]')


def subject_text(lines: Iterable[str]) -> str:
    """The lines as one text, without what stands around it."""
    text = " ".join(lines)
    text = _ABOUT.sub("V/v", text)
    text = _QUARTER.sub(_quarter, text)
    text = _APART.sub(_together, text)
    text = _YEAR.sub(lambda found: found[1] + found[2] + found[3].translate(_ROUND), text)
    text = _DASHED.sub(r"\1 - \2", text)
    text = _DAY_UNCUT.sub(_cut_day, _DAY.sub(r"\1/\2/\3", text))
    text = _NUMBERED.sub(r"\1 số", _ABOUT_BARE.sub("Về", text))
    if '"' in text:  # one kind of quotes stands in a text, not a half of each
        text = _QUOTED.sub(r'"\1"', _QUOTES.sub('"', text))
    text = _CENTRAL.sub("TW", _PARTY_CODE.sub(r"\1/", _CODE.sub(r"\1/", text)))
    text = _STOP.sub(",", _RUN_ON.sub(" ", _CODE_APART.sub(r"\1", text)))
    return re.sub(r"\s+([,;.])", r"\1", text).strip(" .;,:-_|*'`~")


def _cut_day(found: re.Match[str]) -> str:
    """«261912024» is «26/9/2024»: strokes were taken for ones."""
    day, month = int(found[2]), int(found[3])
    real = 1 <= day <= 31 and 1 <= month <= 12
    return f"{found[1]}{found[2]}/{found[3]}/{found[4]}" if real else found[0]


def _quarter(found: re.Match[str]) -> str:
    roman = "".join(_ROMAN.get(sign, "I") for sign in found[2])
    return f"{found[1]}uý {roman if roman in ('I', 'II', 'III') else 'III'}"


def _together(cut: re.Match[str]) -> str:
    """«N gày» is «Ngày»: no consonant stands alone."""
    return f"{cut[1]}{cut[2]}" if is_syllable(f"{cut[1]}{cut[2]}") else cut[0]
