//! The way there and back again, without Anki.

use std::time::Duration;

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::anki::collection::{Card, Review};
use crate::anki::{self, Asked, Clockwork, DeckPlan, Package, Present, Said, arrange};
use crate::card::kinds::KINDS;
use crate::exchange::cloze::holes;
use crate::library::{BUILT_IN, WriteError};
use crate::schedule::{Days, DeviceId, Memories, Mode, Model, Rating, Review as Row, RowId, Settings, Stamp};
use crate::source::SourceFile;
use crate::store::Decisions;

const FIXTURES: [&str; 4] = ["latest.apkg", "legacy.apkg", "whole.colpkg", "genanki.apkg"];
const OWN: DeviceId = DeviceId(7);

/// A package as a new learner takes it in.
struct Taken {
    source: Collection,
    plans: Vec<DeckPlan>,
    learned: Learned,
    _home: TempDir,
}

fn read(path: &Path, home: &Path) -> (Package, Collection) {
    let mut package = Package::open(path).unwrap();
    let collection = anki::read(&mut package, home).unwrap();
    (package, collection)
}

/// Takes the package at `path` in, so many days after what was set by hand there last.
fn taken_at(path: &Path, days_later: i64) -> Taken {
    let home = tempfile::tempdir().unwrap();
    let (mut package, source) = read(path, home.path());
    let media = anki::media(&mut package).unwrap();
    let present = Present { own: home.path(), is_free: &|_| true, updates: false, package: "x.apkg" };
    let (mut plans, _) = arrange(&source, &media, &present).unwrap();
    for plan in &mut plans {
        anki::stage(plan, &mut package, &media).unwrap().place().unwrap();
    }
    let newest = source.cards.iter().map(|card| card.modified).max().unwrap_or(0).max(1_793_606_400);
    let now = Timestamp::from_second(newest + 60 + days_later * 86_400).unwrap();
    let learned = learned(&source, &plans, now);
    Taken { source, plans, learned, _home: home }
}

fn taken(name: &str) -> Taken {
    taken_at(&Path::new("tests/fixtures/anki").join(name), 0)
}

fn learned(source: &Collection, plans: &[DeckPlan], now: Timestamp) -> Learned {
    let days = Days { zone: TimeZone::UTC, start: anki::day_start(source) };
    let asked: Vec<&Asked> = plans.iter().flat_map(|plan| &plan.cards).collect();
    let history = anki::history(source, &asked, &Clockwork { days: days.clone(), now });
    let standing = asked.iter().map(|asked| {
        let Said { suspended, flagged, .. } = asked.now;
        (asked.key.clone(), Decisions { suspended, flagged, ..Decisions::default() })
    });
    let mut learned = nothing_learned(now);
    learned.days = days;
    learned.standing = standing.collect();
    for row in history.reviews {
        learned.reviews.entry(row.key.clone()).or_default().push(row);
    }
    learned.memories = model().fold_all(learned.reviews.values().flatten());
    learned
}

fn nothing_learned(now: Timestamp) -> Learned {
    Learned {
        now,
        days: Days { zone: TimeZone::UTC, start: Days::START },
        decay: 0.15,
        memories: Memories::default(),
        standing: HashMap::new(),
        reviews: HashMap::new(),
    }
}

fn model() -> Model {
    Model::new(&[], Settings::default(), Days::START).unwrap()
}

impl Taken {
    fn packed(&self) -> (Packed, Report) {
        let decks: Vec<_> = self
            .plans
            .iter()
            .map(|plan| Outgoing { deck: &plan.deck, beside: Some(plan.beside.clone()), modified: 0 })
            .collect();
        let mut report = Report::default();
        let packed = pack(&decks, &self.learned, &mut report);
        (packed, report)
    }

