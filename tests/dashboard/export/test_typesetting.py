"""Lines fit their room, lose no word, and begin on the side of their script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.export.typesetting import drawable, runs_from_right, undrawable, width_pt, wrap

LETTERS = st.sampled_from("abcfilmtwMW.,-019ДогворащИЇєمعاهدةحظرالألغام")
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=30), min_size=1, max_size=12)


@given(WORDS, st.floats(30, 300))
def test_every_line_fits_and_no_letter_is_lost(words, room):
    lines = wrap(" ".join(words), 8, room)
    assert "".join(lines).replace(" ", "") == "".join(words)
    assert all(width_pt(line, 8) <= room or len(line) == 1 for line in lines)


def test_too_many_lines_end_in_dots():
    lines = wrap("word " * 100, 8, 100, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert width_pt(lines[-1], 8) <= 100


@pytest.mark.parametrize(
    ("text", "right"),
    [("معاهدة", True), ("2026 معاهدة", True), ("Treaty معاهدة", False), ("Договор", False), ("7", False)],
)
def test_a_line_begins_where_its_script_begins(text, right):
    assert runs_from_right(text) is right


def test_shaped_arabic_is_narrower_than_its_letters_apart():
    assert width_pt("معاهدة", 10) < sum(width_pt(letter, 10) for letter in "معاهدة")


def test_letters_without_a_glyph_are_known():
    assert undrawable("Mine Ban Treaty · Договор · معاهدة ‍") == []
    assert undrawable("a中b中") == ["中"]


@given(st.text())
def test_what_is_drawn_can_stand_in_every_format(text):
    assert drawable(text).encode("utf-8").decode("utf-8").isprintable() or "\n" not in drawable(text)
    assert "\x00" not in drawable(text)
