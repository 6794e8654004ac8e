//! Any bytes read as plain text and searched for facts: no panic, and evidence that stands in its block.

#![no_main]

use libfuzzer_sys::fuzz_target;
use policydiff::facts::{Family, extract};
use policydiff::normalize::{Input, normalize};

fuzz_target!(|bytes: &[u8]| {
    let document = normalize(&Input { bytes, content_type: None, name: Some("a.txt") });
    for fact in extract(&document).iter().filter(|fact| fact.family != Family::PolicyDate) {
        let block = document.block_at(&fact.evidence.at).expect("a fact stands in a block");
        assert!(block.text.get(fact.evidence.range.clone()).is_some());
    }
});
