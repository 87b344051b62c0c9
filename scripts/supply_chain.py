"""What the program is made of: licences, known weaknesses, and a bill of materials.

    python scripts/supply_chain.py licences        every package of a run with its licence; fails on GPL and AGPL
    python scripts/supply_chain.py audit           known weaknesses by pip-audit, where its service can be reached
    python scripts/supply_chain.py sbom FILE       CycloneDX 1.6, one component for each pin, with its hashes

The packages are the pins of requirements.txt that this environment holds; what is only for development is left out.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
PINS = ROOT / "requirements.txt"
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_REFUSED = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL|Affero|(?<!Lesser )General Public License", re.IGNORECASE)
_CHOSEN = {"text-unidecode": "Artistic License"}
"""Packages under a choice of licences, with the one taken."""


class Pin(NamedTuple):
    """A package of requirements.txt."""

    name: str
    version: str
    hashes: tuple[str, ...]


def pins(path: Path = PINS) -> Iterator[Pin]:
    """The packages of a requirements file with their hashes."""
    for entry in re.split(r"\n(?=\S)", path.read_text(encoding="utf-8")):
        if match := _PIN.match(entry):
            yield Pin(match["name"], match["version"], tuple(_HASH.findall(entry)))


def licence_of(name: str) -> str | None:
    """The declared licence, or the one chosen of several; empty when none is declared, None when it is not here."""
    try:
        said = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    expression = _CHOSEN.get(name) or said.get("License-Expression")
    if expression:
        return str(expression)
    classes = [c.rsplit(" :: ", 1)[-1] for c in said.get_all("Classifier", []) if c.startswith("License ::")]
    lines = str(said.get("License") or "").strip().splitlines()
    return ", ".join(classes) or (lines[0] if lines else "")


def is_refused(licence: str) -> bool:
    """Whether it is the GPL or the AGPL (the LGPL is not), or no licence at all."""
    return not licence or bool(_REFUSED.search(licence))


def licences() -> int:
    """Print every licence; 1 when one is refused or missing."""
    refused = 0
    for pin in pins():
        licence = licence_of(pin.name)
        if licence is None:
            continue  # for another system or version of Python
        wrong = is_refused(licence)
        refused += wrong
        print(f"{'REFUSED ' if wrong else ''}{pin.name} {pin.version}: {licence or 'no licence declared'}")
    return 1 if refused else 0


def audit() -> int:
    """1 when pip-audit knows of a weakness; 0, with a word, when it is not there or its service gives no answer."""
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--timeout", "10"]
    command += ["--format", "json", "-r", str(PINS)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
        found = json.loads(done.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        print("audit: the advisory service does not answer; nothing was audited")
        return 0
    except json.JSONDecodeError:
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"audit: nothing was audited ({last[:160]})")
        return 0
    known = [one for one in found if "skip_reason" not in one]
    print(f"audit: {len(known)} of {len(found)} packages are known to the advisory service")
    weak = [(one, weakness) for one in known for weakness in one["vulns"]]
    for one, weakness in weak:
        print(f"{one['name']} {one['version']}: {weakness['id']}, mended in {', '.join(weakness['fix_versions'])}")
    return 1 if weak else 0


def sbom() -> dict[str, Any]:
    """The bill of materials; the same pins give the same bill."""
    version = re.search(r'__version__ = "([^"]+)"', (ROOT / "pipeline" / "__init__.py").read_text(encoding="utf-8"))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "keikaku", "version": version[1] if version else ""}},
        "components": [_component(pin) for pin in pins()],
    }


def _component(pin: Pin) -> dict[str, Any]:
    address = f"pkg:pypi/{pin.name.lower().replace('_', '-')}@{pin.version}"
    licence = licence_of(pin.name)
    return {
        "type": "library",
        "bom-ref": address,
        "name": pin.name,
        "version": pin.version,
        "purl": address,
        **({"licenses": [{"license": {"name": licence}}]} if licence else {}),
        "properties": [{"name": "keikaku:sha256", "value": digest} for digest in pin.hashes],
    }


def main(arguments: Sequence[str]) -> int:
    if list(arguments) == ["licences"]:
        return licences()
    if list(arguments) == ["audit"]:
        return audit()
    if len(arguments) == 2 and arguments[0] == "sbom":
        Path(arguments[1]).write_text(json.dumps(sbom(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
