"""The pages are for a student: short sentences on all of them; on the first one few numbers, and
one name for one thing."""

import re
from pathlib import Path

import pytest

from propbench.reports.pages import Report, pages
from propbench.reports.pages.first_screen import first_screen
from propbench.reports.sentences.short import MOST_NUMBERS, MOST_WORDS_OF_ONE, numbers_in
from tests.reports.synthetic import read, write
from tests.reports.synthetic_model import FAMILIES
from tests.reports.synthetic_plans import PLANS
from tests.reports.told import first_told, sentences, told

GOLDEN = Path(__file__).parent / "golden"
MOST_NUMBERS_OF_FIRST = 0.12
"""Of the words of the first screen."""


@pytest.fixture(scope="module", params=PLANS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def report(name: str, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return Report(read(write(tmp_path_factory.mktemp(name) / "2026-11-23", PLANS[name])))


@pytest.fixture(scope="module")
def texts(report: Report) -> dict[str, list[str]]:
    """The paragraphs of every page, by its name."""
    return {page.name: told(report, page.name) for page in pages()}


@pytest.fixture(scope="module")
def paragraphs(texts: dict[str, list[str]]) -> list[str]:
    return texts["index"]


@pytest.mark.parametrize("page", [page.name for page in pages()])
def test_no_sentence_is_longer_than_thirty_words(texts: dict[str, list[str]], page: str) -> None:
    every = [sentence for paragraph in texts[page] for sentence in sentences(paragraph)]
    assert every
    assert [each for each in every if len(each.split()) > MOST_WORDS_OF_ONE] == []


def test_no_paragraph_has_more_than_six_numbers(paragraphs: list[str]) -> None:
    assert [each for each in paragraphs if numbers_in(each) > MOST_NUMBERS] == []


def test_the_first_screen_has_few_numbers(report: Report) -> None:
    words = " ".join(first_told(first_screen(report.frames)))
    assert numbers_in(words) <= MOST_NUMBERS_OF_FIRST * len(words.split())


def test_each_answer_of_the_first_screen_has_at_most_thirty_words(report: Report) -> None:
    answers = [" ".join(each.sentences) for each in first_screen(report.frames).questions]
    assert [each for each in answers if len(each.split()) > MOST_WORDS_OF_ONE] == []


@pytest.mark.parametrize("page", ["index", "networks"])
def test_no_implementation_goes_by_the_name_of_its_folder(
    texts: dict[str, list[str]], page: str
) -> None:
    text = " ".join(texts[page])
    assert [name for name in FAMILIES if name in text] == []


def test_no_reason_gives_an_implementation_the_name_of_its_folder(
    texts: dict[str, list[str]],
) -> None:
    lacking = [line for line in texts["results"] if " has no " in line]
    assert [line for line in lacking if any(name in line for name in FAMILIES)] == []


def test_factors_are_at_least_one_and_no_number_has_an_exponent(paragraphs: list[str]) -> None:
    text = " ".join(paragraphs)
    assert re.findall(r"\b0\.\d+\s?\u00d7|1/\d|\de[+-]\d", text) == []


def test_the_page_says_what_it_said(paragraphs: list[str], name: str) -> None:
    """After a change of words: `python -m tests.reports.test_plain_words`, and read the diff."""
    assert "\n".join(paragraphs) + "\n" == (GOLDEN / f"{name}.txt").read_text("utf-8")


def renew(folder: Path) -> None:
    """Write what every page says now into GOLDEN."""
    for kind, plan in PLANS.items():
        text = "\n".join(told(Report(read(write(folder / kind / "2026-11-23", plan)))))
        (GOLDEN / f"{kind}.txt").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    import tempfile

    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        renew(Path(temporary))
