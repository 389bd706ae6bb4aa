"""How well scenes are found that nobody marked, and how good and how quick the plan of a score is.

Usage: python tests/benchmarks/bench_score.py turns [--data ../shared/data]
       python tests/benchmarks/bench_score.py plan MANUSCRIPT... --library DIR
       python tests/benchmarks/bench_score.py speed MANUSCRIPT [--clips 100000]

turns: the tales of a collection are joined end to end, without their titles, in twelve orders;
where one tale ends and the next begins is what should be found, within 30 s of reading. The cost of
a cut and the weights were chosen on the first half of Grimm's tales ("tuned"); the others were not
looked at for it. Intervals are 95 % of 10,000 bootstraps over the tales. "equal" cuts the same text
into as many equal parts as there are tales, "chance" cuts it as often as was found, anywhere; both
at paragraphs. "feeling" is F of the app's method on the emotion curve alone.

plan: the options of every segment are those of the app, and so is what a plan is worth; compared
is how the choice is made. "best alone" takes for every segment what fits it best; "greedy" goes
through the story and takes what is worth most beside what came before; "plan" is the app's. "fit"
is the mean fit of the music by time, "lost" how much less that is than the best alone;
"repeats" counts cues whose music was heard before (but for motifs), "soon" those of them within
fifteen minutes; "jumps" is the mean change between neighbours that the text does not ask for (0…1);
"bound" is what no plan can be worth more than (Lagrangian decomposition: the chain of neighbours
solved by Viterbi, the repeats as an assignment, made to agree by subgradients). Means of three
seeds.

speed: the time of every part of scoring a manuscript against a library of random clips.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not
sys.path.insert(0, str(Path(__file__).resolve().parent))

from t2m_engine.emotion.pack import ModelPack
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.score import timing
from t2m_engine.score.choosing import Chooser, Draft
from t2m_engine.score.jumps import JUMP_COST
from t2m_engine.score.motifs import find_motifs
from t2m_engine.score.plan import plan
from t2m_engine.score.segments import cut_story
from t2m_engine.score.shelf import Shelf
from t2m_engine.score.solving import NO_MOTIF, Problem, Solution, solve
from t2m_engine.score.spotting import spot
from t2m_engine.score.timing import Beat
from t2m_engine.score.turns import chapters_of, find_scenes, turns
from t2m_engine.text.manuscript import Manuscript, read_manuscript

WITHIN = 30.0
ORDERS = 12
NOTHING = np.zeros(1, np.float32)
NO_WORDS = ""
SEEDS = 3
SOON = 900.0
COPIES = 6
"""Times that music is heard at most, in the bound; in the plans it is heard less often."""


def read(path: Path, pack: ModelPack) -> tuple[Manuscript, list[Beat]]:
    manuscript = read_manuscript(path)
    beats = timing.read_beats(
        manuscript, pack, 150.0, progress=lambda done, total: None, cancelled=lambda: False
    )
    return manuscript, beats


# Turns


def joined(beats: Sequence[Beat], scenes: Sequence[int]) -> tuple[list[Beat], list[float]]:
    """The beats of `scenes`, one after the other as one scene, and where each of them begins."""
    found: list[Beat] = []
    starts: list[float] = []
    now = 0.0
    passage = 0
    for scene in scenes:
        starts.append(now)
        before = None
        for beat in beats:
            if beat.scene != scene:
                continue
            passage += before is None or beat.passage != before
            before = beat.passage
            length = beat.end - beat.start
            found.append(
                replace(beat, scene=0, passage=passage, start=now, end=now + length, pause=0.0)
            )
            now += length
    # Felt anew through the borders of tales, which nobody marks now.
    felt = timing._smoothed(
        [0] * len(found),
        [(beat.start, beat.end) for beat in found],
        [beat.words for beat in found],
        [beat.reading for beat in found],
    )
    return [replace(b, smoothed=f) for b, f in zip(found, felt, strict=True)], starts[1:]


def hits_of(found: Sequence[float], true: Sequence[float]) -> tuple[list[bool], list[float]]:
    """Which of the `true` times were found, each by one at most, and what was found besides."""
    left = dict(enumerate(true))
    false = []
    for time_found in found:
        near = min(left, key=lambda number: abs(left[number] - time_found), default=None)
        if near is not None and abs(left[near] - time_found) <= WITHIN:
            del left[near]
        else:
            false.append(time_found)
    return [number not in left for number in range(len(true))], false


def f_of(hits: float, false: float, true: float) -> tuple[float, float, float]:
    """Precision, recall and F."""
    precision, recall = hits / max(1e-9, hits + false), hits / true
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def equal_parts(beats: Sequence[Beat], count: int) -> list[float]:
    edges = beginnings(beats)
    end = beats[-1].end
    return [min(edges, key=lambda t: abs(t - end * n / count)) for n in range(1, count)]


def beginnings(beats: Sequence[Beat]) -> list[float]:
    return [b.start for a, b in pairwise(beats) if a.passage != b.passage]


class Tally:
    """By tale: how often its beginning was to be found, was found, and what was found within it."""

    def __init__(self, tales: Sequence[int]) -> None:
        self._row = {tale: row for row, tale in enumerate(tales)}
        self._counts = np.zeros((len(tales), 3))

    def add(self, order: Sequence[int], true: Sequence[float], found: Sequence[float]) -> None:
        hits, false = hits_of(found, true)
        for tale, hit in zip(order[1:], hits, strict=True):
            self._counts[self._row[tale], :2] += 1, hit
        for place in np.searchsorted(true, false, side="right").tolist():
            self._counts[self._row[order[place]], 2] += 1

    def scores(self) -> tuple[float, float, float]:
        true, hits, false = self._counts.sum(axis=0)
        return f_of(hits, false, true)

    def interval(self) -> tuple[float, float]:
        """95 % of F, the tales drawn anew with replacement."""
        rng = np.random.default_rng(0)
        draws = rng.integers(0, len(self._counts), (10_000, len(self._counts)))
        sums = self._counts[draws].sum(axis=1)
        low, high = np.percentile([f_of(h, f, max(t, 1.0))[2] for t, h, f in sums], (2.5, 97.5))
        return float(low), float(high)


def measure_turns(data: Path) -> None:
    pack = ModelPack.load()
    grimm, grimm_beats = read(data / "stories" / "grimm_fairy_tales.txt", pack)
    andersen, andersen_beats = read(data / "stories" / "andersen_fairy_tales.txt", pack)
    half = len(grimm.scenes) // 2
    sets: list[tuple[str, Manuscript, list[Beat], list[int]]] = [
        ("Grimm, first half (tuned)", grimm, grimm_beats, list(range(half))),
        ("Grimm, second half", grimm, grimm_beats, list(range(half, len(grimm.scenes)))),
        ("Andersen", andersen, andersen_beats, list(range(len(andersen.scenes)))),
    ]
    print(
        f"{'tales':26} {'true':>4} {'found':>6} {'P':>5} {'R':>5} {'F':>5} {'95 %':>12} "
        f"{'feeling':>8} {'equal':>6} {'chance':>7}"
    )
    for name, manuscript, beats, scenes in sets:
        ours, feeling, equal, chance = (Tally(scenes) for _ in range(4))
        counts = []
        for order in range(ORDERS):
            mixed = list(scenes)
            rng = random.Random(order)
            if order:
                rng.shuffle(mixed)
            story, true = joined(beats, mixed)
            found = [story[place].start for place in turns(story, manuscript.text)]
            ours.add(mixed, true, found)
            plain = [replace(b, reading=replace(b.reading, embedding=NOTHING)) for b in story]
            feeling.add(mixed, true, [story[place].start for place in turns(plain, NO_WORDS)])
            equal.add(mixed, true, equal_parts(story, len(mixed)))
            edges = beginnings(story)
            for _ in range(20):
                chance.add(mixed, true, sorted(rng.sample(edges, len(found))))
            counts.append(len(found))
        precision, recall, f = ours.scores()
        low, high = ours.interval()
        print(
            f"{name:26} {len(scenes) - 1:4} {np.mean(counts):6.1f} {precision:5.2f} {recall:5.2f} "
            f"{f:5.2f}   {low:.2f}…{high:.2f} {feeling.scores()[2]:8.2f} {equal.scores()[2]:6.2f} "
            f"{chance.scores()[2]:7.2f}"
        )


# The plan


def best_alone(problem: Problem) -> list[int]:
    return [int(slot.values.argmax()) for slot in problem.slots]


def greedy(problem: Problem) -> list[int]:
    solution = Solution(problem)
    for place, slot in enumerate(problem.slots):
        worth = slot.values - solution.elsewhere(place, place, len(problem.slots))
        before = problem.jumps[place - 1] if place else None
        if before is not None:
            worth = worth - before[solution.chosen[place - 1]]
        solution.set(place, int(worth.argmax()))
    return solution.chosen.tolist()


def bound(problem: Problem, rounds: int = 150) -> float:
    """No choice is worth more: the nearness of repeats, and what motifs are spared, left out."""
    from scipy.optimize import linear_sum_assignment

    slots = problem.slots
    count = len(slots)
    labels = sorted({int(label) for slot in slots for label in slot.labels})
    column = {label: place for place, label in enumerate(labels)}
    rates = [np.zeros(len(slot.values)) for slot in slots]
    best, step, since = np.inf, 0.05, 0
    for _ in range(rounds):
        chain, along = viterbi(problem, rates)
        # A column for every time that music may be heard, and one a slot for its motif, which may
        # be heard again for nothing.
        table = np.full((count, len(labels) * COPIES + count), -1e6)
        options = np.zeros(table.shape, int)
        for place, slot in enumerate(slots):
            own = slot.values / 2 - rates[place]
            for option, label in enumerate(slot.labels.tolist()):
                if slot.motifs[option] != NO_MOTIF:
                    at, costs = [len(labels) * COPIES + place], np.zeros(1)
                else:
                    at = [column[label] * COPIES + copy for copy in range(COPIES)]
                    costs = problem.used * np.arange(COPIES)
                table[place, at] = own[option] - costs
                options[place, at] = option
        rows, columns = linear_sum_assignment(table, maximize=True)
        total = chain + float(table[rows, columns].sum())
        best, since = (total, 0) if total < best - 1e-6 else (best, since + 1)
        if since >= 8:
            step, since = 0.7 * step, 0
        for place, apart in enumerate(options[rows, columns].tolist()):
            if apart != along[place]:
                rates[place][along[place]] -= step
                rates[place][apart] += step
    return best


def viterbi(problem: Problem, rates: Sequence[np.ndarray]) -> tuple[float, list[int]]:
    """The best chain by half of the values and `rates`, repeats left out."""
    worth = problem.slots[0].values / 2 + rates[0]
    back = []
    for place in range(1, len(problem.slots)):
        own = problem.slots[place].values / 2 + rates[place]
        jump = problem.jumps[place - 1]
        table = np.repeat(worth[:, None], len(own), axis=1) - (0.0 if jump is None else jump)
        back.append(table.argmax(axis=0))
        worth = table.max(axis=0) + own
    found = [int(worth.argmax())]
    for pointers in reversed(back):
        found.append(int(pointers[found[-1]]))
    return float(worth.max()), found[::-1]


def told(
    drafts: Sequence[Draft], problem: Problem, chosen: Sequence[int], best: float
) -> tuple[float, ...]:
    """Fit, fit lost, repeats, soon ones, jumps and worth of a choice."""
    lengths = np.array([draft.segment.duration for draft in drafts])
    fits = [draft.options[c].region.fit for draft, c in zip(drafts, chosen, strict=True)]
    fit = float(np.average(fits, weights=lengths))
    heard: dict[int, list[tuple[float, int]]] = {}
    repeats = soon = 0
    for slot, option in zip(problem.slots, chosen, strict=True):
        label, motif = int(slot.labels[option]), int(slot.motifs[option])
        earlier = [s for s, m in heard.get(label, []) if m != motif or motif == NO_MOTIF]
        repeats += bool(earlier)
        soon += any(slot.start - s < SOON for s in earlier)
        heard.setdefault(label, []).append((slot.start, motif))
    jumps = [
        float(jump[chosen[place], chosen[place + 1]]) / JUMP_COST
        for place, jump in enumerate(problem.jumps)
        if jump is not None
    ]
    return fit, best - fit, repeats, soon, float(np.mean(jumps or [0.0])), problem.value(chosen)


def measure_plans(manuscripts: Sequence[Path], library: Path) -> None:
    pack = ModelPack.load()
    print(
        f"{'manuscript':22} {'cues':>5} {'choice':11} {'fit':>6} {'lost':>6} {'repeats':>7} "
        f"{'soon':>5} {'jumps':>6} {'worth':>8} {'of bound':>9} {'seconds':>8}"
    )
    with Catalogue.open(library) as catalogue:
        shelf = Shelf(catalogue, pack)
        for path in manuscripts:
            manuscript, beats = read(path, pack)
            beats, scenes = find_scenes(manuscript, beats)
            segments = cut_story(beats)
            spots = spot(segments, manuscript, 0.7)
            sounding = [s for s, found in zip(segments, spots, strict=True) if not found.silence]
            chapters = chapters_of(scenes, manuscript)
            rows: dict[str, list[tuple[float, ...]]] = {}
            cues = 0
            for seed in range(SEEDS):
                chooser = Chooser(shelf, "follow", seed, frozenset(), chapters)
                story = manuscript
                drafts, problem = chooser.problem(sounding, lambda s, m=story: find_motifs(s, m))
                cues, most = len(drafts), bound(problem)
                best = told(drafts, problem, best_alone(problem), 0.0)[0]
                for name, way in WAYS:
                    begun = time.perf_counter()
                    chosen = way(problem)
                    seconds = time.perf_counter() - begun
                    *measures, worth = told(drafts, problem, chosen, best)
                    rows.setdefault(name, []).append((*measures, worth, worth / most, seconds))
            for name, found in rows.items():
                fit, lost, repeats, soon, jumps, worth, share, seconds = np.mean(found, axis=0)
                print(
                    f"{path.stem[:22]:22} {cues:5} {name:11} {fit:6.3f} {lost:6.3f} "
                    f"{repeats:7.1f} {soon:5.1f} {jumps:6.3f} {worth:8.3f} {share:9.2%} "
                    f"{seconds:8.2f}"
                )


WAYS: tuple[tuple[str, Callable[[Problem], list[int]]], ...] = (
    ("best alone", best_alone),
    ("greedy", greedy),
    ("plan", lambda problem: solve(problem).chosen.tolist()),
)


# Speed


def measure_speed(manuscript: Path, clips: int) -> None:
    from bench_suggest import fill

    pack = ModelPack.load()
    pack.warm()
    with tempfile.TemporaryDirectory() as folder, Catalogue.open(Path(folder)) as catalogue:
        fill(catalogue, pack, clips)
        catalogue.fill(pack.space(), pack.music_id)
        marks: list[tuple[float, str]] = []

        def mark(_: float, __: float, text: str) -> None:
            if not marks or marks[-1][1] != text:
                marks.append((time.perf_counter(), text))

        begun = time.perf_counter()
        story = read_manuscript(manuscript)
        # The files are not there: what would be listened to is counted as listened to.
        made = plan(story, pack, catalogue, progress=mark)
        marks.append((time.perf_counter(), ""))
        print(f"{story.words} words, {clips} clips: {len(made.cues)} cues")
        for (start, text), (end, _) in pairwise(marks):
            print(f"{text:28} {end - start:7.1f} s")
        print(f"{'in all':28} {marks[-1][0] - begun:7.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    of_turns = commands.add_parser("turns")
    of_turns.add_argument("--data", type=Path, default=Path("../shared/data"))
    of_plan = commands.add_parser("plan")
    of_plan.add_argument("manuscripts", type=Path, nargs="+")
    of_plan.add_argument("--library", type=Path, required=True)
    of_speed = commands.add_parser("speed")
    of_speed.add_argument("manuscript", type=Path)
    of_speed.add_argument("--clips", type=int, default=100_000)
    wished = parser.parse_args()
    if wished.command == "turns":
        measure_turns(wished.data)
    elif wished.command == "plan":
        measure_plans(wished.manuscripts, wished.library)
    else:
        measure_speed(wished.manuscript, wished.clips)


if __name__ == "__main__":
    main()