    /// Rewrites the text of the decks as somebody does in an editor.
    fn edit(&mut self, before: &str, after: &str) {
        let mut is_found = false;
        for plan in &mut self.plans {
            let mut files = plan.deck.files.clone();
            is_found |= files[0].text.contains(before);
            files[0].text = files[0].text.replace(before, after);
            plan.deck = LoadedDeck::new(plan.deck.path.clone(), files, Vec::new());
            assert_eq!(plan.deck.errors(), 0, "{:?}", plan.deck.findings);
        }
        assert!(is_found, "{before}");
    }

    /// Rates the question of the note whose first field holds `text`.
    fn rate(&mut self, text: &str, rating: Rating) -> i64 {
        let note = self.source.notes.iter().find(|note| note.fields[0].contains(text)).unwrap();
        let asked =
            self.plans.iter().flat_map(|plan| &plan.cards).find(|asked| asked.guid == note.guid).unwrap();
        let now = self.learned.now;
        let id = RowId::new(now.as_millisecond().cast_unsigned(), OWN, 1);
        let stamp = Stamp { id, at: now, offset: Offset::UTC, device: OWN };
        let row = Row::new(stamp, asked.key.clone(), rating, Mode::Drill);
        self.learned.reviews.entry(asked.key.clone()).or_default().push(row);
        self.learned.memories = model().fold_all(self.learned.reviews.values().flatten());
        asked.cid
    }
}

fn deck(text: &str) -> LoadedDeck {
    let file = SourceFile { name: "d.toml".to_owned(), text: text.to_owned() };
    LoadedDeck::new(None, vec![file], Vec::new())
}

fn packed_alone(deck: &LoadedDeck) -> (Packed, Report) {
    let mut report = Report::default();
    let now = Timestamp::from_second(1_800_000_000).unwrap();
    let packed = pack(&[Outgoing { deck, beside: None, modified: 5 }], &nothing_learned(now), &mut report);
    (packed, report)
}

/// What of the note types shows.
fn shown(collection: &Collection) -> Vec<(i64, String, Vec<String>, Vec<String>)> {
    let of = |kind: &anki::NoteType| {
        let fields = kind.fields.iter().map(|field| field.name.clone()).collect();
        let side = |template: &anki::Template| {
            format!("{}: {} / {}", template.name, template.question, template.answer)
        };
        (kind.id, kind.name.clone() + &kind.css, fields, kind.templates.iter().map(side).collect())
    };
    collection.kinds.values().map(of).collect()
}

#[test]
fn what_came_from_anki_goes_back_word_for_word() {
    for name in FIXTURES {
        let taken = taken(name);
        let (packed, report) = taken.packed();
        let Collection { notes, cards, reviews, .. } = &packed.collection;
        assert_eq!(*notes, taken.source.notes, "{name}");
        assert_eq!(*cards, taken.source.cards, "{name}");
        let given = |review: &Review| (review.id, review.cid, review.ease, review.time);
        let wanted: Vec<_> = taken.source.reviews.iter().map(given).collect();
        assert_eq!(reviews.iter().map(given).collect::<Vec<_>>(), wanted, "{name}");
        assert_eq!((packed.unchanged, report.is_whole()), (notes.len(), true), "{name}");
    }
}

#[test]
fn a_package_holds_what_was_packed_in_both_layouts_and_always_in_the_same_bytes() {
    for name in FIXTURES {
        let taken = taken(name);
        let (packed, _) = taken.packed();
        for layout in [Layout::New, Layout::Legacy] {
            let home = tempfile::tempdir().unwrap();
            let [one, other] = ["1.apkg", "2.apkg"].map(|file| home.path().join(file));
            create(&packed, layout, home.path(), &one).unwrap();
            create(&packed, layout, home.path(), &other).unwrap();
            assert!(fs::read(&one).unwrap() == fs::read(&other).unwrap(), "{name}");
            let (_, back) = read(&one, home.path());
            let own = &packed.collection;
            assert_eq!((&back.notes, &back.cards, &back.reviews), (&own.notes, &own.cards, &own.reviews));
            assert_eq!((back.created, back.zone, back.day_start), (own.created, own.zone, own.day_start));
            let names = |collection: &Collection| -> Vec<_> {
                collection
                    .decks
                    .values()
                    .map(|deck| (deck.id, deck.name.clone()))
                    .filter(|(id, _)| *id != 1)
                    .collect()
            };
            assert_eq!(names(&back), names(own), "{name}");
            assert_eq!(shown(&back), shown(own), "{name}");
        }
    }
}

