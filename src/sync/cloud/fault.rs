//! What a server answers instead of what was asked for, in the words of a place.

use std::error::Error as _;

use opendal::{Error, ErrorKind};

use crate::source::clean;
use crate::sync::place::PlaceError;

/// The fault that `error` is, met at the file `name` of `place`.
pub(super) fn fault(place: &str, name: &str, error: &Error) -> PlaceError {
    let file = || format!("{place}/{name}");
    match (error.kind(), status(error)) {
        (ErrorKind::NotFound, _) => PlaceError::NoFile(file()),
        (ErrorKind::PermissionDenied, _) | (_, Some(401 | 403)) => PlaceError::Denied(place.to_owned()),
        (ErrorKind::RateLimited, _) | (_, Some(408 | 429 | 504)) => PlaceError::Slow(place.to_owned()),
        (_, Some(413 | 507)) => PlaceError::Full(place.to_owned()),
        (_, Some(405)) => PlaceError::ReadOnly(place.to_owned()),
        _ if error.message().contains("NoSuchBucket") => {
            PlaceError::Unreachable { name: place.to_owned(), why: "there is no such bucket".to_owned() }
        }
        (ErrorKind::ConfigInvalid, _) => PlaceError::Other { name: place.to_owned(), why: why(error) },
        (_, Some(status)) => PlaceError::Other { name: file(), why: format!("the server answered {status}") },
        // It did not answer at all.
        (_, None) => PlaceError::Unreachable { name: place.to_owned(), why: why(error) },
    }
}

/// What the server answered, as HTTP numbers it. The crate keeps it as a text alone.
fn status(error: &Error) -> Option<u16> {
    let text = error.to_string();
    let (_, rest) = text.split_once("status: ")?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The innermost reason, on one line: it says most.
fn why(error: &Error) -> String {
    let mut innermost = error.message().to_owned();
    let mut source = error.source();
    while let Some(inner) = source {
        innermost = inner.to_string();
        source = inner.source();
    }
    let line = innermost.lines().next().unwrap_or_default();
    clean(line).chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_answers_becomes_what_a_learner_can_do_something_about() {
        let answer = |kind, response: &str| {
            let error = Error::new(kind, "no").with_context("response", response.to_owned());
            fault("s3://x", "v1/a", &error)
        };
        assert!(matches!(answer(ErrorKind::NotFound, ""), PlaceError::NoFile(_)));
        let parts = |status| format!("Parts {{ status: {status}, version: HTTP/1.1 }}");
        assert!(matches!(answer(ErrorKind::Unexpected, &parts(401)), PlaceError::Denied(_)));
        assert!(matches!(answer(ErrorKind::Unexpected, &parts(507)), PlaceError::Full(_)));
        assert!(matches!(answer(ErrorKind::Unexpected, &parts(500)), PlaceError::Other { .. }));
        assert!(matches!(answer(ErrorKind::Unexpected, ""), PlaceError::Unreachable { .. }));
        let bucket = Error::new(ErrorKind::ConfigInvalid, "S3Error { code: \"NoSuchBucket\" }");
        assert!(fault("s3://x", "", &bucket).to_string().ends_with("there is no such bucket"));
    }
}
