//! Which files the house rules look at: all that people write, none that is made or recorded.

use std::path::Path;

use crate::failure::{Doing, Outcome};
use crate::fingerprint;

/// What a file is, and so which rules concern it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Rust,
    Sql,
    /// TypeScript, JavaScript and style sheets of the web apps.
    Web,
    /// A package's `Cargo.toml`.
    Manifest,
    /// Documentation, scripts and settings.
    Prose,
}

/// A file with its content.
pub(super) struct File {
    /// Path from the root, with forward slashes.
    pub(super) path: String,
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// Folders that are made by tools, or hold recorded samples that are as they came.
const LEFT_OUT: &[&str] = &[".git", "target", "node_modules", "dist", "shots", "data"];

/// Every file that has rules, sorted by path.
pub(super) fn files(root: &Path) -> Outcome<Vec<File>> {
    let mut files = Vec::new();
    for place in fingerprint::files_below(root, LEFT_OUT)? {
        let path = place.strip_prefix(root).unwrap_or(&place).to_string_lossy().replace('\\', "/");
        let Some(kind) = kind_of(&path) else { continue };
        let text = std::fs::read_to_string(&place).doing(|| format!("read {path}"))?;
        files.push(File { path, kind, text });
    }
    Ok(files)
}

fn kind_of(path: &str) -> Option<Kind> {
    let name = path.rsplit('/').next()?;
    if name == "Cargo.toml" {
        return Some(Kind::Manifest);
    }
    match name.rsplit_once('.')?.1 {
        "rs" => Some(Kind::Rust),
        "sql" => Some(Kind::Sql),
        "ts" | "tsx" | "js" | "mjs" | "css" => Some(Kind::Web),
        "md" | "sh" | "toml" | "html" => Some(Kind::Prose),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_name() {
        assert_eq!(kind_of("crates/domain/Cargo.toml"), Some(Kind::Manifest));
        assert_eq!(kind_of("crates/domain/src/lib.rs"), Some(Kind::Rust));
        assert_eq!(kind_of("web/player/board.tsx"), Some(Kind::Web));
        assert_eq!(kind_of("crates/store/migrations/0001_start.sql"), Some(Kind::Sql));
        assert_eq!(kind_of("web/player/icon.png"), None);
        assert_eq!(kind_of("LICENSE"), None);
    }
}
