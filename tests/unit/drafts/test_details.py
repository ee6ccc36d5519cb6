"""Telephone numbers, email addresses and numbers with check digits."""

import pytest

from .shipped import quotes


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("his mobile: 07911 123456!", "07911 123456"),
        ("ring +44 7911 123456 after six", "+44 7911 123456"),
        ("she is on (020) 7946 0018", "(020) 7946 0018"),
        ("a number from Paris, +33 1 42 68 53 00, keeps ringing", "+33 1 42 68 53 00"),
        ("write to jane.doe+ward@mailbox.example.", "jane.doe+ward@mailbox.example"),
    ],
)
def test_a_person_s_own_details_are_pointed_at(draft: str, found: str) -> None:
    assert quotes("contact-details", draft) == (found,)


@pytest.mark.parametrize(
    "draft",
    [
        *("ring 999", "ring 0800 111 111 free of charge", "ring 0300 123 4567", "ring 0345 123 4567", "dial 105"),
        *("2026-2027 and 1234567890", "item 07700", "£12 345 678 in all", "24/01234/FUL", "on 12.11.2026 at 10.30"),
        *(
            "clerk@anyparish.gov.uk",
            "someone.else@police.uk",
            "info@anyclub.example",
            "name@",
            "@name",
            "a@b",
            "x@y..com",
        ),
    ],
)
def test_numbers_and_addresses_of_services_and_other_numbers_are_not(draft: str) -> None:
    assert quotes("contact-details", draft) == ()


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("card 4111-1111-1111-1111 was used", "4111-1111-1111-1111"),
        ("NHS 9434765919", "9434765919"),
        ("account GB82WEST12345698765432 please", "GB82WEST12345698765432"),
        ("her NI number JG 10 37 59 A", "JG 10 37 59 A"),
        ("the van is LK19 ZXY", "LK19 ZXY"),
        ("DOB 12/03/1956", ""),
    ],
)
def test_a_number_of_one_person_or_vehicle_is_pointed_at(draft: str, found: str) -> None:
    assert quotes("identifying-number", draft) == ((found,) if found else ("DOB 12/03/1956",))


@pytest.mark.parametrize(
    "draft", ["4111-1111-1111-1112", "9434765918", "GB82WEST12345698765433", "1111111111", "QQ123456C", "AB12 NHS"]
)
def test_a_number_whose_check_digits_are_wrong_is_not(draft: str) -> None:
    assert quotes("identifying-number", draft) == ()
