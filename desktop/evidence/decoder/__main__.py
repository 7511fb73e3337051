"""Entry point of the packaged decoder program (`collegium-decoder`)."""

from __future__ import annotations

import sys

from desktop.evidence.decoder.main import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
