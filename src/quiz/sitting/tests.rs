//! What a sitting promises.
