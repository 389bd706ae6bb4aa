"""Scoring again: what is fixed wins, what has not changed stays, and the difference is told."""

from __future__ import annotations

import json
import shutil
import tomllib

import pytest

from t2m_engine.errors import InputError
from t2m_engine.score import run
from t2m_engine.score.run import score_manuscript
from t2m_engine.score.story_time import StoryTime

SCENES = [
    ("Fair", [("happy", 120), ("happy", 60)]),
    ("Cellar", [("scary", 100), ("angry", 90)]),
    ("Grave", [("sad", 130)]),
    ("Home", [("happy", 70), ("sad", 95)]),
    ("Storm", [("angry", 110), ("scary", 85)]),
]


@pytest.fixture(autouse=True)
def _no_sound(monkeypatch):
    """What is mixed and drawn of a plan is no matter here, and takes long."""
    monkeypatch.setattr(run, "put_rendered", lambda *_, **__: None)


@pytest.fixture
def story(score_kit, tmp_path):
    file = tmp_path / "book" / "a story.md"
    file.parent.mkdir()
    file.write_text("# The Door\n\n" + score_kit.story(*SCENES), "utf-8")
    return file


@pytest.fixture
def score(score_kit, catalogue, tmp_path, story):
    """Scores the story into its folder, with wishes."""
    pack = score_kit.FakePack()

    def again(**wished):
        return score_manuscript(
            story, story.parent / "score", pack=pack, catalogue=catalogue,
            checkpoint=tmp_path / "kept.sqlite", wished=wished,
        )  # fmt: skip

    again.pack = pack
    return again


@pytest.fixture
def first(score):
    return score(density=1.0)


@pytest.fixture
def file(story):
    return story.parent / "score" / "plan.toml"


def edit(file, *pairs):
    """Replace the first of each pair, in the n-th cue where the pair says so."""
    text = file.read_text("utf-8")
    for old, new, *place in pairs:
        parts = text.split("\n[[cue]]")
        number = place[0] if place else 0
        assert old in parts[number], (old, parts[number])
        parts[number] = parts[number].replace(old, new, 1)
        text = "\n[[cue]]".join(parts)
    file.write_text(text, "utf-8")


def music(cue):
    """What plays, to a frame: as far as a cue may move when the text before it is longer."""
    end = pytest.approx(cue.source_end, abs=0.05)
    return (cue.track, cue.source_start, end, pytest.approx(cue.gain_db, abs=0.05), cue.reason)


def under(plan, cue):
    return plan.text[cue.text_start : cue.text_end]


def test_new_words_change_what_stands_over_them_and_nothing_else(story, score, score_kit, first):
    assert len(first.plan.cues) >= 5
    text = story.read_text("utf-8")
    added = score_kit.paragraph("scary", 50)
    story.write_text(text.replace("## Grave\n\n", f"## Grave\n\n{added}\n\n"), "utf-8")
    read = score.pack.read
    second = score()
    assert score.pack.read == read + 1  # only the new paragraph
    assert second.plan.density == 1.0
    longer = second.plan.duration - first.plan.duration
    assert longer > 15.0
    changed = [s for s in second.different if not s.endswith("unchanged.")]
    assert changed
    assert all(word in s for s in changed for word in ("because", "Cue")), changed
    before = {under(first.plan, cue): cue for cue in first.plan.cues}
    after = {under(second.plan, cue): cue for cue in second.plan.cues}
    grave = first.plan.scenes[2]
    kept = [words for words, cue in before.items() if cue.scene != grave.index]
    assert len(kept) >= 4
    for words in kept:
        assert music(after[words]) == music(before[words])
        shift = after[words].start - before[words].start
        assert shift == pytest.approx(longer if before[words].scene > 2 else 0.0, abs=0.05)
    assert second.different[-1] == f"{len(kept)} cues are unchanged."


