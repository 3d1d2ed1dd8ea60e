//! What holds for all formats.

mod faithful;
mod known;

use proptest::prelude::*;

use super::card::choice;
use super::*;
use crate::card::compare::Expected;
use crate::card::kinds::{Blank, Cloze, Flip, KINDS, KindInfo, Matching, Piece, Truth, Typed};
use crate::card::{Body, Text};

fn flip(front: impl AsRef<str>, back: impl AsRef<str>, reverse: bool) -> Body {
    Flip { front: Text::new(front), back: Text::new(back), reverse }.into()
}

/// Those that are read, each with how.
fn readers() -> impl Iterator<Item = (&'static Format, Reader)> {
    FORMATS.iter().filter_map(|format| Some((format, format.read?)))
}

/// Those that are read and written.
fn both_ways() -> impl Iterator<Item = &'static Format> {
    readers().map(|(format, _)| format).filter(|format| format.write.is_some())
}

#[test]
fn every_example_comes_whole_and_is_recognised() {
    for (format, reader) in readers() {
        let brought = format.read(format.example.as_bytes(), &Reading::default());
        assert_eq!(brought.cards.len(), reader.holds, "{}: {:#?}", format.name, brought.report);
        assert!(brought.report.is_whole(), "{}: {:#?}", format.name, brought.report);
        let found = |name: &str, text: &str| Format::of(name, text.as_bytes()).map(|found| found.name);
        assert_eq!(found("x.txt", format.example), Some(format.name));
        assert_eq!(found(&format!("x.{}", format.endings[0]), ""), Some(format.name));
    }
}

/// The card in the example of each kind.
fn examples() -> Vec<Card> {
    let one = |kind: &KindInfo| format!("[[card]]\n{}", kind.example);
    let cards: String = KINDS.iter().map(one).collect();
    let text = format!("[deck]\nid = 'x'\ntitle = 'x'\n{cards}");
    cards_in(&text)
}

#[test]
fn every_kind_reads_back_what_it_writes_and_goes_into_every_format_or_is_named() {
    let cards = examples();
    assert_eq!(
        cards.iter().map(|card| card.body.kind()).collect::<Vec<_>>(),
        KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>()
    );
    let (text, deck, report) = deck_of(&cards);
    assert_eq!(report.losses(), Vec::<&Loss>::new(), "{text}");
    for (card, read) in cards.iter().zip(cards_of(&deck)) {
        assert_eq!(card.body.written(), read.body.written(), "{text}");
    }
    for format in FORMATS.iter().filter(|format| format.write.is_some()) {
        for card in &cards {
            let (bytes, report) = format.write(std::slice::from_ref(card), Report::default()).unwrap();
            let is_left_out = report.count(Lost::Kind) == 1 && report.cards == 0;
            assert!(is_left_out || report.cards == 1, "{} {card:?}", format.name);
            assert!(is_left_out || !bytes.is_empty(), "{} {card:?}", format.name);
        }
    }
}

/// The deck that `cards` make.
fn deck_of(cards: &[Card]) -> (String, crate::deck::Deck, Report) {
    let mut report = Report::default();
    let head = Head { id: "x".into(), title: "x".into(), origin: "x".into() };
    let text = merged(&head.toml(), &crate::deck::Deck::default(), cards, &mut report);
    let file = crate::source::SourceFile { name: "x.toml".into(), text: text.clone() };
    let (deck, findings) = crate::deck::parse(&[file]);
    assert_eq!(findings, [], "{text}");
    (text, deck, report)
}

/// The cards of the deck `text`.
fn cards_in(text: &str) -> Vec<Card> {
    cards_of(&crate::deck::parse(&[crate::source::SourceFile { name: "x.toml".into(), text: text.into() }]).0)
}

/// The cards of a deck.
fn cards_of(deck: &crate::deck::Deck) -> Vec<Card> {
    let mut cards: Vec<Card> = Vec::new();
    let mut last = None;
    for question in &deck.questions {
        if last != Some(question.key.card()) {
            cards.extend(Card::of(question, &mut Report::default()));
        }
        last = Some(question.key.card());
    }
    cards
}

