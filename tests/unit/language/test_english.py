"""The words of English."""

from bot.language import english


def test_british_spellings_and_the_words_of_the_trade_are_words() -> None:
    assert {"neighbour", "behaviour", "councillor", "harass", "phishing"} <= english().keys()


def test_the_commonest_come_first() -> None:
    often = list(english().values())[:20_000]
    assert next(iter(english())) == "the"
    assert often == sorted(often, reverse=True)
