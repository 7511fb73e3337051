"""Writes `vectors.json`, kept for good: objects sealed by Tink itself, and our own formats. Run for a new format."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

from tests.vault import tink_oracle


def objects() -> list[dict[str, object]]:
    made = []
    for size in (0, 1, 15, 16, 17, 255, 4096):
        chooser = random.Random(f"collegium {size}")
        object_id, key, content = chooser.randbytes(16), chooser.randbytes(32), chooser.randbytes(size)
        sealed = tink_oracle.encrypt(content, key, object_id)
        digest = hashlib.sha256(content).hexdigest()
        made.append({"size": size, "id": object_id.hex(), "key": key.hex(), "sha256": digest, "sealed": sealed.hex()})
    return made


def formats() -> dict[str, str]:
    """What fixed inputs give, in hex or text (the inputs stand in test_vectors.py)."""
    from tests.vault import test_vectors as made

    return {name: make() for name, make in made.MAKERS.items()}


if __name__ == "__main__":
    target = Path(__file__).parent / "vectors.json"
    target.write_text(json.dumps({"formats": formats(), "objects": objects()}, indent=1) + "\n")
