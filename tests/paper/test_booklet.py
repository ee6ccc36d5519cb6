"""The toolkit on paper: everything that is in use, once, in a page and a PDF that everybody can read."""

import re
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.content import SUBJECTS, Knowledge
from bot.domain.entry import CouncilKind, Place
from bot.paper import Booklet, Choice, pdf
from tests.world import MONDAY

from .booklets import Page, bookmarks, opened

SOME = ("wellbeing", "service")


@pytest.fixture(scope="module")
def whole(knowledge: Knowledge) -> Page:
    return Page.of(Booklet(knowledge).page(Choice(CouncilKind.PRINCIPAL), MONDAY))


def titles(knowledge: Knowledge, council: CouncilKind, *subjects: str) -> list[str]:
    place = Place(knowledge.council.nation, council)
    return [each.title for each in knowledge.catalogue.serving(place) if each.subject in (subjects or SUBJECTS)]


def test_every_entry_in_use_is_in_the_page_exactly_once(knowledge: Knowledge, whole: Page) -> None:
    heads = Counter(words for level, words in whole.headings if level > 2)
    wanted = titles(knowledge, CouncilKind.PRINCIPAL)
    platforms = {platform.name for platform in knowledge.platforms.values()}
    assert heads.keys() - platforms == set(wanted)
    assert {heads[title] for title in wanted} == {1}


def test_headings_begin_with_one_h1_and_skip_no_level(whole: Page) -> None:
    levels = [level for level, _ in whole.headings]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(later <= before + 1 for before, later in pairwise(levels))


def test_the_999_box_comes_first(whole: Page) -> None:
    assert whole.headings[1] == (2, "In danger now? Call 999")


def test_every_brace_is_filled_and_no_markup_is_left_over(whole: Page) -> None:
    assert re.findall(r"\{[^}]*\}|\{|\}|</?[a-z]+>|&\w+;", whole.text) == []


def test_every_inner_link_leads_somewhere_and_every_id_stands_once(whole: Page) -> None:
    ids = whole.all("id")
    assert len(ids) == len(set(ids))
    inner = {link[1:] for link in whole.all("href") if link.startswith("#")}
    named = {id for labels in whole.all("aria-labelledby") for id in labels.split()}
    assert inner
    assert inner | named <= set(ids)


def test_contents_name_every_subject_and_entry(whole: Page) -> None:
    inner = Counter(whole.all("href"))
    assert [id for id in whole.all("id", "h3", "h4") if not inner[f"#{id}"]] == []


def test_nothing_is_fetched_and_nothing_is_run(whole: Page) -> None:
    assert {tag for tag, _ in whole.tags} & {"script", "link", "img", "iframe", "object", "form"} == set()
    assert whole.all("src") == []
    (policy,) = (each["content"] for tag, each in whole.tags if each.get("http-equiv"))
    assert policy.startswith("default-src 'none'")


def test_a_screen_reader_finds_its_way(whole: Page) -> None:
    names = [tag for tag, _ in whole.tags]
    assert whole.all("lang", "html") == ["en-GB"]
    assert [names.count(landmark) for landmark in ("header", "nav", "main", "footer", "title")] == [1] * 5
    first = next(each["href"] for tag, each in whole.tags if tag == "a")
    assert first == "#contents"


def test_numbers_can_be_rung(knowledge: Knowledge, whole: Page) -> None:
    links = set(whole.all("href", "a"))
    for contact in ("samaritans", "police_101", "emergency"):
        assert f"tel:{re.sub(r'[^0-9]', '', knowledge.contacts[contact].phone)}" in links
    for office in (knowledge.council.safety, knowledge.council.member_support):
        assert {f"tel:+44{office.phone.replace(' ', '')[1:]}", f"mailto:{office.email}"} <= links
    assert f"sms:{knowledge.contacts['shout'].text}" in links
    assert not re.search(r"open now|closed now", whole.text), "paper does not know the hour"


def test_sources_stand_once_with_grade_day_and_address(knowledge: Knowledge, whole: Page) -> None:
    listed = [each["href"] for tag, each in whole.tags if each.get("class") == "address"]
    place = knowledge.council.place
    wanted = {source for entry in knowledge.catalogue.serving(place) for source in entry.sources}
    assert Counter(listed) == Counter(source.url for source in wanted)
    assert whole.text.count(", read on ") == len(wanted)


