//! A folder of recorded pages: `Service/Policy/2026-05-01T12-00-00Z.html`.

use std::fs;
use std::path::Path;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::{ImportError, MAX_BYTES, Names, Place, Plan, Reader, Recording, is_page};

/// Lists what is below `root`; names that are given stand in for levels of folders.
pub(super) fn plan(root: &Path, names: &Names) -> Result<Plan, ImportError> {
    let mut plan = Plan { recordings: Vec::new(), passed_over: Vec::new(), reader: Reader::Folder };
    visit(root, &mut Vec::new(), names, &mut plan)?;
    Ok(plan)
}

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, ImportError> {
    fs::read(path).map_err(|source| ImportError::Unreadable { path: path.to_owned(), source })
}

fn visit(folder: &Path, above: &mut Vec<String>, names: &Names, plan: &mut Plan) -> Result<(), ImportError> {
    let unreadable = |source| ImportError::Unreadable { path: folder.to_owned(), source };
    let mut entries: Vec<_> =
        fs::read_dir(folder).map_err(unreadable)?.collect::<Result<_, _>>().map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        let file = above.iter().map(String::as_str).chain([name.as_str()]).collect::<Vec<_>>().join("/");
        // Not followed: a link could lead round in a circle or out of the folder.
        let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        if path.is_dir() && !is_link {
            above.push(name);
            visit(&path, above, names, plan)?;
            above.pop();
            continue;
        }
        let too_large = entry.metadata().is_ok_and(|meta| meta.len() > MAX_BYTES);
        match recording(&name, above, names) {
            _ if is_link => plan.passed_over.push((file, "a link")),
            Ok(_) if too_large => plan.passed_over.push((file, "larger than 64 MB")),
            Ok((service, kind, at)) => {
                plan.recordings.push(Recording { service, kind, at, file, place: Place::File(path) });
            }
            Err(why) => plan.passed_over.push((file, why)),
        }
    }
    Ok(())
}

type Named = (String, String, DateTime<Utc>);

fn recording(name: &str, above: &[String], names: &Names) -> Result<Named, &'static str> {
    let (stem, extension) = name.rsplit_once('.').ok_or("not a page")?;
    if !is_page(extension) {
        return Err("not a page");
    }
    let at = instant(stem).ok_or("its name is no time like 2026-05-01T12-00-00Z")?;
    let mut levels = above.iter().cloned();
    let service = names.service.clone().or_else(|| levels.next()).ok_or("no folder names its service")?;
    let rest: Vec<String> = levels.collect();
    let kind = names.kind.clone().or_else(|| (!rest.is_empty()).then(|| rest.join(" ")));
    Ok((service, kind.ok_or("no folder names its policy")?, at))
}

fn instant(stem: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(stem, "%Y-%m-%dT%H-%M-%SZ").ok().map(|civil| civil.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(above: &[&str], name: &str, names: &Names) -> Result<Named, &'static str> {
        let above: Vec<String> = above.iter().map(ToString::to_string).collect();
        recording(name, &above, names)
    }

    #[test]
    fn folders_name_service_and_policy_unless_names_are_given() {
        let file = "2026-05-01T12-00-00Z.html";
        let at = "2026-05-01T12:00:00Z".parse().unwrap();
        let given = Names { service: Some("Acme".into()), kind: Some("Terms".into()) };
        let expected = Ok(("Acme".to_owned(), "Terms".to_owned(), at));
        assert_eq!(named(&["Acme", "Terms"], file, &Names::default()), expected);
        assert_eq!(named(&[], file, &given), expected);
        let service_only = Names { kind: None, ..given };
        assert_eq!(named(&["Terms"], file, &service_only), expected);
        assert!(named(&["Acme"], file, &Names::default()).is_err());
    }

    #[test]
    fn other_files_are_passed_over_with_a_reason() {
        let above = ["Acme", "Terms"];
        let others = [
            "manifest.jsonl",
            "notes.html",
            "2026-13-01T12-00-00Z.html",
            "2026-05-01T12-00-00Z.png",
            "README",
            ".html",
        ];
        for name in others {
            assert!(named(&above, name, &Names::default()).is_err(), "{name}");
        }
    }
}
