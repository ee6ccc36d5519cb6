"""Time and memory."""

from bot.measuring.cost import Time, memory


def test_percentiles_are_of_the_times_given():
    assert Time.of([5.0]) == Time(5.0, 5.0)
    found = Time.of([float(ms) for ms in range(101)])
    assert (found.p50, found.p99) == (50.0, 99.0)


def test_memory_grows_with_what_is_held():
    before = memory()
    held = bytearray(b"x" * 100_000_000)
    assert memory() - before > 50
    assert len(held) == 100_000_000
