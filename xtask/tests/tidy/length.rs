//! How long a file and a function may be.

use crate::project::{Fault, Project};

/// The longest Rust file, in lines, its tests included.
const FILE_LINES_MAX: usize = 800;
/// The longest function, in lines, from `fn` to its closing brace.
const FUNCTION_LINES_MAX: usize = 70;

/// Rust files that are too long.
pub fn files(project: &Project) -> Vec<Fault> {
    let lengths = project.rust.keys().map(|path| (path, project.texts[path].lines().count()));
    let long = lengths.filter(|(_, lines)| *lines > FILE_LINES_MAX);
    long.map(|(path, lines)| Fault {
        path: path.clone(),
        line: 0,
        what: format!("{lines} lines, and {FILE_LINES_MAX} is the most: divide it by its nouns"),
    })
    .collect()
}

/// Functions that are too long.
pub fn functions(project: &Project) -> Vec<Fault> {
    let all = project.rust.iter().flat_map(|(path, tokens)| {
        tokens.functions().map(move |function| (path.clone(), function))
    });
    let long = all.filter(|(_, function)| function.lines > FUNCTION_LINES_MAX);
    long.map(|(path, function)| Fault {
        path,
        line: function.line,
        what: format!(
            "`{}` has {} lines, and {FUNCTION_LINES_MAX} is the most",
            function.name, function.lines
        ),
    })
    .collect()
}

#[test]
fn no_file_is_too_long() {
    crate::hold("file-length");
}

#[test]
fn no_function_is_too_long() {
    crate::hold("function-length");
}

#[test]
fn a_file_that_is_too_long_is_caught() {
    let (just, over) = ("//\n".repeat(800), "//\n".repeat(801));
    crate::caught(
        files,
        &[
            ("crates/truce/src/just.rs", &just),
            ("crates/truce/src/over.rs", &over),
            ("a.md", &over),
        ],
        &["crates/truce/src/over.rs: 801 lines, and 800 is the most: divide it by its nouns"],
    );
}

#[test]
fn a_function_that_is_too_long_is_caught() {
    let just = format!("fn just() {{{}}}", "\n".repeat(69));
    let over = format!("\nimpl X {{\n    fn over() {{{}}}\n}}", "\n".repeat(70));
    crate::caught(
        functions,
        &[("crates/truce/src/just.rs", &just), ("xtask/src/over.rs", &over)],
        &["xtask/src/over.rs:3: `over` has 71 lines, and 70 is the most"],
    );
}
