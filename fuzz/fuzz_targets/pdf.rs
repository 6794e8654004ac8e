//! Any bytes read as PDF: no panic leaves the reader, and the same document twice.
//!
//! The engine aborts on every panic, caught or not, before the reader can isolate one. A panic of the PDF
//! crate is no fault of ours, so the engine's hook is taken out; one that escapes still ends the run.

#![no_main]

use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use policydiff::normalize::{Input, normalize};

static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let mut whole = Vec::with_capacity(bytes.len() + 16);
    if !bytes.starts_with(b"%PDF-") {
        whole.extend_from_slice(b"%PDF-1.7\n");
    }
    whole.extend_from_slice(bytes);
    // Without its end mark a file is refused before it is read.
    if !bytes.ends_with(b"%%EOF") {
        whole.extend_from_slice(b"\n%%EOF");
    }
    let input = Input { bytes: &whole, content_type: None, name: Some("a.pdf") };
    let document = normalize(&input);
    assert_eq!(document, normalize(&input));
});
