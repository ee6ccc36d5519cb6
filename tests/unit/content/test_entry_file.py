"""Text as it is shown, not as it is wrapped in the file."""

from bot.content.entry_file import flowing


def test_the_opening_keeps_its_short_lines_but_not_the_breaks_inside_a_sentence() -> None:
    text = "<b>Call 999 now.</b>\nSay where you are,\nand who is there.\nThen wait.\n"
    assert flowing(text) == "<b>Call 999 now.</b>\nSay where you are, and who is there.\nThen wait."


def test_later_paragraphs_flow() -> None:
    assert flowing("One.\n\nTwo\nthree.\nFour.\n\nFive.\n") == "One.\n\nTwo three. Four.\n\nFive."
