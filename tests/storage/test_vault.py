"""The vault: what was sealed opens with the right key, in its own place, unchanged, and in no other way."""

import base64
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import StorageError
from bot.storage import Vault

OLD, NEW = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
PLACES = st.text(max_size=20)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(content=st.binary(), where=PLACES)
def test_what_is_sealed_opens_again(content: bytes, where: str) -> None:
    vault = Vault.from_text(NEW)
    assert vault.open(vault.seal(content, where), where) == content


@given(value=json_values)
def test_json_comes_back_as_it_was(value: Any) -> None:
    vault = Vault.from_text(NEW)
    assert vault.open_json(vault.seal_json(value, "people:1"), "people:1") == value


@given(content=st.binary(), flip=st.integers(0, 10_000))
def test_a_flipped_bit_anywhere_is_refused(content: bytes, flip: int) -> None:
    vault = Vault.from_text(NEW)
    sealed = bytearray(vault.seal(content, "cases:1"))
    sealed[flip // 8 % len(sealed)] ^= 1 << flip % 8
    with pytest.raises(StorageError):
        vault.open(bytes(sealed), "cases:1")


@given(content=st.binary(min_size=1), kept=st.floats(0, 1, exclude_max=True))
def test_a_value_cut_short_is_refused(content: bytes, kept: float) -> None:
    vault = Vault.from_text(NEW)
    sealed = vault.seal(content, "cases:1")
    with pytest.raises(StorageError):
        vault.open(sealed[: int(len(sealed) * kept)], "cases:1")


@given(here=PLACES, there=PLACES)
def test_a_value_moved_to_another_record_is_refused(here: str, there: str) -> None:
    vault = Vault.from_text(NEW)
    if here != there:
        with pytest.raises(StorageError):
            vault.open(vault.seal(b"private", here), there)


def test_a_wrong_key_is_refused_and_named_as_the_trouble() -> None:
    sealed = Vault.from_text(OLD).seal(b"private", "cases:1")
    with pytest.raises(StorageError, match="WARDLIGHT_KEY"):
        Vault.from_text(NEW).open(sealed, "cases:1")


def test_the_first_key_encrypts_and_all_of_them_open() -> None:
    before = Vault.from_text(OLD).seal(b"private", "cases:1")
    rotated = Vault.from_text(f"{NEW}, {OLD}")
    assert rotated.open(before, "cases:1") == b"private"
    after = rotated.seal(b"private", "cases:1")
    assert Vault.from_text(NEW).open(after, "cases:1") == b"private"


def test_the_same_words_are_never_sealed_alike_nor_readable() -> None:
    vault = Vault.from_text(NEW)
    one, other = vault.seal(b"he knows where I live", "cases:1"), vault.seal(b"he knows where I live", "cases:1")
    assert one != other
    assert b"where I live" not in one


def test_a_broken_value_is_not_quoted_in_the_error() -> None:
    sealed = Vault.from_text(NEW).seal(b"private", "cases:1")
    with pytest.raises(StorageError) as raised:
        Vault.from_text(NEW).open(sealed[:-1], "cases:1")
    assert "private" not in str(raised.value)


@pytest.mark.parametrize("text", ["", ",", f"{NEW},", "not base64!", OLD[:24], "ключ"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (the settings say what a key is)
        Vault.from_text(text)


def test_new_keys_differ_and_work() -> None:
    assert Vault.new_key() != Vault.new_key()
    assert Vault.from_text(Vault.new_key())


def test_whoever_has_the_keys_agrees_on_secrets_made_from_them() -> None:
    old, new = Vault.new_key(), Vault.new_key()
    before, after = (Vault.from_text(f"{first},{second}") for first, second in ((old, new), (new, old)))
    assert before.secrets_for("webhook") == tuple(reversed(after.secrets_for("webhook")))
    assert set(before.secrets_for("webhook")).isdisjoint(before.secrets_for("another purpose"))
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", secret) for secret in before.secrets_for("webhook"))


def test_digests_are_those_that_databases_hold_already() -> None:
    vault, same = Vault([bytes(range(32)), bytes(32)]), Vault([bytes(range(32))])
    first, second = vault.digests("removals", "x.com/i/status/77")
    assert first == "fa8b27e74c055b424b749af85ff868ef035690a2602fc12b5b5c199d0eee8ddc"
    assert second == "29d9be31074dba6a172ad483f3f0acee344c34cc80ed0a875d2fffd6e6c370bc"
    assert same.digests("removals", "x.com/i/status/77") == (first,)
    marked = vault.digests("wardlight marks", "link:x.com/i/status/77")
    assert marked[0] == "a72193d8be8c304896677b02ad59b8fcd57f6262fe32f94b88425587fb236a15"
