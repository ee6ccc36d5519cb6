"""The one page, for people and for programs."""

import io
import json

from bot.measuring import Meter, Report, Rows
from bot.measuring.page import show
from bot.measuring.record import record
from bot.measuring.shares import Shares

from .known import CATALOGUE
from .measurings import ASSESSOR, MATCHER, MEASURED, ROWS

ONLY_DANGER = Meter(MATCHER, ASSESSOR, CATALOGUE).measure(Rows(messages=ROWS.messages), "Files")


def shown(report: Report) -> str:
    out = io.StringIO()
    show(report, out)
    return out.getvalue()


def row(page: str, label: str) -> list[str]:
    """The cells of the first row that begins with a label."""
    line = next(line for line in page.splitlines() if line.strip().startswith(f"{label} "))
    return line.strip().removeprefix(label).split()


def test_the_page_tells_every_measure_plainly():
    page = shown(Report(5, MEASURED, memory=12.3))
    assert "\x1b" not in page
    assert max(map(len, page.splitlines())) <= 110
    assert row(page, "toolkit") == ["2", "50.0", "100.0", "100.0", "0.750", "50.0", "100.0", "50.0", "100.0", "0.0"]
    assert row(page, "toolkit, off topic") == ["2", "0.0", "50.0", "50.0"]
    assert row(page, "of them service") == ["1", "0.0", "0.0", "100.0"]
    assert row(page, "toolkit, emergency") == ["1", "100.0", "0.0", "100.0", "100.0"]
    assert row(page, "toolkit, none (false alarms)") == ["2", "0.0", "50.0", "50.0", "50.0"]
    assert row(page, "toolkit, ordinary questions") == ["4", "0.0", "0.0", "0.0", "0.0"]
    assert row(page, "2 platforms") == ["·", "1", "100.0"]
    assert row(page, "2 x") == ["1", "·", "0.0"]
    assert row(page, "0.4–0.5") == ["1", "40.0", "0.0"]
    assert "12 MB" in page


def test_what_was_not_measured_takes_no_room():
    page = shown(Report(5, ONLY_DANGER))
    assert "emergency" in page
    for title in ("Questions", "Milliseconds", "What no entry answers", "Confusion", "Reliability", "Memory"):
        assert title not in page


def test_the_files_questions_are_looked_into_where_they_have_any():
    assert "subject (files)" in shown(Report(5, MEASURED, MEASURED))
    assert "subject (toolkit)" in shown(Report(5, MEASURED, ONLY_DANGER))


def test_near_misses_and_what_fell_are_told():
    page = shown(Report(5, MEASURED, near_misses=Shares(50, 0.1, 0.3, 0.6), fallen=["first fell"]))
    assert row(page, "near misses") == ["50", "10.0", "30.0", "60.0"]
    assert page.splitlines()[-1] == "first fell"


def test_a_program_reads_the_same():
    told = json.loads(json.dumps(record(Report(5, MEASURED, ONLY_DANGER, memory=12.34567, fallen=["first fell"]))))
    assert set(told) == {"entries", "toolkit", "files", "near_misses", "memory", "fallen"}
    questions = told["toolkit"]["questions"]
    assert (questions["n"], questions["first"], questions["mrr"]) == (2, 0.5, 0.75)
    assert questions["subjects"] == {"abuse": {"abuse": 1}, "platforms": {"platforms": 1}}
    assert questions["platforms"] == {"x": {"facebook": 1}}
    assert len(questions["bins"]) == 10
    assert told["toolkit"]["off_topic"]["all"]["refused"] == 0.5
    assert told["toolkit"]["danger"]["levels"]["none"]["alert_or_check"] == 0.5
    assert told["toolkit"]["danger"]["urgent_and_emergency"]["alert"] == 1
    assert told["files"]["questions"] is None
    assert told["memory"] == 12.3457
    assert told["fallen"] == ["first fell"]
