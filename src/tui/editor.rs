//! Opens a file in the learner's own editor, at a line.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

/// Runs the editor and waits for its end. The error is a sentence for the learner.
pub(super) fn edit(path: &Path, line: usize) -> Result<(), String> {
    let editor = chosen();
    let shown = editor.to_string_lossy();
    match command(&editor, path, line).status() {
        Ok(status) if status.success() => Ok(()),
        // What a shell answers when there is no such program.
        Ok(status) if status.code() == Some(127) => {
            Err(format!("There is no editor `{shown}`; set EDITOR to the one you use."))
        }
        Ok(status) => Err(format!("The editor `{shown}` ended with {status}.")),
        Err(error) => Err(format!("The editor `{shown}` could not be started: {error}.")),
    }
}

/// `$VISUAL`, else `$EDITOR`, else `vi`.
fn chosen() -> OsString {
    ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| env::var_os(name).filter(|value| !value.is_empty()))
        .unwrap_or_else(|| "vi".into())
}

/// The command that opens `path` at `line`. `editor` may hold arguments and quotes, so a shell takes it apart, as git
/// does.
fn command(editor: &OsStr, path: &Path, line: usize) -> Command {
    let mut script = editor.to_owned();
    script.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg(editor).args(arguments(editor, path, line));
    command
}

/// How the editor wants to be told the line. `+12 file` is what nearly all understand.
fn arguments(editor: &OsStr, path: &Path, line: usize) -> Vec<OsString> {
    let program = editor.to_string_lossy();
    let program = program.split_whitespace().next().unwrap_or_default();
    let name = Path::new(program).file_name().and_then(OsStr::to_str).unwrap_or_default();
    let mut place = path.as_os_str().to_owned();
    place.push(format!(":{line}"));
    match name {
        "hx" | "helix" => vec![place],
        "code" | "codium" | "code-insiders" | "cursor" => vec!["--wait".into(), "--goto".into(), place],
        "zed" | "subl" => vec!["--wait".into(), place],
        _ => vec![format!("+{line}").into(), path.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(editor: &str) -> String {
        let arguments = arguments(editor.as_ref(), Path::new("a b.toml"), 12);
        arguments.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn every_editor_is_told_the_line_as_it_wants() {
        assert_eq!(told("vim"), "+12|a b.toml");
        assert_eq!(told("/usr/bin/nano -w"), "+12|a b.toml");
        assert_eq!(told("hx"), "a b.toml:12");
        assert_eq!(told("code -n"), "--wait|--goto|a b.toml:12");
    }

    #[test]
    fn the_editor_may_have_arguments_in_quotes() {
        let place = Path::new("a b.toml");
        let output = command("printf '<%s>' 'x y'".as_ref(), place, 3).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), "<x y><+3><a b.toml>");
    }
}
