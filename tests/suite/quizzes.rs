//! Timed quizzes line by line: what is told, what is stored, and that the clock is honest.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use serde_json::Value;

use super::home::{Home, KINDS, Run, finish};
use super::terminal::{Terminal, USUAL, program};

/// The paper of this seed from the deck with every kind of card.
const QUIZ: [&str; 4] = ["quiz", KINDS, "--seed", "7"];

/// A right answer to each of its nine questions.
const RIGHT: &str = "1 3 4 2\n2 1 2 1\n1a 2d 3c\n68\n67\nDHCPACK\n67\nFalse\nuser\n1 4\n";

/// The same with more arguments.
fn quiz(home: &Home, more: &[&str], input: &str) -> Run {
    home.run_with(&[&QUIZ, more].concat(), input)
}

/// `examdrill quiz` at another time of the same day. Steps stored at one time are milliseconds apart in the log.
fn later(home: &Home, time: &str, input: &str) -> Run {
    let mut command = home.command(&["quiz"]);
    command.env("EXAMDRILL_NOW", format!("2026-03-02T{time}Z"));
    finish(command, input)
}

/// Key, rating and mode of each review.
fn reviews(home: &Home) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    home.log().iter().map(|r| (text(&r["key"]), text(&r["rating"]), text(&r["mode"]))).collect()
}

/// What stands before the question whether to hand in.
fn before_the_end(run: &Run) -> &str {
    run.out.split("Type h to hand in").next().unwrap()
}

