#!/usr/bin/env python3
"""Makes the packages in tests/fixtures/anki with Anki's own library and genanki.

    python3 -m venv venv && venv/bin/pip install anki genanki
    venv/bin/python tests/anki/make.py [FOLDER]

All content is our own. What the packages hold is told in tests/fixtures/anki/README.md.
"""

import os
import random
import struct
import sys
import tempfile
import zlib

import genanki
from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
)

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "fixtures", "anki")
# 2026-11-02 08:00:00 UTC: the day before the first review.
DAY_MS = 86_400_000
FIRST = 1_793_606_400_000
# When the collection was made: 2026-10-01 04:00:00 UTC, in seconds.
CREATED = 1_790_827_200

def png(width, height, colour):
    """A picture of one colour, as small as it can be."""
    rows = b"".join(b"\0" + bytes(colour) * width for _ in range(height))

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body))
            + kind
            + body
            + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def add(col, kind, deck, fields, tags=(), guid=None):
    """A note of the note type called `kind`."""
    note = col.new_note(col.models.by_name(kind))
    for nth, field in enumerate(fields):
        note.fields[nth] = field
    note.tags = list(tags)
    if guid:
        note.guid = guid
    col.add_note(note, col.decks.id(deck))
    return note


def own_type(col):
    """A note type with three templates, conditional sections, a hint and FrontSide."""
    kind = col.models.new("Port")
    for name in ["Service", "Number", "Transport", "Remark"]:
        col.models.add_field(kind, col.models.new_field(name))
    asked = col.models.new_template("Number of a service")
    asked["qfmt"] = "On which port does <b>{{Service}}</b> hear?{{#Remark}}<br>{{hint:Remark}}{{/Remark}}"
    asked["afmt"] = "{{FrontSide}}<hr id=answer>{{Number}}{{#Transport}}/{{Transport}}{{/Transport}}{{^Transport}} (transport not given){{/Transport}}"
    col.models.add_template(kind, asked)
    other = col.models.new_template("Service of a number")
    other["qfmt"] = "Which service hears on port {{Number}}?"
    other["afmt"] = "{{FrontSide}}<hr id=answer>{{Service}}"
    col.models.add_template(kind, other)
    typed = col.models.new_template("Number typed")
    typed["qfmt"] = "Port of {{Service}}: {{type:Number}}"
    typed["afmt"] = "{{FrontSide}}<hr id=answer>{{Number}} {{Remark}}"
    col.models.add_template(kind, typed)
    col.models.add(kind)


def fill(col, media):
    """One note of each sort, in decks with subdecks."""
    own_type(col)
    for name, data in media.items():
        col.media.write_data(name, data)
    notes = {}
    notes["basic"] = add(col, "Basic", "Networks", ["What is a <i>lease</i>?", "Permission to use an address for a <b>limited</b> time.<br><br><ul><li>asked for by DISCOVER</li><li>given by ACK</li></ul>"], ["dhcp", "marked"], "lease-1/#\"")
    notes["reversed"] = add(col, "Basic (and reversed card)", "Networks::Ports", ["SSH", "22"], ["ports"])
    notes["optional"] = add(col, "Basic (optional reversed card)", "Networks::Ports", ["Telnet", "23", ""], ["ports"])
    notes["typed"] = add(col, "Basic (type in the answer)", "Networks::Ports", ["Port of <code>https</code>?", "443"], ["ports::web"])
    notes["cloze"] = add(col, "Cloze", "Networks::Layers", ["A switch works on layer {{c1::2::a number}}, a router on layer {{c2::3}}, and TCP on layer {{c3::4}}.", "Layers of the OSI model."], ["osi"])
    notes["together"] = add(col, "Cloze", "Networks::Layers", ["{{c1::Physical}} and {{c1::data link}} are the lowest layers.", ""])
    notes["own"] = add(col, "Port", "Networks::Ports", ["DNS", "53", "UDP", "and TCP for long answers"])
    notes["formula"] = add(col, "Basic", "Networks", ["Hosts of a \\(/n\\) network?", "\\(2^{32-n} - 2\\), so \\[\\frac{2^{8}}{2} \\le 128\\]"])
    notes["picture"] = add(col, "Basic", "Networks", ["Which plug is this?<br><img src=\"plug.png\" alt=\"a plug\">", "RJ45 [sound:plug.mp3]<img src='missing.png'>"])
    notes["suspended"] = add(col, "Basic", "Networks", ["Is this asked?", "No, it is suspended."])
    notes["buried"] = add(col, "Basic", "Networks", ["Is this asked today?", "No, it is buried."])
    notes["new"] = add(col, "Basic", "Networks", ["Never seen", "New"])
    notes["twin"] = add(col, "Basic", "Networks", ["Never seen", "New, and another note"])
    notes["reset"] = add(col, "Basic", "Networks", ["Forgotten by hand", "and begun anew"])
    notes["moved"] = add(col, "Basic", "Networks", ["Moved by hand", "to another day"])
    occlusion = col.models.by_name("Image Occlusion") or None
    if occlusion is None:
        col.add_image_occlusion_notetype()
    notes["occlusion"] = add(
        col,
        "Image Occlusion",
        "Networks",
        [
            "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2:oi=1}}<br>{{c2::image-occlusion:rect:left=.5:top=.5:width=.2:height=.2:oi=1}}",
            "<img src=\"plug.png\">",
            "Parts of a plug",
            "pin 1 is on the left",
            "",
        ],
    )
    return notes


