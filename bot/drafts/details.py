"""Numbers and addresses that belong to one person, told by the rules of those who give them out.

The libraries here take a fifth of a second to import: this module is imported when the first draft is read.
"""

import re
from collections.abc import Iterator
from itertools import islice

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import Leniency, PhoneNumber, PhoneNumberMatcher, PhoneNumberType
from stdnum import iban, luhn
from stdnum.gb import nhs

from .passages import Span

_HOME = "GB"
_CANDIDATES = 60  # strings of digits that are looked at, so that a page of numbers does not keep others waiting
#: Freephone, 03, 0845 and the like belong to organisations.
_OF_ORGANISATIONS = frozenset(
    {PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.UAN}
)
#: Ofcom keeps these for stories, so that no library calls them valid; rehearsals and training use them.
_IN_STORIES = re.compile(r"7700900\d{3}|(?:1632|1134|1144|1154|1164|1174|1184|1214|1314|1414|1514|1614)960\d{3}")
_DIALLED = re.compile(r"(?:\+|00|\(?0)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
#: Addresses of public bodies, and of an office or a team instead of a person.
_PUBLIC_EMAIL = re.compile(
    r"@(?:.*\.)?(?:gov\.uk|gov\.wales|llyw\.cymru|police\.uk|nhs\.uk|nhs\.net|parliament\.uk|senedd\.wales|ac\.uk)$"
    r"|^(?:info|hello|contact|enquir(?:y|ies)|office|admin|clerk|bookings?|events?|mail|news|press|media|support|help|"
    r"team|volunteers?|secretary|treasurer|chair|committee|council|planning|highways|licensing|tickets?)@",
    re.IGNORECASE,
)
_NHS = re.compile(r"(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])")
_CARD = re.compile(r"(?<![\d-])[3-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,4}(?:[ -]?\d{3})?(?![\d-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b")
_CARD_DIGITS = range(13, 20)


def contact_details(draft: str) -> Iterator[Span]:
    """Telephone numbers and email addresses that may be a person's own, in the order of their kind."""
    numbers = PhoneNumberMatcher(draft, _HOME, leniency=Leniency.POSSIBLE, max_tries=_CANDIDATES)
    for found in islice(numbers, _CANDIDATES):
        if _is_personal(found.number, found.raw_string):
            yield Span(found.start, found.end)
    for address in _EMAIL.finditer(draft):
        if not _PUBLIC_EMAIL.search(address[0]) and _is_email(address[0]):
            yield Span(*address.span())


def identifying_numbers(draft: str) -> Iterator[Span]:
    """Numbers of patients, payment cards and bank accounts whose check digits are right."""
    for expression, is_right in ((_NHS, _is_nhs), (_CARD, _is_card), (_IBAN, iban.is_valid)):
        for found in expression.finditer(draft):
            if is_right(found[0]):
                yield Span(*found.span())


def _is_personal(number: PhoneNumber, written: str) -> bool:
    if not _DIALLED.match(written):
        return False  # "2026-2027" and the like: a number that can be dialled begins with 0 or +
    in_stories = number.country_code == 44 and bool(_IN_STORIES.fullmatch(str(number.national_number)))
    if not in_stories and not phonenumbers.is_valid_number(number):
        return False
    return phonenumbers.number_type(number) not in _OF_ORGANISATIONS


def _is_email(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _is_nhs(number: str) -> bool:
    return nhs.is_valid(number) and len(set(number)) > 2


def _is_card(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return len(digits) in _CARD_DIGITS and len(set(digits)) > 1 and luhn.is_valid(digits)
