"""`track.cover` over the wire."""

from __future__ import annotations

import base64

import mutagen
from mutagen.flac import Picture


def test_the_picture_of_a_file(open_wire, kit, tmp_path):
    wire, picture = open_wire(), Picture()
    track = kit.write_music(tmp_path / "song.flac", 2.0)
    assert ask(wire, track)["result"] == {"cover": None}
    picture.type, picture.data = 3, b"\x89PNG\r\n\x1a\n" + bytes(50)
    file = mutagen.File(track)
    file.add_picture(picture)
    file.save()
    cover = ask(wire, track)["result"]["cover"]
    assert cover["mime"] == "image/png"
    assert base64.b64decode(cover["data"]) == picture.data
    assert "is missing" in ask(wire, tmp_path / "none.flac")["error"]["message"]


def ask(wire, track):
    params = {"track": str(track)}
    return wire.answer({"jsonrpc": "2.0", "id": 1, "method": "track.cover", "params": params})
