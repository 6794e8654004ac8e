//! Exit codes, the same for every command and promised by the published contract.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// 0: fine.
    Fine,
    /// 1: a finding somebody must look at.
    Finding,
    /// 2: usage, configuration or input trouble; nothing was done.
    Unusable,
    /// 3: some items failed, the others were done.
    Partly,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Fine => 0,
            Exit::Finding => 1,
            Exit::Unusable => 2,
            Exit::Partly => 3,
        })
    }
}
