//! Pages of memories: many in one row, since a row costs as much to read as fifty memories.
//!
//! A page holds the questions whose numbers in this file, divided by [`MOST`], give the page's own. Each takes
//! [`SIZE`] bytes: a number is stored lowest byte first, a day as `year × 512 + month × 32 + day`.

use jiff::civil::Date;

use crate::card::KeyNumber;
use crate::schedule::{Memory, Moment, Step};
use crate::source::digest;

/// How many memories a page holds at most: what fits into one page of the database.
pub(super) const MOST: i64 = 72;
/// Bytes of a memory.
const SIZE: usize = 56;

/// A page, as it is stored.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub(super) number: i64,
    records: Vec<u8>,
}

/// A memory in its page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Record {
    /// The number of the question in this file.
    pub(super) question: u32,
    pub(super) key: KeyNumber,
    pub(super) memory: Memory,
}

impl Page {
    pub(super) const fn new(number: i64) -> Self {
        Self { number, records: Vec::new() }
    }

    /// The page that was stored; `None` where its checksum says that it is not what was stored.
    pub(super) fn sound(number: i64, records: &[u8], sum: i64) -> Option<Self> {
        (sum == checksum(number, records)).then(|| Self { number, records: records.to_vec() })
    }

    /// What is to be stored, and its checksum.
    pub(super) fn stored(&self) -> (&[u8], i64) {
        (&self.records, checksum(self.number, &self.records))
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Adds a memory that is not there yet.
    pub(super) fn add(&mut self, record: &Record) {
        self.records.extend_from_slice(&record.written());
    }

    /// Takes the memory of a question out. Gives whether it had one.
    pub(super) fn take_out(&mut self, question: u32) -> bool {
        let before = self.records.len();
        let (records, _) = self.records.as_chunks::<SIZE>();
        let others = records.iter().filter(|bytes| number(bytes, 48) != question);
        self.records = others.flatten().copied().collect();
        self.records.len() < before
    }
}

/// Visits the memories of a page that can be trusted: all of them, or none where they are not what was stored.
pub(super) fn read(page: i64, records: &[u8], sum: i64, mut visit: impl FnMut(KeyNumber, Memory)) {
    if sum != checksum(page, records) {
        return;
    }
    let (chunks, _) = records.as_chunks::<SIZE>();
    for record in chunks.iter().filter_map(Record::read) {
        visit(record.key, record.memory);
    }
}

impl Record {
    fn written(&self) -> [u8; SIZE] {
        let Memory { stability, difficulty, last, last_day, due, step, reps, lapses } = self.memory;
        let mut bytes = [0; SIZE];
        bytes[0..8].copy_from_slice(&self.key.0.to_le_bytes());
        bytes[8..16].copy_from_slice(&last.millisecond().to_le_bytes());
        bytes[16..24].copy_from_slice(&step.map_or(0, |step| step.at.millisecond()).to_le_bytes());
        let numbers = [
            stability.to_bits(),
            difficulty.to_bits(),
            packed(last_day),
            packed(due),
            reps,
            lapses,
            self.question,
        ];
        for (nth, number) in numbers.into_iter().enumerate() {
            bytes[24 + 4 * nth..][..4].copy_from_slice(&number.to_le_bytes());
        }
        bytes[52] = step.map_or(0, |step| 1 + u8::from(step.relearning));
        bytes[53] = step.map_or(0, |step| step.index);
        bytes
    }