#[test]
fn our_own_import_takes_the_same_from_an_export_as_from_the_package_it_came_from() {
    for name in FIXTURES {
        let first = taken(name);
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("x.apkg");
        create(&first.packed().0, Layout::New, home.path(), &path).unwrap();
        let second = taken_at(&path, 0);
        let texts = |taken: &Taken| -> Vec<_> {
            taken.plans.iter().map(|plan| plan.deck.files[0].text.clone()).collect()
        };
        assert_eq!(texts(&first), texts(&second), "{name}");
        assert_eq!(first.learned.standing, second.learned.standing, "{name}");
        for (key, rows) in &first.learned.reviews {
            let other = &second.learned.reviews[key];
            let given = |row: &Row| (row.id, row.at, row.rating, row.mode, row.took);
            let given = |rows: &[Row]| rows.iter().map(given).collect::<Vec<_>>();
            assert_eq!(given(rows), given(other), "{name} {key:?}");
            let memory =
                |taken: &Taken| taken.learned.memories.get(key).map(|one| (one.stability, one.difficulty));
            assert_eq!(memory(&first), memory(&second), "{name} {key:?}");
        }
    }
}

#[test]
fn a_card_that_was_edited_here_goes_back_edited_and_no_other() {
    for (before, after, field, value) in [
        ("\"and begun anew\"", "\"and **learned** again\"", 1, "and <b>learned</b> again"),
        ("Is this asked today?", "Is it asked & shown today?", 0, "Is it asked &amp; shown today?"),
        ("= 443\n", "= 8443\n", 1, "8443"),
        ("a router on layer", "routers on layer", 0, "routers on layer"),
    ] {
        let mut taken = taken("latest.apkg");
        taken.edit(before, after);
        let (packed, report) = taken.packed();
        let pairs = packed.collection.notes.iter().zip(&taken.source.notes);
        let changed: Vec<_> = pairs.filter(|(note, old)| note != old).collect();
        let [(note, old)] = changed[..] else { panic!("{after}: {changed:?}") };
        assert!(note.fields[field].contains(value), "{note:?}");
        let others = |fields: &[String]| -> Vec<String> {
            fields.iter().enumerate().filter(|(nth, _)| *nth != field).map(|(_, text)| text.clone()).collect()
        };
        assert_eq!(others(&note.fields), others(&old.fields));
        assert!(note.modified > old.modified && note.guid == old.guid && note.tags == old.tags);
        assert_eq!((packed.unchanged, report.count(Lost::Kept)), (taken.source.notes.len() - 1, 0));
    }
}

#[test]
fn an_edit_for_which_a_note_type_has_no_place_is_told_and_the_note_goes_back_as_it_was() {
    let mut taken = taken("latest.apkg");
    taken.edit("Parts of a plug", "Parts of a socket");
    let (packed, report) = taken.packed();
    assert_eq!(packed.collection.notes, taken.source.notes);
    assert_eq!(report.count(Lost::Kept), 1);
}

#[test]
fn what_was_removed_here_does_not_go_back() {
    let mut taken = taken("genanki.apkg");
    let text = &taken.plans[0].deck.files[0].text;
    let start = text.find("[[card]]").unwrap();
    let end = start + 8 + text[start + 8..].find("[[card]]").unwrap();
    let first = text[start..end].to_owned();
    taken.edit(&first, "");
    let (packed, _) = taken.packed();
    assert_eq!(packed.collection.notes[..], taken.source.notes[1..]);
    assert_eq!(packed.collection.cards.len(), taken.source.cards.len() - 1);
}

