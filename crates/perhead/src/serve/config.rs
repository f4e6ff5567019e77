//! Configuration: a TOML file, then `PERHEAD_*` variables, then flags; the last one counts.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context;
use serde::{Deserialize, Serialize};

/// Flags and variables of `serve`.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct ServeArgs {
    /// A TOML file with the same names.
    #[arg(long, env = "PERHEAD_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where the books are kept: sqlite:PATH.
    #[arg(long, env = "PERHEAD_DATABASE", value_name = "URL")]
    pub database: Option<String>,
    /// Address to listen on.
    #[arg(long, env = "PERHEAD_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// Address of /healthz and /readyz; none by default.
    #[arg(long, env = "PERHEAD_HEALTH", value_name = "ADDRESS")]
    pub health: Option<SocketAddr>,
    /// File of the key that seals second factors; beside the database by default, made at the first
    /// start. Servers on one database share it.
    #[arg(long, env = "PERHEAD_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// A reverse proxy of ours stands in front and names the client's address.
    #[arg(long, env = "PERHEAD_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Cookies without the Secure mark: only for trials without TLS in browsers that need it.
    #[arg(long, env = "PERHEAD_PLAIN_COOKIES")]
    pub plain_cookies: bool,
}

/// The same names in a file; every one may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    database: Option<String>,
    listen: Option<SocketAddr>,
    health: Option<SocketAddr>,
    key_file: Option<PathBuf>,
    #[serde(default)]
    behind_proxy: bool,
    #[serde(default)]
    plain_cookies: bool,
}

/// The effective configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Config {
    /// Where the books are kept.
    pub database: String,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Address of the health checks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health: Option<SocketAddr>,
    /// File of the key that seals second factors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_file: Option<PathBuf>,
    /// A reverse proxy stands in front.
    pub behind_proxy: bool,
    /// Cookies without the Secure mark.
    pub plain_cookies: bool,
}

impl Config {
    /// Puts file, variables and flags together.
    ///
    /// # Errors
    /// When the file cannot be read or has a wrong or unknown field, by name and line.
    pub fn of(args: &ServeArgs) -> anyhow::Result<Config> {
        let file = match &args.config {
            None => ConfigFile::default(),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("configuration {}", path.display()))?;
                toml::from_str(&text)
                    .with_context(|| format!("configuration {}", path.display()))?
            }
        };
        let standard: SocketAddr = ([127, 0, 0, 1], 8080).into();
        Ok(Config {
            database: args
                .database
                .clone()
                .or(file.database)
                .unwrap_or_else(|| "sqlite:perhead-data/perhead.db".to_owned()),
            listen: args.listen.or(file.listen).unwrap_or(standard),
            health: args.health.or(file.health),
            key_file: args.key_file.clone().or(file.key_file),
            behind_proxy: args.behind_proxy || file.behind_proxy,
            plain_cookies: args.plain_cookies || file.plain_cookies,
        })
    }
}

/// A database's address as it may be shown and logged: without a password.
pub fn shown(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let Some((user, place)) = rest.rsplit_once('@') else { return address.to_owned() };
    let user = user.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}@{place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_shown() {
        assert_eq!(shown("sqlite:a/b.db"), "sqlite:a/b.db");
        assert_eq!(shown("postgres://ann:s@:cret@host/book"), "postgres://ann@host/book");
        assert_eq!(shown("postgres://host/book"), "postgres://host/book");
    }

    #[test]
    fn flags_win_over_the_file_and_unknown_fields_are_named() {
        let folder = std::env::temp_dir().join(format!("perhead-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("folder");
        let path = folder.join("perhead.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:9000\"\ndatabase = \"sqlite:a.db\"\n")
            .expect("file");
        let mut args = ServeArgs { config: Some(path.clone()), ..ServeArgs::default() };
        args.database = Some("sqlite:b.db".to_owned());
        let config = Config::of(&args).expect("config");
        assert_eq!(config.database, "sqlite:b.db");
        assert_eq!(config.listen.port(), 9000);
        std::fs::write(&path, "listne = \"x\"\n").expect("file");
        let error = format!("{:#}", Config::of(&args).expect_err("unknown field"));
        assert!(error.contains("listne"), "{error}");
        std::fs::remove_dir_all(&folder).expect("folder");
    }
}
