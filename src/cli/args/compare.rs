//! `compare …` as typed.

use clap::{Args as ClapArgs, ValueEnum};

use crate::materiality::Verdict;

/// `compare`
#[derive(Debug, ClapArgs)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct CompareArgs {
    /// A file, `-` for stdin, a URL, `service/type@DATE`, `@latest`, `@previous`, or a file as git
    /// has it: `HEAD~1:privacy.md`.
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The same, for the new text.
    #[arg(value_name = "NEW")]
    pub new: String,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Terminal, conflicts_with = "json")]
    pub format: Format,
    /// One line a change.
    #[arg(long, conflicts_with_all = ["json", "format"])]
    pub summary: bool,
    /// Annotations for a GitHub workflow, one a change, instead of the comparison.
    #[arg(long, conflicts_with_all = ["json", "format", "summary"])]
    pub github: bool,
    /// Say how each verdict came about: every reason, quotes, the facts read before and after, which
    /// rule explained which words, and why it is no other verdict.
    #[arg(long, conflicts_with_all = ["json", "format", "summary", "github", "only", "no_assess"])]
    pub explain: bool,
    /// Show only changes of these verdicts; several with a comma.
    #[arg(long, value_enum, value_name = "VERDICT", value_delimiter = ',')]
    pub only: Vec<OnlyArg>,
    /// From which verdict on the exit code is 1; `review` unless told otherwise.
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub fail_on: Option<FailOn>,
    /// Say what changed and do not judge it; any change is exit code 1.
    #[arg(long, conflicts_with = "only")]
    pub no_assess: bool,
}

/// A verdict to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OnlyArg {
    /// Changes what somebody may do, gets or owes.
    Material,
    /// Possibly material: a person must look.
    Review,
    /// Proven harmless.
    Cosmetic,
}

impl From<OnlyArg> for Verdict {
    fn from(typed: OnlyArg) -> Self {
        match typed {
            OnlyArg::Material => Self::Material,
            OnlyArg::Review => Self::Review,
            OnlyArg::Cosmetic => Self::Cosmetic,
        }
    }
}

/// What makes the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A material change.
    Material,
    /// A material change, or one that a person must look at.
    Review,
    /// Any change.
    Any,
    /// Nothing: only trouble is not 0.
    None,
}

/// Output formats of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Wrapped to the terminal, coloured when asked.
    Terminal,
    /// Plain text without colour.
    Text,
    /// For a pull-request comment.
    Markdown,
    /// One self-contained page.
    Html,
}
