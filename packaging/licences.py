"""The licences of all that is shipped: the run-time packages as installed, and the font."""

import importlib.metadata as meta
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def licence_of(found: meta.Distribution) -> str:
    fields = found.metadata
    said = fields.get("License-Expression") or fields.get("License") or ""
    classed = [c.split("::")[-1].strip() for c in fields.get_all("Classifier") or [] if c.startswith("License ::")]
    return (said.splitlines()[0][:60] if said and len(said) < 200 else "") or ", ".join(classed) or "see its files"


def main() -> None:
    print("# Licences of what is shipped\n\n| package | version | licence |\n| --- | --- | --- |")
    names = re.findall(r"^([a-z0-9_.-]+)==", (ROOT / "requirements" / "run.txt").read_text(), re.M)
    for name in names:
        try:
            found = meta.distribution(name)
        except meta.PackageNotFoundError:
            continue  # for another system
        print(f"| {name} | {found.version} | {licence_of(found)} |")
    print("| Noto Sans CJK SC (resources/fonts) | 2.004 | SIL OFL 1.1 |")


if __name__ == "__main__":
    main()
