//! mscref in Zed: starts `mscref lsp`, which is found on the PATH.

use zed_extension_api::{self as zed, LanguageServerId, Result};

struct Mscref;

impl zed::Extension for Mscref {
    fn new() -> Self {
        Mscref
    }

    fn language_server_command(
        &mut self,
        _server: &LanguageServerId,
        worktree: &zed::Worktree,
    ) -> Result<zed::Command> {
        let command = worktree
            .which("mscref")
            .ok_or_else(|| "mscref is not on the PATH: pipx install \"mscref[lsp]\"".to_string())?;
        Ok(zed::Command {
            command,
            args: vec!["lsp".to_string()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Mscref);
