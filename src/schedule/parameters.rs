//! The 21 numbers by which FSRS-6 computes a learner's memory.

/// Parameters of FSRS-6.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameters([f32; 21]);

impl Parameters {
    /// Those of the average learner.
    pub const STANDARD: Self = Self(fsrs::DEFAULT_PARAMETERS);

    /// 21 values, or 17 or 19 of an older FSRS. `None` for any other number of them, and where one is not finite. No values
    /// are the standard ones.
    pub fn new(values: &[f32]) -> Option<Self> {
        fsrs::check_and_fill_parameters(values).ok()?.try_into().ok().map(Self)
    }

    /// The values, w0 to w20.
    pub const fn values(&self) -> &[f32; 21] {
        &self.0
    }

    /// Whether they are those of the average learner.
    pub fn is_standard(&self) -> bool {
        *self == Self::STANDARD
    }

    /// The parameters a `share` (0 to 1) of the way from these to `other`. First stabilities are blended as ratios, so that
    /// halfway from 1 to 4 days is 2.
    #[must_use]
    pub fn toward(&self, other: &Self, share: f32) -> Self {
        Self(std::array::from_fn(|place| {
            let [from, to] = [self, other].map(|parameters| parameters.0[place]);
            if place < 4 && from > 0.0 && to > 0.0 {
                from * (to / from).powf(share)
            } else {
                share.mul_add(to - from, from)
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blend_lies_between_and_ends_at_both() {
        let mut values = fsrs::DEFAULT_PARAMETERS;
        values[0] *= 4.0;
        values[20] = 0.3;
        let other = Parameters::new(&values).unwrap();
        let halfway = Parameters::STANDARD.toward(&other, 0.5);
        assert!((halfway.0[0] - 2.0 * fsrs::DEFAULT_PARAMETERS[0]).abs() < 1e-5);
        assert!((halfway.0[20] - f32::midpoint(fsrs::DEFAULT_PARAMETERS[20], 0.3)).abs() < 1e-6);
        assert_eq!(Parameters::STANDARD.toward(&other, 0.0), Parameters::STANDARD);
        let end = Parameters::STANDARD.toward(&other, 1.0);
        assert!(end.0.iter().zip(other.0).all(|(a, b)| (a - b).abs() < 1e-5));
    }

    #[test]
    fn numbers_that_are_none_make_no_parameters() {
        assert_eq!(Parameters::new(&[f32::NAN; 21]), None);
        assert_eq!(Parameters::new(&[1.0]), None);
        assert!(Parameters::new(&[]).unwrap().is_standard());
    }
}
