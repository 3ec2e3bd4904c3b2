"""Removing the bytes of deliveries after their term. Manifest, acceptance and rows stay, so that no
figure changes. Which term applies is a setting.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import partial

from assets.basis.atomic import replacing
from assets.basis.home import Home
from assets.basis.removal import Removal
from assets.deliveries.manifests import Manifest, folder_of, manifests, raw_file

REMOVED = "verwijderd.json"  # beside the manifest: the bytes were removed, not lost


def outdated_deliveries(
    home: Home, until: date, is_staged: Callable[[Manifest], bool]
) -> tuple[list[Removal], list[Manifest]]:
    """The deliveries received on `until` or before whose bytes are still there: those to remove,
    and those that must wait, because the bytes are all there is of their rows.

    `is_staged`: whether the rows of a delivery were made by this program under these settings.
    """
    removals, waiting = [], []
    for manifest in manifests(home):
        received = date.fromisoformat(manifest.ontvangen_op[:10])
        raw = raw_file(home, manifest)
        if received > until or (raw is None and was_removed(home, manifest)):
            continue
        if raw is not None and not is_staged(manifest):
            waiting.append(manifest)
            continue
        removals.append(
            Removal(
                "leveringen",
                manifest.levering_id,
                received,
                raw.stat().st_size if raw is not None else 0,
                partial(remove_bytes, home, manifest),
            )
        )
    return removals, waiting


def was_removed(home: Home, manifest: Manifest) -> bool:
    """Whether the bytes of a delivery were removed after their term."""
    return (folder_of(home, manifest) / REMOVED).exists()


def remove_bytes(home: Home, manifest: Manifest) -> None:
    """Note that the bytes of a delivery go, then remove them: without both it is damaged."""
    folder = folder_of(home, manifest)
    folder.mkdir(parents=True, exist_ok=True)  # it may have been taken away by hand
    with replacing(folder / REMOVED, durable=True) as temporary:
        note = {"levering_id": manifest.levering_id, "sha256": manifest.sha256}
        temporary.write_text(json.dumps(note), "utf-8")
    if (raw := raw_file(home, manifest)) is not None:
        raw.unlink()
