//! Spreads the questions of a form over its topics.

/// How many of `questions` each weight gets, by largest remainder: they add up to `questions`, and none is a whole
/// question away from its exact share. Of equal remainders the first wins. Weights that are all zero get nothing.
pub fn shares(questions: usize, weights: &[u32]) -> Vec<usize> {
    // Whole numbers, because fractions would break ties by their rounding.
    let total: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    if total == 0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<u128> = weights.iter().map(|&weight| u128::from(weight) * questions as u128).collect();
    let mut shares: Vec<usize> = exact.iter().map(|exact| (exact / total) as usize).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|&place| std::cmp::Reverse(exact[place] % total));
    let left = questions - shares.iter().sum::<usize>();
    for &place in by_remainder.iter().take(left) {
        shares[place] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_largest_remainder_wins_and_of_equals_the_first() {
        assert_eq!(shares(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(shares(4, &[5, 3, 0]), [3, 1, 0], "2.5 and 1.5 are a tie");
        assert_eq!(shares(90, &[14, 76]), [14, 76]);
        assert_eq!(shares(3, &[0, 0]), [0, 0]);
        assert_eq!(shares(3, &[]), [0; 0]);
    }

    proptest! {
        #[test]
        fn shares_add_up_and_are_never_a_whole_question_off(
            questions in 0_usize..500,
            weights in prop::collection::vec(0_u32..=u32::MAX, 1..20),
        ) {
            let total: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
            prop_assume!(total > 0);
            let shares = shares(questions, &weights);
            prop_assert_eq!(shares.iter().sum::<usize>(), questions);
            for (share, weight) in shares.iter().zip(&weights) {
                let exact = u128::from(*weight) * questions as u128;
                prop_assert!((*share as u128 * total).abs_diff(exact) < total);
            }
        }
    }
}
