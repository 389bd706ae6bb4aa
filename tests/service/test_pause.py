"""`library.pause` over the wire, beside a scan that runs."""

from __future__ import annotations


def test_a_scan_rests_and_goes_on(open_wire, session, kit, tmp_path):
    wire = open_wire()
    session._pack = kit.FakePack()
    session._pack.folder = tmp_path
    music = kit.make_music(tmp_path / "music")
    assert wire.answer(call(1, paused=True))["result"] == {"paused": True}
    scan = wire.ask("library.add", {"folders": [str(music)]}, request_id=2)
    told = wire.receive()
    while not told["params"].get("paused"):
        told = wire.receive()
    assert told["params"]["done"] == 0
    wire.send(call(3, paused=False))
    answers = {}
    while scan not in answers:
        told = wire.receive()
        assert "error" not in told, told
        if "id" in told:
            answers[told["id"]] = told["result"]
    assert answers[3] == {"paused": False}
    assert answers[scan]["tracks"] == 5


def call(number: int, **params) -> dict:
    return {"jsonrpc": "2.0", "id": number, "method": "library.pause", "params": params}
