//! HTTP: routes, shapes, sessions, problems, the live stream.