#[test]
fn a_day_of_study_goes_along_with_what_became_of_the_card() {
    let mut taken = taken("latest.apkg");
    let cid = taken.rate("lease", Rating::Good);
    let key =
        taken.plans.iter().flat_map(|plan| &plan.cards).find(|asked| asked.cid == cid).unwrap().key.clone();
    let (packed, _) = taken.packed();
    assert_eq!(packed.collection.notes, taken.source.notes);
    let pairs = packed.collection.cards.iter().zip(&taken.source.cards);
    let changed: Vec<_> = pairs.filter(|(card, old)| card != old).collect();
    let [(card, old)] = changed[..] else { panic!("{changed:?}") };
    let memory = taken.learned.memories.get(&key).unwrap();
    let first = Timestamp::from_second(taken.source.created).unwrap().to_zoned(TimeZone::UTC).date();
    assert_eq!(first.checked_add(card.due.days()).unwrap(), memory.due);
    assert_eq!((card.kind, card.queue, card.reps), (2, 2, i64::from(memory.reps)));
    let (stability, difficulty) = card.memory().unwrap();
    assert!((stability - memory.stability).abs() < 1e-3 && (difficulty - memory.difficulty).abs() < 1e-2);
    assert!(card.data.contains("\"dr\":0.88") && card.modified > old.modified);
    let new = packed.collection.reviews.last().unwrap();
    assert_eq!((new.cid, new.ease, new.id), (cid, 3, taken.learned.now.as_millisecond()));
    assert_eq!(packed.collection.reviews.len(), taken.source.reviews.len() + 1);
}

#[test]
fn what_was_buried_in_anki_is_asked_again_once_its_day_is_over() {
    let buried = |taken: &Taken| {
        let (packed, _) = taken.packed();
        packed.collection.cards.iter().filter(|card| card.queue < -1).count()
    };
    assert_eq!(buried(&taken("latest.apkg")), 1);
    assert_eq!(buried(&taken_at(Path::new("tests/fixtures/anki/latest.apkg"), 2)), 0);
}

#[test]
fn what_is_decided_here_is_so_in_anki_and_what_is_taken_back_is_not() {
    let mut taken = taken("latest.apkg");
    let key_of = |taken: &Taken, text: &str| {
        let note = taken.source.notes.iter().find(|note| note.fields[0].contains(text)).unwrap();
        let asked =
            taken.plans.iter().flat_map(|plan| &plan.cards).find(|asked| asked.guid == note.guid).unwrap();
        (asked.cid, asked.key.clone())
    };
    let (suspended, (marked, marked_key)) = (key_of(&taken, "Is this asked?"), key_of(&taken, "lease"));
    let (new, new_key) = key_of(&taken, "Moved by hand");
    taken.learned.standing.insert(suspended.1, Decisions::default());
    taken.learned.standing.insert(marked_key, Decisions::default());
    let decided = Decisions { suspended: true, flagged: true, ..Decisions::default() };
    taken.learned.standing.insert(new_key, decided);
    let (packed, _) = taken.packed();
    let card = |cid: i64| packed.collection.cards.iter().find(|card| card.id == cid).unwrap();
    assert_eq!(card(suspended.0).queue, 0);
    assert_eq!((card(new).queue, card(new).flags), (-1, 1));
    let note = packed.collection.notes.iter().find(|note| note.id == card(marked).nid).unwrap();
    assert_eq!(note.tags, " dhcp ");
}

