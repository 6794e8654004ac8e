//! The watchlist most scenarios begin with: a publisher, its own policy, and a provider it reads.

/// Fernhollow in Berlin publishes a privacy policy, each version of which counts at once.
pub(crate) const PUBLISHER: &str = r#"
[publisher]
name = "Fernhollow"
zone = "Europe/Berlin"

[[policy]]
service = "Fernhollow"
type = "Privacy Policy"
role = "published"
file = "pages/privacy.txt"
confirm = "0"
"#;

/// The agreement of a provider, to stand behind [`PUBLISHER`].
pub(crate) const PROVIDER: &str = r#"
[[policy]]
service = "Kestrel Cloud"
type = "SLA"
role = "provider"
file = "pages/sla.txt"
"#;
