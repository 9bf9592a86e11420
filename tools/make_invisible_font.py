"""Make `resources/archive/invisible.ttf`: one empty glyph, half as wide as the font's size."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

TARGET = Path(__file__).resolve().parent.parent / "resources" / "archive" / "invisible.ttf"
MADE = 3_870_000_000
"""Seconds since 1904; fixed, so that the file is the same each time."""


def main() -> None:
    """Write the font."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "blank"])
    builder.setupCharacterMap({0x20: "blank"})
    builder.setupGlyf({".notdef": Glyph(), "blank": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "blank": (500, 0)})
    builder.setupHorizontalHeader(ascent=900, descent=-250)
    builder.setupNameTable(
        {
            "familyName": "ClerkDesk Invisible",
            "styleName": "Regular",
            "psName": "ClerkDeskInvisible",
            "copyright": "ClerkDesk; CC0",
        }
    )
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-250, usWinAscent=900, usWinDescent=250)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = MADE
    builder.font.recalcTimestamp = False
    builder.save(TARGET)


if __name__ == "__main__":
    main()