#[test]
fn a_whole_quiz_is_sat_over_a_pipe_and_its_result_is_told() {
    let home = Home::new();
    let run = quiz(&home, &[], &format!("\n{RIGHT}h\n"));
    assert_eq!(run.status, 0, "{}", run.err);
    for told in [
        "9 questions, 9 minutes.",
        "The paper has 9 questions instead of 20: the decks hold no more.",
        "Seed: 7.",
        "Answered: 9 of 9 (1-9).",
        "100 %: 17 of 17 points.",
        "Every kind of card  [##########]  100 %",
        "Your answer: DHCPDISCOVER; DHCPOFFER; DHCPREQUEST; DHCPACK",
        "Source: RFC 2131",
        "it stays new, and comes first among the new",
    ] {
        assert!(run.out.contains(told), "{told}\n{}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'));
    let log = reviews(&home);
    assert_eq!(log.len(), 9);
    assert!(log.iter().all(|(_, rating, mode)| rating == "good" && mode == "trial"), "{log:?}");
    assert!(home.run(&["log"]).out.contains("  trial  kinds/order"));
}

#[test]
fn what_was_missed_is_rated_again_and_what_was_not_reached_is_not() {
    let home = Home::new();
    // The first is wrong, the second left open, the third right; the others are never seen.
    let run = quiz(&home, &[], "\n3 1 2 4\nn\n1a 2d 3c\n:h\nh\n");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("Missed: it comes back as due."), "{}", run.out);
    assert!(run.out.contains("Not reached, so the schedule is not touched."), "{}", run.out);
    let wanted = [
        ("kinds/order", "again", "quiz"),
        ("kinds/classify", "again", "quiz"),
        ("kinds/match", "good", "trial"),
        ("kinds/cloze", "again", "quiz"),
    ];
    assert_eq!(reviews(&home), wanted.map(|(k, r, m)| (k.to_owned(), r.to_owned(), m.to_owned())));
    assert!(home.run(&["log"]).out.contains("  quiz   kinds/order"));
}

#[test]
fn answers_that_are_not_to_move_the_schedule_do_not() {
    let home = Home::new();
    let run = quiz(&home, &["--no-feed"], "\n3 1 2 4\nh\nh\n");
    assert!(run.out.contains("The schedule was not touched."), "{}", run.out);
    assert_eq!(reviews(&home), []);
}

#[test]
fn the_same_seed_draws_the_same_paper() {
    let result = |seed: &str| {
        let home = Home::new();
        let run = home.run_with(&["quiz", "dhcp", "dns", "--seed", seed, "--json"], "\n:h\n:h\n");
        let json: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(json["seed"], seed);
        json["items"].clone()
    };
    assert_eq!(result("4711.2"), result("4711.2"));
    assert_ne!(result("4711"), result("4711.2"));
}

#[test]
fn practice_tells_each_answer_at_once_and_it_is_final() {
    let home = Home::new();
    let run = quiz(&home, &["--practice"], "\n3 1 2 4\n2 1 2 1\np\np\n1 3 4 2\nh\nh\n");
    assert!(
        run.out.contains("Each answer is marked at once and cannot be changed after that."),
        "{}",
        run.out
    );
    let told = before_the_end(&run);
    assert!(told.contains("Wrong.\nIn order:\n  1. DHCPDISCOVER") && told.contains("Right."), "{told}");
    assert!(told.contains("It takes no answer any more."), "{told}");
    assert!(!run.out.contains("17 of 17") && !run.out.contains("6 of 17 points"), "{}", run.out);
}

#[test]
fn nothing_is_told_before_the_end_of_an_exam() {
    let home = Home::new();
    let run = quiz(&home, &[], &format!("\n{RIGHT}h\n"));
    let told = before_the_end(&run);
    for word in ["Right.", "Wrong.", "Answer: ", "Why:", "Source:", "Remember:", "In order:", "Partly"] {
        assert!(!told.contains(word), "{word}\n{told}");
    }
}

#[test]
fn the_clock_runs_on_while_the_learner_is_away() {
    let home = Home::new();
    let run = quiz(&home, &[], "\n1 3 4 2\n2 1 2 1\n1a 2d 3c\nq\n");
    assert_eq!(run.status, 0, "{}", run.err);
    // The fourth is typed, so that `q` was an answer; the end of the input leaves as well.
    assert!(run.out.contains("The clock runs on. 9:00 left."), "{}", run.out);
    let today = home.run(&[]);
    let waits = "A quiz waits: Every kind of card, 3 of 9 answered, 9:00 left; see: examdrill";
    assert!(today.out.contains(waits), "{}", today.out);
    let run = later(&home, "09:04:00.5", "\n:c\n:q\n");
    assert!(run.out.contains("3 of 9 answered, 5:00 left."), "{}", run.out);
    assert!(run.out.contains("Time used: 4:00. Left: 5:00."), "{}", run.out);
    let run = later(&home, "09:05:30.5", "\n:e\n68\n67\n:h\nh\n");
    assert!(run.out.contains("Handed in after 5:30 of 9:00"), "{}", run.out);
    assert!(run.out.contains("71 %: 12 of 17 points."), "{}", run.out);
}

#[test]
fn a_quiz_whose_time_ran_out_meanwhile_is_handed_in() {
    let home = Home::new();
    quiz(&home, &[], "\n3 1 2 4\nq\n");
    let run = later(&home, "09:10:00", "");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("its time is over. It is handed in as it was left."), "{}", run.out);
    assert!(run.out.contains("The time was over after 9:00"), "{}", run.out);
    let log = reviews(&home);
    assert_eq!(log.len(), 2, "the first was wrong and the second reached: {log:?}");
    assert!(log.iter().all(|(_, rating, mode)| rating == "again" && mode == "quiz"), "{log:?}");
    assert!(later(&home, "09:11:00", "").out.contains("Type the number of an exam"), "nothing waits");
}

#[test]
fn a_clock_that_can_be_stopped_stands_while_the_learner_is_away() {
    let home = Home::new();
    let run = quiz(&home, &["--pausable"], "\n1 3 4 2\nz\n\nz\nq\n");
    assert_eq!(run.out.matches("The clock stands. Press Enter to go on").count(), 2, "{}", run.out);
    assert!(run.out.contains("The clock stands. 9:00 left."), "{}", run.out);
    let run = later(&home, "23:00:00", "\nc\nh\nh\n");
    assert!(run.out.contains("1 of 9 answered, 9:00 left."), "{}", run.out);
    assert!(run.out.contains("Time used: 0:00. Left: 9:00."), "{}", run.out);
    let run = quiz(&home, &[], "\nz\n");
    assert!(run.out.contains("The clock of this quiz cannot be stopped."), "{}", run.out);
}