#[test]
fn importing_twice_changes_nothing() {
    for (format, _) in readers() {
        let cards = format.read(format.example.as_bytes(), &Reading::default()).cards;
        let (text, deck, first) = deck_of(&cards);
        assert_eq!(first.cards, cards.len());
        let mut second = Report::default();
        assert_eq!(merged(&text, &deck, &cards, &mut second), text);
        assert_eq!((second.cards, second.count(Lost::Known)), (0, cards.len()));
    }
}

#[test]
fn cards_of_one_prompt_and_two_answers_both_come_with_ids_of_their_own() {
    let flip = |back: &str| Card::new(flip("Bank", back, false), Place::Line(1));
    let (text, deck, report) = deck_of(&[flip("river"), flip("money"), flip("river"), flip("")]);
    assert_eq!((report.cards, report.count(Lost::Repeated), report.count(Lost::Refused)), (2, 1, 1));
    assert_eq!(deck.unwritten, []);
    assert!(text.contains("id    = \"bank\"\n") && text.contains("id    = \"bank-2\"\n"), "{text}");
}

#[test]
fn only_cards_that_are_the_same_in_everything_are_twins_and_what_is_not_taken_is_named() {
    let text = "Who?{=a ~b}\n\nWho?{=a =c}\n\nWho?{=a =d}\n\nWho?{=a ~b#no}\n\nWho?{=a#yes ~b}\n\nWho?{=a ~e}\n\n\
When?{#1822:5}\n\nWhen?{#1822}\n\nWhen?{#1822:5}\n";
    let brought = Format::named("gift").unwrap().read(text.as_bytes(), &Reading::default());
    let (text, _, report) = deck_of(&brought.cards);
    assert_eq!(report.cards, 4, "{text}");
    let told: Vec<_> = report.losses().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "4 cards look like other ones, and what they have besides was not taken: lines 5 (another answer), \
7 (feedback), 9 (explanation), 15 (tolerance).",
            "1 card came twice and was taken once: line 17.",
        ]
    );
}

#[test]
fn the_back_of_a_card_that_is_asked_both_ways_is_no_prompt() {
    let flip = |front: &str, back: &str| Card::new(flip(front, back, true), Place::Nowhere);
    let (text, deck, _) = deck_of(&[flip("a", "b")]);
    let mut report = Report::default();
    merged(&text, &deck, &[flip("b", "c"), flip("a", "d")], &mut report);
    assert_eq!((report.cards, report.count(Lost::Differs)), (1, 1));
}

#[test]
fn what_is_not_carried_goes_by_the_name_it_has_in_the_deck() {
    let text = "[deck]\nid = 'x'\ntitle = 'x'\nsource = 'RFC 1'\n[[card]]\nid = 'a'\nquestion = 'q'\nanswer = true\n\
[[card]]\nid = 'b'\nquestion = 'r'\nanswer = false\nexplain = 'e'\nmnemonic = 'm'\n";
    let cards = cards_in(text);
    let (_, report) = Format::named("aiken").unwrap().write(&cards, Report::default()).unwrap();
    let names: Vec<_> = report.losses()[0].places.iter().map(|(_, name)| name.clone().unwrap()).collect();
    assert_eq!(names, ["source", "explain", "mnemonic", "source"]);
}

#[test]
fn a_deck_with_windows_line_ends_keeps_them() {
    let text = "[deck]\r\nid = 'x'\r\ntitle = 'x'";
    let card = Card::new(flip("a", "b", true), Place::Nowhere);
    let merged = merged(text, &crate::deck::Deck::default(), &[card], &mut Report::default());
    assert!(merged.starts_with(text) && !merged.replace("\r\n", "").contains('\n'), "{merged:?}");
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_counted() {
    let tsv = Format::named("tsv").unwrap();
    let brought = tsv.read(b"caf\xe9\tcoffee\r\n\0\x1b[2J\t\xe2\x80\xaex\r\n", &Reading::default());
    assert_eq!((brought.cards.len(), brought.report.count(Lost::Bytes)), (2, 1));
    for card in &brought.cards {
        let Body::Flip(Flip { front, back, .. }) = &card.body else { panic!() };
        assert!(crate::source::is_clean(front.as_str()) && crate::source::is_clean(back.as_str()));
    }
    let wide: Vec<u8> = "\u{feff}ä\tb\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(tsv.read(&wide, &Reading::default()).cards.len(), 1);
}

/// Texts that mean something in one format or another.
fn text() -> impl Strategy<Value = String> {
    "(Which|is|the|UDP|67|ä|ok)( (or|a-b|50%|C#|x=1|\\{y\\}|~z|1:2|q, r|'s'|\"t\"|w;|u)){0,4}"
}

/// Texts as Markdown, some with marks and lines.
fn markdown_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => text(),
        1 => (text(), text()).prop_map(|(a, b)| format!("{a} **bold** and `co:de` {b}")),
        1 => (text(), text()).prop_map(|(a, b)| format!("{a}\n\n- one\n- *two*\n\n{b}")),
        1 => (text(), text()).prop_map(|(a, b)| format!("{a}\\\n{b}")),
    ]
}

