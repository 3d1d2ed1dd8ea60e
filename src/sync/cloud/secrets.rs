//! Names and passwords for WebDAV, from `WEBDAV_USER` and `WEBDAV_PASSWORD` or from `~/.netrc`. The other servers have places of
//! their own for them, which the crates beneath know.

use std::env;
use std::path::PathBuf;

use directories::BaseDirs;

/// Who one is for a server.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Login {
    pub(super) user: Option<String>,
    pub(super) password: Option<String>,
}

/// The login for `host`; `user` is what the address says.
pub(super) fn login(host: &str, user: Option<&str>) -> Login {
    let variable = |name| env::var(name).ok().filter(|value| !value.is_empty());
    let user = user.map(str::to_owned).or_else(|| variable("WEBDAV_USER"));
    if let Some(password) = variable("WEBDAV_PASSWORD") {
        return Login { user, password: Some(password) };
    }
    let path = env::var_os("NETRC").map(PathBuf::from);
    let path = path.or_else(|| BaseDirs::new().map(|dirs| dirs.home_dir().join(".netrc")));
    let text = path.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    let host = host.split(':').next().unwrap_or(host);
    in_netrc(&text, host, user.as_deref()).unwrap_or(Login { user, password: None })
}

/// The first login of a `.netrc` for the host, and for the user where one is given.
fn in_netrc(text: &str, host: &str, user: Option<&str>) -> Option<Login> {
    let mut logins = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        match word {
            "machine" => logins.push((words.next() == Some(host), Login::default())),
            "default" => logins.push((true, Login::default())),
            "login" | "password" => {
                let value = words.next().map(str::to_owned);
                if let Some((_, login)) = logins.last_mut() {
                    *if word == "login" { &mut login.user } else { &mut login.password } = value;
                }
            }
            _ => {}
        }
    }
    let fits = |login: &Login| user.is_none_or(|user| login.user.as_deref() == Some(user));
    logins.into_iter().find(|(is_for_host, login)| *is_for_host && fits(login)).map(|(_, login)| login)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_found_by_its_machine_and_user() {
        let text = "machine other.example login x password y\n\
                    machine dav.example\n  login ann\n  password one\n\
                    machine dav.example login bob password two\ndefault login guest password three";
        let login = |user: &str, password: &str| {
            Some(Login { user: Some(user.to_owned()), password: Some(password.to_owned()) })
        };
        assert_eq!(in_netrc(text, "dav.example", None), login("ann", "one"));
        assert_eq!(in_netrc(text, "dav.example", Some("bob")), login("bob", "two"));
        assert_eq!(in_netrc(text, "new.example", None), login("guest", "three"));
        assert_eq!(in_netrc(text, "dav.example", Some("eve")), None);
    }
}
