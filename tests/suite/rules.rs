//! The reference of the rules of writing is the one that the table of rules makes.

use super::tree::{read, root};

#[test]
fn the_reference_of_the_rules_is_made_from_them() {
    let wanted = examdrill::lint::reference();
    let path = "docs/reference/rules.md";
    if std::env::var_os("BLESS").is_some() {
        let path = root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        return std::fs::write(path, wanted).unwrap();
    }
    assert!(read(path) == wanted, "`BLESS=1 cargo test --test suite rules` writes {path} anew");
}
