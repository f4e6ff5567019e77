//! Rebuilds the binary when the built web apps change; builds nothing itself.

fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
}