fn body() -> impl Strategy<Value = Body> {
    let texts =
        |count| proptest::collection::btree_set(text(), count).prop_map(|set| set.into_iter().collect());
    let sides = (markdown_text(), markdown_text(), any::<bool>())
        .prop_map(|(front, back, reverse)| flip(front, back, reverse));
    let typed = (markdown_text(), texts(1..3)).prop_map(|(question, answers): (_, Vec<String>)| {
        Body::from(Typed::new(Text::new(question), answers))
    });
    let numeric = (text(), 1..900u32, 1..9u8).prop_map(|(question, number, tolerance)| {
        let tolerance = Some(f64::from(tolerance) / 2.0);
        let expected = Expected { tolerance, ..Expected::of(number.to_string()) };
        Body::from(Typed { question: Text::new(question), expected })
    });
    let choice = (markdown_text(), texts(3..6), 1..3usize, proptest::option::of(text())).prop_map(
        |(question, options, right, why): (_, Vec<String>, _, Option<String>)| {
            let (right, wrong) = options.split_at(right);
            let wrong = wrong.iter().map(|text| (text.clone(), None)).collect::<Vec<_>>();
            let mut card = self::choice(&question, right, wrong, None);
            card.wrong[0].why = why.map(Text::new);
            Body::from(card)
        },
    );
    let statement = (markdown_text(), any::<bool>()).prop_map(|(statement, holds)| truth(statement, holds));
    let cloze = (text(), "[a-z67]{1,8}", text()).prop_map(|(before, answer, after)| {
        let hole = Piece::Hole(Blank::new(1, vec![answer], None));
        let pieces = vec![Piece::Text(format!("{before} ")), hole, Piece::Text(format!(" {after}"))];
        Body::from(Cloze::new(Text::default(), pieces))
    });
    let pairs = (text(), texts(2..5), texts(6..7)).prop_map(
        |(question, left, right): (_, Vec<String>, Vec<String>)| {
            let extra = right[left.len()..].to_vec();
            matching(&question, left.into_iter().zip(right), &extra)
        },
    );
    prop_oneof![sides, typed, numeric, choice, statement, cloze, pairs]
}

fn truth(statement: impl AsRef<str>, holds: bool) -> Body {
    Truth { statement: Text::new(statement), holds }.into()
}

fn matching(question: &str, pairs: impl IntoIterator<Item = (String, String)>, extra: &[String]) -> Body {
    let pairs = pairs.into_iter().map(|(left, right)| (Text::new(left), Text::new(right))).collect();
    Matching { question: Text::new(question), pairs, extra: extra.iter().map(Text::new).collect() }.into()
}

/// A piece as a format makes it, which knows no widths.
fn plain(piece: Piece) -> Piece {
    match piece {
        Piece::Hole(blank) => Piece::Hole(Blank::new(blank.number, blank.answers, blank.hint)),
        Piece::Text(text) => Piece::Text(text),
    }
}

fn card() -> impl Strategy<Value = Card> {
    let tags = proptest::collection::btree_set("[a-z]{1,5}(::[a-z]{1,3})?", 0..3);
    (body(), tags, proptest::option::of(markdown_text())).prop_map(|(body, tags, explain)| Card {
        tags: tags.into_iter().collect(),
        explain,
        ..Card::new(body, Place::Nowhere)
    })
}

