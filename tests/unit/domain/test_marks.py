"""Pictures that look the same."""

from bot.domain.marks import is_alike


def test_pictures_are_alike_up_to_six_bits() -> None:
    assert is_alike("f0f0f0f0f0f0f0f0", "f0f0f0f0f0f0f0cf")
    assert not is_alike("f0f0f0f0f0f0f0f0", "f0f0f0f0f0f0f08f")
