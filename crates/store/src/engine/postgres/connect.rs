//! Reaching a PostgreSQL server, with TLS where the server offers or the address demands it.

use std::sync::Arc;

use desk::port::StoreError;
use tokio::runtime::Runtime;
use tokio_postgres::Config;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::Postgres;
use super::failure::failed;

/// Where a database is: `postgres://user:password@host:port/name?sslmode=...`.
#[derive(Clone)]
pub(crate) struct Address(Config);

impl Address {
    /// Reads an address; `None` when it is for another engine.
    pub(crate) fn parse(text: &str) -> Option<Result<Address, StoreError>> {
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return None;
        }
        let config = text.parse::<Config>();
        let words =
            |error| StoreError::Unavailable(format!("the address is not readable: {error}"));
        Some(config.map(Address).map_err(words))
    }
}

/// Where connections come from: an address, a runtime for the driver, and TLS.
pub(crate) struct Room {
    address: Address,
    runtime: Runtime,
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
        Ok(Arc::new(Room { address, runtime, tls: tls()? }))
    }

    /// A new connection.
    pub(crate) fn connect(&self) -> Result<Postgres, StoreError> {
        let connecting = self.address.0.connect(self.tls.clone());
        let (client, connection) = self
            .runtime
            .block_on(connecting)
            .map_err(|error| StoreError::Unavailable(failed(&error).to_string()))?;
        self.runtime.spawn(async move {
            // The end of a connection is seen by whoever uses its client.
            let _ = connection.await;
        });
        Ok(Postgres::new(client, self.runtime.handle().clone()))
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
