//! Which crate may know which, and which libraries a crate must not see even through others.
//!
//! This table is the drawing of `docs/ARCHITECTURE.md` as a machine reads it. The manifests are
//! read as written, and cargo is asked for everything that a crate pulls in.

use std::process::Command;

use super::Breach;
use super::manifest::{self, Use};
use crate::command;
use crate::failure::Outcome;
use crate::project::{Project, cargo};

/// One crate of `crates/`: what it may know, and what it must never see.
struct Arrow {
    name: &'static str,
    may_know: &'static [&'static str],
    must_not_see: &'static [&'static str],
    because: &'static str,
}

const WORKSPACE: &[&str] = &["domain", "desk", "store", "feeds", "api", "perhead"];

const ARROWS: &[Arrow] = &[
    Arrow {
        name: "domain",
        may_know: &[],
        must_not_see: &[
            "serde",
            "serde_json",
            "tokio",
            "axum",
            "rusqlite",
            "tokio-postgres",
            "rand",
            "chrono",
            "jiff",
            "uuid",
            "getrandom",
            "tracing",
        ],
        because: "the core takes time, ids and chance as arguments and does no I/O",
    },
    Arrow {
        name: "desk",
        may_know: &["domain"],
        must_not_see: &[
            "tokio",
            "axum",
            "serde",
            "serde_json",
            "rusqlite",
            "tokio-postgres",
            "hyper",
        ],
        because: "the writer knows its ports, not what stands behind them",
    },
    Arrow {
        name: "store",
        may_know: &["domain", "desk"],
        must_not_see: &["axum", "hyper", "tower-http", "utoipa"],
        because: "the store knows SQL and rows, not HTTP",
    },
    Arrow {
        name: "feeds",
        may_know: &["domain", "desk"],
        must_not_see: &["rusqlite", "tokio-postgres", "axum", "utoipa"],
        because: "a feed turns a payload into our commands and stores nothing",
    },
    Arrow {
        name: "api",
        may_know: &["domain", "desk"],
        must_not_see: &["rusqlite", "tokio-postgres"],
        because: "the interface reads through `Views` and writes through the desk",
    },
    Arrow {
        name: "perhead",
        may_know: &["domain", "desk", "store", "feeds", "api"],
        must_not_see: &[],
        because: "",
    },
];

/// Reads every manifest of the project: path from the root, and text.
pub(super) fn breaches(manifests: &[(String, String)]) -> Vec<Breach> {
    let names: Vec<(String, String)> = manifests
        .iter()
        .filter_map(|(path, text)| Some((folder(path)?.to_owned(), manifest::package_name(text)?)))
        .collect();
    let mut found = Vec::new();
    for (path, text) in manifests {
        let Some(folder) = folder(path) else {
            found.extend(of_automation(path, text));
            continue;
        };
        match ARROWS.iter().find(|arrow| arrow.name == folder) {
            Some(arrow) => found.extend(of_crate(arrow, path, text, &names)),
            None => found.push(Breach::new(
                path,
                1,
                format!(
                    "`{folder}` is not on the map: put the code into one of {}, or add the crate \
                     to the architecture by a decision record and to this table",
                    WORKSPACE.join(", ")
                ),
            )),
        }
    }
    found
}

fn of_crate(arrow: &Arrow, path: &str, text: &str, names: &[(String, String)]) -> Vec<Breach> {
    let mut found = Vec::new();
    for dependency in manifest::dependencies(text) {
        let package = dependency.package.as_str();
        let known = names
            .iter()
            .find(|(_, name)| name == package)
            .map(|(folder, _)| folder.as_str())
            .or_else(|| WORKSPACE.iter().copied().find(|name| *name == package));
        if let Some(known) = known {
            if !arrow.may_know.contains(&known) {
                found.push(Breach::new(path, dependency.line, wrong_arrow(arrow, known)));
            }
        } else if dependency.used == Use::Built && arrow.must_not_see.contains(&package) {
            let words = format!(
                "`{}` must not see `{package}`: {}; move what needs it outward",
                arrow.name, arrow.because
            );
            found.push(Breach::new(path, dependency.line, words));
        }
    }
    found
}

fn wrong_arrow(arrow: &Arrow, known: &str) -> String {
    let may = match arrow.may_know {
        [] => "no crate of this workspace".to_owned(),
        some => format!("only {}", some.join(", ")),
    };
    format!(
        "`{}` may know {may}, not `{known}`: let `perhead` bring the two together, through a port \
         of `desk` if one has to call the other",
        arrow.name
    )
}

/// xtask has to compile in seconds on a fresh clone, so it depends on nothing.
fn of_automation(path: &str, text: &str) -> Vec<Breach> {
    if path != "xtask/Cargo.toml" {
        return Vec::new();
    }
    let dependencies = manifest::dependencies(text);
    let tell = |one: manifest::Dependency| {
        let words = format!("xtask needs only std: write what `{}` would do", one.package);
        Breach::new(path, one.line, words)
    };
    dependencies.into_iter().map(tell).collect()
}

