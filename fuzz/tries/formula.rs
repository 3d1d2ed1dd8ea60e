//! Reading and computing formulas never panics, and a mistake points into the text.

use std::net::{Ipv4Addr, Ipv6Addr};

use examdrill::formula::{Formula, Scope, Sort, Template, Value};

/// Fails where the sentence above does not hold for `text`.
pub(crate) fn try_it(text: &str) {
    let mut scope = Scope::default();
    for (name, sort) in
        [("n", Sort::Whole), ("ip", Sort::Ipv4), ("six", Sort::Ipv6), ("row.cell", Sort::Text)]
    {
        scope.add(name, sort);
    }
    let values = [
        Value::Whole(i128::MAX),
        Value::Ipv4(Ipv4Addr::new(10, 3, 77, 9)),
        Value::Ipv6(Ipv6Addr::LOCALHOST),
        Value::Text("cell".to_owned()),
    ];
    match Formula::read(text, &scope) {
        Ok(formula) => {
            if let Ok(value) = formula.value(&values[..]) {
                assert_eq!(value.sort(), formula.sort());
            }
        }
        Err(mistake) => assert!(text.get(mistake.range).is_some()),
    }
    match Template::read(text, &scope) {
        Ok(template) => drop(template.fill(&values[..])),
        Err(mistakes) => assert!(mistakes.iter().all(|mistake| text.get(mistake.range.clone()).is_some())),
    }
}