def test_pins_and_edits_win_whatever_else_is_wished(score, first, file):
    edit(
        file,
        ("pinned = false", "pinned = true", 2),
        (f'out = "{clock(first, 3)}"', f'out = "{clock(first, 3, -10.0)}"', 3),
        ("gain_db", "gain_db = -20.0 #", 4),
        ("muted = false", "muted = true", 5),
    )
    second = score(density=0.1, style="counterpoint", seed=5)
    old, new = first.plan.cues, {under(second.plan, c): c for c in second.plan.cues}
    pinned = new[under(first.plan, old[1])]
    assert music(pinned)[:4] == music(old[1])[:4]
    assert (pinned.pinned, pinned.start, pinned.end) == (True, old[1].start, old[1].end)
    shorter = next(c for c in second.plan.cues if c.start == old[2].start)
    assert (shorter.end, shorter.track, shorter.pinned) == (old[2].end - 10.0, old[2].track, True)
    quiet = next(c for c in second.plan.cues if c.start == old[3].start)
    assert (quiet.gain_db, quiet.track, quiet.pinned) == (-20.0, old[3].track, True)
    muted = next(c for c in second.plan.cues if c.start == old[4].start)
    assert (muted.muted, muted.pinned, muted.track) == (True, False, old[4].track)
    assert len(second.plan.cues) <= len(old)
    assert any("because the density is 0.1 now and the style is counterpoint now" in s
               for s in second.different)  # fmt: skip
    # And once more: what is fixed stays as it is, to the byte.
    text = file.read_text("utf-8")
    assert score().different == ("All cues are unchanged.",)
    assert file.read_text("utf-8") == text


def clock(result, number, more=0.0):
    from t2m_engine.export.cue import clock as told

    return told(result.plan.cues[number - 1].end + more)


def test_an_edit_moves_along_with_its_text(story, score, score_kit, first, file):
    cue = first.plan.cues[3]
    edit(file, (f'out = "{clock(first, 4)}"', f'out = "{clock(first, 4, -8.0)}"', 4),
         ("fade_in = ", "fade_in = 7.0 #", 4))  # fmt: skip
    edited = score()
    mine = edited.plan.cues[3]
    assert (mine.end, mine.fade_in, mine.pinned) == (cue.end - 8.0, 7.0, True)
    assert edited.different[0].startswith("Cue 4 now lasts from")
    assert "plan.toml says so" in edited.different[0]
    text = story.read_text("utf-8")
    added = score_kit.paragraph("happy", 40)
    story.write_text(text.replace("## Fair\n\n", f"## Fair\n\n{added}\n\n"), "utf-8")
    moved = score()
    longer = moved.plan.duration - edited.plan.duration
    there = [c for c in moved.plan.cues if c.pinned]
    assert len(there) == 1
    assert there[0].start - mine.start == pytest.approx(longer, abs=0.05)
    assert there[0].duration == pytest.approx(mine.duration, abs=0.05)
    assert (there[0].fade_in, there[0].gain_db) == (7.0, mine.gain_db)


def test_deleted_cues_stay_silent_and_added_ones_play(score, first, file, shared_music):
    gone = first.plan.cues[1]
    parts = file.read_text("utf-8").split("\n[[cue]]")
    del parts[2]
    end = first.plan.cues[-1].end
    parts.append(f"\nin = {end - 9.0}\nout = {end - 1.0}\ntrack = '{shared_music / 'sad 1.wav'}'\n")
    file.write_text("\n[[cue]]".join(parts), "utf-8")
    second = score(seed=8)
    assert not [c for c in second.plan.cues if c.start < gone.end - 3 and c.end > gone.start + 3]
    last = second.plan.cues[-1]
    assert (last.title, last.pinned) == ("Sad 1", True)
    assert last.start == pytest.approx(end - 9.0, abs=0.05)
    rows = tomllib.loads(file.read_text("utf-8"))
    assert len(rows["silence"]) == 1
    again = score(density=0.9)
    assert not [c for c in again.plan.cues if c.start < gone.end - 3 and c.end > gone.start + 3]
    assert again.plan.cues[-1].title == "Sad 1"


def test_music_that_is_gone_is_replaced(score, first, catalogue):
    victim = first.plan.cues[2]
    catalogue.put_presence(gone=[catalogue.track(victim.track).id], back=[], forgotten_errors=[])
    second = score()
    assert all(cue.track != victim.track for cue in second.plan.cues)
    told = [s for s in second.different if f"instead of “{victim.title}”" in s]
    assert told
    assert all(f"“{victim.title}” is gone from the library" in s for s in told)
    assert "cues are unchanged." in second.different[-1]


def test_a_pinned_track_that_is_gone_does_not_stop_the_score(score, first, catalogue, file):
    victim = first.plan.cues[2]
    edit(file, ("pinned = false", "pinned = true", 3))
    score()
    catalogue.put_presence(gone=[catalogue.track(victim.track).id], back=[], forgotten_errors=[])
    second = score()
    assert all(cue.track != victim.track for cue in second.plan.cues)


