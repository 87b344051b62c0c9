"""Licences are told apart, and the bill of materials names every pin."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import supply_chain


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("MIT", False),
        ("LGPL-3.0-or-later", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", False),
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU General Public License v2 or later (GPLv2+)", True),
        ("GNU Affero General Public License v3", True),
        ("", True),
    ],
)
def test_licences_that_may_not_be_linked_in(licence: str, refused: bool) -> None:
    assert supply_chain.is_refused(licence) is refused


def test_a_run_loads_nothing_under_the_gpl(capsys: pytest.CaptureFixture[str]) -> None:
    assert supply_chain.licences() == 0
    said = capsys.readouterr().out
    assert "pdfplumber" in said
    assert "REFUSED" not in said


def test_the_bill_of_materials_has_every_pin_with_its_hashes(tmp_path: Path) -> None:
    assert supply_chain.main(["sbom", str(tmp_path / "sbom.json")]) == 0
    assert supply_chain.main(["sbom", str(tmp_path / "again.json")]) == 0
    assert (tmp_path / "sbom.json").read_bytes() == (tmp_path / "again.json").read_bytes()
    components = supply_chain.sbom()["components"]
    assert [c["name"] for c in components] == [pin.name for pin in supply_chain.pins()]
    assert all(c["properties"] for c in components)
