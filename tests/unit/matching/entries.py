"""A small toolkit to match against: only what the matcher reads is spelled out."""

from datetime import date

from bot.domain.entry import Entry, Owner


def an_entry(id: str, title: str, *asks: str, tests: tuple[str, ...] = ()) -> Entry:
    platform, dot, _ = id.partition(".")
    return Entry(
        id=id,
        subject="",
        title=title,
        answer="",
        steps=(),
        asks=asks,
        tests=tests,
        sources=(),
        owner=Owner.SAFETY,
        review_by=date(2027, 5, 22),
        platform=platform if dot else "",
    )


TOOLKIT = (
    an_entry(
        "save-evidence",
        "Save the proof before it goes",
        "should I take a screenshot first",
        "what counts as evidence",
        "keep the voicemail or wipe it",
    ),
    an_entry(
        "block-a-resident",
        "May I block a resident?",
        "am i allowed to block people who live in my ward",
        "resident says blocking him is against the law",
    ),
    an_entry(
        "two-step",
        "Turn on two-step verification",
        "how do i get a code on my phone when logging in",
        "is a password enough on its own",
    ),
    an_entry(
        "facebook.impersonation",
        "A fake Facebook account in my name",
        "someone has copied my facebook profile",
        "fake fb page with my photo",
    ),
    an_entry(
        "instagram.impersonation",
        "A fake Instagram account in my name",
        "someone has copied my instagram profile",
        "fake insta account with my photo",
    ),
    an_entry(
        "x.report",
        "Report a post on X",
        "how do i report a tweet",
        "report an account on twitter",
    ),
)

ALIASES = {"facebook": ["fb", "face book"], "instagram": ["insta"], "x": ["Twitter", "X.com"]}
