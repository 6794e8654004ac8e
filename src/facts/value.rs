//! Values: when two are the same, and how each is written in short.
//!
//! Equality here is legal, not literal: 12 months are one year, 24 hours one day, 90.0 % is 90 %; 90
//! days are not three months, although near.

use std::fmt;

use super::{Duration, Percent, Stance, TimeUnit, Value};
use crate::document::text::key_form;

impl Value {
    /// True when both state the same, whatever the notation.
    pub fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Duration(a), Self::Duration(b)) => a.equals(*b),
            (Self::Event { event, plus }, Self::Event { event: other, plus: more }) => {
                event == other && both(*plus, *more, Duration::equals)
            }
            (Self::Percent(a), Self::Percent(b)) => a.thousandths == b.thousandths,
            (Self::Tier { low, high, credit }, Self::Tier { low: from, high: to, credit: due }) => {
                let same = |p: Percent, q: Percent| p.thousandths == q.thousandths;
                both(*low, *from, same) && both(*high, *to, same) && same(*credit, *due)
            }
            (Self::Text(a), Self::Text(b)) => key_form(a) == key_form(b),
            _ => self == other,
        }
    }
}

fn both<T>(a: Option<T>, b: Option<T>, same: impl Fn(T, T) -> bool) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Scales in which units are exact multiples of each other.
#[derive(PartialEq, Eq)]
enum Scale {
    Minutes(u64),
    Months(u64),
    BusinessHours(u64),
    BusinessDays(u64),
}

impl Duration {
    /// True when both spans are exactly the same: 24 hours and one day, 12 months and one year.
    pub fn equals(self, other: Self) -> bool {
        self.scale() == other.scale()
    }

    /// Length in days for ordering only; months count as 30.44 days, business days as 1.4 of
    /// eight business hours.
    pub fn approximate_days(self) -> f64 {
        match self.scale() {
            Scale::Minutes(minutes) => exact(minutes) / 1440.0,
            Scale::Months(months) => exact(months) * 30.44,
            Scale::BusinessHours(hours) => exact(hours) * 1.4 / 8.0,
            Scale::BusinessDays(days) => exact(days) * 1.4,
        }
    }

    fn scale(self) -> Scale {
        let n = u64::from(self.n);
        match self.unit {
            TimeUnit::Minute => Scale::Minutes(n),
            TimeUnit::Hour => Scale::Minutes(n * 60),
            TimeUnit::Day => Scale::Minutes(n * 1440),
            TimeUnit::Week => Scale::Minutes(n * 7 * 1440),
            TimeUnit::BusinessHour => Scale::BusinessHours(n),
            TimeUnit::BusinessDay => Scale::BusinessDays(n),
            TimeUnit::Month => Scale::Months(n),
            TimeUnit::Year => Scale::Months(n * 12),
        }
    }
}

/// Small counts as floating numbers; legal texts stay far below the limit of exactness.
#[expect(clippy::cast_precision_loss, reason = "used for ordering only")]
fn exact(n: u64) -> f64 {
    n as f64
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            TimeUnit::Minute => "minute",
            TimeUnit::Hour => "hour",
            TimeUnit::Day => "day",
            TimeUnit::BusinessHour => "business hour",
            TimeUnit::BusinessDay => "business day",
            TimeUnit::Week => "week",
            TimeUnit::Month => "month",
            TimeUnit::Year => "year",
        };
        write!(f, "{} {unit}{}", self.n, if self.n == 1 { "" } else { "s" })
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.thousandths / 1000;
        let digits = format!("{:03}", self.thousandths % 1000);
        let decimals = usize::from(self.decimals).min(3);
        if decimals == 0 { write!(f, "{whole} %") } else { write!(f, "{whole}.{} %", &digits[..decimals]) }
    }
}

impl Stance {
    /// True for the short word of a stance as it is shown: `opt-in`, `prohibited`.
    pub(crate) fn is_named(word: &str) -> bool {
        [
            Self::Prohibited,
            Self::Permitted,
            Self::OptIn,
            Self::OptOut,
            Self::Exclusive,
            Self::Open,
            Self::Unspecified,
            Self::Granted,
        ]
        .iter()
        .any(|stance| stance.to_string() == word)
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Prohibited => "prohibited",
            Self::Permitted => "permitted",
            Self::OptIn => "opt-in",
            Self::OptOut => "opt-out",
            Self::Exclusive => "exclusive",
            Self::Open => "open",
            Self::Unspecified => "unspecified",
            Self::Granted => "granted",
        })
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Duration(duration) => duration.fmt(f),
            Self::Event { event, plus: None } => f.write_str(event),
            Self::Event { event, plus: Some(plus) } => write!(f, "{event} + {plus}"),
            Self::Percent(percent) => percent.fmt(f),
            Self::Tier { credit, .. } => credit.fmt(f),
            Self::Money { minor, currency } if minor % 100 == 0 => write!(f, "{currency} {}", minor / 100),
            Self::Money { minor, currency } => write!(f, "{currency} {}.{:02}", minor / 100, minor % 100),
            Self::Count(n) => n.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Stance(stance) => stance.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(n: u32, unit: TimeUnit) -> Value {
        Value::Duration(Duration { n, unit })
    }

    #[test]
    fn exact_multiples_are_equal_and_near_ones_are_not() {
        let cases = [
            (span(12, TimeUnit::Month), span(1, TimeUnit::Year), true),
            (span(24, TimeUnit::Hour), span(1, TimeUnit::Day), true),
            (span(2, TimeUnit::Week), span(14, TimeUnit::Day), true),
            (span(90, TimeUnit::Day), span(3, TimeUnit::Month), false),
            (span(5, TimeUnit::BusinessDay), span(5, TimeUnit::Day), false),
            (span(24, TimeUnit::BusinessHour), span(24, TimeUnit::Hour), false),
            (span(8, TimeUnit::BusinessHour), span(1, TimeUnit::BusinessDay), false),
        ];
        for (a, b, expected) in cases {
            assert_eq!(a.equals(&b), expected, "{a} and {b}");
        }
    }

    #[test]
    fn decimals_show_and_do_not_count() {
        let short = Value::Percent(Percent { thousandths: 90_000, decimals: 0 });
        let long = Value::Percent(Percent { thousandths: 90_000, decimals: 1 });
        assert!(short.equals(&long));
        assert_eq!((short.to_string(), long.to_string()), ("90 %".to_owned(), "90.0 %".to_owned()));
        assert_eq!(Value::Percent(Percent { thousandths: 99_900, decimals: 2 }).to_string(), "99.90 %");
    }

    #[test]
    fn values_read_short() {
        let after = Value::Event {
            event: "account lifetime".into(),
            plus: Some(Duration { n: 30, unit: TimeUnit::Day }),
        };
        assert_eq!(after.to_string(), "account lifetime + 30 days");
        assert_eq!(Value::Money { minor: 1_000_000, currency: "EUR".into() }.to_string(), "EUR 10000");
        assert_eq!(span(1, TimeUnit::Year).to_string(), "1 year");
    }
}