#[test]
fn a_quiz_that_is_thrown_away_leaves_nothing() {
    let home = Home::new();
    quiz(&home, &[], "\n3 1 2 4\nq\n");
    let run = home.run_with(&["quiz"], "x\n\nx\nx\nq\n");
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(run.out.matches("Its answers would be lost.").count(), 2, "{}", run.out);
    assert!(run.out.contains("Thrown away"), "{}", run.out);
    assert_eq!(reviews(&home), []);
    assert!(home.run(&["quiz", "history"]).out.contains("No quiz has ended yet"));
    assert!(!home.run(&[]).out.contains("A quiz waits"));
}

#[test]
fn while_a_quiz_waits_no_second_begins() {
    let home = Home::new();
    quiz(&home, &[], "\nq\n");
    let run = home.run_with(&["quiz", "dhcp"], "q\n");
    assert!(run.out.contains("A quiz waits: Every kind of card") && !run.out.contains("DORA"), "{}", run.out);
    let run = home.run_with(&["quiz", "dhcp"], "x\nx\n\n");
    assert!(run.out.contains("DHCP and the DORA exchange."), "{}", run.out);
}

#[test]
fn a_quiz_ends_with_its_result_when_its_deck_is_gone() {
    let home = Home::new();
    let deck = home.write("data/decks/mine.toml", fs::read_to_string(KINDS).unwrap());
    home.run_with(&["quiz", "kinds", "--seed", "7"], "\n3 1 2 4\n2 1 2 1\nq\n");
    fs::remove_file(deck).unwrap();
    let run = home.run_with(&["quiz"], "h\n");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("18 %: 3 of 17 points."), "{}", run.out);
    assert!(run.out.contains("Match each protocol to its port."), "{}", run.out);
    assert_eq!(reviews(&home).len(), 3, "the log keeps them for the day the deck is back");
}

#[test]
fn json_stands_alone_on_standard_output() {
    let home = Home::new();
    let run = quiz(&home, &["--json"], &format!("\nm\ns\n{RIGHT}h\n"));
    assert!(run.err.contains("Put the messages of a new lease in order."), "{}", run.err);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let figures = (&json["share"], &json["points"], &json["of"], &json["number"], &json["ended"]);
    assert_eq!(
        format!("{figures:?}"),
        "(Number(1.0), Number(17.0), Number(17.0), Number(1), String(\"handed_in\"))"
    );
    assert_eq!(json["passed"], Value::Null);
    let first = &json["items"][0];
    assert_eq!(first["key"], "kinds/order");
    assert_eq!((first["flagged"].as_bool(), first["sure"].as_str()), (Some(true), Some("sure")));
    assert_eq!((&first["verdict"], &first["lesson"]), (&"right".into(), &"unstudied".into()));
    assert_eq!(first["answer"], first["solution"]);
    assert_eq!(home.json(&["quiz", "result", "--json"]), json);
    let run = quiz(&home, &["--json"], "\nq\n");
    assert_eq!((run.status, run.out.as_str()), (0, ""), "it has not ended");
}

#[test]
fn an_exam_and_its_form_are_chosen_by_number() {
    let home = Home::new();
    let run = home.run_with(&["quiz", "--plain"], "9\n3\n\n\nh\nh\n");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("Type a number from 1 to 4, or q to leave."), "{}", run.out);
    assert!(run.out.contains("2. half: 45 questions, 45 minutes"), "{}", run.out);
    assert!(run.out.contains("45 questions, 45 minutes.\nA topic exam at exam pace"), "{}", run.out);
    let scale = "Practice scale of our own, not the examiner's: 100 of 900; 720 is enough: not";
    assert!(run.out.contains(scale), "{}", run.out);
    let json = home.json(&["quiz", "result", "--json"]);
    assert_eq!(json["exam"], "network-plus-n10-009");
    assert_eq!((&json["form"], &json["scale"]["scaled"]), (&"half".into(), &100.into()));
    assert_eq!((&json["passed"], &json["advice"]["name"]), (&false.into(), &"not_yet".into()));
}

