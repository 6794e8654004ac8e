//! What is kept of a page, and what is said when nothing is.

use super::*;

fn css(text: &str) -> Css {
    Css::parse(text).unwrap()
}

fn elements(text: &str) -> Piece {
    Piece::Elements(css(text))
}

fn range(start: (&str, Side), end: (&str, Side)) -> Piece {
    let edge = |(at, side): (&str, Side)| Edge { at: css(at), side };
    Piece::Range { start: edge(start), end: edge(end) }
}

const PAGE: &str = "<html lang=de><head><title>Terms</title></head><body>\
    <nav>Home</nav><div id=banner>Sale!</div>\
    <div class=wrap><section id=a><h2>Scope</h2><p>First &amp; last.</p><p class=ad>Buy.</p></section>\
    <section id=b><h2>Term</h2><ul><li>one<li>two</ul><p>Ends.</p></section></div>\
    <table><tr id=row><td>k<td>v</tr></table><footer><p>Written by us.</p><p>Terms of the footer.</p></footer></body></html>";

fn text(select: Vec<Piece>, remove: Vec<Piece>) -> Result<String, Uncut> {
    let input = Input { bytes: PAGE.as_bytes(), content_type: Some("text/html"), name: None };
    normalize_cut(&input, &Cut { select, remove }).map(|document| document.body_text().replace('\n', " / "))
}

#[test]
fn pieces_are_kept_and_removed_in_the_order_of_the_page() {
    use Side::{After, Before};
    let cases = [
        (
            vec![elements("#b"), elements("#a")],
            vec![],
            "Scope / First & last. / Buy. / Term / one / two / Ends.",
        ),
        (vec![elements("#a"), elements("#a p")], vec![elements(".ad")], "Scope / First & last."),
        (vec![elements("footer")], vec![], "Written by us. / Terms of the footer."),
        (vec![elements("#row")], vec![], "k | v"),
        (vec![range(("#a p", After), ("#b ul", Before))], vec![], "Buy. / Term"),
        (
            vec![range(("#a p", Before), ("#b", After))],
            vec![elements(".ad")],
            "First & last. / Term / one / two / Ends.",
        ),
        (vec![range(("h2", Before), ("h2", Before))], vec![], "Scope / First & last. / Buy."),
        (vec![elements(".wrap")], vec![range(("#a p", Before), ("#b p", Before))], "Scope / Ends."),
        (
            vec![elements("#a")],
            vec![elements(".absent"), range((".absent", Before), ("p", After))],
            "Scope / First & last. / Buy.",
        ),
    ];
    for (select, remove, expected) in cases {
        let said = format!("{select:?} {remove:?}");
        assert_eq!(text(select, remove).as_deref(), Ok(expected), "{said}");
    }
}

#[test]
fn a_selector_that_chooses_nothing_is_an_error_that_names_it() {
    let nothing = text(vec![elements("main .terms")], vec![]).unwrap_err();
    assert_eq!(
        nothing.to_string(),
        "the selector `main .terms` of the watchlist matches nothing on the page"
    );
    let endless = text(vec![range(("#b", Side::Before), ("#a", Side::After))], vec![]).unwrap_err();
    assert_eq!(
        endless.to_string(),
        "the range `before #b to after #a` of the watchlist has no end on the page"
    );
    let cut = Cut { select: vec![elements("main")], remove: vec![] };
    let markdown = Input { bytes: b"# Terms", content_type: None, name: Some("terms.md") };
    assert_eq!(normalize_cut(&markdown, &cut), Err(Uncut::NotHtml));
}

#[test]
fn language_and_title_stay_with_what_is_cut() {
    let input = Input { bytes: PAGE.as_bytes(), content_type: Some("text/html"), name: None };
    let cut = Cut { select: vec![elements("#a p")], remove: vec![] };
    let document = normalize_cut(&input, &cut).unwrap();
    assert_eq!(document.language.as_deref(), Some("de"));
}

#[test]
fn bad_selectors_are_refused_and_cuts_say_what_they_are() {
    for bad in ["", "p >", "##", "p:nope("] {
        assert!(Css::parse(bad).is_err(), "{bad}");
    }
    let cut = Cut { select: vec![elements("main"), elements("#x")], remove: vec![elements(".ad")] };
    assert_eq!(cut.to_string(), "select `main` `#x`; remove `.ad`");
    assert_eq!(Cut::default().to_string(), "");
}

#[test]
fn very_deep_pages_are_cut() {
    let html = format!("<main>{}deep{}</main>", "<div>".repeat(5_000), "</div>".repeat(5_000));
    let cut = Cut { select: vec![elements("main")], remove: vec![elements("aside")] };
    let input = Input { bytes: html.as_bytes(), content_type: Some("text/html"), name: None };
    assert_eq!(normalize_cut(&input, &cut).unwrap().body_text(), "deep");
}
