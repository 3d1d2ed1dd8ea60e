//! A collection as a database of schema 11, which every version of Anki reads and brings up to date.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};

use super::kinds;
use crate::anki::collection::{Collection, Deck};
use crate::sqlite::rusqlite;

/// What stands between two fields of a note.
const BETWEEN: &str = "\u{1f}";

const TABLES: &str = "
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
    ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
    models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
    usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
    flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
    mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
    ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
    left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
    ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
    type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
";

/// Makes the database at `path`, where an empty file may be.
pub(super) fn write(collection: &Collection, path: &Path) -> rusqlite::Result<()> {
    let mut connection = Connection::open(path)?;
    // Nobody else reads it, and what a power cut leaves of it is thrown away.
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    head(collection, &transaction)?;
    notes(collection, &transaction)?;
    cards(collection, &transaction)?;
    reviews(collection, &transaction)?;
    transaction.commit()
}

fn head(collection: &Collection, connection: &Connection) -> rusqlite::Result<()> {
    let kinds = collection.kinds.values().map(|kind| (kind.id.to_string(), kinds::note_type(kind)));
    let home = Deck { id: 1, name: "Default".to_owned(), ..Deck::default() };
    let decks = [&home].into_iter().chain(collection.decks.values());
    let decks = decks.map(|deck| (deck.id.to_string(), kinds::deck(deck)));
    let text = |object: Map<String, Value>| Value::Object(object).to_string();
    let mut conf = json!({
        "schedVer": 2, "sched2021": true, "curDeck": 1, "activeDecks": [1], "nextPos": collection.cards.len() + 1,
        "estTimes": true, "dueCounts": true, "newSpread": 0, "timeLim": 0, "addToCur": true, "collapseTime": 1200,
        "sortType": "noteFld", "sortBackwards": false, "dayLearnFirst": false,
    });
    conf["rollover"] = collection.day_start.unwrap_or(4).into();
    if let Some(zone) = collection.zone {
        conf["creationOffset"] = (-zone.seconds() / 60).into();
    }
    connection.execute(
        "INSERT INTO col VALUES (1, ?1, ?2, ?2, 11, 0, 0, 0, ?3, ?4, ?5, ?6, '{}')",
        params![
            collection.created,
            collection.created * 1000,
            conf.to_string(),
            text(kinds.collect()),
            text(decks.collect()),
            kinds::options().to_string(),
        ],
    )?;
    Ok(())
}

fn notes(collection: &Collection, connection: &Connection) -> rusqlite::Result<()> {
    // Anki computes by itself what a note is sorted and found by.
    let sql = "INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, ?7, 0, ?8, ?9)";
    let mut insert = connection.prepare(sql)?;
    for note in &collection.notes {
        let first = note.fields.first().map_or("", String::as_str);
        let fields = note.fields.join(BETWEEN);
        insert.execute(params![
            note.id,
            note.guid,
            note.kind,
            note.modified,
            note.tags,
            fields,
            first,
            note.flags,
            note.data
        ])?;
    }
    Ok(())
}

fn cards(collection: &Collection, connection: &Connection) -> rusqlite::Result<()> {
    let sql = "INSERT INTO cards VALUES (?1, ?2, ?3, ?4, ?5, -1, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
    let mut insert = connection.prepare(sql)?;
    for card in &collection.cards {
        insert.execute(params![
            card.id,
            card.nid,
            card.did,
            card.ord,
            card.modified,
            card.kind,
            card.queue,
            card.due,
            card.ivl,
            card.factor,
            card.reps,
            card.lapses,
            card.left,
            card.odue,
            card.odid,
            card.flags,
            card.data
        ])?;
    }
    Ok(())
}

fn reviews(collection: &Collection, connection: &Connection) -> rusqlite::Result<()> {
    let sql = "INSERT INTO revlog VALUES (?1, ?2, -1, ?3, ?4, ?5, ?6, ?7, ?8)";
    let mut insert = connection.prepare(sql)?;
    let mut last: HashMap<i64, i64> = HashMap::new();
    for review in &collection.reviews {
        let before = last.insert(review.cid, review.ivl).unwrap_or(0);
        insert.execute(params![
            review.id,
            review.cid,
            review.ease,
            review.ivl,
            before,
            review.factor,
            review.time,
            review.kind
        ])?;
    }
    Ok(())
}
