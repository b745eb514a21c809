"""Results know the code that made them."""

from pathlib import Path

import pytest

from propbench.bench import provenance
from propbench.bench.provenance import commit, fingerprint


def test_a_fingerprint_changes_with_the_code_and_not_with_its_words(tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    file.write_text('"""Words."""\n\ndef f():\n    """More."""\n    return 1\n')
    first = fingerprint([file])
    file.write_text('"""Others."""\n# reasons\ndef f():\n    return 1\n')
    assert fingerprint([file]) == first
    file.write_text('"""Others."""\ndef f():\n    return 2\n')
    assert fingerprint([file]) != first


def test_a_copy_installed_within_another_repository_claims_none_of_its_commits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert commit() != "unknown"
    monkeypatch.setattr(provenance, "_ROOT", provenance._ROOT / "bench")
    assert commit() == "unknown"
