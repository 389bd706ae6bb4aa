"""The schema: every method is described."""

from __future__ import annotations

from t2m_engine.service import schema, server
from t2m_engine.service.methods import METHODS


def test_every_method_says_what_it_takes_and_gives():
    assert server.METHODS is METHODS
    found = {one["name"]: one for one in schema.schema()["methods"]}
    assert set(found) == set(METHODS)
    for name, one in found.items():
        for part in ("does", "params", "result"):
            assert one[part], f"{name} does not tell its {part}"


def test_a_method_is_taken_apart():
    found = {one["name"]: one for one in schema.schema()["methods"]}["editor.send"]
    assert found["does"].startswith("Lay audio on an editor")
    assert found["params"].startswith('{"editor"}, and one of "files"')
    assert found["errors"].startswith("−32020; −32030")


def test_the_page_tells_of_every_method():
    page = schema.as_markdown()
    assert f"Schema {schema.SCHEMA}." in page
    assert all(f"\n## {name}\n" in page for name in METHODS)