def test_chosen_subjects_hold_no_others_and_no_link_into_what_is_left_out(knowledge: Knowledge) -> None:
    page = Page.of(Booklet(knowledge).page(Choice(CouncilKind.PRINCIPAL, SOME), MONDAY))
    heads = [words for level, words in page.headings if level == 3]
    assert sorted(heads) == sorted(titles(knowledge, CouncilKind.PRINCIPAL, *SOME))
    assert {link[1:] for link in page.all("href") if link.startswith("#")} <= set(page.all("id"))
    with pytest.raises(KeyError, match="no-such"):
        Booklet(knowledge).page(Choice(CouncilKind.PRINCIPAL, ("no-such",)), MONDAY)


def test_a_parish_reads_what_holds_there(knowledge: Knowledge) -> None:
    own, parish = [Booklet(knowledge).page(Choice(kind, ("conduct",)), MONDAY) for kind in CouncilKind]
    entry = next(each for each in knowledge.catalogue.of("conduct") if _differs(knowledge, each.id))
    for kind, page in zip(CouncilKind, (own, parish), strict=True):
        answer = entry.at(Place(knowledge.council.nation, kind)).answer
        opening = re.sub(r"<[^>]*>", "", answer).split(".")[0]
        assert opening in Page.of(page).text
    assert own != parish


def _differs(knowledge: Knowledge, id: str) -> bool:
    entry, nation = knowledge.catalogue[id], knowledge.council.nation
    places = [Place(nation, kind) for kind in CouncilKind]
    openings = {re.sub(r"<[^>]*>", "", entry.at(place).answer).split(".")[0] for place in places}
    return all(map(entry.holds, places)) and len(openings) == 2


def test_from_one_day_to_the_next_nothing_changes_but_the_day(knowledge: Knowledge) -> None:
    booklet, choice = Booklet(knowledge), Choice(CouncilKind.PRINCIPAL, SOME)
    days = [booklet.page(choice, MONDAY + timedelta(days=number)) for number in range(2)]
    assert days[0] != days[1]
    assert len({re.sub(r"<time\b.*?</time>", "", page) for page in days}) == 1


def test_an_overdue_entry_says_so(knowledge: Knowledge) -> None:
    booklet, choice = Booklet(knowledge), Choice(CouncilKind.PRINCIPAL, SOME)
    assert "due for review" not in booklet.page(choice, MONDAY)
    assert "due for review" in booklet.page(choice, MONDAY + timedelta(days=900))


@pytest.fixture(scope="module")
def printed(knowledge: Knowledge) -> dict[bool, bytes]:
    return {
        large: pdf(Booklet(knowledge).page(Choice(CouncilKind.PRINCIPAL, SOME, large), MONDAY))
        for large in (False, True)
    }


@pytest.mark.parametrize("large", [False, True])
def test_the_pdf_is_tagged_and_has_language_title_bookmarks_and_page_numbers(
    knowledge: Knowledge, printed: dict[bool, bytes], large: bool
) -> None:
    made = opened(printed[large])
    root = made.root_object
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("en-GB", True)
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.metadata is not None
    assert made.metadata.title == f"Online conduct and safety toolkit: {knowledge.council.name}"
    marks = list(bookmarks(made.outline))
    wanted = titles(knowledge, CouncilKind.PRINCIPAL, *SOME)
    assert [mark for mark in marks if mark in wanted] == sorted(wanted, key=marks.index)
    assert Counter(marks).most_common(1)[0][1] == 1
    assert {*wanted, "Contents", "Sources", "In danger now? Call 999"} <= set(marks)
    for number, page in enumerate(made.pages, 1):
        assert f"{number} / {len(made.pages)}" in page.extract_text()


def sizes(made: bytes) -> Counter[int]:
    """How many characters there are of each size, in points."""
    found: Counter[int] = Counter()

    def visit(text: str, outer: list[float], inner: list[float], _font: object, size: float) -> None:
        found[round(abs(size * inner[0] * outer[0]))] += len(text.strip())

    for page in opened(made).pages:
        page.extract_text(visitor_text=visit)
    return +found


def test_large_print_is_large(printed: dict[bool, bytes]) -> None:
    assert min(sizes(printed[True])) == sizes(printed[True]).most_common(1)[0][0] == 18
    assert sizes(printed[False]).most_common(1)[0][0] == 11


def test_contents_tell_the_page(knowledge: Knowledge, printed: dict[bool, bytes]) -> None:
    made = opened(printed[False])
    pages = [page.extract_text() for page in made.pages]
    contents = next(text for text in pages if text.startswith("Contents") or "\nContents\n" in text)
    for title in titles(knowledge, CouncilKind.PRINCIPAL, *SOME)[:5]:
        found = re.search(rf"(\d+)\. {re.escape(title)}[\s.]*?(\d+)", contents)
        assert found, title
        assert f"{found[1]}. {title}" in pages[int(found[2]) - 1], "under the same number"
