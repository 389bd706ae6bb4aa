"""Lets t2m lay music into DaVinci Resolve's timeline, and read its markers.

To be started from Workspace → Scripts; it answers until the timeline's project is closed. Beside
it lies t2m_mailbox.py, of packaging/plugins/shared.
"""

import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(globals().get("__file__", sys.argv[0]))))
import t2m_mailbox

PAUSE = 0.25
AUDIO = "audio"
AUDIO_ONLY = 2
"""AppendToTimeline's mediaType for sound."""


class Timeline:
    """The timeline that Resolve shows. Its times begin at its start timecode."""

    def __init__(self, resolve):
        self._resolve = resolve
        self._placed = []

    def _shown(self):
        project = self._resolve.GetProjectManager().GetCurrentProject()
        timeline = project.GetCurrentTimeline() if project else None
        if timeline is None:
            raise t2m_mailbox.Refusal("refused", "Resolve shows no timeline. Open one there.")
        return project, timeline

    def project(self):
        """The name of the project that is open."""
        project = self._resolve.GetProjectManager().GetCurrentProject()
        return project.GetName() if project else ""

    def read(self):
        """Rows of all that t2m asks for."""
        _, timeline = self._shown()
        numerator, denominator = rate_of(timeline)
        rate = numerator / denominator
        first = timeline.GetStartFrame()
        rows = [["project", self.project()], ["rate", numerator, denominator]]
        frame = frames(timeline.GetCurrentTimecode(), round(rate))
        begin = frames(timeline.GetStartTimecode(), round(rate))
        rows.append(["playhead", t2m_mailbox.seconds((frame - begin) / rate)])
        for number in range(1, timeline.GetTrackCount(AUDIO) + 1):
            locked = timeline.GetIsTrackLocked(AUDIO, number)
            rows.append(["track", timeline.GetTrackName(AUDIO, number), int(locked)])
            for item in timeline.GetItemListInTrack(AUDIO, number) or []:
                media = item.GetMediaPoolItem()
                file = media.GetClipProperty("File Path") if media else ""
                start = t2m_mailbox.seconds((item.GetStart() - first) / rate)
                length = t2m_mailbox.seconds(item.GetDuration() / rate)
                rows.append(["clip", number - 1, item.GetName(), start, length, file])
        for at, marker in sorted((timeline.GetMarkers() or {}).items()):
            end = t2m_mailbox.seconds((at + marker["duration"] - 1) / rate)
            rows.append(
                ["marker", marker["name"], marker["note"], t2m_mailbox.seconds(at / rate), end]
            )
        return rows

    def place(self, clips):
        """Import the files and append them at their places, in one call."""
        project, timeline = self._shown()
        numerator, denominator = rate_of(timeline)
        rate = numerator / denominator
        pool = project.GetMediaPool()
        media = []
        for clip in clips:
            made = pool.ImportMedia([clip["file"]])
            if not made:
                raise t2m_mailbox.Refusal("refused", "Resolve cannot read " + clip["file"] + ".")
            media.append(made[0])
        tracks = timeline.GetTrackCount(AUDIO)
        for _ in range(tracks, max(clip["track"] for clip in clips) + 1):
            timeline.AddTrack(AUDIO, "stereo")
        wanted = [
            {
                "mediaPoolItem": item,
                "startFrame": 0,
                "endFrame": max(0, round(clip["length"] * rate) - 1),
                "mediaType": AUDIO_ONLY,
                "trackIndex": clip["track"] + 1,
                "recordFrame": timeline.GetStartFrame() + round(clip["start"] * rate),
            }
            for clip, item in zip(clips, media)  # noqa: B905 - Resolve's Python may be 3.6
        ]
        placed = pool.AppendToTimeline(wanted) or []
        self._placed = [item for item in placed if item]
        if len(self._placed) < len(clips):
            self.undo()
            raise t2m_mailbox.Refusal(
                "refused", "Resolve did not take all of them. None lies there."
            )

    def undo(self):
        """Remove what the last `place` added: Resolve's scripts cannot undo."""
        _, timeline = self._shown()
        if self._placed:
            timeline.DeleteClips(self._placed, False)
        self._placed = []


def rate_of(timeline):
    """Frames a second as whole numbers: "29.97 DF" is 30000 / 1001."""
    said = float(str(timeline.GetSetting("timelineFrameRate")).split()[0])
    if abs(said - round(said)) < 0.001:
        return round(said), 1
    return round(said) * 1000, 1001


def frames(timecode, base):
    """Frames of hh:mm:ss:ff; drop-frame timecode (with a semicolon) leaves out numbers."""
    hours, minutes, seconds, frame = (int(part) for part in timecode.replace(";", ":").split(":"))
    total = ((hours * 60 + minutes) * 60 + seconds) * base + frame
    if ";" in timecode:
        whole = hours * 60 + minutes
        total -= base // 15 * (whole - whole // 10)
    return total


def main(resolve):
    """Answer until nobody needs it: the project is closed."""
    box = t2m_mailbox.Mailbox(Timeline(resolve), t2m_mailbox.folder_of("resolve"))
    while resolve.GetProjectManager().GetCurrentProject():
        box.poll()
        time.sleep(PAUSE)


if __name__ == "__main__":
    main(globals().get("resolve") or __import__("DaVinciResolveScript").scriptapp("Resolve"))
