"""Fountain, element by element of its syntax."""

from __future__ import annotations

import pytest

from t2m_engine.text.manuscript import parse


def elements(text: str) -> list[tuple[str, str, str]]:
    return [(p.kind, p.speaker, p.text) for p in parse(text, "fountain").passages]


def scenes(text: str) -> list[str]:
    return [scene.title for scene in parse(text, "fountain").scenes]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("INT. HOUSE - DAY", "INT. HOUSE - DAY"),
        ("ext. brick's pool - night", "ext. brick's pool - night"),
        ("INT./EXT. RONNA'S CAR #1A#", "INT./EXT. RONNA'S CAR"),
        ("INT/EXT RIVER", "INT/EXT RIVER"),
        ("I./E. BARN - DAY", "I./E. BARN - DAY"),
        ("INT - HOUSE (1979)", "INT - HOUSE (1979)"),
        ("I/E BARN - DAWN #12-A.#", "I/E BARN - DAWN"),
        ("EST. THE *OLD* TOWN", "EST. THE OLD TOWN"),
        (".SNIPER SCOPE POV", "SNIPER SCOPE POV"),
        ("    INT. INDENTED", "INT. INDENTED"),
    ],
)
def test_scene_headings(line, title):
    assert scenes(f"Before.\n\n{line}\n\nAction.\n") == ["", title]


@pytest.mark.parametrize("line", ["INTERIOR of a house", "...and so on", "EXTRA cheese", "Estate."])
def test_what_is_no_scene_heading_is_action(line):
    assert elements(f"Before.\n\n{line}\n") == [
        ("direction", "", "Before."),
        ("direction", "", line),
    ]


@pytest.mark.parametrize(
    ("cue", "speaker"),
    [
        ("STEEL", "STEEL"),
        ("R2D2", "R2D2"),
        ("MOM (V.O.)", "MOM"),
        ("HANS (on the radio)", "HANS"),
        ("STEEL (CONT'D) (O.S.)", "STEEL"),
        ("BRICK ^", "BRICK"),
        ("BRICK (V.O.)^", "BRICK"),
        ("@McCLANE", "McCLANE"),
        ("@小明 (V.O.)", "小明"),
        ("_STEEL_", "STEEL"),
        ("   STEEL", "STEEL"),
        ("ÉLOÏSE", "ÉLOÏSE"),
        ("STEEL [[check the name]]", "STEEL"),
    ],
)
def test_characters(cue, speaker):
    assert elements(f"Action.\n\n{cue}\nHello.\n")[1:] == [("dialogue", speaker, "Hello.")]


@pytest.mark.parametrize("cue", ["23", "Steel", "小明", "…"])
def test_what_is_no_character_is_action(cue):
    assert [kind for kind, _, _ in elements(f"{cue}\nHello.\n")] == ["direction"]


def test_a_character_stands_after_an_empty_line_and_before_none():
    assert elements("Action.\nSTEEL\nHello.\n") == [("direction", "", "Action. STEEL Hello.")]
    assert elements("STEEL\n\nHello.\n") == [
        ("direction", "", "STEEL"),
        ("direction", "", "Hello."),
    ]


def test_dialogue_holds_parentheticals_lyrics_and_its_own_empty_lines():
    text = (
        "MARA\n(quietly,\nto herself)\nOne\ntwo.\n  \nThree.\n(beat)\n~La la\n~la.\nFour.\n\n"
        "Action.\n"
    )
    assert elements(text) == [
        ("direction", "MARA", "(quietly, to herself)"),
        ("dialogue", "MARA", "One two."),
        ("dialogue", "MARA", "Three."),
        ("direction", "MARA", "(beat)"),
        ("verse", "MARA", "La la\nla."),
        ("dialogue", "MARA", "Four."),
        ("direction", "", "Action."),
    ]


def test_forced_action_ends_dialogue_and_is_never_a_character():
    assert elements("MARA\nHello.\n!SHE RUNS.\n!And runs.\n") == [
        ("dialogue", "MARA", "Hello."),
        ("direction", "", "SHE RUNS. And runs."),
    ]


@pytest.mark.parametrize(
    "line",
    ["CUT TO:", "> FADE OUT.", ">Burn to white", "FADE IN:", "SMASH CUT TO:", "CUT TO BLACK."],
)
def test_transitions_are_no_words_and_part_scenes(line):
    text = f"INT. HALL\n\nBefore.\n\n{line}\n\nAfter.\n"
    assert elements(text) == [("direction", "", "Before."), ("direction", "", "After.")]
    assert scenes(text) == ["INT. HALL", "INT. HALL · 2"]


def test_centred_lines_are_by_themselves():
    assert elements("> THE DOOR <\n>a film<\nAction.\n") == [
        ("direction", "", "THE DOOR a film"),
        ("direction", "", "Action."),
    ]


def test_what_is_not_on_the_page_is_not_read():
    text = (
        "Action. [[a note]] More.\n\n/* INT. CUT - DAY\n\nNo. */\n\n= A synopsis.\n\n===\n\n"
        "[[a note over\n  \ntwo paragraphs]]\n\nMARA\n/* not this */\nBut this.\n"
    )
    assert elements(text) == [("direction", "", "Action. More."), ("dialogue", "MARA", "But this.")]


@pytest.mark.parametrize("mark", ["/* never closed", "[[ never closed", "[[ closed\n\ntoo late ]]"])
def test_what_is_never_closed_hides_nothing(mark):
    assert "Last." in [words for _, _, words in elements(f"First.\n\n{mark}\n\nLast.\n")]


def test_emphasis_is_taken_off_and_escapes_are_kept():
    text = "*a* **b** ***c*** _d_ _**e**_ \\*f\\* g * h * snake_case\\_\n"
    assert elements(text) == [("direction", "", "a b c d e *f* g * h * snake_case_")]


def test_sections_are_chapters_and_parts_over_scenes():
    manuscript = parse(
        "# Act One\n\n## Sequence\n\nINT. A\n\nOne.\n\n# Act Two\n\n## Other\n\nEXT. B\n\nTwo.\n",
        "fountain",
    )
    assert [part.title for part in manuscript.parts] == ["Act One", "Act Two"]
    assert [(c.title, c.part) for c in manuscript.chapters] == [("Sequence", 0), ("Other", 1)]
    assert [(s.title, s.chapter) for s in manuscript.scenes] == [("INT. A", 0), ("EXT. B", 1)]


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("Title: The Door\nAuthor: Me\n", "The Door"),
        ("Title:\n\t_**BRICK**_\n   _**AND STEEL**_\nCredit: by\n", "BRICK AND STEEL"),
        ("Author: Me\nDraft date: 1/2/2012\n", ""),
        ("\nTITLE: The Door\n", "The Door"),
    ],
)  # fmt: skip
def test_the_title_page_is_read_and_left_out(page, title):
    manuscript = parse(f"{page}\nINT. HALL\n\nAction.\n", "fountain")
    assert manuscript.title == title
    assert [passage.text for passage in manuscript.passages] == ["Action."]


def test_a_script_may_start_without_a_title_page():
    assert elements("FADE IN:\n\nHe says: no.\n") == [("direction", "", "He says: no.")]
    assert elements("He says: no.\n") == [("direction", "", "He says: no.")]
