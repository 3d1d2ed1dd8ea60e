//! The gallery of what commands print, in `tests/transcripts/`. `BLESS=1 cargo test --test suite transcripts` writes it
//! anew.

use std::env;
use std::path::Path;
use std::process::Command;

use super::home::Home;

/// Runs the present test again as one that writes its transcripts anew. What trycmd goes by is its environment, and that of
/// a running test cannot be changed.
fn bless() {
    let thread = std::thread::current();
    let test = thread.name().filter(|name| name.contains("transcripts")).unwrap_or("transcripts::");
    let mut again = Command::new(env::current_exe().unwrap());
    // It fails where something was to be written; the present test tells whether it is right now.
    again.args([test, "--exact"]).env("TRYCMD", "overwrite").output().unwrap();
}

/// Runs the transcripts of that name in a home that `prepare` made.
fn compare(name: &str, prepare: impl FnOnce(&Home)) {
    if env::var_os("BLESS").is_some() && env::var_os("TRYCMD").is_none() {
        bless();
    }
    let home = Home::new();
    prepare(&home);
    let cases = trycmd::TestCases::new();
    cases.register_bin("examdrill", Path::new(env!("CARGO_BIN_EXE_examdrill")));
    for (variable, value) in home.environment() {
        cases.env(variable, value);
    }
    cases.insert_var("[DATA]", home.data().display().to_string()).unwrap();
    cases.case(format!("tests/transcripts/{name}"));
    cases.run();
}

/// Five answers in the deck with every kind of card, the last taken back.
fn a_session(home: &Home) {
    let run = home.run_with(
        &["study", "tests/fixtures/kinds.toml", "--limit", "5"],
        "\n4\n67\n\nfalse\n\nd\n\n:u\n:q\n",
    );
    assert_eq!(run.status, 0, "{}", run.err);
}

#[test]
fn help_is_short_and_has_examples() {
    compare("help.trycmd", |_| {});
}

#[test]
fn a_fresh_machine_has_decks_and_nothing_else() {
    compare("fresh.trycmd", |_| {});
}

#[test]
fn a_session_leaves_its_marks() {
    compare("after-a-session.trycmd", a_session);
}

#[test]
fn what_is_asked_for_every_day_and_mistyped_as_often() {
    compare("everyday.trycmd", a_session);
}

#[test]
fn a_deck_is_begun_checked_and_given_ids() {
    compare("author.trycmd", |_| {});
}

#[test]
fn a_page_of_statistics_is_written_and_made_anew() {
    compare("statistics.trycmd", a_session);
}

#[test]
fn a_collection_comes_in_and_goes_out() {
    compare("exchange.trycmd", |_| {});
}

#[test]
fn cards_decks_and_exams_are_begun_from_the_command_line() {
    compare("new.trycmd", |_| {});
}

#[test]
fn mistakes_are_shown_where_they_are() {
    compare("check.trycmd", |_| {});
}

#[test]
fn a_preview_prints_each_card_with_its_findings() {
    compare("preview.trycmd", |_| {});
}

#[test]
fn mistakes_that_a_program_can_mend_are_mended() {
    compare("mend.trycmd", |_| {});
}

#[test]
fn an_exam_file_is_checked_and_is_no_deck() {
    compare("exam.trycmd", |_| {});
}

#[test]
fn decks_are_added_listed_and_removed() {
    compare("share.trycmd", |_| {});
}

#[test]
fn a_built_in_deck_is_copied_and_comes_back() {
    compare("copy.trycmd", |home| {
        home.write("data/decks/mine.toml", "[deck]\nid = 'mail'\ntitle = 'My mail'\n");
    });
}

#[test]
fn an_exam_is_given_a_date_that_is_moved_and_dropped() {
    compare("plan.trycmd", |_| {});
}

#[test]
fn completions_and_manual_are_made_from_the_same_definition() {
    compare("shell.trycmd", |_| {});
}

#[test]
fn a_place_to_sync_by_is_set_used_and_left() {
    compare("sync.trycmd", |home| {
        a_session(home);
        home.write(
            "data/decks/capitals.toml",
            "[[card]]\nfront = \"What is the capital of France?\"\nback = \"Paris\"\n",
        );
    });
}

#[test]
fn misuse_is_told_with_what_to_do() {
    compare("misuse.trycmd", |_| {});
}

#[test]
fn every_kind_of_card_is_answered_line_by_line() {
    compare("study.toml", |_| {});
}

#[test]
fn a_quiz_is_sat_line_by_line() {
    compare("sitting.toml", |_| {});
}

#[test]
fn quizzes_that_ended_are_listed_and_told_again() {
    compare("quiz.trycmd", |home| {
        for input in ["\n3 1 2 4\nu\n2 1 2 1\n1a 2d 3c\n:h\nh\n", "\nm\n1 3 4 2\ns\n1 1 1 1\nh\nh\n"] {
            let run = home.run_with(&["quiz", "tests/fixtures/kinds.toml", "--seed", "7"], input);
            assert_eq!(run.status, 0, "{}", run.err);
        }
    });
}

#[test]
fn without_a_command_a_pipe_gets_today_line_by_line() {
    compare("today.toml", a_session);
}
