"""Kdenlive's project as it lies on the disk, and clips as its clipboard has them.

Kdenlive writes what is shown to an autosave file some seconds after each change: there it can be
read without touching the project. Documents of version 1.04 (22.12) and those with sequences.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from lxml import etree

from t2m_engine.export.cue import FRAME_RATES
from t2m_engine.links.model import Item, Marker, Placed, State, Track

_FPS = re.compile(r"(\d+(?:[.,]\d+)?)\s*fps")


def rate_in(profile: str) -> Fraction | None:
    """Return the frame rate that a profile's description tells: "HD 1080p 23.98 fps"."""
    found = _FPS.search(profile)
    if found is None:
        return None
    said = float(found[1].replace(",", "."))
    for rate in FRAME_RATES.values():
        if abs(float(rate) - said) < 0.006:  # 23.98 and 23.976 are one
            return rate
    return Fraction(found[1].replace(",", "."))


def read_project(content: bytes, name: str) -> State | None:
    """Return what a project holds; None where it is none (it may be half written)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    profile = root.find("profile")
    if root.tag != "mlt" or profile is None:
        return None
    rate = Fraction(int(profile.get("frame_rate_num")), int(profile.get("frame_rate_den")))
    return _Document(root, rate).state(name)


class _Document:
    def __init__(self, root: etree._Element, rate: Fraction) -> None:
        self._root = root
        self._rate = rate
        self._named = {element.get("id"): element for element in root if element.get("id")}
        main_bin = self._named.get("main_bin")
        self._properties = {} if main_bin is None else _properties(main_bin)
        self._folder = root.get("root") or ""

    def state(self, name: str) -> State:
        timeline = self._timeline()
        if timeline is None:
            return State(name, self._rate, tracks=None)
        tracks: list[Track] = []
        clips: list[Placed] = []
        # Kdenlive counts audio tracks downwards from the pictures: the last is A1.
        for number, tractor in enumerate(reversed(self._audio(timeline))):
            properties = _properties(tractor)
            label = properties.get("kdenlive:track_name") or f"A{number + 1}"
            locked = properties.get("kdenlive:locked_track", "0") not in ("", "0")
            tracks.append(Track(label, locked))
            clips += self._clips(tractor, number)
        return State(
            name,
            self._rate,
            tracks=tuple(tracks),
            clips=tuple(clips),
            markers=tuple(self._guides(timeline)),
        )

    def _timeline(self) -> etree._Element | None:
        active = self._properties.get("kdenlive:docproperties.activetimeline")
        if active in self._named:
            return self._named[active]
        tractors = self._root.findall("tractor")
        return tractors[-1] if tractors else None

    def _audio(self, timeline: etree._Element) -> list[etree._Element]:
        found = [self._named.get(track.get("producer")) for track in timeline.findall("track")]
        return [
            tractor
            for tractor in found
            if tractor is not None
            and tractor.tag == "tractor"
            and _properties(tractor).get("kdenlive:audio_track") == "1"
        ]

    def _clips(self, tractor: etree._Element, number: int) -> Iterator[Placed]:
        for track in tractor.findall("track"):
            playlist = self._named.get(track.get("producer"))
            if playlist is None or playlist.tag != "playlist":
                continue
            at = 0
            for entry in playlist:
                if entry.tag == "blank":
                    at += self._frames(entry.get("length"))
                elif entry.tag == "entry":
                    length = self._frames(entry.get("out")) - self._frames(entry.get("in")) + 1
                    label, file = self._plays(entry)
                    yield Placed(number, label, self._time(at), self._time(length), file)
                    at += length

    def _plays(self, entry: etree._Element) -> tuple[str, Path | None]:
        producer = self._named.get(entry.get("producer"))
        if producer is None:
            return "", None
        properties = _properties(producer)
        resource = properties.get("resource", "")
        file = Path(self._folder) / resource if resource else None
        label = properties.get("kdenlive:clipname") or Path(resource).name
        return label, file

    def _guides(self, timeline: etree._Element) -> Iterator[Marker]:
        text = _properties(timeline).get("kdenlive:sequenceproperties.guides")
        text = text or self._properties.get("kdenlive:docproperties.guides") or "[]"
        try:
            guides = json.loads(text)
        except ValueError:
            return
        for guide in guides if isinstance(guides, list) else []:
            at = self._time(int(guide["pos"]))
            end = at + self._time(int(guide.get("duration", 0)))
            yield Marker(str(guide.get("comment", "")), "", at, end)

    def _frames(self, time: str | None) -> int:
        if not time:
            return 0
        if ":" not in time:
            return int(time)
        hours, minutes, seconds = time.split(":")
        total = 3600 * int(hours) + 60 * int(minutes) + Fraction(seconds.replace(",", "."))
        return round(total * self._rate)

    def _time(self, frames: int) -> float:
        return float(frames / self._rate)


def _properties(element: etree._Element) -> dict[str, str]:
    return {p.get("name", ""): p.text or "" for p in element.findall("property")}


def scene(items: Sequence[Item], rate: Fraction, audio_tracks: int, *, here: bool) -> str:
    """Return `items` as Kdenlive's clipboard has copied clips.

    They are laid where they lie when it is pasted with the playhead at 0; with `here` the first
    one lies at the playhead. The topmost track of the items is the one that is active then.
    """
    starts = [round(rate * Fraction(item.start)) for item in items]
    lengths = [max(1, int(rate * Fraction(item.length).limit_denominator(10**6))) for item in items]
    offset = min(starts) if here else 0
    end = max(start + length for start, length in zip(starts, lengths, strict=True))
    lowest = audio_tracks - 1
    root = etree.Element(
        "kdenlive-scene",
        fps=f"{float(rate):.10g}",
        offset=str(offset),
        duration=str(end - offset),
        videoTracks="1",
        masterTrack=str(audio_tracks),
        documentid=f"t2m-{uuid.uuid4().hex}",
        masterAudioTrack=str(lowest - min(item.track for item in items)),
        audioTracks=str(audio_tracks),
    )
    bins = etree.Element("bin")
    for number, (item, start, length) in enumerate(zip(items, starts, lengths, strict=True)):
        key = str(900_000 + number)
        clip = etree.SubElement(
            root, "clip", audioTrack="1", audioStream="0", id=str(number + 2), state="2",
            position=str(start), speed="1.000000", mirrorTrack="-1", binid=key,
            track=str(lowest - item.track), playlist="0", out=str(length - 1), **{"in": "0"},
        )  # fmt: skip
        etree.SubElement(clip, "effects", parentIn="0")
        producer = etree.SubElement(
            bins, "producer", type="1", id=f"bin{key}", out=str(length - 1), **{"in": "0"}
        )
        for name, value in (
            ("length", length), ("eof", "pause"), ("resource", item.file), ("audio_index", 0),
            ("video_index", -1), ("mute_on_pause", 1), ("mlt_service", "avformat-novalidate"),
            ("seekable", 1), ("kdenlive:clip_type", 1), ("kdenlive:id", key),
            ("kdenlive:clipname", item.name), ("kdenlive:folderid", -1),
        ):  # fmt: skip
            element = etree.SubElement(producer, "property", name=name)
            element.text = str(value)
    root.append(bins)
    etree.SubElement(root, "groups").text = "[]"
    return str(etree.tostring(root, encoding="unicode"))