/// The card as `format` can carry it; `None` if it cannot.
fn carried(format: &str, mut card: Card) -> Option<Card> {
    if matches!(format, "markdown" | "aiken") {
        card.tags.clear();
        card.explain = None;
    }
    let is_carried = match (format, &mut card.body) {
        ("gift" | "markdown", Body::Flip(flip)) => {
            flip.reverse = false;
            true
        }
        ("aiken", Body::Choice(options)) => {
            options.wrong.iter_mut().for_each(|wrong| wrong.why = None);
            prose::is_unmarked(options.question.as_str())
        }
        ("aiken", Body::Truth(truth)) => prose::is_unmarked(truth.statement.as_str()),
        ("tsv" | "csv", Body::Typed(typed)) => {
            typed.expected.answers.len() == 1 && typed.expected.tolerance.is_none()
        }
        ("gift", _) | ("tsv" | "csv", Body::Flip(_)) | ("tsv" | "csv" | "markdown", Body::Cloze(_)) => true,
        _ => false,
    };
    is_carried.then_some(card)
}

/// The same card however its Markdown is spelled: options in any order, and texts as they are shown.
fn shown(card: &Card) -> String {
    let mut card = card.clone();
    card.place = Place::Nowhere;
    card.explains = Vec::new();
    if let Body::Choice(options) = &mut card.body {
        options.right.sort();
        options.wrong.sort();
    }
    let see = |text: &mut Text| *text = Text::new(prose::seen(text.as_str()));
    match &mut card.body {
        Body::Flip(Flip { front, back, .. }) => [front, back].map(see).into_iter().collect(),
        Body::Typed(Typed { question, .. }) | Body::Truth(Truth { statement: question, .. }) => see(question),
        Body::Choice(options) => see(&mut options.question),
        Body::Cloze(cloze) => {
            let pieces = std::mem::take(&mut cloze.pieces).into_iter().map(plain).collect();
            *cloze = Cloze::new(cloze.question.clone(), pieces);
        }
        _ => {}
    }
    card.explain.iter_mut().for_each(|text| *text = prose::seen(text));
    format!("{card:#?}")
}

proptest! {
    #[test]
    fn what_a_format_can_carry_reads_back_as_it_was(cards in proptest::collection::vec(card(), 0..6)) {
        for format in both_ways() {
            let cards: Vec<_> = cards.iter().cloned().filter_map(|card| carried(format.name, card)).collect();
            let (written, report) = format.write(&cards, Report::default()).unwrap();
            prop_assert_eq!(report.losses(), Vec::<&Loss>::new(), "{}", String::from_utf8_lossy(&written));
            let back = format.read(&written, &Reading::default());
            prop_assert_eq!(
                back.cards.iter().map(shown).collect::<Vec<_>>(),
                cards.iter().map(shown).collect::<Vec<_>>(),
                "{}:\n{}", format.name, String::from_utf8_lossy(&written)
            );
        }
    }

    #[test]
    fn a_deck_holds_the_card_that_was_brought(card in card()) {
        let (text, deck, report) = deck_of(std::slice::from_ref(&card));
        prop_assert_eq!(report.cards, 1, "{}", text);
        prop_assert_eq!(cards_of(&deck).iter().map(shown).collect::<Vec<_>>(), vec![shown(&card)], "{}", text);
    }

    #[test]
    fn any_text_is_read_in_any_format_and_makes_a_clean_deck(
        text in "([\n\t\"#:={}~%\\[\\],;|]|->|::|####|Q: |A: |C: |---\n|\\{\\{c1::|\\}\\}|ANSWER: A\n|\nA\\. |<b>|<ul><li>|[a-z ]{1,6}|\\PC|[\0\x1b\u{202e}]){0,60}"
    ) {
        for format in FORMATS {
            let brought = format.read(text.as_bytes(), &Reading::default());
            deck_of(&brought.cards);
            for other in FORMATS {
                other.write(&brought.cards, Report::default());
            }
        }
    }

    #[test]
    fn any_bytes_are_read_in_any_format(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for format in FORMATS {
            format.read(&bytes, &Reading { rows: Some(";;".into()), between: Some("-".into()), ..Reading::default() });
        }
    }
}
