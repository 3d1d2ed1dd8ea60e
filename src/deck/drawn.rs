//! Tables whose rows are those of another deck: `rows = "core-ports/port"`.

use std::collections::HashMap;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::notes::{self, is_id, shortened};
use super::recover;
use super::table::{Rows, read_rows};
use crate::source::{Code, Diagnostic, Fields, FileId, Located, SourceFile, Span, did_you_mean};

/// Gives the texts of the deck of an id, the main file first; `None` where there is no such deck.
pub type Lender<'a> = &'a dyn Fn(&str) -> Option<Vec<SourceFile>>;

/// Keys of a table that come with its rows.
const WITH_ROWS: [&str; 3] = ["columns", "key", "look_alikes"];

/// What a deck draws from others while it is read.
pub(super) struct Drawn<'a> {
    lend: Lender<'a>,
    /// The tables of the decks that were asked for; `None` where there is no such deck.
    decks: HashMap<String, Option<HashMap<String, Lent>>>,
    /// The decks that were asked for, each where it is named first.
    pub(super) draws: Vec<Located<String>>,
}

/// A table of another deck.
enum Lent {
    Rows(Arc<Rows>),
    /// It draws its own rows from elsewhere, or they cannot be read.
    Nothing,
}

impl<'a> Drawn<'a> {
    pub(super) fn new(lend: Lender<'a>) -> Self {
        Self { lend, decks: HashMap::new(), draws: Vec::new() }
    }

    /// The rows that the table in `fields`, one of the deck `own`, names by `rows`.
    pub(super) fn rows(
        &mut self,
        fields: &mut Fields<'_>,
        name: &Located<String>,
        own: &str,
    ) -> Option<Arc<Rows>> {
        fields.value("rows");
        for key in WITH_ROWS {
            if let Some(value) = fields.value(key) {
                let message = format!("`{key}` comes with the rows of `{}`", shortened(&name.value));
                let finding = Diagnostic::error(Code::LENT_ROWS, value.span(), message);
                fields.report(finding.help("remove it here: the table that has the rows says it"));
            }
        }
        match self.find(name, own) {
            Ok(rows) => Some(rows),
            Err(finding) => {
                fields.report(*finding);
                None
            }
        }
    }

    fn find(&mut self, name: &Located<String>, own: &str) -> Result<Arc<Rows>, Box<Diagnostic>> {
        let is_named = |(deck, table): &(&str, &str)| is_id(deck) && is_id(table);
        let Some((deck, table)) = name.value.split_once('/').filter(is_named) else {
            let message = format!("`{}` is not the name of a table in another deck", shortened(&name.value));
            let help =
                "write the ids of the deck and of its table, `rows = \"core-ports/port\"`, or a list of rows";
            return Err(fault(name, Code::LENT_ROWS, message, help));
        };
        if deck == own {
            let message = format!("`{}` is a table of this deck itself", name.value);
            return Err(fault(name, Code::LENT_ROWS, message, "write the templates under that table"));
        }
        if !self.draws.iter().any(|known| known.value == deck) {
            self.draws.push(Located { value: deck.to_owned(), span: name.span.clone() });
        }
        let lend = self.lend;
        let tables =
            self.decks.entry(deck.to_owned()).or_insert_with(|| lend(deck).map(|files| tables(&files)));
        let Some(tables) = tables else {
            let message = format!("there is no deck `{deck}`, so nothing is asked of its rows");
            let help = "put that deck beside this one, or among yours with `examdrill decks add`";
            return Err(fault(name, Code::UNKNOWN_DECK, message, help));
        };
        match tables.get(table) {
            Some(Lent::Rows(rows)) => Ok(Arc::clone(rows)),
            Some(Lent::Nothing) => {
                let message = format!("`{}` has no rows of its own that can be read", name.value);
                Err(fault(name, Code::LENT_ROWS, message, "name the table that has the rows as a list"))
            }
            None => {
                let help = match did_you_mean(table, tables.keys().map(String::as_str)) {
                    Some(near) => format!("did you mean `{deck}/{near}`?"),
                    None => "write the `id` of one of its tables behind the slash".to_owned(),
                };
                let message = format!("the deck `{deck}` has no table `{table}`");
                Err(fault(name, Code::LENT_ROWS, message, &help))
            }
        }
    }
}

fn fault(name: &Located<String>, code: Code, message: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(code, name.span.clone(), message).help(help))
}

/// The tables of a deck by their ids. What is wrong with it is told where that deck is checked.
fn tables(files: &[SourceFile]) -> HashMap<String, Lent> {
    let mut tables = HashMap::new();
    for file in files {
        let (root, errors) = DeTable::parse_recoverable(&file.text);
        if errors.is_empty() {
            collect(root.get_ref(), &mut tables);
        } else {
            let (healthy, _) = recover::without_broken_tables(FileId(0), &file.text);
            collect(DeTable::parse_recoverable(&healthy).0.get_ref(), &mut tables);
        }
    }
    tables
}

