//! What holds for any bytes at all.

use std::io::{self, Read};

use proptest::prelude::*;
use truce_intake::Drafts;
use truce_intake::Format;
use truce_intake::rejects::Rejects;

use super::{options, picture};

/// Gives its bytes in pieces of the sizes given, over and over.
struct Pieces<'b> {
    bytes: &'b [u8],
    sizes: Vec<usize>,
    turn: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let size = self.sizes[self.turn % self.sizes.len()].min(out.len()).min(self.bytes.len());
        self.turn += 1;
        let (piece, rest) = self.bytes.split_at(size);
        out[..size].copy_from_slice(piece);
        self.bytes = rest;
        Ok(size)
    }
}

/// Whole cells, and the bytes that a reader of tables trips over, oftener.
const TABLE: &[&[u8]] = &[
    b",",
    b",",
    b",",
    b"\n",
    b"\n",
    b"\n",
    b"\"",
    b"\"",
    b"\"",
    b"\r\n",
    b"\"\"",
    b"\xff",
    b"\0",
    b"2017-01-05",
    b"a,2017-01-05,x\n",
    b"refused_because",
    b"\xd0\xb3",
    b"a",
    b"\x07",
];

const HEADS: &[&[u8]] = &[
    b"source,start,account\n",
    b"refused_because,source,start\n",
    b"start\n",
    b"start,refused_because,source\n",
    b"",
];

const LINES: &[&[u8]] = &[
    b"{",
    b"}",
    b"\n",
    b"\"start\":",
    b"\"2017-01-05\"",
    b",",
    b"{\"source\":\"a\",\"start\":\"2017\"}\n",
    b"[",
    b"]",
    b"1e9",
    b"\xff",
    b"\"refused_because\":\"x\"",
    b"null",
    b"{\"source\":\"a\"}\n",
];

fn table() -> impl Strategy<Value = Vec<u8>> {
    let bits = proptest::collection::vec(proptest::sample::select(TABLE), 0..40);
    (proptest::sample::select(HEADS), bits).prop_map(|(head, bits)| [head, &bits.concat()].concat())
}

fn lines() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(proptest::sample::select(LINES), 0..40).prop_map(|bits| bits.concat())
}

fn any_file() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![table(), lines(), proptest::collection::vec(any::<u8>(), 0..200)]
}

fn formats() -> impl Strategy<Value = Format> {
    proptest::sample::select(Format::ALL)
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_the_same_end_in_any_pieces(
        format in formats(),
        file in any_file(),
        sizes in proptest::collection::vec(1_usize..9, 1..5),
    ) {
        let pieces = Pieces { bytes: &file, sizes, turn: 0 };
        prop_assert_eq!(picture(format, pieces, options()), picture(format, &file[..], options()));
    }

    #[test]
    fn no_row_is_lost_without_a_word(file in table()) {
        let Ok(drafts) = Drafts::open(Format::ReportsCsv, &file[..], options()) else { return Ok(()) };
        let mut drafts = drafts;
        let read = drafts.by_ref().map(Result::unwrap).count();
        let begun = file.split(|b| *b == b'\n').skip(1);
        let said = begun.filter(|line| line.iter().any(|b| b.is_ascii_alphanumeric())).count();
        // A row has one line or more, so there is one at least if anything is said at all.
        prop_assert!(said == 0 || file.starts_with(b"refused_because") || read > 0);
        prop_assert_eq!(drafts.bytes_read(), file.len() as u64);
    }

    #[test]
    fn what_was_refused_once_is_refused_again_and_the_reject_file_comes_to_rest(
        format in formats(),
        file in any_file(),
    ) {
        let write = |file: &[u8]| {
            let mut drafts = Drafts::open(format, file, options()).ok()?;
            let mut rejects = Rejects::new(Vec::new(), drafts.reject_form()).unwrap();
            let (mut taken, mut refused) = (0, 0);
            for row in drafts.by_ref() {
                match row.unwrap() {
                    Ok(_) => taken += 1,
                    Err(row) => {
                        refused += 1;
                        rejects.write(&row).unwrap();
                    }
                }
            }
            Some((rejects.finish().unwrap(), taken, refused))
        };
        let Some((first, _, refused)) = write(&file) else { return Ok(()) };
        // A reject file of nothing but bytes that no text has is no text either.
        let Some((_, taken, again)) = write(&first) else { return Ok(()) };
        prop_assert_eq!((taken, again), (0, refused));
    }
}

#[test]
fn a_row_of_many_lines_that_was_refused_whole_stays_one_row_in_the_reject_file() {
    // Its second line would be a row by itself in the reject file, which has a column more.
    let file = b"start\n,\"\n,\n,,\"";
    let mut drafts = Drafts::open(Format::ReportsCsv, &file[..], options()).unwrap();
    let mut rejects = Rejects::new(Vec::new(), drafts.reject_form()).unwrap();
    for row in drafts.by_ref() {
        rejects.write(&row.unwrap().unwrap_err()).unwrap();
    }
    let again = rejects.finish().unwrap();
    let drafts = Drafts::open(Format::ReportsCsv, &again[..], options()).unwrap();
    let refused: Vec<_> = drafts.map(|row| row.unwrap().unwrap_err()).collect();
    assert_eq!(refused.len(), 1);
}
