"""`manuscript.read`: the window opens every format through the engine."""

from __future__ import annotations


def test_a_manuscript_is_read_without_a_library_or_a_model(open_wire, tmp_path):
    story = tmp_path / "café \udce9.md"  # a name of no encoding
    story.write_text("## One\n\nIt was open.\n")
    wire = open_wire()
    wire.ask("manuscript.read", {"path": str(story)})
    model = wire.receive()["result"]
    assert model["path"] == str(story)
    [passage] = model["passages"]
    assert model["text"][passage["start"] : passage["end"]] == "It was open."
    assert (model["format"], model["scenes"][0]["title"]) == ("md", "One")


def test_what_cannot_be_read_is_told_by_its_path(open_wire, tmp_path):
    story = tmp_path / "story.epub"
    story.write_bytes(b"PK\x03\x04")
    wire = open_wire()
    wire.ask("manuscript.read", {"path": str(story)})
    error = wire.receive()["error"]
    assert error["code"] == -32030
    assert error["data"] == {"exit_code": 3, "path": str(story), "reason": "is damaged, or cut off"}
