//! Provider payloads read into our words. Parsing is pure.