/// Holds a package of one deck of ours against what Anki asks of one.
fn is_sound(deck: &LoadedDeck, packed: &Packed) {
    let id = &deck.deck.id;
    let Collection { notes, cards, kinds, decks, .. } = &packed.collection;
    let places: HashSet<(i64, i64)> = cards.iter().map(|card| (card.nid, card.ord)).collect();
    let ids: HashSet<i64> = cards.iter().map(|card| card.id).collect();
    let guids: HashSet<&str> = notes.iter().map(|note| note.guid.as_str()).collect();
    assert_eq!((places.len(), ids.len(), guids.len()), (cards.len(), cards.len(), notes.len()), "{id}");
    assert_eq!(cards.len(), deck.deck.questions.len(), "{id}");
    for note in notes {
        let kind = &kinds[&note.kind];
        assert_eq!(note.fields.len(), kind.fields.len(), "{id}: {note:?}");
        assert!(!note.fields[0].trim().is_empty(), "{id}: {note:?}");
        let own: Vec<&Card> = cards.iter().filter(|card| card.nid == note.id).collect();
        let mut wanted: Vec<i64> = if kind.cloze {
            holes(&note.fields[0]).1.iter().map(|hole| i64::from(hole.number) - 1).collect()
        } else {
            (0..kind.templates.len() as i64).collect()
        };
        wanted.sort_unstable();
        wanted.dedup();
        assert_eq!(own.iter().map(|card| card.ord).collect::<Vec<_>>(), wanted, "{id}: {note:?}");
        assert!(own.iter().all(|card| decks.contains_key(&card.did)));
    }
}

#[test]
fn each_question_of_each_kind_is_a_card_of_a_note_that_has_a_place_for_it() {
    for kind in KINDS {
        let deck = deck(&format!("[deck]\nid = 'x'\ntitle = 'x'\n[[card]]\n{}", kind.example));
        let (packed, report) = packed_alone(&deck);
        is_sound(&deck, &packed);
        assert_eq!(report.cards, 1, "{}", kind.name);
    }
    for (id, text) in BUILT_IN {
        let deck = deck(text);
        let (packed, _) = packed_alone(&deck);
        assert!(!packed.collection.notes.is_empty(), "{id}");
        is_sound(&deck, &packed);
    }
}

#[test]
fn kinds_that_anki_has_stay_what_they_are_and_others_are_named() {
    let text = "[deck]\nid = 'x'\ntitle = 'x'\n[[card]]\nid = 'a'\nfront = 'f'\nback = 'b'\nreverse = true\n\
                [[card]]\nid = 'b'\nquestion = 'q'\nanswer = '443'\n\
                [[card]]\nid = 'c'\ncloze = 'TCP has port {{22}} for {{SSH}}'\n\
                [[card]]\nid = 'd'\nquestion = 'q'\nanswer = 'right'\nwrong = ['one', 'two']";
    let deck = deck(text);
    let (packed, report) = packed_alone(&deck);
    let kinds: HashSet<&str> = packed.collection.kinds.values().map(|kind| kind.name.as_str()).collect();
    let wanted = [
        "Basic and reversed (examdrill)",
        "Type in the answer (examdrill)",
        "Cloze (examdrill)",
        "Question (examdrill)",
    ];
    assert_eq!(kinds, HashSet::from(wanted));
    assert_eq!((report.cards, report.count(Lost::Changed)), (4, 1));
}

#[test]
fn whatever_a_deck_is_called_or_holds_its_package_can_be_read() {
    let many: String =
        (0..10_000).map(|n| format!("[[card]]\nid = 'c{n}'\nfront = 'f{n}'\nback = 'b{n}'\n")).collect();
    let hostile = "<script>\\\"&amp; \\u0009 :: {{c1::x}} ::";
    for (title, cards, notes) in [
        (
            hostile,
            "[[card]]\nid = 'a'\nfront = \"<b>{{f}} {{c1::x}} \\u001f\"\nback = '\\\\(x\\\\) [sound:x]'\n",
            1,
        ),
        ("empty", "", 0),
        ("many", &many, 10_000),
    ] {
        let deck = deck(&format!("[deck]\nid = 'x'\ntitle = \"{title}\"\n{cards}"));
        assert_eq!(deck.errors(), 0, "{:?}", deck.findings);
        let (packed, _) = packed_alone(&deck);
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("x.apkg");
        create(&packed, Layout::New, home.path(), &path).unwrap();
        let (_, back) = read(&path, home.path());
        assert_eq!((back.notes.len(), back.cards.len()), (notes, notes), "{title}");
        assert!(back.notes.iter().all(|note| note.fields.len() == 4), "{title}");
        assert_eq!(back.notes, packed.collection.notes);
    }
}