/// The crate's folder, for a manifest directly below `crates/`.
fn folder(path: &str) -> Option<&str> {
    path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml").filter(|name| !name.contains('/'))
}

/// The same ban, held against everything that cargo builds a crate from.
pub(super) fn breaches_through_others(project: &Project) -> Outcome<Vec<Breach>> {
    let mut found = Vec::new();
    for arrow in ARROWS.iter().filter(|arrow| !arrow.must_not_see.is_empty()) {
        let path = format!("crates/{}/Cargo.toml", arrow.name);
        let Ok(text) = std::fs::read_to_string(project.path(&path)) else {
            continue;
        };
        let package = manifest::package_name(&text).unwrap_or_else(|| arrow.name.to_owned());
        let mut tree = Command::new(cargo());
        tree.current_dir(&project.root).args(["tree", "--package", &package]);
        tree.args(["--edges", "normal,build", "--prefix", "none", "--format", "{p}"]);
        let words = seen_through_others(arrow, &command::answer(&mut tree)?);
        found.extend(words.into_iter().map(|words| Breach::new(&path, 1, words)));
    }
    Ok(found)
}

/// What a crate must not see and does, in cargo's list of all its packages, one to a line.
fn seen_through_others(arrow: &Arrow, packages: &str) -> Vec<String> {
    let seen = packages.lines().filter_map(|line| line.split_whitespace().next());
    let mut found: Vec<String> = seen
        .filter(|package| arrow.must_not_see.contains(package))
        .map(|package| {
            format!(
                "`{}` sees `{package}` through another package: {}; ask `cargo tree --invert`",
                arrow.name, arrow.because
            )
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn told(path: &str, dependencies: &str) -> Vec<String> {
        let name = Path::new(path).parent().and_then(Path::file_name).expect("a folder");
        let text = format!(
            "[package]\nname = \"{}\"\n[dependencies]\n{dependencies}",
            name.to_string_lossy()
        );
        let store = "[package]\nname = \"perhead-store\"\n".to_owned();
        let manifests = [(path.to_owned(), text), ("crates/store/Cargo.toml".to_owned(), store)];
        breaches(&manifests).into_iter().map(|breach| breach.words).collect()
    }

    #[test]
    fn the_drawn_arrows_are_fine() {
        assert!(told("crates/domain/Cargo.toml", "num-bigint = \"0.4\"").is_empty());
        assert!(told("crates/desk/Cargo.toml", "domain.workspace = true").is_empty());
        assert!(told("crates/api/Cargo.toml", "desk.workspace = true\naxum = \"0.8\"").is_empty());
        assert!(told("crates/perhead/Cargo.toml", "store.workspace = true").is_empty());
        assert!(told("bench/Cargo.toml", "tokio-postgres = \"0.7\"").is_empty());
    }

    #[test]
    fn an_arrow_inward_out_or_between_leaves_is_refused() {
        let cases = [
            ("crates/domain/Cargo.toml", "desk.workspace = true", "no crate of this workspace"),
            ("crates/desk/Cargo.toml", "store.workspace = true", "only domain, not `store`"),
            ("crates/feeds/Cargo.toml", "api.workspace = true", "only domain, desk, not `api`"),
            ("crates/api/Cargo.toml", "perhead-store = { path = \"../store\" }", "not `store`"),
            ("crates/feeds/Cargo.toml", "s = { package = \"perhead-store\" }", "not `store`"),
        ];
        for (path, dependencies, part) in cases {
            let told = told(path, dependencies);
            assert!(told.len() == 1 && told[0].contains(part), "{path} {dependencies}: {told:?}");
        }
    }

    #[test]
    fn a_forbidden_library_is_refused_but_not_in_tests() {
        for library in ["serde", "tokio", "axum", "rusqlite", "rand", "chrono", "jiff"] {
            let told = told("crates/domain/Cargo.toml", &format!("{library} = \"1\""));
            assert!(told.len() == 1 && told[0].contains("must not see"), "{library}: {told:?}");
        }
        assert_eq!(told("crates/api/Cargo.toml", "rusqlite = \"1\"").len(), 1);
        let in_tests = "\n[dev-dependencies]\nrand = \"1\"";
        assert!(told("crates/domain/Cargo.toml", in_tests).is_empty());
    }

    #[test]
    fn a_crate_off_the_map_and_a_dependency_of_xtask_are_refused() {
        let told_common = told("crates/shared/Cargo.toml", "");
        assert!(told_common[0].contains("not on the map"), "{told_common:?}");
        assert!(told("xtask/Cargo.toml", "regex = \"1\"")[0].contains("only std"));
    }

    #[test]
    fn a_library_seen_through_another_is_found() {
        let packages = "domain v0.1.0 (...)\nnum-bigint v0.4.6\nserde v1.0.1\nserde v1.0.1\n";
        let of = |name| ARROWS.iter().find(|arrow| arrow.name == name).expect("on the map");
        assert_eq!(seen_through_others(of("domain"), packages).len(), 1);
        assert!(seen_through_others(of("store"), packages).is_empty());
    }
}
