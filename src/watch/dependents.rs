//! Our own policies that are built on a provider's: what a change of it may make untrue.

use crate::archive::{Archive, ArchiveError, VersionSelector};
use crate::notice::flow::Dependent;
use crate::notice::read_clause;
use crate::watchlist::{PolicyId, Role, Watchlist};

/// Those of the watchlist that are built on `provider`, with their texts as `at` says; one that has no
/// text there is left out.
pub(crate) async fn of(
    archive: &Archive,
    watchlist: &Watchlist,
    provider: &PolicyId,
    at: VersionSelector,
) -> Result<Vec<Dependent>, ArchiveError> {
    let mut dependents = Vec::new();
    let is_built_on = |role: Role, on: &[PolicyId]| role == Role::Published && on.contains(provider);
    for own in watchlist.policies.iter().filter(|own| is_built_on(own.role, &own.depends_on)) {
        if let Some(version) = archive.version(&own.id, at).await? {
            let document = version.document;
            let required = own.required_notice(read_clause(&document).as_ref());
            dependents.push(Dependent { policy: own.id.clone(), document, required });
        }
    }
    Ok(dependents)
}
