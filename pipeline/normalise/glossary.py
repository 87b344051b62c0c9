"""Glossary: terms of tables, and ※ notes that explain one (※PMH＝…)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.statements import GlossarySaid, NoteSaid, Said
from pipeline.normalise.ids import Ids, folded
from pipeline.schema import GlossaryEntry
from pipeline.values.names import closed_up

_NOTE = re.compile(
    r"^[※＊*]\s*(?:\d+|[①-⑳])?\s*[「『]?(?P<term>[^＝=：:。、」』]{2,60}?)[」』]?\s*(?:＝|=|：|:|…|とは、?)\s*(?P<text>.{8,})$",
    re.S,
)
_NO_TERM = re.compile(r"上段|下段|区分|指標|出典|注|単位|年度|参照|資料|実績|目標|現状|算出|対象|内訳|表示|掲載")


def build_glossary(
    said: Iterable[GlossarySaid], notes: Iterable[NoteSaid], document_id: str, plan_id: str
) -> list[GlossaryEntry]:
    """Each term once with each definition, in printed order."""
    seen: set[tuple[str, str]] = set()
    ids = Ids(f"{plan_id}-g")
    records: list[GlossaryEntry] = []
    for term, definition, place in [*_tables(said), *_notes(notes)]:
        key = (folded(term), folded(definition))
        if not term or key in seen:
            continue
        seen.add(key)
        records.append(
            GlossaryEntry(
                entry_id=ids.new(term, definition),
                document_id=document_id,
                plan_id=plan_id,
                term=term,
                definition=definition,
                page=place.page,
                bbox=place.box,
            )
        )
    return records


def _tables(said: Iterable[GlossarySaid]) -> Iterable[tuple[str, str, Said]]:
    for statement in said:
        yield closed_up(statement.term.text), statement.definition.text, statement.term


def _notes(notes: Iterable[NoteSaid]) -> Iterable[tuple[str, str, Said]]:
    for note in notes:
        match = _NOTE.match(closed_up(note.said.text))
        if match and not _NO_TERM.search(match["term"]):
            yield match["term"].strip(), match["text"].strip(), note.said
