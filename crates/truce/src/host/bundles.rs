//! Entries out of a log's bundles, fetched by several at a time and the next part ahead.
//!
//! So a long line is filled, and neither it nor the disk waits for the other.
//! What is fetched at once is bounded by what came before; by [`AT_ONCE`] bundles of the greatest length if a peer lies.
//!
//! # Out of scope
//! Whether the entries are true: the node holds them against a signed head.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread;

use truce_log::bundle::Bundle;
use truce_log::shelf::Shelf;
use truce_log::tile::{Row, TilePath, WIDTH_MAX};

use super::ahead::{Ahead, Part};

/// How many bundles are fetched at once, so that a long line is filled.
pub const AT_ONCE: usize = 16;
/// About how many bytes of entries are fetched before they are handed on, so that memory stays bounded.
const BYTES_AT_ONCE: usize = 16 << 20;
/// From how many entries on a part is one of many: then the next is fetched ahead.
const LONG: u64 = 16_000;

/// A bundle's bytes and width, or none if it is not there; or why it was not to be had.
type Got = Result<Option<(Vec<u8>, u16)>, String>;

/// Entries of a log, as many as fit; `to` is the end of a whole bundle or the goal.
///
/// # Errors
/// In words, if not even the first are to be had.
pub fn entries(shelf: &Arc<dyn Shelf>, ahead: &Ahead, whence: &str, from: u64, to: u64) -> Part {
    let mut entries = match ahead.take(whence, from) {
        Some(entries) => entries,
        None => part(from, to, None, |index| bundle(&**shelf, index, to))?,
    };
    let wanted = to.saturating_sub(from);
    entries.truncate(usize::try_from(wanted).unwrap_or(usize::MAX));
    let end = from.saturating_add(entries.len() as u64);
    if wanted >= LONG && end > from && end & 0xff == 0 {
        let (shelf, until) = (Arc::clone(shelf), end.saturating_add(wanted) & !0xff);
        let bytes: usize = entries.iter().map(Vec::len).sum();
        let length = (bytes / entries.len().max(1)).saturating_add(2).saturating_mul(256);
        ahead.begin(whence, end, move || {
            part(end, until, Some(length), |index| whole_bundle(&*shelf, index))
        });
    }
    Ok(entries)
}

/// A bundle as wide as is needed, or the whole one where that has come since.
fn bundle(shelf: &dyn Shelf, index: u64, to: u64) -> Got {
    let missing = || format!("bundle {index} is not there");
    let path = TilePath::of(Row::Entries, index, to).ok_or_else(missing)?;
    let found = shelf.get(&path.to_string()).map_err(|fault| fault.to_string())?;
    if let Some(bytes) = found {
        return Ok(Some((bytes, path.width())));
    }
    whole_bundle(shelf, index)?.map(Some).ok_or_else(missing)
}

fn whole_bundle(shelf: &dyn Shelf, index: u64) -> Got {
    let Some(path) = TilePath::new(Row::Entries, index, WIDTH_MAX) else { return Ok(None) };
    let found = shelf.get(&path.to_string()).map_err(|fault| fault.to_string())?;
    Ok(found.map(|bytes| (bytes, WIDTH_MAX)))
}

/// The entries from an index on, up to another or as far as they are to be had.
///
/// About how many bytes a bundle has may be known from those before.
fn part(from: u64, to: u64, length: Option<usize>, get: impl Fn(u64) -> Got + Sync) -> Part {
    let mut entries = Vec::new();
    let fetched = fetch(from >> 8..to.div_ceil(256), length, get);
    for (expected, (index, got)) in (from >> 8..).zip(fetched) {
        let got = if index == expected { got } else { Err("a reader fell".to_owned()) };
        let (bundle, width) = match got {
            Ok(Some(got)) => got,
            // What came before it is handed on; whoever asks for the rest is told why there is none.
            Err(why) if entries.is_empty() => return Err(why),
            Ok(None) | Err(_) => break,
        };
        let (read, _) = Bundle::begin(&bundle, width).map_err(|fault| fault.to_string())?;
        let numbered = (index << 8..).zip(read.entries());
        let wanted = numbered.filter(|(at, _)| (from..to).contains(at));
        entries.extend(wanted.map(|(_, entry)| entry.to_vec()));
    }
    Ok(entries)
}

