use super::*;
use crate::paths::Paths;
use crate::schedule::Memories;
use crate::source::Code;
use crate::store::{Finding, examine_house};

fn troubles(store: &Store, now: Timestamp, folded: &Memories) -> Vec<Finding> {
    store.examine(now, "m1", folded).into_iter().filter(|finding| !finding.ok).collect()
}

#[test]
fn a_healthy_log_has_no_trouble() {
    let home = home();
    let store = open(&home);
    assert_eq!(troubles(&store, moment(0), &Memories::default()), []);
    rate(&store, "d/a", 1);
    store.backup_daily(moment(2)).unwrap();
    let folded = Memories::from_iter([(key("d/a").number(), memory(1.0))]);
    store.save_memories("m1", &folded).unwrap();
    assert_eq!(troubles(&store, moment(3), &folded), []);
}

#[test]
fn each_trouble_is_named_with_its_remedy() {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 100_000);
    store.save_memories("m1", &Memories::from_iter([(key("d/a").number(), memory(1.0))])).unwrap();
    let folded = Memories::from_iter([(key("d/a").number(), memory(2.0))]);
    let found = troubles(&store, moment(0), &folded);
    let told =
        |words: &str| found.iter().any(|finding| finding.what.contains(words) && finding.help.is_some());
    assert!(told("1 review lies in the future"), "{found:?}");
    assert!(told("not what the reviews fold to"), "{found:?}");
    assert!(told("there is no backup yet"), "{found:?}");
    assert_eq!(store.memories("m1").unwrap(), None, "wrong memories are thrown away");
    let twice = Store::in_memory(1).unwrap();
    rate(&twice, "d/a", 1);
    twice.connection.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM question").unwrap();
    assert!(troubles(&twice, moment(9), &Memories::default())[0].what.contains("damaged"));
}

fn paths(home: &TempDir) -> Paths {
    Paths { data: home.path().to_path_buf(), config: home.path().join("config") }
}

/// What the doctor finds around the log, by code.
fn house(home: &TempDir) -> Vec<(Code, Finding)> {
    let found = examine_house(&paths(home), moment(0)).into_iter().filter(|finding| !finding.ok);
    found.map(|finding| (finding.code, finding)).collect()
}

#[cfg(unix)]
#[test]
fn what_others_can_read_is_named_and_closed() {
    use std::os::unix::fs::PermissionsExt;
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 1);
    let backup = store.backup_daily(moment(2)).unwrap().unwrap();
    let open_up = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    open_up(home.path(), 0o700);
    assert_eq!(house(&home), []);
    for (path, mode) in
        [(home.path(), 0o755), (&home.path().join("backups"), 0o750), (store.path(), 0o604), (&backup, 0o644)]
    {
        open_up(path, mode);
        let found = house(&home);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, Code::OPEN_TO_OTHERS);
        assert!(found[0].1.what.contains(&*path.to_string_lossy()), "{found:?}");
        let fix = found[0].1.fix.as_ref().unwrap();
        assert_eq!(fix.question, None, "it is safe");
        fix.perform(None, moment(3)).unwrap();
        assert_eq!(house(&home), []);
        let wanted = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, wanted);
    }
}

#[test]
fn litter_is_named_and_removed() {
    let home = home();
    let litter = home.path().join(".copy-a1b2c3.db");
    std::fs::write(&litter, "half").unwrap();
    let later = Timestamp::try_from(std::fs::metadata(&litter).unwrap().modified().unwrap()).unwrap()
        + jiff::SignedDuration::from_hours(1);
    let found = examine_house(&paths(&home), later);
    let found = found.iter().find(|finding| finding.code == Code::LITTER).unwrap();
    assert!(!found.ok && found.what.contains(".copy-a1b2c3.db"), "{found:?}");
    found.fix.as_ref().unwrap().perform(None, later).unwrap();
    assert!(!litter.exists());
}

#[test]
fn a_broken_backup_is_named_and_removed_only_when_asked() {
    let home = home();
    let store = open(&home);
    rate(&store, "d/a", 1);
    let backup = store.backup_daily(moment(2)).unwrap().unwrap();
    std::fs::write(&backup, [0; 900]).unwrap();
    let found: Vec<_> = house(&home).into_iter().filter(|(code, _)| *code == Code::BROKEN_BACKUP).collect();
    assert_eq!(found.len(), 1);
    assert!(found[0].1.what.contains("2026-09-21.db.gz"), "{found:?}");
    assert!(found[0].1.fix.as_ref().unwrap().question.is_some());
}