def test_a_veto_is_kept(score, first, file):
    title = first.plan.cues[0].title
    edit(file, ("vetoed = false", "vetoed = true", 1))
    second = score()
    assert all(cue.title != title for cue in second.plan.cues)
    assert any(f"“{title}” is vetoed" in s for s in second.different)
    third = score(seed=2, density=0.8)
    assert all(cue.title != title for cue in third.plan.cues)
    assert len(tomllib.loads(file.read_text("utf-8"))["wishes"]["vetoes"]) == 1


def test_text_that_is_gone_takes_its_pin_with_it(story, score, first, file):
    cue = next(c for c in first.plan.cues if c.scene == 2)
    edit(file, ("pinned = false", "pinned = true", cue.number))
    score()
    text = story.read_text("utf-8")
    start, end = text.index("## Grave"), text.index("## Home")
    story.write_text(text[:start] + text[end:], "utf-8")
    second = score()
    assert not any(c.pinned for c in second.plan.cues)
    assert any(s.startswith(f"Cue {cue.number}, “{cue.title}”") and "its text is" in s
               for s in second.different)  # fmt: skip


def test_a_pin_stays_over_words_that_changed(story, score, first, file):
    cue = next(c for c in first.plan.cues if c.scene == 2)
    edit(file, ("pinned = false", "pinned = true", cue.number))
    text = story.read_text("utf-8")
    start = text.index("## Grave")
    story.write_text(text[:start] + text[start:].replace("it was sad", "it was so sad", 2), "utf-8")
    second = score()
    [pinned] = [c for c in second.plan.cues if c.pinned]
    assert (pinned.track, pinned.scene) == (cue.track, 2)
    times = StoryTime(second.plan.passages)
    assert pinned.end == pytest.approx(times.time_of(pinned.text_end), abs=3.0)


def test_another_pace_moves_everything_and_chooses_nothing_anew(score, first, file):
    edit(file, ("pinned = false", "pinned = true", 2))
    slow = score(words_per_minute=120.0)
    assert slow.plan.duration > 1.15 * first.plan.duration
    assert [c.track for c in slow.plan.cues] == [c.track for c in first.plan.cues]
    assert slow.plan.cues[1].pinned
    assert slow.plan.cues[1].end == pytest.approx(slow.plan.cues[2].start + 2.0, abs=2.1)
    assert len(slow.different) >= 1


def test_another_frame_rate_puts_every_cue_on_its_frames(score, first, file):
    edit(file, ("pinned = false", "pinned = true", 2))
    second = score(frame_rate=__import__("fractions").Fraction(30_000, 1001))
    rate = second.plan.frame_rate
    for cue in second.plan.cues:
        for time in (cue.start, cue.end, *(p.start for p in cue.pieces)):
            assert float(time * rate) == pytest.approx(round(time * rate), abs=1e-3)
    assert [c.track for c in second.plan.cues] == [c.track for c in first.plan.cues]


def test_with_the_plan_file_alone_cues_are_found_by_their_words(
    story, score, score_kit, first, file
):
    edit(file, ("pinned = false", "pinned = true", 2), ("gain_db", "gain_db = -15.0 #", 2))
    text = story.read_text("utf-8")
    added = score_kit.paragraph("tender", 30)
    story.write_text(text.replace("## Fair\n\n", f"## Fair\n\n{added}\n\n"), "utf-8")
    (file.parent / "cues.json").unlink()
    alone = file.read_text("utf-8")
    shutil.rmtree(file.parent)
    file.parent.mkdir()
    file.write_text(alone, "utf-8")
    second = score()
    assert second.different[0].startswith("There is no usable cues.json")
    words = {under(second.plan, cue): cue for cue in second.plan.cues}
    kept = [c for c in first.plan.cues if words.get(under(first.plan, c))]
    assert len(kept) >= len(first.plan.cues) - 1
    for cue in kept:
        assert words[under(first.plan, cue)].track == cue.track
    assert [c.track for c in second.plan.cues if c.pinned] == [first.plan.cues[1].track]
    assert [c.gain_db for c in second.plan.cues if c.pinned] == [-15.0]


def test_a_damaged_cues_json_is_as_good_as_none(score, first, file):
    for content in ("", "[]", json.dumps({"schema": "t2m-cues", "version": 1})):
        (file.parent / "cues.json").write_text(content, "utf-8")
        if content.startswith("{"):
            with pytest.raises(InputError, match="is damaged"):
                score()
        else:
            assert score().different[0].startswith("There is no usable cues.json")