#[test]
fn the_rules_of_a_quiz_are_told_before_its_clock_starts() {
    let home = Home::new();
    for (args, told) in [
        (&["--exam", "network-plus"][..], "45 questions, 45 minutes."),
        (&["--exam", "a-plus-1201", "--form", "quick", "--minutes", "15"], "20 questions, 15 minutes."),
        (&["dhcp", "--each", "30"], "20 questions, 30 seconds for each."),
        (&["dhcp", "--questions", "5", "--no-clock", "--partial"], "5 questions, no clock."),
        (&["--tag", "net+n10-009", "--questions", "7", "--pausable"], "7 questions, 7 minutes."),
    ] {
        let run = home.run_with(&[&["quiz"], args].concat(), "q\n");
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(run.out.contains(told), "{args:?}\n{}", run.out);
    }
    assert_eq!(home.json(&["quiz", "history", "--json"])["quizzes"], Value::Array(Vec::new()));
    assert!(!home.run(&[]).out.contains("A quiz waits"), "none has begun");
}

#[test]
fn what_was_missed_last_can_be_asked_again_alone() {
    let home = Home::new();
    let run = home.run_with(&["quiz", KINDS, "--missed"], "");
    assert_eq!(run.status, 1, "nothing to draw is a finding");
    assert!(run.out.contains("Nothing was missed in the last quiz of this sort."), "{}", run.out);
    let all_but_the_last = RIGHT.strip_suffix("1 4\n").unwrap();
    quiz(&home, &[], &format!("\n{all_but_the_last}h\nh\n"));
    let run = home.run_with(&["quiz", KINDS, "--missed"], "q\n");
    assert!(run.out.contains("Every kind of card, missed last time.\n1 question, 1 minute."), "{}", run.out);
}

#[test]
fn what_was_missed_of_nothing_in_particular_is_of_the_last_exam() {
    let home = Home::new();
    home.run_with(&["quiz", "--exam", "network-plus-n10-009", "--form", "quick"], "\n9\n:hand\nh\n");
    let run = home.run_with(&["quiz", "--missed"], "q\n");
    assert!(run.out.contains("N10-009") && run.out.contains("missed last time"), "{}", run.out);
}

