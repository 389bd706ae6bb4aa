"""novelWriter projects: which documents are the novel's, in which order, and old projects."""

from __future__ import annotations

import pytest

from t2m_engine.errors import InputError
from t2m_engine.text.manuscript import read_manuscript


@pytest.fixture
def project(tmp_path):
    """Makes a project of items and documents, by handle."""

    def make(items: str, documents: dict[str, str]):
        (tmp_path / "content").mkdir(exist_ok=True)
        for handle, text in documents.items():
            (tmp_path / "content" / f"{handle}.nwd").write_text(text, encoding="utf-8")
        (tmp_path / "nwProject.nwx").write_text(
            f"<novelWriterXML><project><name>P</name></project><content>{items}</content>"
            "</novelWriterXML>"
        )
        return tmp_path

    return make


def item(handle: str, parent: str, place: str = "NOVEL", kind: str = "FILE") -> str:
    return (
        f'<item handle="{handle}" parent="{parent}" type="{kind}" class="{place}" '
        'layout="DOCUMENT"><name/></item>'
    )


A, B, C, D = ("a" * 13, "b" * 13, "c" * 13, "d" * 13)


def test_parts_chapters_scenes_and_sections(project):
    folder = project(
        item(A, "None", kind="ROOT") + item(B, A) + item(C, B),
        {
            B: "# Part One\n\n##! Before\n\n% note\n\nOne.\n",
            C: "### Scene\n\n@pov: Jane\n@mail was sent.\n\nTwo[footnote:x] s[i]ai[/i]d.\n\n"
            "#### Section\n\n> Three. <\n\n[vspace:2]\n\n>> four <<\n>> five <<\n",
        },
    )
    manuscript = read_manuscript(folder)
    assert [part.title for part in manuscript.parts] == ["Part One"]
    assert [chapter.title for chapter in manuscript.chapters] == ["Before"]
    assert [scene.title for scene in manuscript.scenes] == ["Before", "Scene", "Section"]
    assert [passage.text for passage in manuscript.passages] == [
        "One.", "@mail was sent.", "Two said.", "Three.", "four\nfive",
    ]  # fmt: skip


def test_what_lies_in_the_trash_or_the_archive_is_not_read(project):
    folder = project(
        item(A, "None", kind="ROOT") + item(B, A)
        + item(C, "None", "ARCHIVE", "ROOT") + item(D, C),
        {B: "## One\n\nRead.\n", D: "## Two\n\nNot read.\n"},
    )  # fmt: skip
    assert [passage.text for passage in read_manuscript(folder).passages] == ["Read."]


def test_an_old_project_says_the_same_in_other_words(project):
    old = (
        "<item handle='{}' parent='{}'><name>x</name><type>{}</type><class>NOVEL</class>"
        "<layout>{}</layout><exported>{}</exported></item>"
    )
    folder = project(
        old.format(A, "None", "ROOT", "", "") + old.format(B, A, "FILE", "SCENE", "True")
        + old.format(C, A, "FILE", "NOTE", "True") + old.format(D, A, "FILE", "SCENE", "False"),
        {B: "## One\n\nRead.\n", C: "Not read.", D: "Not read."},
    )  # fmt: skip
    assert [passage.text for passage in read_manuscript(folder).passages] == ["Read."]


def test_a_tree_that_bites_its_tail_and_documents_that_are_gone(project):
    folder = project(item(A, B) + item(B, A) + item(C, A), {A: "### One\n\nRead.\n", B: ""})
    assert [passage.text for passage in read_manuscript(folder).passages] == ["Read."]


def test_a_project_without_a_document_is_told(project):
    with pytest.raises(InputError, match="holds no passage"):
        read_manuscript(project("", {}))