#[test]
fn a_file_that_is_there_or_cannot_be_written_leaves_everything_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let (packed, _) = packed_alone(&deck("[deck]\nid = 'x'\ntitle = 'x'\n"));
    let there = home.path().join("there");
    fs::write(&there, "mine").unwrap();
    let found = create(&packed, Layout::New, home.path(), &there);
    assert!(matches!(found, Err(WriteError::Taken { .. })), "{found:?}");
    assert!(create(&packed, Layout::New, home.path(), &there.join("x.apkg")).is_err());
    let mut lost = packed;
    lost.media.insert("a.png".to_owned(), home.path().join("gone.png"));
    assert!(create(&lost, Layout::New, home.path(), &home.path().join("x.apkg")).is_err());
    let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!((left.len(), fs::read_to_string(&there).unwrap().as_str()), (1, "mine"));
}

/// Reviews of a question: minutes since the last, rating, mode, and the days until the next where that was chosen.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let one = (1_i64..50_000, 0_usize..4, 0_usize..7, prop::option::of(1_i64..60));
    prop::collection::vec(one, 1..20).prop_map(|ones| {
        let mut minutes = 0;
        let row = |(wait, rating, mode, due): (i64, usize, usize, Option<i64>)| {
            minutes += wait;
            let at = Timestamp::from_second(1_780_000_000 + minutes * 60).unwrap();
            let id = RowId::new(at.as_millisecond().cast_unsigned(), OWN, 1);
            let stamp = Stamp { id, at, offset: Offset::UTC, device: OWN };
            let took = Duration::from_millis(minutes.unsigned_abs() % 60_000);
            let row = Row::new(stamp, key(), Rating::ALL[rating], Mode::ALL[mode]).taking(took);
            let day = Days { zone: TimeZone::UTC, start: Days::START }.of(at);
            let due = due.filter(|_| row.mode.schedules() && row.mode != Mode::Forgotten);
            Row { due: due.map(|days| day.checked_add(days.days()).unwrap()), ..row }
        };
        ones.into_iter().map(row).collect()
    })
}

fn key() -> QuestionKey {
    QuestionKey::from_stored("d/g")
}

proptest! {
    #[test]
    fn reviews_that_go_to_anki_and_come_back_fold_to_the_same_memory(rows in rows()) {
        let mut learned = nothing_learned(Timestamp::from_second(1_900_000_000).unwrap());
        learned.memories = model().fold_all(&rows);
        learned.reviews.insert(key(), rows.clone());
        let reviews = super::schedule::reviews(9, &key(), &learned, &mut HashSet::new());
        let collection = Collection { reviews, zone: Some(Offset::UTC), ..Collection::default() };
        let asked =
            Asked { cid: 9, key: key(), guid: "g".to_owned(), now: Said::default(), before: Said::default() };
        let clockwork = Clockwork { days: learned.days.clone(), now: learned.now };
        let back = anki::history(&collection, &[&asked], &clockwork).reviews;
        prop_assert_eq!(back.len(), rows.len());
        for (row, own) in back.iter().zip(&rows) {
            let mode = match own.mode {
                Mode::Ahead | Mode::Trial => Mode::Cram,
                Mode::Quiz => Mode::Drill,
                mode => mode,
            };
            prop_assert_eq!((row.at, row.took, row.mode), (own.at, own.took, mode));
            prop_assert!(!own.mode.is_answer() || row.rating == own.rating);
            prop_assert!(own.due.is_none() || row.due == own.due);
        }
        let memory = |rows: &[Row]| {
            model().fold(rows).map(|one| (one.stability.to_bits(), one.difficulty.to_bits(), one.reps, one.lapses))
        };
        prop_assert_eq!(memory(&back), memory(&rows));
    }
}
