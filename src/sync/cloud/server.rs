//! A server as a place. Its crate waits for many things at once; here one is waited for after the other, on this thread.

use std::io;
use std::sync::LazyLock;
use std::time::Duration;

use opendal::{HttpTransporter, Operator, services};
use opendal_http_transport_reqwest::ReqwestTransport;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::fault::fault;
use super::secrets::login;
use super::{Address, Service};
use crate::sync::place::{Entry, MOST_BYTES, Place, PlaceError};

/// How long one file or listing is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// Where S3 looks for a bucket if nothing says otherwise: other services than Amazon's take any region.
const REGION: &str = "us-east-1";

/// Where answers of HTTP are waited for: one for the program, since connections that are kept open belong to it.
static SHARED: LazyLock<io::Result<Runtime>> = LazyLock::new(|| {
    // Refused where something else in the process chose one, which will do as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    HttpTransporter::install_default(ReqwestTransport::default());
    runtime()
});

fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// A place on a server.
pub(super) struct Server {
    /// Its address, as the learner wrote it.
    name: String,
    service: Service,
    operator: Operator,
    shared: &'static Runtime,
    /// For SFTP: when it goes it ends the `ssh` that it began, which would stay behind otherwise.
    own: Option<Runtime>,
}

impl Server {
    /// The place at `address`. Nothing is sent yet.
    pub(super) fn open(name: &str, address: &Address) -> Result<Self, PlaceError> {
        let other = |why: String| PlaceError::Other { name: name.to_owned(), why };
        let service = address.service;
        let shared = SHARED.as_ref().map_err(|error| other(error.to_string()))?;
        let own = (service == Service::Sftp).then(runtime).transpose();
        let own = own.map_err(|error| other(error.to_string()))?;
        let operator = operator(address).map_err(|error| fault(name, "", &error))?;
        Ok(Self { name: name.to_owned(), service, operator, shared, own })
    }

    /// Waits for the answer, but not for ever.
    fn wait<T>(&self, name: &str, answer: impl Future<Output = opendal::Result<T>>) -> Result<T, PlaceError> {
        match self.own.as_ref().unwrap_or(self.shared).block_on(async { timeout(PATIENCE, answer).await }) {
            Ok(answer) => answer.map_err(|error| fault(&self.name, name, &error)),
            Err(_) => Err(PlaceError::Slow(self.name.clone())),
        }
    }

    /// How large the file is; `None` where there is none.
    fn size(&self, name: &str) -> Result<Option<u64>, PlaceError> {
        match self.wait(name, self.operator.stat(name)) {
            Err(PlaceError::NoFile(_)) => Ok(None),
            about => about.map(|about| Some(about.content_length())),
        }
    }
}

impl Place for Server {
    fn list(&self, prefix: &str) -> Result<Vec<Entry>, PlaceError> {
        let entries = match self.wait(prefix, self.operator.list_with(prefix).recursive(true).into_future()) {
            // A folder that nobody made yet; a bucket has to be there.
            Err(PlaceError::NoFile(_)) if self.service != Service::S3 => return Ok(Vec::new()),
            Err(PlaceError::NoFile(_)) => return Err(PlaceError::Gone(self.name.clone())),
            entries => entries?,
        };
        let files =
            entries.into_iter().filter(|entry| entry.metadata().is_file() && !is_hidden(entry.path()));
        Ok(files
            .map(|entry| Entry { name: entry.path().to_owned(), size: entry.metadata().content_length() })
            .collect())
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, PlaceError> {
        if self.size(name)?.is_some_and(|size| size > MOST_BYTES) {
            return Err(PlaceError::TooLarge(format!("{}/{name}", self.name)));
        }
        self.wait(name, self.operator.read(name)).map(|bytes| bytes.to_vec())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<u64, PlaceError> {
        let size = bytes.len() as u64;
        if self.size(name)?.is_some() {
            return Ok(size);
        }
        let bytes = bytes.to_vec();
        if self.service == Service::S3 {
            // An object is there as a whole or not at all.
            self.wait(name, self.operator.write(name, bytes))?;
        } else {
            let unfinished = hidden(name);
            self.wait(name, self.operator.write(&unfinished, bytes))?;
            self.wait(name, self.operator.rename(&unfinished, name))?;
        }
        Ok(size)
    }

    fn remove(&self, name: &str) -> Result<(), PlaceError> {
        match self.wait(name, self.operator.delete(name)) {
            Err(PlaceError::NoFile(_)) => Ok(()),
            done => done,
        }
    }
}

/// The same name until the file is whole.
fn hidden(name: &str) -> String {
    match name.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/.{file}.new"),
        None => format!(".{name}.new"),
    }
}

fn is_hidden(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|file| file.starts_with('.'))
}

fn operator(address: &Address) -> opendal::Result<Operator> {
    let Address { service, user, host, path } = address;
    match service {
        Service::S3 => Operator::new(s3(host, path)),
        Service::WebDav { is_secure } => {
            let login = login(host, user.as_deref());
            let scheme = if *is_secure { "https" } else { "http" };
            let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
            let builder = services::Webdav::default().endpoint(&format!("{scheme}://{host}")).root(&path);
            let builder = builder.username(login.user.as_deref().unwrap_or_default());
            Operator::new(builder.password(login.password.as_deref().unwrap_or_default()))
        }
        Service::Sftp => {
            let builder = services::Sftp::default().endpoint(&format!("ssh://{host}")).root(path);
            Operator::new(builder.user(user.as_deref().unwrap_or_default()))
        }
    }
}

/// Keys, region and endpoint come from `AWS_…` variables and `~/.aws`, as for all programs.
fn s3(bucket: &str, path: &str) -> services::S3 {
    let builder = services::S3::default().bucket(bucket).root(path).disable_ec2_metadata();
    let is_said = ["AWS_REGION", "AWS_DEFAULT_REGION"].iter().any(|name| std::env::var_os(name).is_some());
    if is_said { builder } else { builder.region(REGION) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_whole_yet_is_hidden() {
        assert_eq!(hidden("v1/a/x.gz"), "v1/a/.x.gz.new");
        assert!(is_hidden(&hidden("v1/a/x.gz")) && is_hidden(&hidden("x")) && !is_hidden("v1/.a/x"));
    }

    #[test]
    fn a_server_that_is_not_there_is_told_and_not_waited_for() {
        // Nothing listens there.
        let name = "webdav://127.0.0.1:9/x";
        let server = Server::open(name, &Address::parse(name).unwrap()).unwrap();
        assert!(matches!(server.list("v1/"), Err(PlaceError::Unreachable { .. })));
        assert!(matches!(server.write("v1/x", b"1"), Err(PlaceError::Unreachable { .. })));
    }
}
