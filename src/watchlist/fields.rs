//! Reading one table of the file: typed access to its keys, a fault for everything unexpected.
//!
//! Generic over what the keys mean. A reader never stops at a fault: it records it and gives `None`,
//! so that the rest of the file is read as well.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::faults::{Sink, nearest};

/// One table of the file with its place in the key path.
pub(super) struct Fields<'s, 't> {
    sink: &'s Sink<'t>,
    table: &'s DeTable<'t>,
    path: String,
    offset: usize,
}

/// A value, the offset it stands at and its key path.
pub(super) struct Field<T> {
    pub(super) value: T,
    pub(super) offset: usize,
    pub(super) path: String,
}

impl<'s, 't: 's> Fields<'s, 't> {
    /// Opens a table and reports every key that is not `known`.
    pub(super) fn open(
        sink: &'s Sink<'t>,
        table: &'s DeTable<'t>,
        path: String,
        offset: usize,
        known: &[&str],
    ) -> Self {
        let fields = Self { sink, table, path, offset };
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let hint = nearest(name, known.iter().copied()).map_or_else(
                || "unknown key".to_owned(),
                |near| format!("unknown key, did you mean `{near}`?"),
            );
            sink.report(key.span().start, &fields.path_of(name), hint, &known.join(", "));
        }
        fields
    }

    /// The sink, for faults that concern more than one key.
    pub(super) fn sink(&self) -> &'s Sink<'t> {
        self.sink
    }

    /// Where the table starts.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// Key path of one of the table's keys.
    pub(super) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Where a key stands, when it is there.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(name, _)| name.span().start)
    }

    /// Reports a fault of a key that is there (or of the table when it is not).
    pub(super) fn fault(&self, key: &str, wrong: impl Into<String>, allowed: &str) {
        let offset = self.place(key).unwrap_or(self.offset);
        self.sink.report(offset, &self.path_of(key), wrong, allowed);
    }

    /// A value of any sort, converted; `None` when absent or wrong, and wrong ones are reported.
    pub(super) fn read<T>(
        &self,
        key: &str,
        allowed: &str,
        convert: impl Fn(&DeValue<'_>) -> Result<T, String>,
    ) -> Option<T> {
        let found = self.table.get(key)?;
        convert(found.get_ref())
            .map_err(|wrong| self.sink.report(found.span().start, &self.path_of(key), wrong, allowed))
            .ok()
    }

    /// A string, converted.
    pub(super) fn text<T>(
        &self,
        key: &str,
        allowed: &str,
        convert: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        self.read(key, allowed, |value| convert(as_text(value)?))
    }

    /// A string that must be there.
    pub(super) fn required<T>(
        &self,
        key: &str,
        allowed: &str,
        convert: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        if !self.table.contains_key(key) {
            self.sink.missing(self.offset, &self.path_of(key), allowed);
        }
        self.text(key, allowed, convert)
    }

    /// The strings of an array, each converted, wrong ones reported by their index from 1.
    pub(super) fn texts<T>(
        &self,
        key: &str,
        allowed: &str,
        convert: impl Fn(&str) -> Result<T, String>,
    ) -> Vec<Field<T>> {
        let Some(found) = self.table.get(key) else { return Vec::new() };
        let Some(array) = found.get_ref().as_array() else {
            let wrong = format!("is {}, not an array", sort_of(found.get_ref()));
            self.sink.report(found.span().start, &self.path_of(key), wrong, allowed);
            return Vec::new();
        };
        let each = array.iter().enumerate().filter_map(|(index, item)| {
            let path = format!("{}[{}]", self.path_of(key), index + 1);
            match as_text(item.get_ref()).and_then(&convert) {
                Ok(value) => Some(Field { value, offset: item.span().start, path }),
                Err(wrong) => {
                    self.sink.report(item.span().start, &path, wrong, allowed);
                    None
                }
            }
        });
        each.collect()
    }

    /// One value or an array of them, whichever was written, each with its place.
    pub(super) fn one_or_more(&self, key: &str) -> Vec<Field<&'s DeValue<'t>>> {
        let Some(found) = self.table.get(key) else { return Vec::new() };
        let path = self.path_of(key);
        let Some(array) = found.get_ref().as_array() else {
            return vec![Field { value: found.get_ref(), offset: found.span().start, path }];
        };
        let each = array.iter().enumerate();
        each.map(|(index, item)| Field {
            value: item.get_ref(),
            offset: item.span().start,
            path: format!("{path}[{}]", index + 1),
        })
        .collect()
    }

    /// A table below this one.
    pub(super) fn table(&self, key: &str, known: &[&str]) -> Option<Self> {
        let found = self.table.get(key)?;
        self.opened(found, self.path_of(key), known)
    }

    /// An array of tables below this one: `[[key]]`.
    pub(super) fn tables(&self, key: &str, known: &[&str]) -> Vec<Self> {
        let Some(found) = self.table.get(key) else { return Vec::new() };
        let Some(array) = found.get_ref().as_array() else {
            let wrong = format!("is {}, not a list of tables", sort_of(found.get_ref()));
            self.sink.report(found.span().start, &self.path_of(key), wrong, &format!("[[{key}]]"));
            return Vec::new();
        };
        let each = array.iter().enumerate();
        each.filter_map(|(index, item)| {
            self.opened(item, format!("{}[{}]", self.path_of(key), index + 1), known)
        })
        .collect()
    }

    fn opened(&self, found: &'s Spanned<DeValue<'t>>, path: String, known: &[&str]) -> Option<Self> {
        let offset = found.span().start;
        if let Some(table) = found.get_ref().as_table() {
            return Some(Self::open(self.sink, table, path, offset, known));
        }
        let wrong = format!("is {}, not a table", sort_of(found.get_ref()));
        self.sink.report(offset, &path, wrong, &format!("a table with {}", known.join(", ")));
        None
    }
}

/// The string of a value, or what it is instead.
pub(super) fn as_text<'v>(value: &'v DeValue<'_>) -> Result<&'v str, String> {
    value.as_str().ok_or_else(|| format!("is {}, not a string", sort_of(value)))
}

/// The sort of a value with its article, for "is …, not …".
pub(super) fn sort_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}
