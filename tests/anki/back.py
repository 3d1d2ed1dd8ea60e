#!/usr/bin/env python3
"""Imports a package of ours into Anki, with Anki's own library: back.py SOURCE EXPORT [CHANGED [REVIEWS]]; or
of a package of decks that never were Anki's: back.py --own EXPORT REPORT.

SOURCE is the package that was imported here, and EXPORT what was exported afterwards. In the collection of SOURCE nothing may be
new, and CHANGED notes (0) changed. In an empty collection, and in that one once its notes were removed, all notes, cards and reviews
have to be as they are in SOURCE, with REVIEWS more (0) and the scheduling of the cards that were reviewed since.
"""

import json
import os
import sys
import tempfile

from anki._backend import RustBackend
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

IF_NEWER = 0


def into(col, package):
    """Imports a package with everything that it has, and gives the log of it."""
    options = ImportAnkiPackageOptions(
        merge_notetypes=True, update_notes=IF_NEWER, update_notetypes=IF_NEWER,
        with_scheduling=True, with_deck_configs=True,
    )
    return col.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options)).log


def opened(home, name, source=None):
    """A collection, with what `source` holds."""
    path = os.path.join(home, name + ".anki2")
    if source and source.endswith(".colpkg"):
        RustBackend().import_collection_package(
            col_path=path, backup_path=source, media_folder=path.replace(".anki2", ".media"),
            media_db=path.replace(".anki2", ".media.db2"),
        )
        return Collection(path)
    col = Collection(path)
    if source:
        into(col, source)
    return col


def notes(col):
    rows = col.db.all("select guid, id, mid, mod, tags, flds from notes")
    # Two note types of one name are told apart by a sign behind it.
    kind = lambda number: col.models.get(number)["name"].rstrip("+")
    return {row[0]: (row[1], kind(row[2]), row[3], row[4].strip(), row[5]) for row in rows}


def cards(col):
    """Each card by its note and place: where it lies, and how it stands."""
    today = col.sched.today
    # What was buried is asked again by the day it is looked at.
    col.sched.unbury_cards(col.db.list("select id from cards where queue < -1"))
    found = {}
    for row in col.db.all("""select n.guid, c.ord, c.did, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses, c.flags,
            c.data from cards c, notes n where n.id = c.nid"""):
        guid, ord, did, kind, queue, due, ivl, factor, reps, lapses, flags, data = row
        # Days count from the day on which the collection was made.
        due = due - today if kind == 2 or queue == 3 else due
        data = json.loads(data or "{}")
        memory = tuple(data.get(key) for key in ("s", "d", "dr"))
        found[guid, ord] = (col.decks.name(did), kind, queue, due if kind != 0 else 0, ivl, factor, reps, lapses, flags, memory)
    return found


def reviews(col):
    return {
        row[0]: row[1:]
        for row in col.db.all("""select r.id, n.guid, c.ord, r.ease, r.time, r.type in (0, 1, 2) from revlog r, cards c, notes n
            where c.id = r.cid and n.id = c.nid""")
    }


def differences(what, ours, theirs):
    """Prints what differs, and says how much."""
    off = [key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)]
    for key in off[:10]:
        print(f"{what} {key}: here {ours.get(key)}, in the source {theirs.get(key)}")
    return len(off)


def own(export, report):
    """Imports decks that never were Anki's: all notes and cards that the report counts, and nothing for Anki to mend."""
    with open(report) as file:
        counts = json.load(file)
    with tempfile.TemporaryDirectory() as home:
        col = opened(home, "own")
        assert len(into(col, export).new) == counts["notes"], counts
        assert col.card_count() == counts["anki_cards"], counts
        told, is_sound = col.fix_integrity()
        assert is_sound and col.card_count() == counts["anki_cards"], told
        assert not col.get_empty_cards().notes
        assert not into(col, export).new
        print("own decks: {notes} notes, {anki_cards} cards, a second time nothing new".format(**counts))
        col.close()


def main():
    if sys.argv[1] == "--own":
        return own(*sys.argv[2:])
    source, export = sys.argv[1:3]
    changed, more = [int(number) for number in (sys.argv[3:] + ["0", "0"][len(sys.argv) - 3:])]
    with tempfile.TemporaryDirectory() as home:
        col = opened(home, "source", source)
        wanted = notes(col), cards(col), reviews(col)
        log = into(col, export)
        counts = len(log.new), len(log.updated), len(log.conflicting), len(log.missing_notetype)
        print("into its own: new {}, changed {}, in conflict {}, without note type {}".format(*counts))
        assert counts == (0, changed, 0, 0), counts
        kept = differences("card", cards(col), wanted[1])
        # Anki leaves cards alone that it has; docs/anki.md tells what to do.
        assert kept == 0 and len(reviews(col)) == len(wanted[2]), "docs/anki.md says otherwise"
        col.remove_notes(col.db.list("select id from notes"))
        into(col, export)
        again = cards(col), reviews(col)
        col.close()
        col = opened(home, "empty")
        log = into(col, export)
        print("into an empty one: new", len(log.new))
        off = [
            differences(what, own, known)
            for what, own, known in zip(("note", "card", "review"), (notes(col), cards(col), reviews(col)), wanted)
        ]
        print("notes, cards, reviews that differ:", *off, "of", *map(len, wanted))
        assert off[0] == changed and off[1] <= more and off[2] == more, off
        assert (cards(col), reviews(col)) == again, "what was removed first comes as into an empty one"
        print("into its own once it was removed there: the same")
        col.close()


main()
