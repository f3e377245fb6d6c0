#!/usr/bin/env bash
# Every sentence of trouble in core/ has its French and its Arabic one, with the same conversions in the same
# order. To mend: python3 tests/support/sentences.py . --missing fr >>locale/fr/admin.po (and ar), then translate
# what was added.
set -eu
exec python3 "${MARHABA_SOURCE:?}/tests/support/sentences.py" "$MARHABA_SOURCE"
