"""The folder through which t2m asks a plug-in: see t2m_engine/links/mailbox.py, which describes it.

For editors whose plug-ins are Python: Blender and DaVinci Resolve. Python 3.6 and its library.
"""

import os
import sys
import time

VERSION = "1"
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_PLAIN = {"t": "\t", "n": "\n", "r": "\r"}


class Refusal(Exception):
    """Why nothing was done: a word of t2m_engine/links/model.Trouble, and a sentence."""

    def __init__(self, trouble, sentence):
        self.trouble = trouble
        self.sentence = sentence
        super().__init__(sentence)


def folder_of(editor):
    """The folder of an editor, in t2m's cache: the same as t2m_engine/places.py says."""
    if os.name == "nt":
        cache = os.path.join(os.environ["LOCALAPPDATA"], "t2m", "Cache")
    elif sys.platform == "darwin":
        cache = os.path.expanduser("~/Library/Caches/t2m")
    else:
        home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        cache = os.path.join(home, "t2m")
    return os.path.join(cache, "links", editor)


class Mailbox:
    """Answers requests by an `editor` with project(), read() → rows, place(clips) and undo().

    A clip is a dictionary of file, name, start, length (seconds) and track (from 0).
    """

    def __init__(self, editor, folder):
        self._editor = editor
        self._folder = folder
        self._said = 0.0
        os.makedirs(folder, mode=0o700, exist_ok=True)

    def poll(self):
        """Look once, and do what is asked for; True where something was."""
        now = time.time()
        if now - self._said >= 2.0:
            self._said = now
            self._write("here", [["project", self._editor.project()]] + process() + [["end"]])
        try:
            os.replace(self._path("request"), self._path("taken"))
        except OSError:
            return False
        rows = self._read("taken")
        if not rows or rows[-1] != ["end"]:
            return False
        ask = {row[0]: (row + [""])[1] for row in rows if row[0] != "clip"}
        if now > float(ask.get("expires") or 0):
            return False  # nobody waits for it any more
        clips = [
            {"file": r[1], "name": r[2], "start": float(r[3]), "length": float(r[4]),
             "track": int(r[5])}
            for r in rows if r[0] == "clip"
        ]  # fmt: skip
        try:
            found = self._do(ask, clips)
        except Refusal as refusal:
            found = [["error", refusal.trouble, refusal.sentence]]
        except Exception as error:
            found = [["error", "refused", f"The plug-in failed: {error!r}"]]
        self._write("answer", [["t2m-link", VERSION], ["id", ask["id"]]] + found + [["end"]])
        return True

    def _do(self, ask, clips):
        shown = self._editor.project()
        if ask.get("t2m-link") != VERSION:
            raise Refusal(
                "refused", "The plug-in in the editor is of another t2m. Install it anew."
            )
        if ask.get("project") and ask["project"] != shown:
            raise Refusal(
                "other_project",
                "Another project is shown now: “{}”, not “{}”. Nothing was done to it.".format(
                    shown, ask["project"]
                ),
            )
        if ask["do"] == "place":
            for clip in clips:
                if not os.path.isfile(clip["file"]):
                    raise Refusal("refused", clip["file"] + " is gone. Nothing was sent.")
            self._editor.place(clips)
        elif ask["do"] == "undo":
            self._editor.undo()
        return self._editor.read() if ask["do"] == "read" else []

    def _path(self, name):
        return os.path.join(self._folder, name)

    def _write(self, name, rows):
        lines = ["\t".join(_escaped(str(word)) for word in row) for row in rows]
        with open(self._path(name + ".part"), "wb") as file:
            file.write(("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"))
        os.replace(self._path(name + ".part"), self._path(name))

    def _read(self, name):
        with open(self._path(name), "rb") as file:
            text = file.read().decode("utf-8", "surrogateescape")
        return [[_plain(word) for word in line.split("\t")] for line in text.split("\n") if line]


def process():
    """A row with this process and when it began, where Linux tells; else no row."""
    try:
        with open("/proc/self/stat", encoding="utf-8", errors="replace") as file:
            told = file.read()
    except OSError:
        return []
    return [["process", told.split(" ", 1)[0], told.rpartition(")")[2].split()[19]]]


def seconds(number):
    """Seconds as t2m reads them."""
    return f"{number:.9f}"


def _escaped(word):
    return "".join(_ESCAPES.get(letter, letter) for letter in word)


def _plain(word):
    letters = []
    source = iter(word)
    for letter in source:
        if letter == "\\":
            letter = next(source, "")
            letter = _PLAIN.get(letter, letter)
        letters.append(letter)
    return "".join(letters)
