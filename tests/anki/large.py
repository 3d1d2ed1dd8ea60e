#!/usr/bin/env python3
"""Makes a package of so many notes and reviews, to measure: large.py OUT.apkg [NOTES [REVIEWS]]."""

import json
import random
import sqlite3
import sys
import tempfile
import zipfile

out, notes, reviews = sys.argv[1], int((sys.argv[2:] + [50_000])[0]), int((sys.argv[3:] + [1_000_000])[0])
rng = random.Random(1)
kind = {"id": 1, "name": "Basic", "type": 0, "flds": [{"name": "Front"}, {"name": "Back"}],
        "tmpls": [{"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}]}
with tempfile.NamedTemporaryFile(suffix=".db") as file:
    db = sqlite3.connect(file.name)
    db.executescript("""
        CREATE TABLE col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags);
        CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data);
        CREATE TABLE cards (id INTEGER PRIMARY KEY, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses,
            left, odue, odid, flags, data);
        CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid, usn, ease, ivl, lastIvl, factor, time, type);""")
    decks = {str(n): {"id": n, "name": f"Large::Part {n}", "conf": 1, "dyn": 0} for n in range(1, 6)}
    db.execute("INSERT INTO col VALUES (1, 1500000000, 0, 0, 11, 0, 0, 0, ?, ?, ?, '{}', '{}')",
               ('{"schedVer": 2, "creationOffset": 0}', json.dumps({"1": kind}), json.dumps(decks)))
    for n in range(1, notes + 1):
        front = f"Question <b>number {n}</b> about {rng.choice(['ports', 'names', 'routes'])}, with a few words more"
        back = f"The answer to {n}:<ul><li>{rng.random()}</li><li>and why</li></ul>"
        db.execute("INSERT INTO notes VALUES (?, ?, 1, 0, -1, ' large ', ?, '', 0, 0, '')", (n, f"guid{n:06}", front + "\x1f" + back))
        db.execute("INSERT INTO cards VALUES (?, ?, ?, 0, 0, -1, 2, 2, 1, 9, 2500, 20, 0, 0, 0, 0, 0, '')", (n, n, n % 5 + 1))
    start, each = 1_600_000_000_000, reviews // notes
    for n in range(reviews):
        card = n % notes + 1
        ivl = 1 + n // notes * 2
        db.execute("INSERT INTO revlog VALUES (?, ?, -1, ?, ?, 1, 2500, 4000, 1)", (start + n * 180_000, card, rng.choice([1, 2, 3, 3, 3, 4]), ivl))
    db.commit()
    db.close()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.write(file.name, "collection.anki2")
        package.writestr("media", "{}")
