//! The walk over the whole file: tables to checked values, every fault recorded on the way.
//!
//! Written by hand instead of derived, because a derived reader stops at its first fault. What a
//! default is, is decided here and nowhere else.

use chrono::TimeDelta;
use toml::de::DeTable;

use super::faults::{Faults, Sink};
use super::fields::Fields;
use super::{FetchRules, Publisher, Watchlist, policies, regimes, smtp, tuning, values};
use crate::notice::Lead;

const ROOT: &[&str] = &["publisher", "defaults", "fetch", "mail", "materiality", "regime", "policy"];
const PUBLISHER: &[&str] = &["name", "zone", "public_url", "contact"];
/// Providers' words count when the next day's check shows them again. A daily check comes up to an hour
/// early, so a full day would leave it to the day after and cost a day of the notice.
const NEXT_DAYS_CHECK: TimeDelta = TimeDelta::hours(23);

const DEFAULTS: &[&str] = &["every", "confirm_published", "confirm_provider", "notice"];
const FETCH: &[&str] = &["timeout", "max_size", "user_agent", "resolve", "ca_file"];

/// Reads a watchlist. `file_name` only serves the report of faults; nothing is opened.
///
/// # Errors
/// Every fault of the text at once, in file order.
///
/// ```
/// let text = r#"
/// [publisher]
/// name = "Example"
/// [[policy]]
/// service = "Example"
/// type = "Terms of Service"
/// role = "provider"
/// url = "https://example.org/terms"
/// "#;
/// let watchlist = policydiff::watchlist::parse(text, "watchlist.toml").unwrap();
/// assert_eq!(watchlist.policies[0].id.as_str(), "example/terms-of-service");
/// ```
pub fn parse(text: &str, file_name: &str) -> Result<Watchlist, Faults> {
    let sink = Sink::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        sink.syntax(error.span().map_or(0, |span| span.start), error.message());
    }
    let root = Fields::open(&sink, root.get_ref(), String::new(), 0, ROOT);
    let defaults = defaults(&root);
    let publisher = publisher(&root);
    let fetch = fetch(&root);
    let mail = smtp::mail(&root);
    let tuning = tuning::tuning(&root);
    let policies = policies::policies(&root, &defaults, (&regimes::regimes(&root), &tuning));
    match (sink.into_faults(file_name), publisher) {
        (None, Some(publisher)) => Ok(Watchlist { publisher, fetch, mail, tuning, policies }),
        (Some(faults), _) => Err(faults),
        (None, None) => unreachable!("a publisher that cannot be read is a recorded fault"),
    }
}

/// Values that policies take where they say nothing.
pub(super) struct Defaults {
    pub(super) every: TimeDelta,
    pub(super) confirm_published: TimeDelta,
    pub(super) confirm_provider: TimeDelta,
    /// For published policies only: a provider's lead is what its own text promises.
    pub(super) notice: Lead,
}

fn defaults(root: &Fields<'_, '_>) -> Defaults {
    let table = root.table("defaults", DEFAULTS);
    let duration = |key: &str, read: fn(&str) -> Result<TimeDelta, String>, otherwise: TimeDelta| {
        table.as_ref().and_then(|table| table.text(key, values::DURATION_ALLOWED, read)).unwrap_or(otherwise)
    };
    Defaults {
        every: duration("every", policies::every, TimeDelta::days(1)),
        confirm_published: duration("confirm_published", policies::confirm, TimeDelta::hours(1)),
        confirm_provider: duration("confirm_provider", policies::confirm, NEXT_DAYS_CHECK),
        notice: table
            .as_ref()
            .and_then(|table| table.text("notice", values::LEAD_ALLOWED, values::lead))
            .unwrap_or(Lead::days(30)),
    }
}

fn publisher(root: &Fields<'_, '_>) -> Option<Publisher> {
    let Some(table) = root.table("publisher", PUBLISHER) else {
        if root.place("publisher").is_none() {
            root.sink().missing(0, "publisher", "a table [publisher] with at least `name`");
        }
        return None;
    };
    let name = table.required("name", "the name that recipients know you by", values::text);
    let zone = table.text("zone", values::ZONE_ALLOWED, values::zone);
    let public_url = table.text("public_url", values::URL_ALLOWED, values::url);
    let contact = table.text("contact", "where recipients can write", values::text);
    Some(Publisher { name: name?, zone: zone.unwrap_or(chrono_tz::UTC), public_url, contact })
}

fn fetch(root: &Fields<'_, '_>) -> FetchRules {
    let mut rules = FetchRules::default();
    let Some(table) = root.table("fetch", FETCH) else { return rules };
    let timeout = |text: &str| values::duration_within(text, TimeDelta::seconds(1), TimeDelta::minutes(10));
    if let Some(length) = table.text("timeout", "a duration from \"1s\" to \"10m\"", timeout) {
        rules.timeout = length;
    }
    if let Some(bytes) = table.text("max_size", values::SIZE_ALLOWED, values::size) {
        rules.max_bytes = bytes;
    }
    if let Some(agent) = table.text("user_agent", "visible ASCII characters and spaces", user_agent) {
        rules.user_agent = agent;
    }
    for entry in table.texts("resolve", values::RESOLVE_ALLOWED, values::resolve) {
        let (host, address) = entry.value;
        if rules.resolve.insert(host, address).is_some() {
            table.sink().report(
                entry.offset,
                &entry.path,
                "names a host and port twice",
                values::RESOLVE_ALLOWED,
            );
        }
    }
    rules.ca_file = table.text("ca_file", "path of a PEM file", values::text).map(Into::into);
    rules
}

fn user_agent(value: &str) -> Result<String, String> {
    let agent = values::text(value)?;
    let is_visible = agent.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    if is_visible { Ok(agent) } else { Err("holds characters a header cannot carry".to_owned()) }
}