#[test]
fn an_exam_that_cannot_be_read_is_named_where_it_is_asked_for() {
    let home = Home::new();
    home.write("data/decks/mine.toml", "[exam]\nid = 'mine'\ntitle = 'Mine'\n");
    let run = home.run(&["quiz", "--exam", "mine"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("mine.toml") && run.err.contains("examdrill check"), "{}", run.err);
}

#[test]
fn history_and_result_tell_of_every_quiz() {
    let home = Home::new();
    let run = home.run(&["quiz", "result"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("no quiz has ended yet") && run.err.contains("help: "), "{}", run.err);
    quiz(&home, &[], "\n1 3 4 2\nh\nh\n");
    quiz(&home, &[], &format!("\n{RIGHT}h\n"));
    let history = home.run(&["quiz", "history"]).out;
    assert!(history.contains(" 1  2026-03-02  Every kind of card  -        18 %"), "{history}");
    assert!(
        history.contains("topic               no 1   no 2\nEvery kind of card  18 %  100 %"),
        "{history}"
    );
    let json = home.json(&["quiz", "history", "--json"]);
    assert_eq!(json["quizzes"].as_array().unwrap().len(), 2);
    assert_eq!(json["trends"][0]["topics"][0]["shares"][1], 1.0);
    assert!(home.run(&["quiz", "result"]).out.contains("Quiz 2, 2026-03-02 09:00."));
    assert!(home.run(&["quiz", "result", "1"]).out.contains("18 %: 3 of 17 points."));
    let run = home.run(&["quiz", "result", "3"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("there is no quiz 3"), "{}", run.err);
}

#[test]
fn a_deck_with_the_name_of_a_subcommand_is_given_by_its_path() {
    let home = Home::new();
    let deck = home.write("history.toml", fs::read_to_string(KINDS).unwrap());
    assert!(home.run_with(&["quiz", &deck], "q\n").out.contains("Every kind of card."));
}

#[test]
fn arguments_that_make_no_sense_are_told_with_what_does() {
    let home = Home::new();
    for (args, told) in [
        (&["--exam", "netwrk-plus-n10-009"][..], "did you mean `network-plus-n10-009`?"),
        (&["--exam", "riddles"], "the exams are `a-plus-1201`"),
        (&["--exam", "a-plus"], "there is no exam named `a-plus`"),
        (&["--exam", "a-plus-1201", "--form", "hlf"], "did you mean `half`?"),
        (&["--form", "half"], "--exam <ID>"),
        (&["dchp"], "did you mean `dhcp`?"),
        (&["--tag", "net+n10-09"], "did you mean `net+n10-009`?"),
        (&["--questions", "0"], "1..=500"),
        (&["--questions", "501"], "1..=500"),
        (&["--minutes", "0"], "1..=1440"),
        (&["--minutes", "1441"], "1..=1440"),
        (&["--each", "0"], "1..=86400"),
        (&["--each", "9", "--minutes", "9"], "cannot be used with"),
        (&["--weak", "--missed"], "cannot be used with"),
        (&["dhcp", "--exam", "a-plus-1201"], "cannot be used with"),
        (&["--seed", "x"], "`x` is not a seed such as `4711` or `4711.3`"),
    ] {
        let run = home.run(&[&["quiz"], args].concat());
        assert_eq!(run.status, 2, "{args:?}: {}", run.out);
        assert!(run.err.contains(told), "{args:?}: {}", run.err);
    }
}

#[test]
fn an_exam_that_is_not_there_may_be_the_one_with_mistakes_and_no_other_file() {
    let home = Home::new();
    let decks = home.data().join("decks");
    fs::create_dir_all(&decks).unwrap();
    fs::write(decks.join("this is an exam.toml"), b"\xff").unwrap();
    let run = home.run(&["quiz", "--exam", "riddles"]);
    assert!(run.err.contains("the exams are `a-plus-1201`"), "{}", run.err);
    fs::write(decks.join("riddles.toml"), "[exam]\nid = 'riddles'\n").unwrap();
    let run = home.run(&["quiz", "--exam", "riddles"]);
    assert!(run.err.contains("riddles.toml` is an exam with mistakes"), "{}", run.err);
}

#[test]
fn what_is_typed_wrongly_in_a_quiz_is_told_and_asked_again() {
    let home = Home::new();
    let input = "\n\n1 2\np\ng 99\ng\n:x\ng 4\nx\n:g 5\n1 2\nn\ne\ns\ns\nm\nr\n:h\n7\nm\nh\nm\n\nq\n";
    let run = quiz(&home, &[], input);
    assert_eq!(run.status, 0, "{}", run.err);
    for told in [
        "It is not answered yet: n leaves it open and goes on.",
        "3 is missing: type all 4 numbers.",
        "This is the first question.",
        "There is no question 99: they go from 1 to 9.",
        "Type the number of a question as well, such as: g 1.",
        "There is no command :x. Type :? for help.",
        "Only one answer is right: type one number.",
        "Its answer is taken away.",
        "You are sure of it.",
        "Taken back.",
        "Marked: 1 of 9 (6).",
        "Not finished: 1 of 9 (4).",
        "Go to a question first, such as: g 3.",
    ] {
        assert!(run.out.contains(told), "{told}\n{}", run.out);
    }
}

#[test]
fn a_question_has_no_more_time_than_its_own() {
    let home = Home::new();
    quiz(&home, &["--each", "30"], "\n3 1 2 4\nq\n");
    let run = later(&home, "20:00:00", "\n\n1a 2d 3c\n:h\nh\n");
    assert!(run.out.contains("1 of 9 answered, 0:00 left for question 2."), "{}", run.out);
    assert!(run.out.contains("It takes no answer any more."), "{}", run.out);
    assert!(
        run.out.contains("Handed in after 0:30, 0:30 for each"),
        "eleven hours do not count: {}",
        run.out
    );
    assert!(run.out.contains("18 %: 3 of 17 points."), "{}", run.out);
}

#[test]
fn what_was_answered_survives_a_kill() {
    let home = Home::new();
    let mut child = home.command(&QUIZ).spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    input.write_all(b"\n1 3 4 2\n2 1 2 1\n").unwrap();
    let (mut told, mut byte) = (String::new(), [0]);
    while !told.contains("Question 3 of 9.") && output.read(&mut byte).unwrap() == 1 {
        told.push(char::from(byte[0]));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let run = home.run_with(&["quiz"], "\n:h\nh\n");
    assert!(run.out.contains("2 of 9 answered"), "{}", run.out);
    assert!(run.out.contains("Question 3 of 9.") && run.out.contains("35 %: 6 of 17 points."), "{}", run.out);
}

/// A log in which no step of a quiz can be stored, until the trigger is dropped.
fn refusing(home: &Home) -> rusqlite::Connection {
    let database = rusqlite::Connection::open(home.data().join("progress.db")).unwrap();
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON step BEGIN SELECT RAISE(ABORT, 'not now'); END";
    database.execute_batch(refuse).unwrap();
    database
}

#[test]
fn leaving_with_steps_that_are_not_stored_is_an_error() {
    let home = Home::new();
    home.run(&["study", KINDS]);
    let _database = refusing(&home);
    let run = quiz(&home, &[], "\n3 1 2 4\nq\n");
    assert_eq!(run.status, 3, "{}", run.out);
    assert!(run.out.contains("The step is kept here; the next line tries again to store it."), "{}", run.out);
    assert!(run.err.contains("error: could not store the last 3 steps of the quiz: "), "{}", run.err);
    assert!(run.err.contains("not now"), "{}", run.err);
}

#[test]
fn steps_are_kept_in_order_until_they_can_be_stored() {
    let home = Home::new();
    home.run(&["study", KINDS]);
    let database = refusing(&home);
    let mut child = home.command(&QUIZ).spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    input.write_all(b"\n3 1 2 4\n2 1 2 1\np\np\n1 3 4 2\nh\nh\n").unwrap();
    let (mut told, mut byte) = (String::new(), [0]);
    while !told.contains("Press Enter to try again") && output.read(&mut byte).unwrap() == 1 {
        told.push(char::from(byte[0]));
    }
    assert!(told.contains("Error: could not store the quiz in"), "{told}");
    database.execute_batch("DROP TRIGGER refuse").unwrap();
    input.write_all(b"\n").unwrap();
    drop(input);
    output.read_to_string(&mut told).unwrap();
    assert!(child.wait().unwrap().success(), "{told}");
    assert!(told.contains("Still not stored, but kept here: 6 steps."), "{told}");
    assert!(told.contains("35 %: 6 of 17 points."), "the later answer to the first counts: {told}");
}

/// A quiz of two questions in a terminal, with so many seconds for each by a clock that runs; it has begun.
fn timed(home: &Path, seconds: &str) -> Terminal {
    let kinds = format!("{}/{KINDS}", env!("CARGO_MANIFEST_DIR"));
    let args = ["quiz", &kinds, "--plain", "--each", seconds, "--questions", "2"];
    let mut command = program(home, &args);
    command.env_remove("EXAMDRILL_NOW");
    let mut terminal = Terminal::spawn(command, USUAL);
    terminal.wait_for("Press Enter to begin");
    terminal.press("<enter>");
    terminal
}

#[test]
fn at_zero_a_quiz_hands_itself_in() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = timed(home.path(), "1");
    // No key after the one that began it.
    assert!(terminal.wait_exit().success());
    assert!(terminal.screen().contains("Missed: it comes back"), "{}", terminal.screen());
    assert!(terminal.is_restored());
}

#[test]
fn what_was_begun_to_be_typed_is_no_answer_to_the_next_question() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = timed(home.path(), "4");
    terminal.wait_for("Question 1 of 2.");
    terminal.press("2");
    terminal.wait_for("The time for question 1 is over.");
    terminal.wait_for("Question 2 of 2.");
    terminal.press("<enter>");
    terminal.wait_for("It is not answered yet");
    terminal.kill();
}
