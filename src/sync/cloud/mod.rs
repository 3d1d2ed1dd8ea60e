//! Places on a server, by their address: `s3://BUCKET/PATH`, `webdavs://HOST/PATH`, `sftp://HOST/PATH`.
//!
//! An address holds no secret: those come from the environment, or from where the system keeps them for all programs.

#[cfg(feature = "cloud")]
mod fault;
#[cfg(feature = "cloud")]
mod secrets;
#[cfg(feature = "cloud")]
mod server;

use super::place::{Place, PlaceError};

/// What kind of server it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Service {
    S3,
    /// Over TLS, or not.
    WebDav {
        is_secure: bool,
    },
    Sftp,
}

/// Where on which server a place lies.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Address {
    service: Service,
    user: Option<String>,
    /// The bucket for S3; otherwise the name of the machine, with `:` and a number where the address has one.
    host: String,
    /// Begins with `/`.
    path: String,
}

/// Whether the name of a place is an address, rather than a folder.
pub fn is_address(name: &str) -> bool {
    name.split_once("://").is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// The place at that address.
#[cfg(feature = "cloud")]
pub(super) fn open(name: &str) -> Result<Box<dyn Place>, PlaceError> {
    Ok(Box::new(server::Server::open(name, &Address::parse(name)?)?))
}

/// The place at that address, which this build cannot reach.
#[cfg(not(feature = "cloud"))]
pub(super) fn open(name: &str) -> Result<Box<dyn Place>, PlaceError> {
    Address::parse(name)?;
    Err(PlaceError::NoCloud(name.to_owned()))
}

impl Address {
    fn parse(name: &str) -> Result<Self, PlaceError> {
        let bad = |why: &'static str| PlaceError::BadAddress { name: without_password(name), why };
        let (scheme, rest) = name.split_once("://").ok_or_else(|| bad("it has no `://`"))?;
        let service = match scheme.to_ascii_lowercase().as_str() {
            "s3" => Service::S3,
            "webdavs" | "https" => Service::WebDav { is_secure: true },
            "webdav" | "http" => Service::WebDav { is_secure: false },
            "sftp" => Service::Sftp,
            _ => {
                return Err(bad(
                    "it begins with none of `s3://`, `webdavs://`, `webdav://`, `https://`, `sftp://`",
                ));
            }
        };
        let (server, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (user, host) = server.rsplit_once('@').map_or((None, server), |(user, host)| (Some(user), host));
        if user.is_some_and(|user| user.contains(':')) {
            return Err(bad("it holds a password, which would lie in your settings; see `docs/sync.md`"));
        }
        if host.is_empty() {
            return Err(bad("it names no server"));
        }
        if path.contains(['?', '#']) {
            return Err(bad("only the name of a folder comes after the server"));
        }
        let path = format!("/{}", path.trim_matches('/'));
        Ok(Self { service, user: user.map(str::to_owned), host: host.to_owned(), path })
    }
}

/// The address as it may be shown.
fn without_password(name: &str) -> String {
    let Some((scheme, rest)) = name.split_once("://") else { return name.to_owned() };
    let server = rest.find('/').unwrap_or(rest.len());
    match rest[..server].rsplit_once('@').and_then(|(user, host)| Some((user.split_once(':')?.0, host))) {
        Some((user, host)) => format!("{scheme}://{user}@{host}{}", &rest[server..]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(name: &str) -> Address {
        Address::parse(name).unwrap()
    }

    #[test]
    fn an_address_says_which_server_and_where_on_it() {
        let address = |service, user: Option<&str>, host: &str, path: &str| Address {
            service,
            user: user.map(str::to_owned),
            host: host.to_owned(),
            path: path.to_owned(),
        };
        assert_eq!(parsed("s3://bucket/cards/mine/"), address(Service::S3, None, "bucket", "/cards/mine"));
        assert_eq!(parsed("s3://bucket"), address(Service::S3, None, "bucket", "/"));
        let secure = Service::WebDav { is_secure: true };
        assert_eq!(
            parsed("https://ann@dav.example:8443/x"),
            address(secure, Some("ann"), "dav.example:8443", "/x")
        );
        assert_eq!(parsed("webdavs://dav.example/x").service, secure);
        assert_eq!(parsed("webdav://dav.example/x").service, Service::WebDav { is_secure: false });
        assert_eq!(
            parsed("sftp://ann@box/home/ann/x"),
            address(Service::Sftp, Some("ann"), "box", "/home/ann/x")
        );
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_shown() {
        let error = Address::parse("https://ann:secret@dav.example/x").unwrap_err().to_string();
        assert!(error.contains("password") && error.contains("`https://ann@dav.example/x`"), "{error}");
        assert!(!error.contains("secret"), "{error}");
        for bad in ["ftp://a/b", "https:///x", "s3://bucket/x?region=1"] {
            assert!(matches!(Address::parse(bad), Err(PlaceError::BadAddress { .. })), "{bad}");
        }
    }

    #[test]
    fn a_folder_is_no_address() {
        assert!(is_address("s3://bucket/x") && is_address("gopher://x"));
        assert!(
            !is_address("/mnt/x") && !is_address("c://x") && !is_address("./a b://x") && !is_address("x")
        );
    }

    #[cfg(not(feature = "cloud"))]
    #[test]
    fn a_build_without_cloud_says_so() {
        let error = open("s3://bucket/x").err().unwrap();
        assert!(matches!(error, PlaceError::NoCloud(_)) && error.help().contains("--features cloud"));
    }
}
