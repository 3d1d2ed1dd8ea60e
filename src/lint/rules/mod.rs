//! The rules, one file each, with their pages beside them.
//!
//! **Add a rule here and in two new files, `NAME.rs` and `NAME.md`, nowhere else.** The page is what `explain` prints and
//! what the reference shows, and its examples are the rule's test.

mod absolute_word;
mod big_deck;
mod double_question;
mod failing_draw;
mod few_wrong;
mod forbidden_option;
mod hint_with_answer;
mod idle_last_option;
mod idle_mistake;
mod item_in_two_bins;
mod left_remainder;
mod long_answer;
mod long_explanation;
mod long_matching;
mod long_order;
mod long_prompt;
mod longest_option;
mod loose_holes;
mod missing_exam_tag;
mod missing_explanation;
mod missing_extra;
mod missing_source;
mod mixed_options;
mod negative_stem;
mod open_stem;
mod option_count;
mod prompt_with_answer;
mod recited_list;
mod rival_answers;
mod same_draw;
mod stem_clue;
mod tied_steps;
mod truth_balance;
mod unnamed_look_alike;
mod vague_option;
mod wide_diagram;

use super::Rule;

/// All rules: first what holds for every card, then each kind, then the deck as a whole.
pub const RULES: &[Rule] = &[
    long_answer::RULE,
    long_prompt::RULE,
    double_question::RULE,
    recited_list::RULE,
    hint_with_answer::RULE,
    prompt_with_answer::RULE,
    long_explanation::RULE,
    wide_diagram::RULE,
    option_count::RULE,
    forbidden_option::RULE,
    idle_last_option::RULE,
    mixed_options::RULE,
    stem_clue::RULE,
    negative_stem::RULE,
    open_stem::RULE,
    absolute_word::RULE,
    vague_option::RULE,
    long_order::RULE,
    tied_steps::RULE,
    long_matching::RULE,
    missing_extra::RULE,
    item_in_two_bins::RULE,
    loose_holes::RULE,
    failing_draw::RULE,
    few_wrong::RULE,
    left_remainder::RULE,
    idle_mistake::RULE,
    same_draw::RULE,
    missing_explanation::RULE,
    missing_source::RULE,
    missing_exam_tag::RULE,
    rival_answers::RULE,
    unnamed_look_alike::RULE,
    longest_option::RULE,
    truth_balance::RULE,
    big_deck::RULE,
];
