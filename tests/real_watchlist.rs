//! The five systems of the real watchlist, served from loopback over TLS under their own names, and
//! mail through a relay that is down and comes back.

use crate::support::authority::Authority;
use crate::support::http::{Reply, Site};
use crate::support::scratch::{Ran, Scratch, read_mail};
use crate::support::smtp::{Fault, Relay, Setup};

const HOSTS: [(&str, &str); 5] = [
    ("kling.art", "/privacy"),
    ("flux-klein.com", "/privacy-policy"),
    ("kimi-k2.ai", "/privacy-policy"),
    ("kaleipix.cloud", "/privacy"),
    ("app.klingai.com", "/global/dev/document-api/protocols/paidLevelProtocol"),
];

const FIRST: &str = "2026-11-02T09:00:00Z";
const SECOND: &str = "2026-11-09T09:00:00Z";
const CONFIRMED: &str = "2026-11-10T11:00:00Z";

fn page(notice_days: u32, uptime: &str) -> Reply {
    Reply::page(&format!(
        "<html><body><nav>Home</nav><main><h1>Service Level Agreement</h1><h2>1. Commitment</h2>\
         <p>The service is available no less than {uptime} of each month.</p><h2>2. Records</h2>\
         <p>Server logs are retained for 30 days and then deleted.</p><h2>3. Changes</h2>\
         <p>Any modification will be communicated to the customer by email at least {notice_days} days in advance. \
         Continued use of the service is acceptance of it.</p></main></body></html>"
    ))
}

/// The real watchlist with everything pointed at loopback.
fn watchlist(scratch: &Scratch, site: &Site, authority: &Authority, mail: &str) {
    authority.write_root(&scratch.path(""));
    let resolve: Vec<String> = HOSTS
        .iter()
        .map(|(host, _)| format!("\"{host}:443:{}:{}\"", site.address.ip(), site.address.port()))
        .collect();
    let real = include_str!("../watchlist.toml");
    let text = real
        .replacen(
            "[fetch]\n",
            &format!("[fetch]\nresolve = [{}]\nca_file = \"root.pem\"\n", resolve.join(", ")),
            1,
        )
        .replacen("[mail]\n", &format!("[mail]\n{mail}\n"), 1);
    assert_ne!(text, real);
    scratch.write("watchlist.toml", text);
}

async fn site(authority: &Authority) -> Site {
    let tls = authority.acceptor(&HOSTS.map(|(host, _)| host));
    let keys = HOSTS.map(|(host, path)| format!("{host}{path}"));
    let site = Site::start(Some(tls), []).await;
    for key in &keys {
        site.set(key, page(30, "99.90%"));
    }
    site
}

fn watch(scratch: &Scratch, now: &str) -> Ran {
    tokio::task::block_in_place(|| scratch.at(now, &["watch", "--once", "--all", "--json"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_five_systems_are_watched_over_tls() {
    let authority = Authority::new();
    let site = site(&authority).await;
    let scratch = Scratch::new();
    watchlist(&scratch, &site, &authority, "");
    scratch.at(FIRST, &["subscribers", "add", "desk@example.org"]).expect(0);
    let ran = watch(&scratch, FIRST).expect(0);
    assert_eq!(ran.stdout.matches(r#""outcome":"first""#).count(), 5, "{}", ran.stdout);
    assert_eq!(ran.stdout.matches(r#""http_status":200"#).count(), 5);

    site.set(&format!("{}{}", HOSTS[4].0, HOSTS[4].1), page(30, "99.00%"));
    site.set(&format!("{}{}", HOSTS[1].0, HOSTS[1].1), Reply::status(500, "oops"));
    let ran = watch(&scratch, SECOND).expect(3);
    assert_eq!(ran.stdout.matches(r#""outcome":"quarantined""#).count(), 1, "{}", ran.stdout);
    let ran = watch(&scratch, CONFIRMED).expect(3);
    let sla = ran.stdout.lines().find(|line| line.contains("kling-ai/service-level-agreement")).unwrap();
    assert!(sla.contains(r#""outcome":"changed""#) && sla.contains(r#""verdict":"material""#), "{sla}");
    let mails = scratch.mails("snapshots/mail");
    assert_eq!(mails.len(), 1);
    let (subject, text) = read_mail(&mails[0]);
    assert!(subject.starts_with("[Alert]"), "{subject}");
    assert!(text.contains("99.00") && text.contains("30 days"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_nobody_trusts_is_a_failed_page_with_a_reason() {
    let authority = Authority::new();
    let site = site(&Authority::new()).await;
    let scratch = Scratch::new();
    watchlist(&scratch, &site, &authority, "");
    let ran = watch(&scratch, FIRST).expect(3);
    assert_eq!(ran.stdout.matches(r#""outcome":"failed""#).count(), 5, "{}", ran.stdout);
    assert!(ran.stdout.contains("trusted connection"), "{}", ran.stdout);
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_that_was_refused_for_now_is_sent_later_and_once() {
    let authority = Authority::new();
    let site = site(&authority).await;
    let relay = Relay::start(Setup { faults: vec![("GREETING", Fault::Drop); 1], ..Setup::default() }).await;
    let scratch = Scratch::new();
    let smtp = format!(
        "notice_from = \"notices@desk.example\"\ndigest_from = \"watch@desk.example\"\n[mail.smtp]\nhost = \"{}\"\nport = {}\nsecurity = \"plain\"",
        relay.address.ip(),
        relay.address.port()
    );
    watchlist(&scratch, &site, &authority, &smtp);
    scratch.at(FIRST, &["subscribers", "add", "desk@example.org"]).expect(0);
    watch(&scratch, FIRST).expect(0);
    site.set(&format!("{}{}", HOSTS[4].0, HOSTS[4].1), page(30, "99.00%"));
    watch(&scratch, SECOND).expect(0);
    watch(&scratch, CONFIRMED).expect(0);
    assert_eq!(relay.messages().len(), 0, "the relay was down");
    let log = scratch.run(&["log", "kling-ai/service-level-agreement"]).expect(0);
    assert!(log.stdout.contains("1 x alert recorded"), "{}", log.stdout);
    for later in ["2026-11-10T11:05:00Z", "2026-11-10T12:00:00Z", "2026-11-11T12:00:00Z"] {
        watch(&scratch, later).expect(0);
    }
    assert_eq!(relay.messages().len(), 1, "the change is told once");
    let log = scratch.run(&["log", "kling-ai/service-level-agreement"]).expect(0);
    assert!(log.stdout.contains("1 x alert accepted"), "{}", log.stdout);
}
