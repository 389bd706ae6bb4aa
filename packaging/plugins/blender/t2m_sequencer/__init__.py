"""Lets t2m lay music into the video sequencer, and read its markers: a Blender add-on.

Beside this file lies t2m_mailbox.py, of packaging/plugins/shared.
"""

import os
import time

import bpy

try:
    from . import t2m_mailbox
except ImportError:  # run from t2m's own tree
    import t2m_mailbox

bl_info = {
    "name": "t2m: music for the sequencer",
    "author": "The t2m founders",
    "version": (1, 0, 0),
    "blender": (3, 3, 0),
    "location": "Sequencer: send from t2m",
    "description": "Lets t2m lay music into the sequencer, and read the markers",
    "category": "Sequencer",
}

PAUSE = 0.25
"""Seconds between two looks: nobody notices them, and they cost nothing."""


class Sequencer:
    """The sequencer of the scene that is shown. Its channels are tracks, counted from 1."""

    def project(self):
        """The file's name without its suffix; “Untitled” before it has one."""
        return os.path.splitext(os.path.basename(bpy.data.filepath))[0] or "Untitled"

    def read(self):
        """Rows of all that t2m asks for."""
        scene = bpy.context.scene
        rate = scene.render.fps / scene.render.fps_base
        rows = [
            ["project", self.project()],
            ["rate", *_fraction(scene.render.fps, scene.render.fps_base)],
            ["playhead", t2m_mailbox.seconds((scene.frame_current - scene.frame_start) / rate)],
        ]
        editor = scene.sequence_editor
        strips = list(_strips(editor)) if editor else []
        channels = getattr(editor, "channels", None)
        locked = [n for n, channel in enumerate(channels or ()) if channel.lock]
        used = max([strip.channel for strip in strips] + locked, default=0)
        for number in range(1, used + 1):
            name = channels[number].name if channels is not None else str(number)
            rows.append(["track", name, int(number in locked)])
        for strip in strips:
            start = (strip.frame_final_start - scene.frame_start) / rate
            file = bpy.path.abspath(strip.sound.filepath) if strip.type == "SOUND" else ""
            length = strip.frame_final_duration / rate
            rows.append(
                ["clip", strip.channel - 1, strip.name, t2m_mailbox.seconds(start),
                 t2m_mailbox.seconds(length), file]
            )  # fmt: skip
        for marker in scene.timeline_markers:
            at = t2m_mailbox.seconds((marker.frame - scene.frame_start) / rate)
            rows.append(["marker", marker.name, "", at, at])
        return rows

    def place(self, clips):
        """Add sound strips; one undo step."""
        scene = bpy.context.scene
        rate = scene.render.fps / scene.render.fps_base
        editor = scene.sequence_editor or scene.sequence_editor_create()
        made = []
        try:
            for clip in clips:
                frame = scene.frame_start + round(clip["start"] * rate)
                strip = _strips(editor).new_sound(
                    clip["name"], clip["file"], clip["track"] + 1, frame
                )
                made.append((strip, clip["track"] + 1, frame))
            for strip, channel, frame in made:
                # Where something is in the way, Blender puts a strip elsewhere.
                if (strip.channel, strip.frame_final_start) != (channel, frame):
                    raise t2m_mailbox.Refusal(
                        "occupied", "Something is in the way of “" + strip.name + "” in Blender."
                    )
        except Exception:
            for strip, _, _ in made:
                _strips(editor).remove(strip)
            raise
        if not bpy.app.background:
            bpy.ops.ed.undo_push(message="Place music from t2m")
        self._placed = [strip.name for strip, _, _ in made]

    _placed = ()

    def undo(self):
        """Remove what the last `place` added."""
        editor = bpy.context.scene.sequence_editor
        for name in self._placed:
            strip = _strips(editor).get(name)
            if strip is not None:
                _strips(editor).remove(strip)
        self._placed = ()


def _strips(editor):
    """The strips: Blender 4.4 gave them a new name."""
    return editor.strips if hasattr(editor, "strips") else editor.sequences


def _fraction(fps, base):
    """fps / base as whole numbers: 30 / 1.001 is 30000 / 1001."""
    return [fps * 1000, round(base * 1000)]


_mailbox = None


def _look():
    _mailbox.poll()
    return PAUSE


def serve(until=lambda: False):
    """Answer t2m without a window, for `blender -b`, until `until` says so."""
    box = t2m_mailbox.Mailbox(Sequencer(), t2m_mailbox.folder_of("blender"))
    while not until():
        box.poll()
        time.sleep(PAUSE)


def register():
    """Begin to look."""
    global _mailbox
    _mailbox = t2m_mailbox.Mailbox(Sequencer(), t2m_mailbox.folder_of("blender"))
    if not bpy.app.background:
        bpy.app.timers.register(_look, persistent=True)


def unregister():
    """Look no more."""
    if bpy.app.timers.is_registered(_look):
        bpy.app.timers.unregister(_look)
