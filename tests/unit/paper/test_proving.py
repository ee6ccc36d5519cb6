"""Nothing in an evidence pack can be changed, taken out or put in without its being told."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.paper.archive import bundle
from bot.paper.manifest import CHAIN, MANIFEST, PUBLIC_KEY, README, REPORT, SIGNATURE
from bot.paper.proving import Finding, Wrong, prove

from .packs import ITEMS, KEY, NOW, OTHER_KEY, chain, contents, files, forged, pack

FILES = files()
PACK = pack()
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)


def found(folder: Path, content: bytes, key: str = "") -> Finding:
    path = folder / "WL-0007-pack.zip"
    path.write_bytes(content)
    return prove([path], key)


def faults(folder: Path, content: bytes, key: str = "") -> list[tuple[Wrong, str]]:
    return [(fault.wrong, fault.name) for fault in found(folder, content, key).faults]


def of(changed: dict[str, bytes]) -> bytes:
    return bundle(changed.items(), NOW)


def test_a_pack_as_it_was_made_is_sound_and_says_whose_it_is(tmp_path: Path) -> None:
    finding = found(tmp_path, PACK, KEY.name)
    assert finding.faults == []
    assert finding.manifest is not None
    assert (finding.manifest.case, finding.key) == ("WL-0007", KEY.name)


@quick
@given(data=st.data())
def test_each_changed_byte_of_each_file_is_found(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    place = data.draw(st.integers(0, len(FILES[name]) - 1))
    changed = bytearray(FILES[name])
    changed[place] ^= data.draw(st.integers(1, 255))
    told = faults(tmp_path, of({**FILES, name: bytes(changed)}))
    assert told
    assert name not in (MANIFEST, SIGNATURE) or told == [(Wrong.UNSIGNED, MANIFEST)]


@quick
@given(place=st.integers(0, len(PACK) - 1), change=st.integers(1, 255))
def test_a_changed_byte_of_the_zip_is_found_unless_whoever_unpacks_it_gets_the_same(
    tmp_path: Path, place: int, change: int
) -> None:
    changed = bytearray(PACK)
    changed[place] ^= change
    assert faults(tmp_path, bytes(changed)) or contents(bytes(changed)) == FILES


@quick
@given(length=st.integers(0, len(PACK) - 1))
def test_a_pack_that_was_cut_off_is_found(tmp_path: Path, length: int) -> None:
    assert faults(tmp_path, PACK[:length])


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE, PUBLIC_KEY, README, REPORT, CHAIN, *(name for name, _ in ITEMS)])
def test_what_is_missing_is_named(tmp_path: Path, name: str) -> None:
    rest = {other: content for other, content in FILES.items() if other != name}
    assert faults(tmp_path, of(rest)) == [(Wrong.MISSING, name)]


def test_what_is_changed_or_added_is_named(tmp_path: Path) -> None:
    name, content = ITEMS[0]
    assert faults(tmp_path, pack(**{name: content + b"!"})) == [(Wrong.CHANGED, name)]
    assert faults(tmp_path, pack(**{"items/03-planted.png": b"x"})) == [(Wrong.ADDED, "items/03-planted.png")]


@pytest.mark.parametrize("name", ["../escape.txt", "/etc/escape", "items/../../escape", "items\\..\\escape", "c:x"])
def test_a_name_that_leads_out_of_the_folder_is_told_and_nothing_is_unpacked(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    told = faults(folder, pack(**{name: b"x"}))
    assert Wrong.UNSAFE in {wrong for wrong, _ in told}
    assert list(tmp_path.rglob("*escape*")) == []


def test_what_is_put_before_behind_or_between_the_files_is_told(tmp_path: Path) -> None:
    commented = BytesIO(PACK)
    with zipfile.ZipFile(commented, "a") as archive:
        archive.comment = b"beside"
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in FILES.items():
            archive.writestr(*file)
    for content in (b"MZ" + PACK, PACK + b"tail", commented.getvalue(), packed.getvalue()):
        assert {wrong for wrong, _ in faults(tmp_path, content)} & {Wrong.STRAY, Wrong.UNREADABLE}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_told(tmp_path: Path) -> None:
    name, content = ITEMS[0]
    for other in (name, name.upper()):  # to many computers these are one file
        assert (Wrong.TWICE, name) in faults(tmp_path, bundle([*FILES.items(), (other, content)], NOW))


def test_a_pack_that_somebody_else_signed_is_told_by_its_key(tmp_path: Path) -> None:
    theirs = of(files(OTHER_KEY))
    assert found(tmp_path, theirs).key == OTHER_KEY.name
    assert faults(tmp_path, theirs, KEY.name) == [(Wrong.OTHER_KEY, PUBLIC_KEY)]
    assert (Wrong.UNSIGNED, MANIFEST) in faults(tmp_path, pack(**{PUBLIC_KEY: OTHER_KEY.public}))


def test_an_audit_chain_that_does_not_hold_is_told_though_it_is_signed(tmp_path: Path) -> None:
    assert faults(tmp_path, of(files(links=forged(chain(), 1)))) == [(Wrong.AUDIT, CHAIN)]


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_pack_is_told(tmp_path: Path, content: bytes) -> None:
    assert faults(tmp_path, content)
