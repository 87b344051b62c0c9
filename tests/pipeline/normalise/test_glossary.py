"""Terms of tables, and notes that explain one."""

from __future__ import annotations

from extractors.model import Box
from extractors.statements import GlossarySaid, NoteSaid, Said
from pipeline.normalise.glossary import build_glossary

PLACE = Box(0, 0, 1, 1)


def _said(text: str) -> Said:
    return Said(text, 1, PLACE)


def _terms(*notes: str) -> list[tuple[str, str]]:
    table = [
        GlossarySaid(_said("RPA"), _said("定型の作業を自動で行う仕組み。")),
        GlossarySaid(_said("Ｒ Ｐ Ａ"), _said("定型の作業を自動で行う仕組み。")),
        GlossarySaid(_said(""), _said("だれのものでもない説明。")),
    ]
    found = build_glossary(table, [NoteSaid(None, _said(note)) for note in notes], "d", "p")
    assert len({entry.entry_id for entry in found}) == len(found)
    return [(entry.term, entry.definition) for entry in found][1:]


def test_a_term_stands_once_and_a_note_may_explain_one() -> None:
    assert _terms() == []
    assert _terms("※1 PMH＝医療の情報を市と国がつなぐ仕組み。") == [("PMH", "医療の情報を市と国がつなぐ仕組み。")]
    assert _terms("※「伴走支援」とは、専門の人が長く助けること。") == [("伴走支援", "専門の人が長く助けること。")]


def test_notes_about_the_table_explain_no_term() -> None:
    assert (
        _terms("※目標値：令和6年度の実績から算出した数です。", "※出典：市民へのアンケートの結果です。", "ただの文")
        == []
    )
