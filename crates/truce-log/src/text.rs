//! What the text formats of C2SP are made of: numbers, base64, hashes.
//!
//! Each has one way to be written here, so that what is read is written again
//! to the byte.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::head::SIZE_MAX;
use crate::tree::Hash;

/// The most hashes that a proof in a text may have: no tree has more levels.
pub(crate) const PROOF_HASHES_MAX: usize = 63;

/// The longest piece of foreign text that a message repeats, in characters.
const SHOWN_CHARS_MAX: usize = 80;

/// A number without sign and leading zeros, at most [`SIZE_MAX`].
pub(crate) fn read_number(text: &str) -> Option<u64> {
    let leading_zero = text.len() > 1 && text.starts_with('0');
    if leading_zero || text.len() > 19 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|number| *number <= SIZE_MAX)
}

/// Standard base64 with padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The way back from base64: missing padding, stray bits and foreign characters are refused.
pub(crate) fn read_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// A hash in base64.
pub(crate) fn read_hash(text: &str) -> Option<Hash> {
    read_base64(text)?.try_into().ok()
}

/// The next line of a text without its newline, and what follows; none if no newline is left.
pub(crate) fn next_line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((std::str::from_utf8(line).ok()?, rest.get(1..)?))
}

/// Foreign text as a message may repeat it: cut short, and with control characters escaped.
pub(crate) fn shown(text: &str) -> String {
    let mut chars = text.chars();
    let mut shown = String::new();
    for char in chars.by_ref().take(SHOWN_CHARS_MAX) {
        if char.is_control() {
            shown.extend(char.escape_default());
        } else {
            shown.push(char);
        }
    }
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}
