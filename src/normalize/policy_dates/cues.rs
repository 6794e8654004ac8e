//! Words before a date that say what it is the date of, in the languages we read.

use std::sync::LazyLock;

use crate::document::DateKind;

/// Cue words by kind, lower case; the longest cue nearest before the date decides.
pub(super) const CUES: &[(&str, DateKind)] = &[
    ("last updated", DateKind::LastUpdated),
    ("last update", DateKind::LastUpdated),
    ("last modified", DateKind::LastUpdated),
    ("last revised", DateKind::LastUpdated),
    ("last reviewed", DateKind::LastUpdated),
    ("last changed", DateKind::LastUpdated),
    ("latest update", DateKind::LastUpdated),
    ("date of last revision", DateKind::LastUpdated),
    ("updated", DateKind::LastUpdated),
    ("revised", DateKind::LastUpdated),
    ("revision date", DateKind::LastUpdated),
    ("modified", DateKind::LastUpdated),
    ("zuletzt aktualisiert", DateKind::LastUpdated),
    ("letzte aktualisierung", DateKind::LastUpdated),
    ("letzte änderung", DateKind::LastUpdated),
    ("stand", DateKind::LastUpdated),
    ("dernière mise à jour", DateKind::LastUpdated),
    ("mis à jour", DateKind::LastUpdated),
    ("mise à jour", DateKind::LastUpdated),
    ("última actualización", DateKind::LastUpdated),
    ("actualizado", DateKind::LastUpdated),
    ("ultimo aggiornamento", DateKind::LastUpdated),
    ("aggiornato", DateKind::LastUpdated),
    ("última atualização", DateKind::LastUpdated),
    ("atualizado", DateKind::LastUpdated),
    ("laatst bijgewerkt", DateKind::LastUpdated),
    ("laatst gewijzigd", DateKind::LastUpdated),
    ("ostatnia aktualizacja", DateKind::LastUpdated),
    ("最終更新", DateKind::LastUpdated),
    ("更新日", DateKind::LastUpdated),
    ("最近更新", DateKind::LastUpdated),
    ("effective date", DateKind::Effective),
    ("effective as of", DateKind::Effective),
    ("effective from", DateKind::Effective),
    ("effective on", DateKind::Effective),
    ("effective", DateKind::Effective),
    ("in effect from", DateKind::Effective),
    ("in force", DateKind::Effective),
    ("takes effect", DateKind::Effective),
    ("take effect", DateKind::Effective),
    ("applies from", DateKind::Effective),
    ("valid from", DateKind::Effective),
    ("gültig ab", DateKind::Effective),
    ("in kraft", DateKind::Effective),
    ("wirksam ab", DateKind::Effective),
    ("en vigueur", DateKind::Effective),
    ("date d'effet", DateKind::Effective),
    ("entrada en vigor", DateKind::Effective),
    ("vigente desde", DateKind::Effective),
    ("fecha de vigencia", DateKind::Effective),
    ("in vigore", DateKind::Effective),
    ("data di entrata in vigore", DateKind::Effective),
    ("em vigor", DateKind::Effective),
    ("data de vigência", DateKind::Effective),
    ("ingangsdatum", DateKind::Effective),
    ("van kracht", DateKind::Effective),
    ("obowiązuje od", DateKind::Effective),
    ("施行日", DateKind::Effective),
    ("発効日", DateKind::Effective),
    ("生效日期", DateKind::Effective),
    ("last amended", DateKind::LastUpdated),
    ("amended", DateKind::LastUpdated),
    ("date of revision", DateKind::LastUpdated),
    ("zuletzt geändert", DateKind::LastUpdated),
    ("dernière modification", DateKind::LastUpdated),
    ("dernière révision", DateKind::LastUpdated),
    ("última modificación", DateKind::LastUpdated),
    ("última revisión", DateKind::LastUpdated),
    ("ultima modifica", DateKind::LastUpdated),
    ("ultima revisione", DateKind::LastUpdated),
    ("última modificação", DateKind::LastUpdated),
    ("última revisão", DateKind::LastUpdated),
    ("laatste update", DateKind::LastUpdated),
    ("laatste wijziging", DateKind::LastUpdated),
    ("ostatnia zmiana", DateKind::LastUpdated),
    ("data aktualizacji", DateKind::LastUpdated),
    ("最后更新", DateKind::LastUpdated),
    ("最新更新", DateKind::LastUpdated),
    ("修订日期", DateKind::LastUpdated),
    ("改定日", DateKind::LastUpdated),
    ("改訂日", DateKind::LastUpdated),
    ("entry into force", DateKind::Effective),
    ("enters into force", DateKind::Effective),
    ("comes into force", DateKind::Effective),
    ("comes into effect", DateKind::Effective),
    ("came into force", DateKind::Effective),
    ("inkrafttreten", DateKind::Effective),
    ("gültig seit", DateKind::Effective),
    ("date d'entrée en vigueur", DateKind::Effective),
    ("entre en vigueur", DateKind::Effective),
    ("entra en vigor", DateKind::Effective),
    ("entra in vigore", DateKind::Effective),
    ("valido dal", DateKind::Effective),
    ("válido desde", DateKind::Effective),
    ("geldig vanaf", DateKind::Effective),
    ("data wejścia w życie", DateKind::Effective),
    ("wchodzi w życie", DateKind::Effective),
    ("生效日", DateKind::Effective),
    ("効力発生日", DateKind::Effective),
    ("发布日期", DateKind::Published),
    ("公布日", DateKind::Published),
    ("公開日", DateKind::Published),
    ("published", DateKind::Published),
    ("posted", DateKind::Published),
    ("publication date", DateKind::Published),
    ("date of this notice", DateKind::Published),
    ("date of this policy", DateKind::Published),
    ("dated", DateKind::Published),
    ("veröffentlicht", DateKind::Published),
    ("publié", DateKind::Published),
    ("publicado", DateKind::Published),
    ("pubblicato", DateKind::Published),
    ("gepubliceerd", DateKind::Published),
    ("制定日", DateKind::Published),
    ("version of", DateKind::Version),
    ("version date", DateKind::Version),
    ("version", DateKind::Version),
    ("fassung vom", DateKind::Version),
    ("date", DateKind::Published),
    ("datum", DateKind::Published),
    ("fecha", DateKind::Published),
];

/// The cues that end with each byte, so that only these are tried where a text has it.
static CUES_BY_LAST_BYTE: LazyLock<Vec<Vec<(&str, DateKind)>>> = LazyLock::new(|| {
    let mut by_last = vec![Vec::new(); 256];
    for cue in CUES {
        by_last[usize::from(cue.0.as_bytes()[cue.0.len() - 1])].push(*cue);
    }
    by_last
});

/// The cue that stands last in these words; of those that end together, the longest.
pub(super) fn last_cue(words: &str) -> Option<(&'static str, DateKind)> {
    let starts_word = |before: &str| before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let bytes = words.as_bytes();
    (0..bytes.len()).rev().find_map(|last| {
        let found = CUES_BY_LAST_BYTE[usize::from(bytes[last])].iter().filter(|(cue, _)| {
            bytes[..=last].ends_with(cue.as_bytes()) && starts_word(&words[..last + 1 - cue.len()])
        });
        found.max_by_key(|(cue, _)| cue.len()).copied()
    })
}
