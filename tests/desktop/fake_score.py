"""A make-believe score of a manuscript, and the service methods that change it, as they promise.

Loaded through the fixture `load_kit`; see t2m_engine/service/methods.py for the schema.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from t2m_engine.service.client import EngineError

MOODS = ("happy", "funny", "sad", "tender", "exciting", "angry", "scary")
_AFFECT = {  # valence, arousal
    "happy": (0.6, 0.4), "funny": (0.4, 0.3), "sad": (-0.55, -0.5), "tender": (0.45, -0.5),
    "exciting": (0.3, 0.7), "angry": (-0.5, 0.6), "scary": (-0.65, 0.45),
}  # fmt: skip
SECONDS_A_WORD = 0.4


def emotion(mood: str, share: float = 0.7) -> dict[str, Any]:
    rest = (1 - share) / 6
    valence, arousal = _AFFECT[mood]
    moods = {m: share if m == mood else rest for m in MOODS}
    return {"valence": valence * share, "arousal": arousal * share, "moods": moods}


def make_plan(text: str, tracks: list[Path], manuscript: str = "/m/story.md") -> dict[str, Any]:
    """Scenes by headings, passages by paragraphs, a cue for most scenes, every third one late."""
    scenes: list[dict[str, Any]] = []
    passages: list[dict[str, Any]] = []
    clock = 0.0
    for found in re.finditer(r"[^\n]+", text):
        line = found.group()
        if line.startswith("#"):
            if line.startswith("##"):
                scenes.append({"title": line.lstrip("# "), "text_start": found.end() + 1})
            continue
        if not scenes:
            scenes.append({"title": "Opening", "text_start": found.start()})
        mood = MOODS[(3 * len(scenes) + 1) % 7]
        length = len(line.split()) * SECONDS_A_WORD
        share = 0.5 + 0.3 * ((len(passages) * 7) % 5) / 5
        passages.append(
            {
                "id": len(passages), "scene": len(scenes), "start": clock, "end": clock + length,
                **emotion(mood, share), "smoothed": emotion(mood, share),
                "text_start": found.start(), "text_end": found.end(),
            }
        )  # fmt: skip
        clock += length + 0.6
    for number, scene in enumerate(scenes, 1):
        inside = [p for p in passages if p["scene"] == number]
        scene |= {
            "number": number, "found": "marked", "start": inside[0]["start"],
            "end": inside[-1]["end"], "text_end": inside[-1]["text_end"],
            **emotion(MOODS[(3 * number + 1) % 7]),
        }  # fmt: skip
    cues = []
    for scene in scenes:
        number = len(cues) + 1
        start = scene["start"] + (6.0 if number % 3 == 0 else 0.0)
        end = scene["end"] - (14.0 if number % 4 == 2 else -2.0 if number < len(scenes) else 0.0)
        cues.append(make_cue(number, scene, round(start, 2), round(end, 2), tracks, text))
    return {
        "schema": "t2m-cues", "version": 1, "made_by": "t2m", "title": "The Ferryman's House",
        "manuscript": manuscript, "text_sha256": "", "words": len(text.split()),
        "words_per_minute": 150.0, "duration": clock, "frame_rate": 25.0, "style": "follow",
        "density": 0.7, "seed": 0, "narration": None, "space": "fusion", "pack": "x",
        "notes": ["1:18–1:32 stays silent: the feeling is faint there."],
        "cues": cues, "scenes": scenes, "passages": passages, "text": text,
        "wishes": {
            "density": 0.7, "style": "follow", "words_per_minute": 150.0, "frame_rate": "25",
            "seed": 0, "narration": None, "space": "fusion",
        },
    }  # fmt: skip


def title(track: Path) -> str:
    return track.stem.replace("_", " ").capitalize()


def make_cue(
    number: int, scene: dict[str, Any], start: float, end: float, tracks: list[Path], text: str
) -> dict[str, Any]:
    track = tracks[number % len(tracks)]
    others = [tracks[(number + i) % len(tracks)] for i in range(1, min(9, len(tracks)))]
    reasons = ("used nowhere else", f"plays in cue {number % 3 + 1}", "slower", "too short here")
    piece = {
        "start": start, "source_start": 0.0, "source_end": end - start, "fade_in": 1.0,
        "fade_out": 2.0,
    }  # fmt: skip
    return {
        "number": number, "scene": scene["number"], "start": start, "end": end,
        "track": str(track), "title": title(track), "artist": "A. Lindqvist",
        "source_start": 0.0, "source_end": end - start, "fade_in": 1.0, "fade_out": 2.0,
        "gain_db": -3.0, "score": 0.91, **emotion(MOODS[(3 * scene["number"] + 1) % 7]),
        "felt": emotion("scary"), "text_start": scene["text_start"],
        "text_end": scene["text_end"],
        "excerpt": " ".join(text[scene["text_start"] :].split())[:110] + "…",
        "reason": "The scene turns from anger to dread here. Nearest in dread of 21 tracks; "
        "D minor after A minor, 62 after 70 beats a minute; not heard before.",
        "role": "follow", "motif": "Wren" if number == 7 else "", "pinned": number == 4,
        "muted": number == 6, "pieces": [piece],
        "alternatives": [
            {
                "track": str(other), "title": title(other), "artist": "Marrow & Pine",
                "source_start": 0.0, "source_end": end - start, "score": 0.88 - 0.03 * i,
                "reason": reasons[i % 4],
            }
            for i, other in enumerate(others)
        ],
        "facts": {"tempo": 62.0, "tempo_confidence": 0.9, "first_beat": 0.2, "key": "Dm",
                  "key_confidence": 0.8, "loudness": -18.0, "true_peak": -2.0},
        "credits": {"album": "", "composer": "A. Lindqvist", "publisher": "", "isrc": "",
                    "copyright": "", "licence": "CC BY 4.0", "genre": "", "comment": ""},
        "attribution": "",
    }  # fmt: skip


class FakeScores:
    """The engine's side of a score, in one folder; its answers go into a FakeEngine's."""

    def __init__(self, plan: dict[str, Any], sounds: Path) -> None:
        self.revisions = [plan]
        self.at = 0
        self.sounds = sounds
        self.rate = 8000

    @property
    def plan(self) -> dict[str, Any]:
        return self.revisions[self.at]

    def answers(self) -> dict[str, Callable[[dict[str, Any]], Any]]:
        return {
            "score": self.score,
            "score.open": lambda _: {"revision": self.at, "plan": self.plan},
            "score.change": self.change,
            "score.restore": self.restore,
            "score.preview": self.preview,
            "score.render": lambda params: {"files": [f"{params['out']}/temp_score.wav"]},
            "score.timelines": lambda params: {
                "files": [f"{params['out']}/{name}" for name in params["timelines"]]
            },
        }

    def score(self, params: dict[str, Any]) -> dict[str, Any]:
        out = Path(params["out"])
        out.mkdir(parents=True, exist_ok=True)
        for name in ("plan.toml", "cues.csv", "temp_score.wav", "report.html"):
            (out / name).write_text(name)
        plan = copy.deepcopy(self.plan)
        wishes = {n: params[n] for n in plan["wishes"] if n in params}
        plan["wishes"] |= wishes
        plan["manuscript"] = params["manuscript"]
        self.revisions.append(plan)
        self.at = len(self.revisions) - 1
        return {
            "cues": len(plan["cues"]), "scenes": len(plan["scenes"]),
            "duration": plan["duration"], "files": [str(out / "cues.csv")], "notes": [],
        }  # fmt: skip

    def change(self, params: dict[str, Any]) -> Any:
        plan = copy.deepcopy(self.plan)
        told = []
        for change in params["changes"]:
            cues = {cue["number"]: cue for cue in plan["cues"]}
            cue = cues.get(change["cue"])
            if cue is None:
                return EngineError(-32020, f"There is no cue {change['cue']}.", {"exit_code": 2})
            told.append(self._apply(plan, cue, change))
        self.revisions.append(plan)
        self.at = len(self.revisions) - 1
        return {"revision": self.at, "plan": plan, "difference": [*told, "2 cues are unchanged."]}

    def restore(self, params: dict[str, Any]) -> dict[str, Any]:
        self.at = params["revision"]
        return {"revision": self.at, "plan": self.plan}

    def preview(self, params: dict[str, Any]) -> dict[str, str]:
        assert 0 < params["end"] - params["start"] <= 60
        path = self.sounds / f"preview-{params['start']:.3f}-{params['end']:.3f}-{self.at}.wav"
        time = np.arange(round(params["start"] * self.rate), round(params["end"] * self.rate))
        mono = 0.3 * np.sin(2 * np.pi * 220 * time / self.rate)
        soundfile.write(path, np.stack([mono, mono], axis=1), self.rate)
        return {"path": str(path)}

    @staticmethod
    def _apply(plan: dict[str, Any], cue: dict[str, Any], change: dict[str, Any]) -> str:
        name = f"Cue {cue['number']}"
        match change["op"]:
            case "swap":
                taken = cue["alternatives"].pop(change["alternative"])
                old = {key: cue[key] for key in taken if key in cue}
                cue["alternatives"].insert(0, {**old, "reason": "was here before"})
                cue.update({key: taken[key] for key in taken if key != "reason"})
                return f"{name}: “{taken['title']}” takes the place of “{old['title']}”."
            case "use":
                cue |= {"track": change["track"], "source_start": change["source_start"]}
                cue["title"] = title(Path(change["track"]))
                return f"{name}: “{cue['title']}” plays."
            case "pin" | "unpin":
                cue["pinned"] = change["op"] == "pin"
            case "mute" | "unmute":
                cue["muted"] = change["op"] == "mute"
            case "resize":
                cue |= {"start": change["start"], "end": change["end"]}
                cue["pieces"] = [
                    {**cue["pieces"][0], "start": cue["start"],
                     "source_end": cue["end"] - cue["start"]}
                ]  # fmt: skip
            case "remove" | "veto":
                plan["cues"].remove(cue)
                return f"{name} is gone."
        return f"{name}: {change['op']}."