def history(col, notes):
    """Reviews over twenty days, as if they had been given then."""
    rng = random.Random(7)
    names = ["basic", "reversed", "typed", "cloze", "own", "formula", "picture", "reset", "moved"]
    for nth, name in enumerate(names):
        for card in notes[name].cards():
            at = FIRST + DAY_MS + nth * 61_000 + card.ord * 7_000
            last = None
            for rating in [3, 3, 3, rng.choice([1, 2, 3, 3, 4]), 3]:
                write_review(col, card.id, at, rating, last)
                last = at
                gap = 10 * 60_000 if rating == 1 or (at - FIRST) < DAY_MS + 3_600_000 and last is None else rng.randint(1, 4) * DAY_MS
                at += gap + rng.randint(0, 3_600_000)
            learned(col, card.id, last)


def learned(col, number, last):
    """Makes the card what its reviews have made of it: due nine days after the last."""
    card = col.get_card(number)
    card.type, card.queue = 2, 2
    card.ivl, card.factor, card.reps = 9, 2300, 5
    card.due = (last // 1000 - CREATED) // 86_400 + 9
    col.update_card(card)


def write_review(col, card, at, rating, last):
    """A row of the review log."""
    days = 0 if last is None else (at - last) // DAY_MS
    kind = 0 if last is None else 1
    interval = -600 if rating == 1 or last is None else max(1, int(days * [0, 0, 1.2, 2.2, 3.0][rating]) or 1)
    col.db.execute(
        "insert into revlog values (?,?,?,?,?,?,?,?,?)",
        at, card, -1, rating, interval, -600 if last is None else max(1, days), 0 if kind == 0 else 2300, 3000 + at % 5000, kind,
    )


def by_hand(col, notes):
    """What is set by hand: suspended, buried, flags, another day, begun anew; with Anki's own functions."""
    col.sched.suspend_cards([card.id for card in notes["suspended"].cards()])
    col.sched.bury_cards([card.id for card in notes["buried"].cards()])
    col.set_user_flag_for_cards(3, [card.id for card in notes["new"].cards()])
    col.sched.schedule_cards_as_new([card.id for card in notes["reset"].cards()])
    col.sched.set_due_date([card.id for card in notes["moved"].cards()], "9!")


def with_fsrs(col):
    """Turns FSRS on, with parameters of its own, and computes all memories."""
    config = col.decks.get_config(1)
    config["fsrsParams6"] = [
        0.3, 1.4, 2.6, 8.5, 6.3, 0.85, 3.1, 0.002, 1.9, 0.17, 0.8, 1.5, 0.06, 0.26, 1.6, 0.6, 1.9, 0.54, 0.09, 0.07, 0.15,
    ]
    config["desiredRetention"] = 0.88
    col.decks.save(config)
    update = col._backend.get_deck_configs_for_update(1)
    from anki.deck_config_pb2 import UpdateDeckConfigsRequest

    request = UpdateDeckConfigsRequest(
        target_deck_id=1,
        configs=[entry.config for entry in update.all_config],
        removed_config_ids=[],
        mode=0,
        card_state_customizer="",
        limits=update.current_deck.limits,
        new_cards_ignore_review_limit=False,
        apply_all_parent_limits=False,
        fsrs=True,
        fsrs_reschedule=False,
        fsrs_health_check=False,
    )
    col._backend.update_deck_configs_raw(request.SerializeToString())


def export(col, name, **options):
    out = os.path.join(FOLDER, name)
    chosen = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True, legacy=False)
    for key, value in options.items():
        setattr(chosen, key, value)
    col.export_anki_package(out_path=out, limit=None, options=chosen)


def of_genanki(name):
    """A package as another program writes it: schema 11, Anki 2.0."""
    model = genanki.Model(
        1607392319,
        "Simple",
        fields=[{"name": "Question"}, {"name": "Answer"}],
        templates=[{"name": "Card 1", "qfmt": "{{Question}}", "afmt": '{{FrontSide}}<hr id="answer">{{Answer}}'}],
    )
    deck = genanki.Deck(2059400110, "Capitals::Europe")
    for country, capital in [("France", "Paris"), ("Norway", "Oslo"), ("Italy", "Rome")]:
        deck.add_note(genanki.Note(model=model, fields=[f"Capital of {country}?", capital], tags=["geography"]))
    deck.add_note(genanki.Note(model=genanki.CLOZE_MODEL, fields=["{{c1::Berlin}} is the capital of {{c2::Germany}}", "since 1990"]))
    genanki.Package(deck).write_to_file(os.path.join(FOLDER, name), timestamp=FIRST / 1000)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    media = {"plug.png": png(16, 12, (30, 90, 160)), "plug.mp3": b"ID3\x03\0\0\0\0\0\0" + b"\0" * 64}
    with tempfile.TemporaryDirectory() as home:
        col = Collection(os.path.join(home, "own.anki2"))
        col.db.execute("update col set crt = ?", CREATED)
        col.set_config("rollover", 5)
        notes = fill(col, media)
        history(col, notes)
        by_hand(col, notes)
        with_fsrs(col)
        export(col, "latest.apkg")
        export(col, "legacy.apkg", legacy=True)
        col.export_collection_package(os.path.join(FOLDER, "whole.colpkg"), include_media=True, legacy=False)
    of_genanki("genanki.apkg")


main()
