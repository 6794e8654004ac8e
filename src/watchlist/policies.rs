//! `[[policy]]`: one entry per watched document, and the checks that need all of them.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::faults::nearest;
use super::fields::{Field, Fields, sort_of};
use super::parse::Defaults;
use super::{Notify, Policy, PolicyId, Role, cuts, regimes, tuning, values};
use crate::materiality::Tuning;
use crate::notice::Lead;
use crate::notice::regimes::Regime;

const POLICY: &[&str] = &[
    "service",
    "type",
    "role",
    "url",
    "file",
    "select",
    "remove",
    "sources",
    "expect",
    "notice",
    "notice_days",
    "regime",
    "notify",
    "confirm",
    "every",
    "depends_on",
    "materiality",
];
const ROLE_ALLOWED: &str = "\"published\" (we owe notice), \"provider\" (notice is owed to us)";

/// Reads every entry; ids are unique and dependencies resolve, or faults say so.
pub(super) fn policies(
    root: &Fields<'_, '_>,
    defaults: &Defaults,
    (regimes, all): (&[Regime], &Tuning),
) -> Vec<Policy> {
    let entries = root.tables("policy", POLICY);
    if root.place("policy").is_none() {
        root.sink().missing(0, "policy", "at least one table [[policy]]");
    }
    let mut first_of: BTreeMap<PolicyId, String> = BTreeMap::new();
    let mut read = Vec::new();
    for entry in &entries {
        let Some(id) = identity(entry) else {
            let _ = policy(entry, defaults, regimes, None);
            continue;
        };
        if let Some(first) = first_of.get(&id) {
            let wrong = format!("`{id}` is already watched by {first}");
            entry.fault("type", wrong, "service and type that give another id");
        } else {
            first_of.insert(id.clone(), entry.path_of("type").trim_end_matches(".type").to_owned());
        }
        read.push((policy(entry, defaults, regimes, Some(&id)), id, dependencies(entry)));
    }
    let known: Vec<PolicyId> = first_of.into_keys().collect();
    let mut policies = Vec::new();
    for (policy, id, depends_on) in read {
        let depends_on = resolved(root, &id, depends_on, &known);
        policies.extend(policy.map(|policy| {
            let tuning = all.with(&policy.own_tuning);
            Policy { depends_on, tuning, ..policy }
        }));
    }
    policies
}

/// A check interval: often enough to see anything, rarely enough to be a polite guest.
pub(super) fn every(value: &str) -> Result<TimeDelta, String> {
    values::duration_within(value, TimeDelta::minutes(1), TimeDelta::days(366))
}

/// A confirmation wait, `25h`, `1d`; zero switches waiting off. The error is a fragment.
pub fn confirm(value: &str) -> Result<TimeDelta, String> {
    values::duration_within(value, TimeDelta::zero(), TimeDelta::days(30))
}

fn identity(entry: &Fields<'_, '_>) -> Option<PolicyId> {
    let name = |key: &str, allowed: &str| {
        entry.required(key, allowed, |value| {
            let has_letters = value.chars().any(char::is_alphanumeric);
            if has_letters {
                values::text(value)
            } else {
                Err("has no letter or digit to make an id of".to_owned())
            }
        })
    };
    let service = name("service", "name of the service, e.g. \"Example Cloud\"");
    let kind = name("type", "kind of document, e.g. \"Privacy Policy\"");
    Some(PolicyId::derive(&service?, &kind?))
}

fn policy(
    entry: &Fields<'_, '_>,
    defaults: &Defaults,
    known: &[Regime],
    id: Option<&PolicyId>,
) -> Option<Policy> {
    let role = entry.required("role", ROLE_ALLOWED, |value| match value {
        "published" => Ok(Role::Published),
        "provider" => Ok(Role::Provider),
        other => Err(format!("unknown role `{other}`")),
    });
    let parts = cuts::parts(entry);
    let expect = cuts::expect(entry);
    let notice = lead(entry);
    let regime = regimes::named(entry, known);
    let notify = entry.text("notify", "\"auto\", \"ask\"", |value| match value {
        "auto" => Ok(Notify::Auto),
        "ask" => Ok(Notify::Ask),
        other => Err(format!("unknown value `{other}`")),
    });
    if role == Some(Role::Provider) && entry.place("notify").is_some() {
        entry.fault(
            "notify",
            "a provider's change never notifies our users",
            "`notify` with role \"published\" only",
        );
    }
    let own_tuning = tuning::tuning(entry);
    let every = entry.text("every", values::DURATION_ALLOWED, every);
    let confirm = entry.text("confirm", values::DURATION_ALLOWED, confirm);
    let role = role?;
    let (usual_confirm, usual_notice) = match role {
        Role::Published => (defaults.confirm_published, Some(defaults.notice)),
        Role::Provider => (defaults.confirm_provider, None),
    };
    Some(Policy {
        id: id?.clone(),
        service: shown(entry, "service")?,
        kind: shown(entry, "type")?,
        role,
        parts: parts?,
        expect,
        // A regime with a lead of its own takes the place of the usual lead, not of one that was written.
        notice: notice
            .or(usual_notice.filter(|_| regime.as_ref().is_none_or(|regime| regime.lead.is_none()))),
        regime,
        notify: notify.unwrap_or(Notify::Auto),
        confirm: confirm.unwrap_or(usual_confirm),
        every: every.unwrap_or(defaults.every),
        depends_on: Vec::new(),
        tuning: own_tuning.clone(),
        own_tuning,
    })
}

/// A name as shown; its faults were recorded when the id was made.
fn shown(entry: &Fields<'_, '_>, key: &str) -> Option<String> {
    entry.text(key, "", values::text)
}

fn lead(entry: &Fields<'_, '_>) -> Option<Lead> {
    let days = entry.read("notice_days", "a whole number of days, e.g. 30", |value| {
        let number = value.as_integer().ok_or_else(|| format!("is {}, not an integer", sort_of(value)))?;
        let n = u32::from_str_radix(number.as_str(), number.radix())
            .map_err(|_| format!("`{number}` is not a number of days"))?;
        values::check_lead(Lead::days(n))
    });
    let lead = entry.text("notice", values::LEAD_ALLOWED, values::lead);
    if entry.place("notice_days").is_some() && entry.place("notice").is_some() {
        entry.fault("notice", "the lead is given twice", "either `notice_days` or `notice`");
    }
    lead.or(days)
}

fn dependencies(entry: &Fields<'_, '_>) -> Vec<Field<PolicyId>> {
    entry.texts("depends_on", "ids as service/type, e.g. \"example-cloud/terms-of-service\"", |value| {
        PolicyId::parse(value).ok_or_else(|| format!("`{value}` is not an id"))
    })
}

fn resolved(
    root: &Fields<'_, '_>,
    id: &PolicyId,
    depends_on: Vec<Field<PolicyId>>,
    known: &[PolicyId],
) -> Vec<PolicyId> {
    let ids = || known.iter().map(PolicyId::as_str);
    for entry in &depends_on {
        let wrong = if entry.value == *id {
            "a policy cannot depend on itself".to_owned()
        } else if known.contains(&entry.value) {
            continue;
        } else {
            let near = nearest(entry.value.as_str(), ids());
            let hint = near.map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
            format!("no policy has the id `{}`{hint}", entry.value)
        };
        let others = ids().filter(|other| *other != id.as_str()).collect::<Vec<_>>().join(", ");
        root.sink().report(entry.offset, &entry.path, wrong, &others);
    }
    depends_on.into_iter().map(|entry| entry.value).collect()
}
