//! Note types and decks as JSON, which every version of Anki reads: those that came, and those of our own kinds of cards.

use serde_json::{Map, Value, json};

use crate::anki::collection::{Deck, NoteType, Part, Raw, Template};
use crate::anki::wire::{Fields, Value as Wire};

/// What a card of ours becomes where it was never Anki's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// Two sides.
    Basic,
    /// Two sides, asked both ways.
    Reversed,
    /// An answer to be typed.
    Typed,
    /// A text with holes.
    Cloze,
    /// Any other question, with its options, and its solution on the back.
    Question,
}

/// The id of the first of our note types; the others follow.
const FIRST_ID: i64 = 1_764_547_200_000;
const STYLE: &str = ".card {\n    font-family: arial;\n    font-size: 20px;\n    line-height: 1.5;\n    text-align: center;\n    color: black;\n    background-color: white;\n}\npre, ul, ol {\n    text-align: left;\n    display: inline-block;\n}\n.cloze {\n    font-weight: bold;\n    color: blue;\n}\n.nightMode .cloze {\n    color: lightblue;\n}\n";
const HINT: &str = "{{#Hint}}<br>{{hint:Hint}}{{/Hint}}";
const EXPLANATION: &str = "{{#Explanation}}<hr>{{Explanation}}{{/Explanation}}";
const LATEX_BEFORE: &str = "\\documentclass[12pt]{article}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n";

impl Sort {
    /// The note type of such cards.
    pub(super) fn kind(self) -> NoteType {
        let name = match self {
            Self::Basic => "Basic (examdrill)",
            Self::Reversed => "Basic and reversed (examdrill)",
            Self::Typed => "Type in the answer (examdrill)",
            Self::Cloze => "Cloze (examdrill)",
            Self::Question => "Question (examdrill)",
        };
        let fields: &[&str] = match self {
            Self::Cloze => &["Text", "Explanation", "Hint"],
            _ => &["Front", "Back", "Explanation", "Hint"],
        };
        let answer = |side: &str| format!("{{{{FrontSide}}}}\n<hr id=answer>\n{side}\n{EXPLANATION}");
        let asked = |side: &str| (format!("{side}\n{HINT}"), String::new());
        let templates = match self {
            Self::Cloze => {
                let (question, _) = asked("{{cloze:Text}}");
                vec![(question, format!("{{{{cloze:Text}}}}\n{EXPLANATION}"))]
            }
            Self::Typed => {
                let question = format!("{{{{Front}}}}\n{{{{type:Back}}}}\n{HINT}");
                vec![(question, format!("{{{{Front}}}}\n<hr id=answer>\n{{{{type:Back}}}}\n{EXPLANATION}"))]
            }
            Self::Reversed => {
                vec![(asked("{{Front}}").0, answer("{{Back}}")), (asked("{{Back}}").0, answer("{{Front}}"))]
            }
            Self::Basic | Self::Question => vec![(asked("{{Front}}").0, answer("{{Back}}"))],
        };
        let template = |(nth, (question, answer)): (usize, (String, String))| Template {
            name: format!("Card {}", nth + 1),
            question,
            answer,
            ..Template::default()
        };
        let field = |name: &&str| Part { name: (*name).to_owned(), raw: Raw::None };
        NoteType {
            id: FIRST_ID + self as i64,
            name: name.to_owned(),
            cloze: self == Self::Cloze,
            css: STYLE.to_owned(),
            fields: fields.iter().map(field).collect(),
            templates: templates.into_iter().enumerate().map(template).collect(),
            ..NoteType::default()
        }
    }
}

/// The bytes that digits stand for; none where they are none.
fn bytes(raw: &Raw) -> Vec<u8> {
    let Raw::Hex(digits) = raw else { return Vec::new() };
    let two = |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
    digits.as_bytes().chunks(2).map_while(two).collect()
}

/// A message by the numbers of its fields.
struct Message(Vec<u8>);

impl Message {
    fn of(raw: &Raw) -> Self {
        Self(bytes(raw))
    }

    fn value(&self, field: u64) -> Option<Wire<'_>> {
        Fields::of(&self.0).value(field)
    }

    fn number(&self, field: u64) -> i64 {
        self.value(field).map_or(0, Wire::number)
    }

    /// The number, or null where there is none.
    fn id(&self, field: u64) -> Value {
        self.value(field).map_or(Value::Null, |value| value.number().into())
    }

    fn is(&self, field: u64) -> bool {
        self.number(field) != 0
    }

    fn text(&self, field: u64) -> Option<String> {
        self.value(field).map(Wire::text)
    }

    /// What programs and add-ons of others keep in it.
    fn more(&self) -> Map<String, Value> {
        self.value(255).and_then(|value| serde_json::from_slice(value.bytes()).ok()).unwrap_or_default()
    }
}

