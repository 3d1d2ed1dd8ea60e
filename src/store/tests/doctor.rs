use std::collections::HashMap;

use super::*;
use crate::store::Finding;

fn troubles(store: &Store, now: Timestamp, folded: &HashMap<QuestionKey, Memory>) -> Vec<Finding> {
    store.examine(now, "m1", folded).into_iter().filter(|finding| !finding.ok).collect()
}

#[test]
fn a_healthy_log_has_no_trouble() {
    let home = home();
    let store = open(&home);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    }
    assert_eq!(troubles(&store, moment(0), &HashMap::new()), []);
    rate(&store, "d/a", 1);
    store.backup_daily(moment(2)).unwrap();
    let folded = HashMap::from([(key("d/a"), memory(1.0))]);
    store.save_memories("m1", &folded).unwrap();
    assert_eq!(troubles(&store, moment(3), &folded), []);
}

#[test]
fn each_trouble_is_named_with_its_remedy() {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 100_000);
    store.save_memories("m1", &HashMap::from([(key("d/a"), memory(1.0))])).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(store.path(), std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    let folded = HashMap::from([(key("d/a"), memory(2.0))]);
    let found = troubles(&store, moment(0), &folded);
    let told =
        |words: &str| found.iter().any(|finding| finding.what.contains(words) && finding.help.is_some());
    assert!(told("1 review lies in the future"), "{found:?}");
    assert!(told("not what the reviews fold to"), "{found:?}");
    assert!(told("there is no backup yet"), "{found:?}");
    assert!(!cfg!(unix) || told("open to others (mode 644)"), "{found:?}");
    assert_eq!(store.memories("m1").unwrap(), None, "wrong memories are thrown away");
    let twice = Store::in_memory(1).unwrap();
    rate(&twice, "d/a", 1);
    twice.connection.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM question").unwrap();
    assert!(troubles(&twice, moment(9), &HashMap::new())[0].what.contains("damaged"));
}
