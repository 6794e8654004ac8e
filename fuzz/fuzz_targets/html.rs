//! Any bytes read as HTML: no panic, and the same document twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use policydiff::normalize::{Input, normalize};

fuzz_target!(|bytes: &[u8]| {
    let input = Input { bytes, content_type: None, name: Some("a.html") };
    let document = normalize(&input);
    assert_eq!(document, normalize(&input));
});
