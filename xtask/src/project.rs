//! Where things lie in the project. Every other file asks here and spells no path of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;
use crate::failure::{Failure, Outcome};

/// The checkout and its build folder, both absolute.
pub(crate) struct Project {
    /// The folder with the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's build folder, wherever the environment puts it.
    pub(crate) target: PathBuf,
}

impl Project {
    /// Finds the checkout that this binary was built in, and asks cargo for the build folder.
    pub(crate) fn find() -> Outcome<Self> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .parent()
            .map(Path::to_path_buf)
            .ok_or_else(|| Failure::new("xtask does not lie inside the project"))?;
        let mut ask = Command::new(cargo());
        ask.current_dir(&root).args(["metadata", "--no-deps", "--format-version", "1"]);
        let answer = command::answer(&mut ask)?;
        let target = text_field(&answer, "target_directory")
            .map(PathBuf::from)
            .ok_or_else(|| Failure::new("`cargo metadata` named no build folder"))?;
        Ok(Self { root, target })
    }

    /// A file or folder by its path from the root, with forward slashes.
    pub(crate) fn path(&self, from_root: &str) -> PathBuf {
        from_root.split('/').fold(self.root.clone(), |path, part| path.join(part))
    }

    /// The folder of the web apps.
    pub(crate) fn web(&self) -> PathBuf {
        self.path("web")
    }

    /// Where xtask remembers what it built from what.
    pub(crate) fn stamps(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The server's binary in a profile's folder (`debug`, `release` or `dist`).
    pub(crate) fn server(&self, profile: &str) -> PathBuf {
        self.binary(profile, "perhead")
    }

    /// Any binary of the workspace in a profile's folder.
    pub(crate) fn binary(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// The recorded games and expected settlements that may lie beside the checkout.
    pub(crate) fn recorded_games(&self) -> Option<PathBuf> {
        let folder = self.root.parent()?.join("shared").join("data");
        folder.is_dir().then_some(folder)
    }
}

/// The cargo that started us, so that a toolchain chosen by the caller stays chosen.
pub(crate) fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// The text of one field of a JSON document, without a JSON reader: the first `"name":"..."`.
fn text_field(document: &str, name: &str) -> Option<String> {
    let start = format!("\"{name}\":\"");
    let (_, rest) = document.split_once(&start)?;
    let mut text = String::new();
    let mut characters = rest.chars();
    loop {
        match characters.next()? {
            '"' => return Some(text),
            '\\' => text.push(characters.next()?),
            other => text.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_field_is_read_with_its_escapes() {
        let document = r#"{"version":1,"target_directory":"C:\\built \"here\"","other":"x"}"#;
        assert_eq!(text_field(document, "target_directory").as_deref(), Some(r#"C:\built "here""#));
        assert_eq!(text_field(document, "workspace_root"), None);
    }

    #[test]
    fn the_project_finds_itself() {
        let project = Project::find().expect("inside the project");
        assert!(project.path("xtask/src/project.rs").is_file());
        assert!(project.target.is_absolute());
    }
}
