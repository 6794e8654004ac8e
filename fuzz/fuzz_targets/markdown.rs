//! Any bytes read as Markdown: no panic, and the same document twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use policydiff::normalize::{Input, normalize};

fuzz_target!(|bytes: &[u8]| {
    let input = Input { bytes, content_type: None, name: Some("a.md") };
    let document = normalize(&input);
    assert_eq!(document, normalize(&input));
});
