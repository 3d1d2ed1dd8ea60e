//! Tests that run the program or read the repository, in one binary.

#[cfg(test)]
mod anki;
#[cfg(test)]
mod checking;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod computed;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod docs;
#[cfg(test)]
mod exams;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod facts;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod fitting;
#[cfg(test)]
mod following;
#[cfg(test)]
mod fuzzed;
#[cfg(test)]
mod home;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod plan;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod quizzes;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod reasons;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod sharing;
#[cfg(test)]
mod sittings;
#[cfg(test)]
mod subjects;
#[cfg(test)]
mod syncing;
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod transcripts;
#[cfg(test)]
mod tree;
#[cfg(test)]
mod trouble;
#[cfg(test)]
mod writing;
