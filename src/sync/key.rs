//! The key of a place, in the format of age, which other programs read as well: `age --decrypt -i sync.key FILE`.

use std::str::FromStr;

use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, scrypt, x25519};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::guard::{ID_DIGITS, Key};
use super::place::PlaceError;
use super::segment::{digits, hash};

/// Trying a passphrase takes 2 to this power blocks of 1 kB: a second and 256 MB. A build for tests is in a hurry.
const WORK: u8 = if cfg!(debug_assertions) { 10 } else { 18 };
/// What another build may have asked for at most.
const MOST_WORK: u8 = 22;
/// What stands above the key on the device.
const NOTE: &str = "# The key of your sync place: whoever has it can read what lies there.";

/// The key of a place: what is encrypted to it, all devices that unlocked it can read.
struct PlaceKey {
    identity: x25519::Identity,
    /// The identity as text.
    secret: SecretString,
    id: String,
}

/// A new key, and the same locked by the passphrase. It comes from the system's own randomness and no other: a key that a
/// seed repeats is none.
pub(super) fn generate(passphrase: &str) -> Result<(Box<dyn Key>, Vec<u8>), PlaceError> {
    let key = PlaceKey::of(x25519::Identity::generate());
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(WORK);
    let unusable =
        |error: age::EncryptError| PlaceError::Other { name: "the key".to_owned(), why: error.to_string() };
    let locked = age::encrypt(&recipient, key.text().as_bytes()).map_err(unusable)?;
    Ok((Box::new(key), locked))
}

/// The key of the place `name` from what [`generate`] locked.
pub(super) fn unlock(bytes: &[u8], passphrase: &str, name: &str) -> Result<Box<dyn Key>, PlaceError> {
    let mut identity = scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MOST_WORK);
    let unusable = || PlaceError::NoKey(name.to_owned());
    let text = age::decrypt(&identity, bytes).map_err(|error| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            PlaceError::WrongPassphrase(name.to_owned())
        }
        _ => unusable(),
    })?;
    let key = std::str::from_utf8(&text).ok().and_then(PlaceKey::parse).ok_or_else(unusable)?;
    Ok(Box::new(key))
}

/// The key that a device kept.
pub(super) fn read(text: &str, name: &str) -> Result<Box<dyn Key>, PlaceError> {
    let key = PlaceKey::parse(text).ok_or_else(|| PlaceError::Locked(name.to_owned()))?;
    Ok(Box::new(key))
}

impl PlaceKey {
    fn of(identity: x25519::Identity) -> Self {
        let id = hash(identity.to_public().to_string().as_bytes())[..ID_DIGITS].to_owned();
        Self { secret: identity.to_string(), identity, id }
    }

    /// The key in a text whose other lines begin with `#`.
    fn parse(text: &str) -> Option<Self> {
        let line = text.lines().find(|line| !line.starts_with('#'))?;
        x25519::Identity::from_str(line.trim()).ok().map(Self::of)
    }
}

impl Key for PlaceKey {
    fn id(&self) -> &str {
        &self.id
    }

    fn text(&self) -> String {
        format!("{NOTE}\n{}\n", self.secret.expose_secret())
    }

    fn seal(&self, content: &[u8]) -> Vec<u8> {
        age::encrypt(&self.identity.to_public(), content)
            .expect("a key takes any content, and memory any bytes")
    }

    fn unseal(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        age::decrypt(&self.identity, bytes).ok()
    }

    fn hash(&self, content: &[u8]) -> String {
        let mut code = Hmac::<Sha256>::new_from_slice(self.secret.expose_secret().as_bytes())
            .expect("a key of any length will do");
        code.update(content);
        digits(&code.finalize().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_torn_or_of_another_key_is_not_decrypted() {
        let (key, _) = generate("correct horse").unwrap();
        let sealed = key.seal(b"rated good");
        assert_eq!(key.unseal(&sealed).unwrap(), b"rated good");
        assert_ne!(sealed, key.seal(b"rated good"), "the same content is not seen to be the same");
        assert_eq!(key.unseal(&sealed[..sealed.len() - 1]), None);
        assert_eq!(key.unseal(b"rated good"), None);
        assert_eq!(generate("correct horse").unwrap().0.unseal(&sealed), None);
    }

    #[test]
    fn the_hash_in_a_name_tells_nothing_to_who_has_not_the_key() {
        let [one, other] = std::array::from_fn(|_| generate("correct horse").unwrap().0);
        assert_ne!(one.hash(b"rated good"), hash(b"rated good"));
        assert_ne!(one.hash(b"rated good"), other.hash(b"rated good"));
        let again = read(&one.text(), "the place").unwrap();
        assert_eq!((again.id(), again.hash(b"rated good")), (one.id(), one.hash(b"rated good")));
    }
}