/// `object` with what it does not have yet of `more`.
fn with(mut object: Value, more: Map<String, Value>) -> Value {
    if let Value::Object(own) = &mut object {
        for (key, value) in more {
            own.entry(key).or_insert(value);
        }
    }
    object
}

/// A note type: as it came, where it came so.
pub(super) fn note_type(kind: &NoteType) -> Value {
    if let Raw::Json(whole) = &kind.raw {
        return whole.clone();
    }
    let config = Message::of(&kind.raw);
    let fields: Vec<_> = kind.fields.iter().enumerate().map(|(place, part)| field(place, part)).collect();
    let templates: Vec<_> =
        kind.templates.iter().enumerate().map(|(place, one)| template(place, one)).collect();
    let object = json!({
        "id": kind.id, "name": kind.name, "type": i64::from(kind.cloze), "mod": kind.modified, "usn": -1,
        "sortf": config.number(2), "did": null, "tmpls": templates, "flds": fields, "css": kind.css,
        "latexPre": config.text(5).unwrap_or_else(|| LATEX_BEFORE.to_owned()),
        "latexPost": config.text(6).unwrap_or_else(|| "\\end{document}".to_owned()),
        "latexsvg": config.is(7), "req": requirements(&config, kind),
        "originalStockKind": config.number(9),
    });
    let mut more = config.more();
    if let Some(original) = config.value(10) {
        more.insert("originalId".to_owned(), original.number().into());
    }
    with(object, more)
}

/// Which fields must hold something for each template to make a card.
fn requirements(config: &Message, kind: &NoteType) -> Value {
    let told = Fields::of(&config.0).filter(|(number, _)| *number == 8).map(|(_, value)| {
        let message = Fields::of(value.bytes());
        let number = |field| message.value(field).map_or(0, Wire::number);
        let way = ["none", "any", "all"].get(number(2) as usize).copied().unwrap_or("any");
        let fields = message.value(3).map_or(&[][..], Wire::bytes);
        json!([number(1), way, fields])
    });
    let told: Vec<Value> = told.collect();
    if told.is_empty() {
        let of = |(place, template): (usize, &Template)| {
            let first = kind
                .fields
                .iter()
                .position(|one| template.question.contains(&format!("{{{{{}}}}}", one.name)));
            json!([place, "any", [first.unwrap_or(0)]])
        };
        return kind.templates.iter().enumerate().map(of).collect();
    }
    told.into()
}

fn field(place: usize, part: &Part) -> Value {
    let config = Message::of(&part.raw);
    let object = json!({
        "name": part.name, "ord": place, "sticky": config.is(1), "rtl": config.is(2),
        "font": config.text(3).unwrap_or_else(|| "Arial".to_owned()),
        "size": config.value(4).map_or(20, Wire::number),
        "description": config.text(5).unwrap_or_default(), "plainText": config.is(6),
        "collapsed": config.is(7), "excludeFromSearch": config.is(8), "id": config.id(9),
        "tag": config.id(10), "preventDeletion": config.is(11),
    });
    with(object, config.more())
}

fn template(place: usize, template: &Template) -> Value {
    let config = Message::of(&template.raw);
    let object = json!({
        "name": template.name, "ord": place, "qfmt": template.question, "afmt": template.answer,
        "bqfmt": config.text(3).unwrap_or_default(), "bafmt": config.text(4).unwrap_or_default(),
        "did": config.value(5).map(Wire::number).filter(|did| *did != 0),
        "bfont": config.text(6).unwrap_or_default(), "bsize": config.number(7), "id": config.id(8),
    });
    with(object, config.more())
}

/// A deck. Its options are those of the collection it comes into.
pub(super) fn deck(deck: &Deck) -> Value {
    let description = match &deck.raw {
        Raw::Json(whole) => whole.get("desc").and_then(Value::as_str).unwrap_or_default().to_owned(),
        Raw::Hex(both) => {
            let kind = both.split_once('-').map_or("", |(_, kind)| kind);
            let kind = Message::of(&Raw::Hex(kind.to_owned()));
            let normal = kind.value(1).map_or(&[][..], Wire::bytes);
            Fields::of(normal).value(4).map(Wire::text).unwrap_or_default()
        }
        Raw::None => String::new(),
    };
    json!({
        "id": deck.id, "mod": 0, "name": deck.name, "usn": -1, "lrnToday": [0, 0], "revToday": [0, 0],
        "newToday": [0, 0], "timeToday": [0, 0], "collapsed": true, "browserCollapsed": true,
        "desc": description, "dyn": 0, "conf": 1, "extendNew": 0, "extendRev": 0,
    })
}

/// The options that a deck has where nobody chose any.
pub(super) fn options() -> Value {
    json!({"1": {
        "id": 1, "mod": 0, "name": "Default", "usn": 0, "maxTaken": 60, "autoplay": true, "timer": 0, "replayq": true,
        "new": {"bury": false, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0], "order": 1, "perDay": 20},
        "rev": {"bury": false, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2},
        "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
        "dyn": false,
    }})
}
