//! The key that seals secrets of second factors: a file of the server, never a row of the database,
//! so that a copy of the database alone opens no account. Servers on one database share the file.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context;
use api::VaultKey;
use rand::TryRng as _;

/// Where the key lies unless it is said: beside an SQLite file, otherwise in the data folder.
pub fn standard_place(database: &str) -> PathBuf {
    match database.strip_prefix("sqlite:") {
        Some(path) => PathBuf::from(format!("{path}.key")),
        None => PathBuf::from("perhead-data/perhead.key"),
    }
}

/// Reads the key, or makes one at the first start, readable by its owner alone. Servers that start
/// at once agree on one.
///
/// # Errors
/// When the file cannot be read or written, or holds no key.
pub fn load_or_create(path: &Path) -> anyhow::Result<VaultKey> {
    let what = || format!("key file {}", path.display());
    if !path.try_exists().with_context(what)? {
        create(path).with_context(what)?;
    }
    let text = std::fs::read_to_string(path).with_context(what)?;
    VaultKey::parse(&text).with_context(|| format!("{} must hold 64 hexadecimal digits", what()))
}

/// Writes a whole key beside its place and links it there, unless another stands there by then.
fn create(path: &Path) -> anyhow::Result<()> {
    let mut key = [0; 32];
    rand::rngs::SysRng.try_fill_bytes(&mut key).context("no randomness")?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(format!("new-{}", std::process::id()));
    write(&beside, &key)?;
    let linked = std::fs::hard_link(&beside, path);
    std::fs::remove_file(&beside)?;
    match linked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        other => Ok(other?),
    }
}

fn write(path: &Path, key: &[u8; 32]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    writeln!(file, "{digits}")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let folder = std::env::temp_dir().join(format!("perhead-key-{}", std::process::id()));
        let path = folder.join("perhead.key");
        load_or_create(&path).expect("made");
        let text = std::fs::read_to_string(&path).expect("written");
        load_or_create(&path).expect("read");
        assert_eq!(std::fs::read_to_string(&path).expect("kept"), text);
        std::fs::write(&path, "no key").expect("written");
        let error = format!("{:#}", load_or_create(&path).expect_err("no key"));
        assert!(error.contains("64 hexadecimal digits"), "{error}");
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn the_key_lies_beside_the_book() {
        assert_eq!(standard_place("sqlite:a/b.db"), PathBuf::from("a/b.db.key"));
        let other = standard_place("postgres://host/book");
        assert_eq!(other, PathBuf::from("perhead-data/perhead.key"));
    }
}