fn collect(root: &DeTable<'_>, tables: &mut HashMap<String, Lent>) {
    let items = root.get("table").map(|value| match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    });
    for item in items.into_iter().flatten() {
        let DeValue::Table(table) = item.get_ref() else { continue };
        let mut fields = Fields::new(table, Span::new(FileId(0), item.span()), "table");
        let Ok(Some(id)) = notes::id(&mut fields) else { continue };
        let is_drawn = fields.peek("rows").is_some_and(|rows| rows.unfilled().is_some());
        let rows = (!is_drawn).then(|| read_rows(&mut fields)).flatten();
        let lent = rows.map_or(Lent::Nothing, |rows| Lent::Rows(Arc::new(rows)));
        tables.entry(id.value).or_insert(lent);
    }
}

#[cfg(test)]
mod tests {
    use crate::deck::{Deck, parse_drawing};
    use crate::source::{Diagnostic, SourceFile};

    const PORTS: &str = "[deck]\nid='ports'\ntitle='P'\n[[table]]\nid='port'\ncolumns=['service', 'port', 'kind']\n\
                         rows=[['SSH', 22, 'a'], ['Telnet', 23, 'a'], ['DNS', 53, 'b']]\nlook_alikes=[['SSH', 'Telnet']]\n\
                         [[table.card]]\nid='n'\nquestion='{service}?'\nanswer='{port}'\n\
                         [[table]]\nid='ring'\nrows='net/all'\n";

    fn read(table: &str) -> (Deck, Vec<Diagnostic>) {
        let text = format!(
            "[deck]\nid='net'\ntitle='N'\n[[card]]\nid='c'\nfront='f'\nback='b'\n[[table]]\nid='all'\n{table}\n"
        );
        let lend = |id: &str| {
            (id == "ports").then(|| vec![SourceFile { name: "ports.toml".into(), text: PORTS.into() }])
        };
        parse_drawing(&[SourceFile { name: "net.toml".into(), text }], &lend)
    }

    const CARD: &str = "[[table.card]]\nid='which'\nquestion='Which port has {service}?'\nanswer='{port}'\n";

    #[test]
    fn rows_of_another_deck_are_asked_under_names_of_this_one_and_know_their_kin() {
        let (deck, findings) = read(&format!("rows='ports/port'\n{CARD}"));
        assert_eq!(findings, []);
        let keys: Vec<_> = deck.questions.iter().map(|question| question.key.as_str()).collect();
        assert_eq!(keys, ["net/c", "net/all/SSH#which", "net/all/Telnet#which", "net/all/DNS#which"]);
        let kin = ["all/Telnet", "ports/port/SSH", "ports/port/Telnet"];
        assert_eq!(deck.questions[1].notes.look_alikes, kin);
        assert_eq!(deck.questions[3].notes.look_alikes, ["ports/port/DNS"]);
        assert_eq!(deck.draws.iter().map(|draw| draw.value.as_str()).collect::<Vec<_>>(), ["ports"]);
    }

    #[test]
    fn options_are_drawn_from_the_rows_that_where_leaves() {
        let wrong = "wrong={ from='service', where='kind', count=1 }\n";
        let card = "[[table.card]]\nid='who'\nquestion='Who has {port}?'\nanswer='{service}'\n";
        let (deck, findings) = read(&format!("rows='ports/port'\n{card}{wrong}"));
        let codes: Vec<_> = findings.iter().map(|finding| finding.code.name()).collect();
        // DNS is the only one of its kind.
        assert_eq!(codes, ["too-few", "few-options"], "{findings:?}");
        assert_eq!(deck.questions.len(), 3);
    }

    #[test]
    fn what_cannot_be_drawn_is_told_where_it_is_named_and_the_other_cards_stay() {
        for (rows, code, help) in [
            ("rows='gone/port'", "unknown-deck", "put that deck"),
            ("rows='ports/prt'", "lent-rows", "did you mean `ports/port`?"),
            ("rows='ports/ring'", "lent-rows", "name the table that has"),
            ("rows='net/all'", "lent-rows", "under that table"),
            ("rows='ports'", "lent-rows", "write the ids"),
            ("rows='ports/port'\ncolumns=['a']", "lent-rows", "remove it here"),
        ] {
            let (deck, findings) = read(&format!("{rows}\n{CARD}"));
            let told: Vec<_> =
                findings.iter().map(|one| (one.code.name(), one.help.clone().unwrap_or_default())).collect();
            assert!(told.len() == 1 && told[0].0 == code && told[0].1.contains(help), "{rows}: {told:?}");
            assert!(deck.questions.iter().any(|question| question.key.as_str() == "net/c"));
        }
        let (_, findings) = read("rows='ports/port'\n[[table.card]]\nquestion='{servce}?'\nanswer='x'\n");
        assert_eq!(findings[0].help.as_deref(), Some("did you mean `service`?"));
    }
}