/// Bundles from one on, without a gap unless a reader falls.
///
/// Each of several takes the next one as soon as it has brought one.
fn fetch(
    which: Range<u64>,
    length: Option<usize>,
    get: impl Fn(u64) -> Got + Sync,
) -> BTreeMap<u64, Got> {
    let (mut first, end) = (which.start, which.end);
    let (mut fetched, mut bytes) = (BTreeMap::new(), 0);
    let mut length = length;
    if length.is_none() && first < end {
        // What a bundle may hold is not known before one came.
        let begun = get(first);
        length = begun.as_ref().ok().and_then(Option::as_ref).map(|(bytes, _)| bytes.len());
        bytes = length.unwrap_or(0);
        fetched.insert(first, begun);
        first = first.saturating_add(1);
    }
    let Some(length) = length.map(|length| length.max(1)) else { return fetched };
    let at_once = (BYTES_AT_ONCE / 4 / length).clamp(1, AT_ONCE);
    let (next, stop) = (AtomicU64::new(first), AtomicBool::new(false));
    let (bytes, longest) = (AtomicUsize::new(bytes), AtomicUsize::new(length));
    let bring = || {
        let mut brought = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            // All that are on their way may be as long as the longest.
            let coming = longest.load(Ordering::Relaxed).saturating_mul(at_once);
            let full = bytes.load(Ordering::Relaxed).saturating_add(coming) > BYTES_AT_ONCE;
            if full && next.load(Ordering::Relaxed) > which.start {
                break;
            }
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= end {
                break;
            }
            let got = get(index);
            match &got {
                Ok(Some((bundle, _))) => {
                    bytes.fetch_add(bundle.len(), Ordering::Relaxed);
                    longest.fetch_max(bundle.len(), Ordering::Relaxed);
                }
                Ok(None) | Err(_) => stop.store(true, Ordering::Relaxed),
            }
            brought.push((index, got));
        }
        brought
    };
    thread::scope(|scope| {
        let running: Vec<_> = (0..at_once).map(|_| scope.spawn(bring)).collect();
        for one in running {
            // What one that fell had brought is missing from here on.
            fetched.extend(one.join().unwrap_or_default());
        }
    });
    fetched
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bundles of so many bytes an entry, up to one that is not there.
    fn bundles(bytes: usize, last: u64) -> impl Fn(u64) -> Got + Sync {
        move |index| {
            if index >= last {
                return Ok(None);
            }
            let mut bundle = Vec::new();
            for at in 0..256 {
                let mut entry = (index * 256 + at).to_string().into_bytes();
                entry.resize(bytes, b'.');
                truce_log::bundle::push(&mut bundle, &entry).map_err(|fault| fault.to_string())?;
            }
            Ok(Some((bundle, WIDTH_MAX)))
        }
    }

    fn number(entry: &[u8]) -> u64 {
        std::str::from_utf8(entry).unwrap().trim_end_matches('.').parse().unwrap()
    }

    #[test]
    fn entries_come_in_order_and_no_others_than_were_asked_for() {
        let entries = part(300, 20_000, None, bundles(8, 100)).unwrap();
        assert!(entries.iter().map(|entry| number(entry)).eq(300..20_000));
    }

    #[test]
    fn what_is_there_is_handed_on_even_if_more_is_not() {
        let entries = part(256, 20_000, None, bundles(8, 5)).unwrap();
        assert!(entries.iter().map(|entry| number(entry)).eq(256..1280));
        assert_eq!(part(256, 20_000, None, bundles(8, 1)), Ok(Vec::new()));
        let faulty = |index| if index < 5 { bundles(8, 5)(index) } else { Err("gone".to_owned()) };
        assert_eq!(part(256, 20_000, None, faulty).unwrap().len(), 4 * 256);
        assert_eq!(part(1280, 20_000, None, faulty), Err("gone".to_owned()));
    }

    #[test]
    fn nothing_behind_a_reader_that_fell_is_handed_on() {
        let falls =
            |index| if index == 9 { panic!("as wanted here") } else { bundles(8, 99)(index) };
        let entries = part(0, 20_000, None, falls).unwrap();
        assert!(entries.iter().map(|entry| number(entry)).eq(0..entries.len() as u64));
        assert!(entries.len() <= 9 * 256);
    }

    #[test]
    fn long_bundles_are_handed_on_before_they_fill_the_memory() {
        // A bundle of 60,000 bytes an entry has 15 MB.
        assert_eq!(part(0, 25_600, None, bundles(60_000, 100)).unwrap().len(), 256);
        let some = part(0, 25_600, None, bundles(8_000, 100)).unwrap();
        let bytes: usize = some.iter().map(Vec::len).sum();
        assert!(bytes <= BYTES_AT_ONCE && some.len() >= 1024, "{bytes}");
    }

    #[test]
    fn the_part_fetched_ahead_is_the_one_that_follows() {
        let shelf = truce_log::shelf::Memory::default();
        for index in 0..200 {
            let (bytes, width) = bundles(8, 200)(index).unwrap().unwrap();
            let path = TilePath::new(Row::Entries, index, width).unwrap();
            shelf.put(&path.to_string(), &bytes).unwrap();
        }
        let (shelf, ahead): (Arc<dyn Shelf>, _) = (Arc::new(shelf), Ahead::default());
        let mut at = 0;
        while at < 51_200 {
            let to = (at + 16_384).min(51_200);
            let some = entries(&shelf, &ahead, "un", at, to).unwrap();
            assert!(some.iter().map(|entry| number(entry)).eq(at..at + some.len() as u64));
            at += some.len() as u64;
            assert!(at <= to && !some.is_empty());
        }
        assert_eq!(ahead.take("un", at), None);
    }
}
