#!/usr/bin/env bash
# Every sentence of trouble in core/ has its French, its Arabic and its Spanish one, with the same conversions in
# the same order, and none is left that no code says any more. English needs none, and Tamazight falls back. To mend:
# python3 tests/support/sentences.py . --missing fr >>locale/fr/admin.po (and ar, es), then translate what was added.
set -eu
exec python3 "${MARHABA_SOURCE:?}/tests/support/sentences.py" "$MARHABA_SOURCE"
