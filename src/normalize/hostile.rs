//! Small pages with one trap each, as many as we could think of, and what a careful reader makes of them.

use super::{Input, normalize};

/// Outline without title, language and warnings, one line a section or block, joined by ` / `.
fn read(text: &str, name: &str) -> String {
    let document = normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some(name) });
    let outline = document.outline();
    let kept = outline
        .lines()
        .filter(|line| !["title: -", "language: "].iter().any(|start| line.starts_with(start)));
    kept.filter(|line| !line.starts_with("warning")).map(str::trim).collect::<Vec<_>>().join(" / ")
}

fn check(name: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (read(text, name), text, expected))
        .filter(|(found, _, expected)| found != *expected)
        .map(|(found, text, expected)| format!("\n{text}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[test]
fn words_keep_their_bounds_in_html() {
    check(
        "x.html",
        &[
            ("<p><b>Data</b><b>Retention</b></p><p>x</p>", "# + - - - / Data Retention / x"),
            (
                "<p><span>We offer services.</span><span>Subject to law.</span></p>",
                "# + - - - / We offer services. Subject to law.",
            ),
            (
                "<p><span>Re</span><span>tention</span> of <i>i</i><i>Phones</i></p>",
                "# + - - - / Retention of iPhones",
            ),
            ("<div>a</div><div>b</div>", "# + - - - / a / b"),
            ("<p>one<br>two<br/>three</p>", "# + - - - / one / two / three"),
            ("<p>so&shy;ft zero\u{200b}width no&nbsp;break</p>", "# + - - - / soft zerowidth no break"),
            ("<p>of\u{fb01}ce ﬁle</p>", "# + - - - / of\u{fb01}ce ﬁle"),
            (
                "<table><tr><th>Data<th>Kept<tr><td><p>Logs</p>and traces<td>30<br>days<tr><td>Mail<td><ul><li>a</li><li>b</li></ul></table>",
                "# + - - - / table [Data ; Kept] / | Logs and traces ; 30 days / | Mail ; a b",
            ),
            ("<p>See the<!-- x --> terms<wbr>page</p>", "# + - - - / See the termspage"),
            ("<p>E<sub>2</sub>, 1<sup>st</sup> day, 5 m<sup>2</sup></p>", "# + - - - / E2, 1st day, 5 m²"),
        ],
    );
}

#[test]
fn footnotes_are_notes() {
    check(
        "x.html",
        &[
            (
                "<p>Kept for 30 days<sup><a href='#fn1' id='r1'>1</a></sup> or less.</p><section class='footnotes'><ol><li id='fn1'>Longer by law. <a href='#r1'>↩</a></li></ol></section>",
                "# + - - - / Kept for 30 days or less. / -1. Longer by law.",
            ),
            (
                "<p>Kept for 30<sup>[1]</sup> days.</p><p><sup>[1]</sup> Longer by law.</p>",
                "# + - - - / Kept for 30 days. / -¹ Longer by law.",
            ),
            (
                "<p>Kept <a href='#n'>[2]</a> for long.</p><hr><p>[2] Longer by law. <a href='#b'>^</a></p>",
                "# + - - - / Kept for long. / -[2] Longer by law.",
            ),
            (
                "<table><tr><th>Data<th>Kept<tr><td>Logs<sup>1</sup><td>30<sup>2</sup> days<tr><td>Mail<td>5</table>",
                "# + - - - / table [Data ; Kept] / | Logs ; 30 days / | Mail ; 5",
            ),
        ],
    );
    check(
        "x.md",
        &[
            (
                "We keep it for 30 days[^1], no longer.\n\n[^1]: Unless the law says so.\n",
                "# + - - - / We keep it for 30 days, no longer. / -[1] Unless the law says so.",
            ),
            ("Kept [here][1].\n\n[1]: https://a.example\n", "# + - - - / Kept here."),
        ],
    );
    check(
        "x.txt",
        &[(
            "We keep it for 30 days¹ or 12 months [2].\n\n¹ Unless the law says so.\n[2] In writing.",
            "# + - - - / We keep it for 30 days or 12 months. / -¹ Unless the law says so. / -[2] In writing.",
        )],
    );
}

#[test]
fn headings_of_every_sort() {
    check(
        "x.html",
        &[
            (
                "<div><div><span>Your rights</span></div><div>You may ask us for a copy of it.</div><div>Cookies</div><div>We set none of them at all.</div></div>",
                "# ~ - - Your rights / You may ask us for a copy of it. / # ~ - - Cookies / We set none of them at all.",
            ),
            (
                "<p style='font-weight: 700'>Your rights</p><p>You may ask.</p><p><strong>Cookies</strong></p><p>None.</p>",
                "# ~ - - Your rights / You may ask. / # = - - Cookies / None.",
            ),
            (
                "<h2>Fees</h2><p>Due.</p><div role=heading aria-level=3>Late fees</div><p>Also due.</p>",
                "# = - - Fees / Due. / ## = - - Late fees / Also due.",
            ),
            (
                "<p><b>1.</b> <b>Scope</b></p><p>All of it.</p><p><b>2.</b> <b>Fees</b></p><p>None.</p>",
                "# = - 1 Scope / All of it. / # = - 2 Fees / None.",
            ),
            (
                "<details><summary>Can I leave?</summary><p>At any time.</p></details><details><summary>Is it free?</summary><p>It is.</p></details>",
                "# ~ - - Can I leave? / At any time. / # ~ - - Is it free? / It is.",
            ),
            (
                "<h2><button aria-expanded=false aria-controls=p1>Fees</button></h2><div id=p1 hidden>They are due.</div><h2>End</h2><p>Done.</p>",
                "# = - - Fees / They are due. / # = - - End / Done.",
            ),
            (
                "<h2>Fees</h2><div class='accordion-body' aria-hidden='true'>They are due on the first day.</div><h2>End</h2><p>It ends when you say so, in writing, at the end of any month that you choose, and at no other time.</p>",
                "# = - - Fees / They are due on the first day. / # = - - End / It ends when you say so, in writing, at the end of any month that you choose, and at no other time.",
            ),
            ("<template><p>Not shown.</p></template><p>Shown.</p>", "# + - - - / Shown."),
        ],
    );
}

#[test]
fn lists_of_every_sort() {
    check(
        "x.html",
        &[
            ("<ol type=a start=8><li>h<li>i<li>j</ol>", "# + - - - / -h. h / -i. i / -j. j"),
            ("<p>(h) hh</p><p>(i) ii</p><p>(j) jj</p>", "# + - - - / -(h) hh / -(i) ii / -(j) jj"),
            (
                "<p>(a) aa</p><p>(i) one</p><p>(ii) two</p><p>(b) bb</p>",
                "# + - - - / -(a) aa / -(i) one < aa / -(ii) two < aa / -(b) bb",
            ),
            (
                "<p>We keep:</p><ul><li>Logs<ul><li>of visits</li></ul></li><li>Mail</li></ul>",
                "# + - - - / We keep: / -• Logs < We keep: / -• of visits < Logs / -• Mail < We keep:",
            ),
            (
                "<dl><dt>Data</dt><dd>What you send.</dd><dt>User</dt><dd>You.</dd></dl>",
                "# + - - - / -? Data / -? What you send. < Data / -? User / -? You. < User",
            ),
            (
                "<dl><div><dt>Data</dt><dd>What you send.</dd></div></dl>",
                "# + - - - / -? Data / -? What you send. < Data",
            ),
            ("<ol reversed start=3><li>c<li>b<li>a</ol>", "# + - - - / -3. c / -2. b / -1. a"),
            ("<ol><li value=5>five<li>six</ol>", "# + - - - / -5. five / -6. six"),
        ],
    );
    check(
        "x.txt",
        &[
            (
                "“Data” means what you send.\n“User” means you.",
                "# + - - - / “Data” means what you send. / “User” means you.",
            ),
            (
                "We keep:\n1) logs\n2) mail",
                "# + - - - / We keep: / -1) logs < We keep: / -2) mail < We keep:",
            ),
        ],
    );
}

#[test]
fn tables_of_every_sort() {
    check(
        "x.html",
        &[
            (
                "<table><tr><th>Name<td>Acme 1<tr><th>Mail<td>a@b.example</table>",
                "# + - - - / table [] / | Name ; Acme 1 / | Mail ; a@b.example",
            ),
            (
                "<table><tr><th rowspan=2>Data<th colspan=2>Kept<tr><th>EU<th>US<tr><td>Logs<td>1 y<td>2 y</table>",
                "# + - - - / table [Data ; Kept EU ; Kept US] / | Logs ; 1 y ; 2 y",
            ),
            (
                "<table><caption>Retention</caption><thead><tr><th>Data<th>Kept</thead><tbody><tr><td rowspan=2>Logs<td>1 y<tr><td>2 y</tbody></table>",
                "# ~ - - Retention / table [Data ; Kept] / | Logs ; 1 y / | Logs ; 2 y",
            ),
            (
                "<pre>Data     Reason   Kept\nLogs     Safety   30 days\nMail     Proof    2 years</pre>",
                "# + - - - / table [Data ; Reason ; Kept] / | Logs ; Safety ; 30 days / | Mail ; Proof ; 2 years",
            ),
        ],
    );
    check(
        "x.txt",
        &[
            (
                "We keep for 90 days what follows.\n\n  Record     Reason     Kept\n  ---------- ---------- --------\n  Invoices   Tax law    10 years\n  Letters    Proof      2 years\n\nNothing else.",
                "# + - - - / We keep for 90 days what follows. / table [Record ; Reason ; Kept] / | Invoices ; Tax law ; 10 years / | Letters ; Proof ; 2 years / Nothing else.",
            ),
            (
                "UptimeCredit\nUnder 99.9%5% of the fee\nUnder 99%20% of the fee\nThat is all.",
                "# + - - - / fused table [Uptime ; Credit] / | Under 99.9% ; 5% of the fee / | Under 99% ; 20% of the fee / That is all.",
            ),
        ],
    );
    check(
        "x.md",
        &[(
            "    Record     Reason     Kept\n    ---------- ---------- --------\n    Invoices   Tax law    10 years\n",
            "# + - - - / table [Record ; Reason ; Kept] / | Invoices ; Tax law ; 10 years",
        )],
    );
}

#[test]
fn dates_and_signatures_are_no_clauses() {
    check(
        "x.html",
        &[
            (
                "<html lang=en-GB><p>Last updated: 05/04/2026</p><p>Text.</p>",
                "date: last_updated 2026-04-05 / # + - - - / Text.",
            ),
            (
                "<html lang=en-US><p>Last updated: 05/04/2026</p><p>Text.</p>",
                "date: last_updated 2026-05-04 / # + - - - / Text.",
            ),
            (
                "<html lang=de><p>Stand: Mai 2026</p><p>Text.</p>",
                "date: last_updated 2026-05 / # + - - - / Text.",
            ),
            ("<p>Updated 3 days ago</p><p>Text.</p>", "# + - - - / Text."),
            (
                "<p>A text.</p><p>IN WITNESS WHEREOF the parties sign.</p><p>Acme</p><p>By: ______</p><p>Name: Jo Doe</p><p>Date: 5 May 2026</p>",
                "# + - - - / A text. / # + - - - <Signature> / IN WITNESS WHEREOF the parties sign. / Acme / By: ______ / Name: Jo Doe / Date: 5 May 2026",
            ),
        ],
    );
}
