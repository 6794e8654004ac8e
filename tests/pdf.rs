//! Policies printed to PDF read as the pages they were printed from; broken files say so and harm nothing.
//!
//! The files come from `tests/fixtures/pdf/print.sh`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use policydiff::document::{Document, WarningKind};
use policydiff::normalize::{Format, Input, detect_format, normalize};

fn fixture(folder: &str, name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder).join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn pdf(name: &str) -> Document {
    normalize(&Input { bytes: &fixture("pdf", name), content_type: None, name: Some(name) })
}

/// The outline without what paper cannot carry: link lines, how a heading was recognised, bullet shapes.
fn shape(document: &Document) -> String {
    let outline = document.outline();
    let lines = outline.lines().map(|line| {
        let line = line.replace("-• ", "-- ");
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        if hashes > 0 { format!("{} {}", &line[..hashes], &line[hashes + 2..]) } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn reads_as_its_page(name: &str, variant: &str) {
    let html = fixture("normalize", &format!("{name}.html"));
    let page = normalize(&Input { bytes: &html, content_type: None, name: Some("a.html") });
    assert_eq!(shape(&pdf(&format!("{name}{variant}.pdf"))), shape(&page), "{name}{variant}");
}

#[test]
fn printed_pages_give_the_tree_of_the_page() {
    for name in ["numbered", "flattened", "articles", "tables", "clauses"] {
        reads_as_its_page(name, "");
    }
}

/// Prints a page as a reader would, with the browser that is here; false where none can be run.
fn print_with_chromium(page: &Path, target: &Path, profile: &Path) -> bool {
    let run = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--no-pdf-header-footer", "--disable-dev-shm-usage"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("--print-to-pdf={}", target.display()))
        .arg(format!("file://{}", page.display()))
        .output();
    run.is_ok_and(|output| output.status.success()) && target.exists()
}

#[test]
fn pages_printed_now_give_the_tree_of_the_page() {
    let installed = Command::new("chromium").arg("--version").output().is_ok_and(|run| run.status.success());
    if !installed {
        eprintln!("skipped: needs chromium");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for name in ["numbered", "flattened", "articles", "tables", "clauses"] {
        let html = fixture("normalize", &format!("{name}.html"));
        // A site's own print style hides its navigation; so does this one.
        let mut page = b"<meta charset=utf-8>".to_vec();
        page.extend_from_slice(&html);
        page.extend_from_slice(b"<style>@media print { nav, footer { display: none } }</style>");
        let source = folder.path().join(format!("{name}.html"));
        fs::write(&source, page).unwrap();
        let target = source.with_extension("pdf");
        let printed = print_with_chromium(&source, &target, &folder.path().join("profile"));
        assert!(printed, "{name}: chromium printed nothing");
        let bytes = fs::read(&target).unwrap();
        let read = normalize(&Input { bytes: &bytes, content_type: None, name: Some("a.pdf") });
        let expected = normalize(&Input { bytes: &html, content_type: None, name: Some("a.html") });
        assert_eq!(shape(&read), shape(&expected), "{name}");
    }
}

#[test]
fn headings_need_no_structure_tags() {
    for name in ["numbered", "articles"] {
        reads_as_its_page(name, ".untagged");
    }
}

#[test]
fn running_heads_and_page_breaks_leave_no_trace() {
    for name in ["numbered", "articles"] {
        reads_as_its_page(name, ".framed");
    }
}

#[test]
fn columns_are_read_in_order_and_hyphens_repaired() {
    for name in ["numbered", "articles"] {
        reads_as_its_page(name, ".columns");
    }
}

/// The printed page of a fixture that is kept beside its PDF.
fn reads_as_the_page_beside_it(name: &str) {
    let html = fixture("pdf", &format!("{name}.html"));
    let page = normalize(&Input { bytes: &html, content_type: None, name: Some("a.html") });
    let without_language = |document: &Document| {
        let shape = shape(document);
        let kept: Vec<&str> = shape.lines().filter(|line| !line.starts_with("language")).collect();
        kept.join("\n").to_lowercase()
    };
    assert_eq!(without_language(&pdf(&format!("{name}.pdf"))), without_language(&page), "{name}");
}

#[test]
fn pages_from_right_to_left_and_headings_set_letter_by_letter_read_as_their_page() {
    reads_as_the_page_beside_it("hebrew");
    reads_as_the_page_beside_it("spread");
}

#[test]
fn bold_type_1_fonts_head_sections() {
    let document = pdf("type1.pdf");
    let headings: Vec<&str> =
        document.sections.iter().filter_map(|section| section.heading.as_deref()).collect();
    assert_eq!(headings, ["Your deposit", "Late return"]);
}

#[test]
fn unreadable_files_are_empty_and_say_why() {
    let cases = [("locked.pdf", "password"), ("cut.pdf", "cut off"), ("scanned.pdf", "scanned")];
    for (name, word) in cases {
        let document = pdf(name);
        assert_eq!(document.word_count(), 0, "{name}");
        let [warning] = document.warnings.as_slice() else { panic!("{name}: {:?}", document.warnings) };
        assert_eq!(warning.kind, WarningKind::Undecodable, "{name}");
        assert!(warning.why.contains(word), "{name}: {}", warning.why);
    }
}

#[test]
fn a_file_that_only_restricts_printing_is_read() {
    assert_eq!(shape(&pdf("restricted.pdf")), shape(&pdf("clauses.pdf")));
}

#[test]
fn damaged_bytes_never_panic() {
    let good = fixture("pdf", "numbered.pdf");
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 32).unwrap()
    };
    for _ in 0..60 {
        let mut bytes = good.clone();
        for _ in 0..=(random() % 40) {
            let at = random() % bytes.len();
            bytes[at] = u8::try_from(random() % 256).unwrap();
        }
        bytes.truncate(bytes.len() - random() % (bytes.len() / 2));
        normalize(&Input { bytes: &bytes, content_type: None, name: None });
        let mut noise = b"%PDF-1.7\n".to_vec();
        noise.extend((0..random() % 4000).map(|_| u8::try_from(random() % 256).unwrap()));
        let document = normalize(&Input { bytes: &noise, content_type: None, name: None });
        assert_eq!(document.word_count(), 0);
    }
}

#[test]
fn the_signature_makes_a_pdf_whatever_the_server_says() {
    let cases: [(&[u8], Option<&str>, Option<Format>); 3] = [
        (b"%PDF-1.4\n", Some("text/html"), Some(Format::Pdf)),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", Some("application/pdf"), Some(Format::Pdf)),
        (b"The %PDF- signature", None, Some(Format::Text)),
    ];
    for (bytes, content_type, format) in cases {
        assert_eq!(detect_format(&Input { bytes, content_type, name: None }), format);
    }
}

/// What once made trouble, kept.
#[test]
fn everything_fuzzing_found_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fuzz");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files {
        let bytes = fs::read(&path).unwrap();
        for name in ["a.html", "a.md", "a.txt", "a.pdf"] {
            let input = Input { bytes: &bytes, content_type: None, name: Some(name) };
            assert_eq!(normalize(&input), normalize(&input), "{}", path.display());
        }
    }
}
