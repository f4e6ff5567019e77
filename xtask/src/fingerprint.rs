//! Whether a step's inputs are still those of its last success, by content and never by date.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Doing, Outcome};

/// The 64-bit FNV-1a hash: small, the same on every machine, and no defence against malice,
/// which a build stamp does not need. Constants: Fowler, Noll, Vo, "The FNV Non-Cryptographic
/// Hash Algorithm".
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Adds a length before the bytes, so that `ab`, `c` differs from `a`, `bc`.
    fn add_counted(&mut self, bytes: &[u8]) {
        self.add(&(bytes.len() as u64).to_le_bytes());
        self.add(bytes);
    }
}

/// The fingerprint of files: each name from `base` with its content, in the order of names.
pub(crate) fn of_files(base: &Path, files: &[PathBuf]) -> Outcome<String> {
    let mut sorted = files.to_vec();
    sorted.sort();
    let mut hash = Fnv::new();
    for file in sorted {
        let name = file.strip_prefix(base).unwrap_or(&file);
        hash.add_counted(name.to_string_lossy().as_bytes());
        hash.add_counted(&fs::read(&file).doing(|| format!("read {}", file.display()))?);
    }
    Ok(format!("{:016x}", hash.0))
}

/// All files below a folder, except in folders whose name `left_out` refuses.
pub(crate) fn files_below(folder: &Path, left_out: &[&str]) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let reading = || format!("read the folder {}", folder.display());
        for entry in fs::read_dir(&folder).doing(reading)? {
            let entry = entry.doing(reading)?;
            let kind = entry.file_type().doing(reading)?;
            if kind.is_file() {
                found.push(entry.path());
            } else if kind.is_dir() && !left_out.iter().any(|name| entry.file_name() == *name) {
                open.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A remembered fingerprint, one file per step.
pub(crate) struct Stamp {
    file: PathBuf,
}

impl Stamp {
    /// The stamp of a step inside the folder of stamps.
    pub(crate) fn new(folder: &Path, step: &str) -> Self {
        Self { file: folder.join(format!("{step}.stamp")) }
    }

    /// True if the last success had this fingerprint.
    pub(crate) fn matches(&self, fingerprint: &str) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|kept| kept.trim() == fingerprint)
    }

    /// Remembers a success.
    pub(crate) fn keep(&self, fingerprint: &str) -> Outcome<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder).doing(|| format!("create {}", folder.display()))?;
        }
        fs::write(&self.file, format!("{fingerprint}\n"))
            .doing(|| format!("write {}", self.file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("kept")).expect("a folder");
        fs::create_dir_all(folder.join("built")).expect("a folder");
        folder
    }

    #[test]
    fn the_hash_has_its_published_values() {
        let hash = |text: &str| {
            let mut hash = Fnv::new();
            hash.add(text.as_bytes());
            hash.0
        };
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn content_and_names_change_it_and_left_out_folders_do_not() {
        let base = folder("content");
        let now = || {
            of_files(&base, &files_below(&base, &["built"]).expect("files")).expect("a fingerprint")
        };
        fs::write(base.join("kept/a"), "1").expect("write");
        let first = now();
        fs::write(base.join("built/b"), "2").expect("write");
        assert_eq!(now(), first);
        fs::write(base.join("kept/a"), "2").expect("write");
        let second = now();
        assert_ne!(second, first);
        fs::rename(base.join("kept/a"), base.join("kept/c")).expect("rename");
        assert_ne!(now(), second);
        fs::remove_dir_all(base).expect("clean up");
    }

    #[test]
    fn a_stamp_knows_only_the_last_success() {
        let base = folder("stamp");
        let stamp = Stamp::new(&base.join("new"), "step");
        assert!(!stamp.matches("one"));
        stamp.keep("one").expect("kept");
        assert!(stamp.matches("one"));
        stamp.keep("two").expect("kept");
        assert!(!stamp.matches("one"));
        fs::remove_dir_all(base).expect("clean up");
    }
}
