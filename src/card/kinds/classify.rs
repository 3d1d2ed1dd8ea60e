//! Put each item in its bin.

use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::{Keys, Kind, Neighbours, Sign, Written};
use crate::card::answers::Sort;
use crate::card::limits::{MOST_ITEMS, cut, excess};
use crate::card::{Input, Posed, Text};
use crate::source::{Code, Diagnostic, Fields, Key, Takes, Value, clean};

/// Bins and what belongs in each.
#[derive(Debug, Clone, PartialEq)]
pub struct Classify {
    /// What is asked.
    pub question: Text,
    /// Each bin with what belongs in it.
    pub bins: Vec<(Text, Vec<Text>)>,
    /// How many of the items are asked each time.
    pub draw: usize,
}

impl Kind for Classify {
    const NAME: &'static str = "classify";
    const KEYS: &'static [Key] = &[
        Key::needed("question", Takes::Text, "what is asked"),
        Key::needed("classify", Takes::Map(&Takes::TEXTS), "each bin with the items that belong in it"),
        Key::optional("draw", Takes::Whole(2, i64::MAX), "how many of the items are asked each time"),
    ];
    const SIGNS: &'static [Sign] = &[Sign::Has("classify")];
    const ABOUT: &'static str = "Put each item in its bin; `draw = 6` asks six of a longer list each time.";
    const EXAMPLE: &'static str = r#"question = "TCP or UDP?"
classify = { TCP = ["HTTPS", "SSH"], UDP = ["DHCP", "TFTP"] }
"#;

    fn read(fields: &mut Fields<'_>, _: Option<&Neighbours<'_>>) -> Option<Self> {
        let question = fields.text("question");
        let bins = read_bins(fields);
        let draw = fields.integer("draw");
        let (question, mut bins) = (question?, bins?);
        let too_many = cut(&mut bins, MOST_ITEMS, "bins", fields.span_of("classify"));
        fields.report_all(too_many);
        let all = count(&bins);
        cut_items(&mut bins);
        let items = count(&bins);
        if items < all {
            fields.report(excess(all, items, "items", fields.span_of("classify")));
        }
        if bins.len() < 2 || items < 2 {
            let at = fields.peek("classify")?.span();
            fields.report(Diagnostic::error(Code::TOO_FEW, at, "there is nothing to tell apart here").help(
                "write at least two bins with two items: `classify = { TCP = [\"SSH\"], UDP = [\"DHCP\"] }`",
            ));
            return None;
        }
        let draw = match draw {
            Some(draw) if draw.value < 2 => {
                fields.report(Diagnostic::error(Code::TOO_FEW, draw.span, "`draw` must be at least 2"));
                return None;
            }
            Some(draw) => usize::try_from(draw.value).unwrap_or(items).min(items),
            None => items,
        };
        Some(Self { question: Text::new(question.value), bins, draw })
    }

    fn written(&self) -> Keys {
        let bin = |(bin, items): &(Text, Vec<Text>)| (bin.as_str().to_owned(), Written::set(items));
        let bins = Written::Map(self.bins.iter().map(bin).collect());
        let mut keys = vec![("question", (&self.question).into()), ("classify", bins)];
        let draws = self.draw < count(&self.bins);
        keys.extend(draws.then_some(("draw", Written::Number(self.draw as f64))));
        keys
    }

    fn summary(&self, _: &str) -> (Text, String) {
        let bins: Vec<_> = self
            .bins
            .iter()
            .map(|(bin, items)| {
                let items: Vec<_> = items.iter().map(Text::plain).collect();
                format!("{}: {}", bin.plain(), items.join(", "))
            })
            .collect();
        (self.question.clone(), bins.join("; "))
    }

    fn pose(&self, _: &str, rng: &mut StdRng) -> Posed {
        let mut items: Vec<(usize, &Text)> = Vec::new();
        for (bin, (_, members)) in self.bins.iter().enumerate() {
            items.extend(members.iter().map(|item| (bin, item)));
        }
        items.shuffle(rng);
        items.truncate(self.draw);
        Posed::new(
            self.question.clone(),
            Input::Sort(Sort {
                home: items.iter().map(|(bin, _)| *bin).collect(),
                items: items.into_iter().map(|(_, item)| item.clone()).collect(),
                bins: self.bins.iter().map(|(bin, _)| bin.clone()).collect(),
            }),
        )
    }
}

type Bins = Vec<(Text, Vec<Text>)>;

fn count(bins: &Bins) -> usize {
    bins.iter().map(|(_, items)| items.len()).sum()
}

/// Leaves as many items as a card has, from each bin about the same number, the first ones.
fn cut_items(bins: &mut Bins) {
    let mut left = MOST_ITEMS;
    let mut kept = vec![0; bins.len()];
    while left > 0 && kept.iter().zip(&*bins).any(|(kept, (_, items))| *kept < items.len()) {
        for (kept, (_, items)) in kept.iter_mut().zip(&*bins) {
            if left > 0 && *kept < items.len() {
                (*kept, left) = (*kept + 1, left - 1);
            }
        }
    }
    for (kept, (_, items)) in kept.into_iter().zip(bins) {
        items.truncate(kept);
    }
}

fn read_bins(fields: &mut Fields<'_>) -> Option<Bins> {
    let value = fields.value("classify")?;
    let Some(table) = value.table() else {
        fields.mistyped(&value, "classify", "a table of lists: `{ TCP = [\"SSH\"], UDP = [\"DHCP\"] }`");
        return None;
    };
    let mut bins = Vec::new();
    let mut whole = true;
    for (name, members) in table {
        let members = value.member(members);
        let texts: Option<Vec<_>> = members.list().and_then(|items| items.iter().map(Value::text).collect());
        let Some(texts) = texts else {
            fields.mistyped(&members, "classify", "a list of texts for each bin");
            whole = false;
            continue;
        };
        let texts = texts.into_iter().map(|text| Text::new(text.value)).collect();
        bins.push((Text::new(clean(name.get_ref())), texts));
    }
    whole.then_some(bins)
}
