from infoview_analysis.readers.options import ReadOptions
from infoview_analysis.readers.speakers import Turn, interviewers, with_interviewee

ASKED = [
    Turn("Ana", "How did you get there?"),
    Turn("Jo", "Through a friend who knew the owner, which is how everybody does it."),
    Turn("Ana", "And what would you do now?"),
    Turn("Jo", "The same, only sooner. Would you not? I would learn the numbers first."),
    Turn("Li", "I came from the kitchen and never looked back at it."),
]


def asking(turns, *, attributes=None, **options):
    return interviewers(turns, ReadOptions(**options), attributes or {}, source="a.vtt")


def test_a_name_from_the_settings_decides():
    assert asking(ASKED, interviewers=("jo",)).names == {"Jo"}
    assert asking([Turn("Me", "x"), Turn("Ana", "Why?")]).names == {"Me"}
    assert asking([Turn("Interviewer 1", "x"), Turn("Ines", "y")]).names == {"Interviewer 1"}


def test_the_interviewee_of_the_metadata_decides_next():
    assert asking(ASKED, attributes={"Name": "Jo Marsh and Li"}).names == {"Ana"}


def test_a_speaker_called_interviewee_answers():
    assert asking([Turn("Interviewee", "Why?"), Turn("Ana", "x")]).names == {"Ana"}


def test_who_mostly_asks_in_short_turns_is_found():
    found = asking(ASKED)
    assert (found.names, found.problem) == ({"Ana"}, None)


def test_a_single_speaker_answers():
    found = asking([Turn("Jo", "Words.")] * 3)
    assert (found.names, found.problem) == (frozenset(), None)


def test_no_names_and_no_difference_give_a_warning_that_names_the_mend():
    for turns in (
        [Turn("", "Words.")],
        [Turn("Ana", "One."), Turn("Jo", "Two.")],
        [Turn("Ana", "One?"), Turn("Jo", "Two?")],
    ):
        found = asking(turns)
        assert found.names == frozenset()
        assert found.problem.code == "interviewer-unknown"
        assert "infoview.toml" in found.problem.message


def test_the_one_who_answers_is_the_interviewee_unless_the_metadata_names_one():
    turns = ASKED[:4]
    assert with_interviewee({}, turns, asking(turns)) == {"interviewee": "Jo"}
    assert with_interviewee({"Name": "Joan"}, turns, asking(turns)) == {"Name": "Joan"}
    assert with_interviewee({}, ASKED, asking(ASKED)) == {}
    generic = [Turn("Me", "Why?"), Turn("Speaker 2", "So.")]
    assert with_interviewee({}, generic, asking(generic)) == {}


def test_a_answers_beside_q_and_is_just_a_voice_beside_b():
    sheet = [Turn("Q", "Why?"), Turn("A", "For the money.")]
    assert interviewers(sheet, ReadOptions(interviewers=()), {}, source="a.json").names == {"Q"}
    voices = [
        Turn("A", "What do you do?"),
        Turn("B", "I run the night lab."),
        Turn("A", "And?"),
        Turn("B", "Paperwork."),
    ]
    asking = interviewers(voices, ReadOptions(), {}, source="a.json")
    assert asking.names == {"A"}
    assert with_interviewee({}, voices, asking) == {}
