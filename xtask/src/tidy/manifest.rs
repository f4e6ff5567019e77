//! As much of a `Cargo.toml` as the arrows need: the package's name and what it depends on.

/// When a dependency takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// In the crate itself or its build script.
    Built,
    /// Only in its tests.
    Tests,
}

/// One dependency as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dependency {
    /// The package's name: that of `package = "..."` where it is renamed.
    pub(super) package: String,
    pub(super) used: Use,
    /// Counted from one.
    pub(super) line: usize,
}

/// The package's own name.
pub(super) fn package_name(text: &str) -> Option<String> {
    let mut section = "";
    for line in text.lines().map(str::trim) {
        if let Some(header) = header(line) {
            section = header;
        } else if section == "package"
            && let Some((key, value)) = line.split_once('=')
            && key.trim() == "name"
        {
            return quoted_value(value);
        }
    }
    None
}

/// Every dependency, in all the forms that cargo accepts.
pub(super) fn dependencies(text: &str) -> Vec<Dependency> {
    let mut found = Vec::new();
    let mut section = None;
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        if let Some(header) = header(line) {
            section = dependency_section(header);
            if let Some((used, Some(name))) = &section {
                found.push(Dependency { package: name.clone(), used: *used, line: number });
            }
            continue;
        }
        let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        match &section {
            Some((used, None)) => {
                let key = key.trim().split('.').next().unwrap_or_default();
                let package = renamed(value).unwrap_or_else(|| key.trim_matches('"').to_owned());
                found.push(Dependency { package, used: *used, line: number });
            }
            // `[dependencies.name]` with `package = "other"` below it.
            Some((_, Some(_))) if key.trim() == "package" => {
                if let (Some(last), Some(name)) = (found.last_mut(), quoted_value(value)) {
                    last.package = name;
                }
            }
            _ => {}
        }
    }
    found
}

fn header(line: &str) -> Option<&str> {
    Some(line.strip_prefix('[')?.split(']').next()?.trim())
}

/// The use of a section's dependencies and, for `[dependencies.name]`, the name.
fn dependency_section(header: &str) -> Option<(Use, Option<String>)> {
    let kinds = [
        ("dev-dependencies", Use::Tests),
        ("build-dependencies", Use::Built),
        ("dependencies", Use::Built),
    ];
    // `target.'cfg(unix)'.dependencies` holds dependencies like any other.
    let parts: Vec<&str> = header.split('.').collect();
    if parts.first() == Some(&"workspace") {
        return None;
    }
    parts.iter().enumerate().find_map(|(place, part)| {
        let (_, used) = kinds.iter().find(|(name, _)| name == part)?;
        let name = parts.get(place + 1).map(|name| name.trim_matches('"').to_owned());
        Some((*used, name))
    })
}

/// The other name in `{ package = "other", ... }`.
fn renamed(value: &str) -> Option<String> {
    let (_, rest) = value.split_once("package")?;
    quoted_value(rest.trim_start().strip_prefix('=')?)
}

fn quoted_value(value: &str) -> Option<String> {
    let (_, rest) = value.split_once('"')?;
    let (text, _) = rest.split_once('"')?;
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_dependency_is_read() {
        let text = r#"
[package]
name = "desk"
[dependencies]
domain.workspace = true
# tokio = "1"
thiserror = "2"
decimal = { version = "1", package = "rust_decimal" }
[dependencies.serde]
version = "1"
[dependencies.clock]
package = "chrono"
[target.'cfg(unix)'.dependencies]
libc = "0.2"
[dev-dependencies]
proptest = { workspace = true }
[build-dependencies]
cc = "1"
[lints]
workspace = true
"#;
        assert_eq!(package_name(text).as_deref(), Some("desk"));
        let read: Vec<(String, Use)> =
            dependencies(text).into_iter().map(|one| (one.package, one.used)).collect();
        let expected = [
            ("domain", Use::Built),
            ("thiserror", Use::Built),
            ("rust_decimal", Use::Built),
            ("serde", Use::Built),
            ("chrono", Use::Built),
            ("libc", Use::Built),
            ("proptest", Use::Tests),
            ("cc", Use::Built),
        ];
        assert_eq!(read, expected.map(|(name, used)| (name.to_owned(), used)));
        assert_eq!(dependencies(text)[0].line, 5);
    }

    #[test]
    fn the_workspace_table_is_no_dependency() {
        assert!(dependencies("[workspace.dependencies]\ntokio = \"1\"\n").is_empty());
    }
}
