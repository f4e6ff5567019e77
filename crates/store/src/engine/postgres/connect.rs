//! Reaching a PostgreSQL server, with TLS where the server offers or the address demands it.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use desk::port::StoreError;
use tokio::runtime::Runtime;
use tokio_postgres::Config;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::Postgres;
use super::failure::unreachable;

/// How long a server may take to take a new connection. The address may say otherwise.
const CONNECT: Duration = Duration::from_secs(5);
/// How long what was sent may stay unacknowledged before the network counts as broken.
const UNACKNOWLEDGED: Duration = Duration::from_secs(20);

/// Where a database is: `postgres://user:password@host:port/name?sslmode=...`.
#[derive(Clone)]
pub(crate) struct Address(Config);

impl Address {
    /// Reads an address; `None` when it is for another engine.
    pub(crate) fn parse(text: &str) -> Option<Result<Address, StoreError>> {
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return None;
        }
        let words =
            |error| StoreError::Unavailable(format!("the address is not readable: {error}"));
        let config = text.parse::<Config>().map(|mut config| {
            if config.get_connect_timeout().is_none() {
                config.connect_timeout(CONNECT);
            }
            if config.get_tcp_user_timeout().is_none() {
                config.tcp_user_timeout(UNACKNOWLEDGED);
            }
            Address(config)
        });
        Some(config.map_err(words))
    }
}

/// Where connections come from: an address, a runtime for the driver, and TLS. It lives as long
/// as any of its connections.
pub(crate) struct Room {
    address: Address,
    /// Given away only at the end.
    runtime: Option<Runtime>,
    tls: MakeRustlsConnect,
}

impl Room {
    pub(crate) fn new(address: Address) -> Result<Arc<Room>, StoreError> {
        let unavailable = |error: std::io::Error| StoreError::Unavailable(error.to_string());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("postgres")
            .enable_all()
            .build()
            .map_err(unavailable)?;
        Ok(Arc::new(Room { address, runtime: Some(runtime), tls: tls()? }))
    }

    fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().expect("a room has its runtime until it is dropped")
    }

    /// Waits for what the driver does. Must not be called from within a task.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime().block_on(work)
    }

    /// A new connection.
    pub(crate) fn connect(self: &Arc<Room>) -> Result<Postgres, StoreError> {
        let limit = self.address.0.get_connect_timeout().copied().unwrap_or(CONNECT);
        // The driver's own limit ends with the first packet; a server that hangs sends no second.
        let connecting =
            async { tokio::time::timeout(limit, self.address.0.connect(self.tls.clone())).await };
        let silent =
            |_| StoreError::Unavailable(format!("PostgreSQL does not answer within {limit:?}"));
        let connected = self.wait(connecting).map_err(silent)?;
        let (client, connection) = connected.map_err(|error| unreachable(&error))?;
        self.runtime().spawn(async move {
            // The end of a connection is seen by whoever uses its client.
            let _ = connection.await;
        });
        Ok(Postgres::new(client, Arc::clone(self)))
    }
}

impl Drop for Room {
    /// The last connection may end inside a task of somebody else's, where waiting is forbidden.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Certificates are judged by the roots the machine trusts.
fn tls() -> Result<MakeRustlsConnect, StoreError> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // A root that cannot be read is one fewer to trust.
        let _ = roots.add(certificate);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| StoreError::Unavailable(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}
