//! Links the binary at a fixed address, where the linker knows how.
//!
//! A position-independent binary of this size has more than a hundred thousand addresses to fill in before
//! `main`: on every start two milliseconds, three times what the shortest command takes. Nothing but the
//! place of the binary's own code is fixed by this; stack, heap and libraries stay where chance puts them.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |name: &str| std::env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
