//! What a log is called, how long it is and what its tree hashes to.
//!
//! The text is the body of a C2SP tlog-checkpoint, ready to be signed:
//!
//! ```text
//! truce.example/north
//! 3
//! rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=
//! ```
//!
//! # Out of scope
//! Signatures, and the extension lines of the specification (not recommended
//! there): a body that has some is refused, because it would not come out as
//! it went in.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::tree::{Hash, empty_root};

/// The longest origin, in bytes (the bound of tlog-cosignature).
pub const ORIGIN_BYTES_MAX: usize = 255;

/// The largest size of a log: others keep it in a signed 64-bit number.
pub const SIZE_MAX: u64 = i64::MAX.cast_unsigned();

/// The longest text of a head, in bytes.
pub const TEXT_BYTES_MAX: usize = ORIGIN_BYTES_MAX + 1 + 19 + 1 + 44 + 1;

/// Why a text is no head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeadFault {
    /// Not three lines, each ended.
    #[error("a head has three lines: origin, size and root")]
    Lines,
    /// Far longer than any head.
    #[error("a head has at most {TEXT_BYTES_MAX} bytes, this has {0}")]
    TooLong(usize),
    /// The first line is empty, too long or has control characters.
    #[error("the origin has 1 to {ORIGIN_BYTES_MAX} bytes and no control characters, not {0:?}")]
    Origin(String),
    /// The second line is no size.
    #[error("the size is a number from 0 to {SIZE_MAX} without leading zeros, not {0:?}")]
    Size(String),
    /// The third line is no root.
    #[error("the root is 32 bytes in base64 with padding, not {0:?}")]
    Root(String),
    /// The size is 0 and the root is that of something.
    #[error("the size is 0, but the root is not that of an empty log")]
    EmptyRoot,
}

/// The head of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The log's name, unique in the world.
    pub origin: String,
    /// How many entries it covers.
    pub size: u64,
    /// The RFC 6962 root over them.
    pub root: Hash,
}

impl Head {
    /// Reads the text form; whatever is accepted is written again to the byte.
    ///
    /// # Errors
    /// [`HeadFault`] for anything but the one way to write a head.
    pub fn parse(text: &str) -> Result<Self, HeadFault> {
        if text.len() > TEXT_BYTES_MAX {
            return Err(HeadFault::TooLong(text.len()));
        }
        let mut lines = text.strip_suffix('\n').ok_or(HeadFault::Lines)?.split('\n');
        let (Some(origin), Some(size), Some(root), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(HeadFault::Lines);
        };
        if origin.is_empty()
            || origin.len() > ORIGIN_BYTES_MAX
            || origin.chars().any(char::is_control)
        {
            return Err(HeadFault::Origin(origin.to_owned()));
        }
        let head =
            Self { origin: origin.to_owned(), size: read_size(size)?, root: read_root(root)? };
        if head.size == 0 && head.root != empty_root() {
            return Err(HeadFault::EmptyRoot);
        }
        Ok(head)
    }

    /// The root in base64, as in the third line.
    #[must_use]
    pub fn root_text(&self) -> String {
        STANDARD.encode(self.root)
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root_text())
    }
}

fn read_size(text: &str) -> Result<u64, HeadFault> {
    let fault = || HeadFault::Size(text.to_owned());
    let leading_zero = text.len() > 1 && text.starts_with('0');
    if leading_zero || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(fault());
    }
    text.parse().ok().filter(|size| *size <= SIZE_MAX).ok_or_else(fault)
}

fn read_root(text: &str) -> Result<Hash, HeadFault> {
    // The engine refuses missing padding and stray bits, so there is one text for a root.
    let bytes = STANDARD.decode(text).ok();
    bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| HeadFault::Root(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;
    use crate::tree::Tree;
    use crate::tree::tests::ENTRIES;

    fn check(text: &str, expected: Expect) {
        expected.assert_eq(&match Head::parse(text) {
            Ok(head) => format!("{} holds {} entries", head.origin, head.size),
            Err(fault) => fault.to_string(),
        });
    }

    #[test]
    fn a_head_is_the_body_of_a_checkpoint() {
        let tree: Tree = ENTRIES[..3].iter().map(|entry| crate::tree::leaf(entry)).collect();
        let head = Head { origin: "truce.example/north".to_owned(), size: 3, root: tree.root() };
        expect![[r#"
            truce.example/north
            3
            rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=
        "#]]
        .assert_eq(&head.to_string());
        assert_eq!(Head::parse(&head.to_string()), Ok(head));
    }

    #[test]
    fn the_checkpoint_of_the_specification_is_read() {
        check(
            "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            expect!["example.com/behind-the-sofa holds 20852163 entries"],
        );
    }

    #[test]
    fn anything_else_is_refused_in_words() {
        const ROOT: &str = "rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=";
        check("", expect!["a head has three lines: origin, size and root"]);
        check(&format!("a\n3\n{ROOT}"), expect!["a head has three lines: origin, size and root"]);
        check(
            &format!("a\n3\n{ROOT}\nmore\n"),
            expect!["a head has three lines: origin, size and root"],
        );
        check(
            &format!("\n3\n{ROOT}\n"),
            expect![[r#"the origin has 1 to 255 bytes and no control characters, not """#]],
        );
        check(
            &format!("a\r\n3\n{ROOT}\n"),
            expect![[r#"the origin has 1 to 255 bytes and no control characters, not "a\r""#]],
        );
        check(
            &format!("a\n03\n{ROOT}\n"),
            expect![[
                r#"the size is a number from 0 to 9223372036854775807 without leading zeros, not "03""#
            ]],
        );
        check(
            &format!("a\n+3\n{ROOT}\n"),
            expect![[
                r#"the size is a number from 0 to 9223372036854775807 without leading zeros, not "+3""#
            ]],
        );
        check(
            &format!("a\n9223372036854775808\n{ROOT}\n"),
            expect![[
                r#"the size is a number from 0 to 9223372036854775807 without leading zeros, not "9223372036854775808""#
            ]],
        );
        check(
            "a\n3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc\n",
            expect![[
                r#"the root is 32 bytes in base64 with padding, not "rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc""#
            ]],
        );
        check(
            "a\n3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnd=\n",
            expect![[
                r#"the root is 32 bytes in base64 with padding, not "rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnd=""#
            ]],
        );
        check(
            &format!("a\n0\n{ROOT}\n"),
            expect!["the size is 0, but the root is not that of an empty log"],
        );
        check(
            &format!("{}\n3\n{ROOT}\n", "a".repeat(400)),
            expect!["a head has at most 321 bytes, this has 448"],
        );
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_again_to_the_byte(text in "[ -~]{0,4}\n[0-9]{1,20}\n[A-Za-z0-9+/]{43}=\n") {
            if let Ok(head) = Head::parse(&text) {
                prop_assert_eq!(head.to_string(), text);
            }
        }

        #[test]
        fn every_head_reads_back(origin in "[!-~ä]{1,99}", size in 1..=SIZE_MAX, root: Hash) {
            let head = Head { origin, size, root };
            prop_assert_eq!(Head::parse(&head.to_string()), Ok(head));
        }

        #[test]
        fn no_text_makes_the_reader_fall(text in "(?s).{0,400}") {
            let _ = Head::parse(&text);
        }
    }
}