    fn read(bytes: &[u8; SIZE]) -> Option<Self> {
        let step = match bytes[52] {
            0 => None,
            state @ 1..=2 => Some(Step { index: bytes[53], relearning: state == 2, at: time(bytes, 16) }),
            _ => return None,
        };
        let memory = Memory {
            stability: f32::from_bits(number(bytes, 24)),
            difficulty: f32::from_bits(number(bytes, 28)),
            last: time(bytes, 8),
            last_day: day(number(bytes, 32))?,
            due: day(number(bytes, 36))?,
            step,
            reps: number(bytes, 40),
            lapses: number(bytes, 44),
        };
        Some(Self { question: number(bytes, 48), key: KeyNumber(long(bytes, 0)), memory })
    }
}

/// A number that changes with each bit of a page.
fn checksum(page: i64, records: &[u8]) -> i64 {
    digest(page.cast_unsigned(), records).cast_signed()
}

fn long(bytes: &[u8; SIZE], from: usize) -> u64 {
    bytes[from..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

fn number(bytes: &[u8; SIZE], from: usize) -> u32 {
    bytes[from..].first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

fn time(bytes: &[u8; SIZE], from: usize) -> Moment {
    Moment::from_millisecond(long(bytes, from).cast_signed())
}

fn packed(day: Date) -> u32 {
    let number = i32::from(day.year()) << 9 | i32::from(day.month()) << 5 | i32::from(day.day());
    number.cast_unsigned()
}

fn day(packed: u32) -> Option<Date> {
    let number = packed.cast_signed();
    let year = i16::try_from(number >> 9).ok()?;
    Date::new(year, (number >> 5 & 15) as i8, (number & 31) as i8).ok()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::*;

    fn record(question: u32, stability: f32, step: Option<Step>) -> Record {
        let at = |second| Timestamp::from_second(second).unwrap().into();
        let memory = Memory {
            stability,
            difficulty: 0.3,
            last: at(1_790_000_005),
            last_day: date(-9999, 1, 31),
            due: date(9999, 12, 31),
            step,
            reps: u32::MAX,
            lapses: 7,
        };
        Record { question, key: KeyNumber(u64::MAX - u64::from(question)), memory }
    }

    fn page() -> (Page, Vec<Record>) {
        let step = Step { index: 255, relearning: true, at: Timestamp::MIN.into() };
        let records = vec![
            record(720, -0.0, None),
            record(721, f32::MIN_POSITIVE / 2.0, Some(step)),
            record(791, f32::MAX, Some(Step { index: 0, relearning: false, at: Timestamp::MAX.into() })),
        ];
        let mut page = Page::new(10);
        for record in &records {
            page.add(record);
        }
        (page, records)
    }

    fn read_back(number: i64, bytes: &[u8], sum: i64) -> Vec<(KeyNumber, Memory)> {
        let mut found = Vec::new();
        read(number, bytes, sum, |key, memory| found.push((key, memory)));
        found
    }

    #[test]
    fn a_memory_comes_back_as_it_was() {
        let (page, records) = page();
        let (bytes, sum) = page.stored();
        let wanted: Vec<_> = records.iter().map(|record| (record.key, record.memory)).collect();
        assert_eq!(read_back(10, bytes, sum), wanted);
        assert_eq!(read_back(10, bytes, sum)[0].1.stability.to_bits(), (-0.0_f32).to_bits());
    }

    #[test]
    fn no_bit_changes_unnoticed() {
        let (page, _) = page();
        let (bytes, sum) = page.stored();
        for bit in 0..bytes.len() * 8 {
            let mut bytes = bytes.to_vec();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(read_back(10, &bytes, sum), [], "bit {bit}");
            assert!(Page::sound(10, &bytes, sum).is_none());
        }
        assert_eq!(read_back(11, bytes, sum), []);
        for length in 0..bytes.len() {
            assert_eq!(read_back(10, &bytes[..length], sum), [], "{length} bytes");
        }
        assert_eq!(read_back(10, &bytes.repeat(2), sum), []);
    }

    #[test]
    fn what_no_page_can_hold_is_not_read_even_with_a_right_checksum() {
        let (page, records) = page();
        for (place, byte) in [(52, 3), (36, 0), (32, 0x20)] {
            let mut bytes = page.records.clone();
            bytes[place] = byte;
            let left = read_back(10, &bytes, checksum(10, &bytes));
            assert_eq!(left, [(records[1].key, records[1].memory), (records[2].key, records[2].memory)]);
        }
    }

    #[test]
    fn one_memory_is_taken_out_alone() {
        let (mut page, records) = page();
        assert!(page.take_out(721));
        assert!(!page.take_out(721));
        let (bytes, sum) = page.stored();
        let left = read_back(10, bytes, sum);
        assert_eq!(left, [(records[0].key, records[0].memory), (records[2].key, records[2].memory)]);
        page.take_out(720);
        page.take_out(791);
        assert!(page.is_empty());
    }
}
