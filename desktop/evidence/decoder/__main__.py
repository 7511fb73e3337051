"""Entry point of the packaged decoder program (`collegium-decoder`)."""

from __future__ import annotations

import os
import sys

from desktop.evidence.decoder.main import main

if __name__ == "__main__":
    # what the packager's own start code set for this very program; the self-test wants nothing at all
    for name in [name for name in os.environ if name == "LD_LIBRARY_PATH" or name.startswith("_PYI_")]:
        del os.environ[name]
    raise SystemExit(main(sys.argv[1:]))
