//! Which backups go: the older they are, the fewer stay, and all together take no more than so much room.

use std::collections::{BTreeSet, HashSet};
use std::hash::Hash;
use std::path::PathBuf;

use jiff::civil::Date;

use super::{Backup, generation_of};

/// How many of the newest daily backups stay, and of how many weeks and months the newest.
const KEPT: (usize, usize, usize) = (7, 4, 12);
/// Bytes that all backups together may take, unless [`TIMES`] the newest is more.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// So often the size of the newest is never too much.
const TIMES: u64 = 3;
/// So many of the newest stay whatever room they take.
const NEWEST: usize = 2;

/// The files that are not needed any more, of all backups, the newest first. What the learner asked for is never among
/// them.
pub(in super::super) fn superfluous(backups: &[Backup]) -> Vec<PathBuf> {
    let sound: HashSet<_> = backups.iter().filter(|backup| generation_of(&backup.path).is_some()).collect();
    let daily: Vec<_> = backups.iter().filter(|backup| backup.automatic).collect();
    let sound_daily = daily.iter().filter(|backup| sound.contains(**backup));
    // One that is broken must not stand in for a good one.
    let kept_sound = kept(&sound_daily.map(|backup| backup.day).collect::<Vec<_>>());
    let kept_all = kept(&daily.iter().map(|backup| backup.day).collect::<Vec<_>>());
    let (staying, mut going): (Vec<_>, Vec<_>) = backups.iter().partition(|backup| {
        let kept = if sound.contains(backup) { &kept_sound } else { &kept_all };
        !backup.automatic || kept.contains(&backup.day)
    });
    going.extend(beyond(&staying, &sound));
    going.into_iter().map(|backup| backup.path.clone()).collect()
}

/// Those that have to go for the room they take: the oldest daily ones, then the oldest made before something risky.
fn beyond<'a>(backups: &[&'a Backup], sound: &HashSet<&Backup>) -> Vec<&'a Backup> {
    let mut total: u64 = backups.iter().map(|backup| backup.bytes).sum();
    let newest = backups.iter().find(|backup| sound.contains(**backup)).map_or(0, |backup| backup.bytes);
    let most = MOST_BYTES.max(TIMES.saturating_mul(newest));
    let needed: HashSet<_> = backups.iter().filter(|backup| sound.contains(**backup)).take(NEWEST).collect();
    let oldest_first = backups.iter().rev().filter(|backup| backup.unasked && !needed.contains(backup));
    let (daily, others): (Vec<&&Backup>, Vec<_>) = oldest_first.partition(|backup| backup.automatic);
    let mut going = Vec::new();
    for &backup in daily.into_iter().chain(others) {
        if total <= most {
            break;
        }
        total = total.saturating_sub(backup.bytes);
        going.push(backup);
    }
    going
}

/// Which of the days' backups stay.
pub(in super::super) fn kept(days: &[Date]) -> BTreeSet<Date> {
    let mut newest_first = days.to_vec();
    newest_first.sort_by(|one, other| other.cmp(one));
    let (newest, weeks, months) = KEPT;
    let mut kept: BTreeSet<_> = newest_first.iter().take(newest).copied().collect();
    kept.extend(first_of_each(&newest_first, week).take(weeks));
    kept.extend(first_of_each(&newest_first, Date::first_of_month).take(months));
    kept
}

/// The year of weeks that `day` is in, and its week.
fn week(day: Date) -> (i16, i8) {
    (day.iso_week_date().year(), day.iso_week_date().week())
}

fn first_of_each<T: Hash + Eq>(days: &[Date], period: impl Fn(Date) -> T) -> impl Iterator<Item = Date> {
    let mut met = HashSet::new();
    days.iter().copied().filter(move |day| met.insert(period(*day)))
}
