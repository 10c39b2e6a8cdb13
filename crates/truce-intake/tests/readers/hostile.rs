//! Files that are broken, cut short, of another kind, or meant to hurt.

use std::io::{self, Read};

use expect_test::expect;
use truce_intake::Format::{ReportsCsv, ReportsJsonl, UcdpGed};
use truce_intake::{Drafts, Kept, ROW_LENGTH_MAX};

use super::{check, options, picture};

#[test]
fn what_is_no_table_is_said_to_be_none() {
    check(
        ReportsCsv,
        "",
        &expect![[r#"
        unreadable: the file is empty
    "#]],
    );
    check(
        ReportsJsonl,
        "\n\n",
        &expect![[r#"
        unreadable: the file is empty
    "#]],
    );
    check(
        ReportsCsv,
        b"\x7fELF\x02\x01\x01\0\0\0",
        &expect![[r#"
        unreadable: the file is not text: byte 0x7f at line 1 (byte 0 of the file)
    "#]],
    );
    check(
        UcdpGed,
        b"PK\x03\x04\x14\0",
        &expect![[r#"
        unreadable: the file is a spreadsheet workbook or a zip archive, not text: save it as CSV UTF-8, or unpack it
    "#]],
    );
    check(
        ReportsJsonl,
        "  [\n{\"start\": \"2017\"}]",
        &expect![[r#"
        unreadable: the file is one JSON array, not JSON Lines: put each object on a line of its own, for example with `jq -c '.[]' FILE > NEW`
    "#]],
    );
    check(
        ReportsCsv,
        "<!doctype html>\n<html></html>",
        &expect![[r#"
        unreadable: there is no column `start`: the columns are `<!doctype html>`
    "#]],
    );
    check(
        ReportsCsv,
        b"start,plac\xe9\n2017,x\n",
        &expect![[r#"
        unreadable: line 1 is no header: it is not in UTF-8: convert the file
    "#]],
    );
    let utf_16: Vec<u8> = "start,source\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(
        ReportsCsv,
        utf_16,
        &expect![[r#"
        unreadable: the file is in UTF-16LE, not in UTF-8: save it as UTF-8, or convert it with `iconv -f UTF-16LE -t UTF-8 FILE > NEW`
    "#]],
    );
    check(
        UcdpGed,
        "source,start\na,2017\n",
        &expect![[r#"
        unreadable: there is no column `id`: the columns are `source`, `start`
    "#]],
    );
}

#[test]
fn a_row_in_another_encoding_is_refused_and_the_rest_is_taken() {
    check(
        ReportsCsv,
        b"source,start,place\na,2017-01-05,\xc0\xe9\xed\na,2017-01-06,Hama\n",
        &expect![[r#"
            REFUSED line 2, column `place`: byte 0xc0 is not UTF-8: if the file is in a Windows encoding, convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8` (1251 Cyrillic, 1256 Arabic, 1254 Turkish)
            3 a
                what alleged asserts unstated
                when 2017-01-05T22:00:00Z..2017-01-06T21:59:59Z
                where "Hama" within 500000 m
                account  ""
        "#]],
    );
    check(
        ReportsJsonl,
        b"{\"source\":\"a\",\"start\":\"\xe9\"}\n",
        &expect![[r#"
        REFUSED line 1: byte 24 of the line is not UTF-8: convert the file, for example with `iconv -f WINDOWS-1252 -t UTF-8`
    "#]],
    );
}

#[test]
fn a_file_cut_short_loses_its_last_row_only() {
    check(
        ReportsCsv,
        "source,start,account\na,2017-01-05,fine\na,2017-01-06,\"first line\nsecond li",
        &expect![[r#"
            2 a
                what alleged asserts unstated
                when 2017-01-04T22:00:00Z..2017-01-05T21:59:59Z
                where "" within 500000 m
                account  "fine"
            REFUSED line 3, column `account`: the file ends inside a quoted field: it may have been cut short
        "#]],
    );
}

#[test]
fn a_quote_left_open_costs_one_line() {
    check(
        ReportsCsv,
        "source,start,account\na,2017-01-05,\"open\na,2017-01-06,taken\na,2017-01-07,\"also, taken\"\n",
        &expect![[r#"
            REFUSED line 2: a quote that opens on this line is not closed on it
            3 a
                what alleged asserts unstated
                when 2017-01-05T22:00:00Z..2017-01-06T21:59:59Z
                where "" within 500000 m
                account  "taken"
            4 a
                what alleged asserts unstated
                when 2017-01-06T22:00:00Z..2017-01-07T21:59:59Z
                where "" within 500000 m
                account  "also, taken"
        "#]],
    );
    // Never closed at all.
    check(
        ReportsCsv,
        "source,start,account\na,2017-01-05,\"open\na,2017-01-06,taken\na,2017-01-07,taken\n",
        &expect![[r#"
            REFUSED line 2: a quote that opens on this line is not closed on it
            3 a
                what alleged asserts unstated
                when 2017-01-05T22:00:00Z..2017-01-06T21:59:59Z
                where "" within 500000 m
                account  "taken"
            4 a
                what alleged asserts unstated
                when 2017-01-06T22:00:00Z..2017-01-07T21:59:59Z
                where "" within 500000 m
                account  "taken"
        "#]],
    );
    // Closed, but not at the end of the field.
    check(
        ReportsCsv,
        "source,start,account\na,2017-01-05,\"he said \"no\" twice\"\n",
        &expect![[r#"
            REFUSED line 2, column `account`: text follows the closing quote: double the quotes inside a quoted field
        "#]],
    );
}

#[test]
fn a_stray_control_character_is_refused_where_it_stands() {
    let far = "a,2017-01-05,x\n".repeat(1000);
    let file = format!("source,start,place\n{far}a,2017-01-05,\u{1b}[2J\na,2017-01-05,b\0\n");
    let shown = picture(ReportsCsv, file.as_bytes(), options());
    let refused: Vec<&str> = shown.lines().filter(|line| line.starts_with("REFUSED")).collect();
    expect![[r#"
        REFUSED line 1002, column `place`: it holds a control character
        REFUSED line 1003, column `place`: it holds a control character"#]]
    .assert_eq(&refused.join("\n"));
}

/// A header, a row of `length` bytes, and a good row; made as it is read.
fn with_a_long_row(head: &'static str, length: u64, tail: &'static str) -> impl Read {
    head.as_bytes().chain(io::repeat(b'x').take(length)).chain(tail.as_bytes())
}

#[test]
fn a_line_of_a_hundred_megabytes_is_refused_without_being_held() {
    let input = with_a_long_row("source,start\n", 100 << 20, "\na,2017-01-06\n");
    expect![[r#"
        REFUSED line 2: the row has over 1 MiB: shorten it, or close a quote that was left open
        3 a
            what alleged asserts unstated
            when 2017-01-05T22:00:00Z..2017-01-06T21:59:59Z
            where "" within 500000 m
            account  ""
    "#]]
    .assert_eq(&picture(ReportsCsv, input, options()));
    let input = with_a_long_row("{}\n", 100 << 20, "\n{\"source\":\"a\",\"start\":\"2017\"}");
    expect![[r#"
        REFUSED line 1, column `source`: the source is not given: fill the cell in, or name the source of the whole file
        REFUSED line 2: the line has over 1 MiB: shorten it
        3 a
            what alleged asserts unstated
            when 2016-12-31T22:00:00Z..2017-12-31T21:59:59Z
            where "" within 500000 m
            account  ""
            doubt only the year is given
    "#]].assert_eq(&picture(ReportsJsonl, input, options()));
}

#[test]
fn a_row_may_have_a_mebibyte_and_not_a_byte_more() {
    let own = "a,2017-01-05,".len();
    for (more, taken) in [(0, true), (1, false)] {
        let length = (ROW_LENGTH_MAX - own + more) as u64;
        let head = "source,start,account\na,2017-01-05,";
        let input = with_a_long_row(head, length, "\na,2017-01-06,\n");
        let mut drafts = Drafts::open(ReportsCsv, input, options()).unwrap();
        assert_eq!(drafts.next().unwrap().unwrap().is_ok(), taken);
        assert!(drafts.next().unwrap().unwrap().is_ok());
        assert!(drafts.next().is_none());
    }
}

#[test]
fn a_quote_left_open_in_a_long_file_costs_one_line_too() {
    let good = "a,2017-01-06,\"a quoted \"\"word\"\"\"\n".repeat(100_000);
    let file =
        format!("source,start,account\na,2017-01-05,\"open\na,2017-01-05,no quote here\n{good}");
    let (mut taken, mut refused) = (0, Vec::new());
    for row in Drafts::open(ReportsCsv, file.as_bytes(), options()).unwrap() {
        match row.unwrap() {
            Ok(_) => taken += 1,
            Err(row) => refused.push(row),
        }
    }
    assert_eq!((taken, refused.len(), refused[0].kept), (100_001, 1, Kept::Unclosed));
}

/// Gives what it has, and then a fault.
struct Failing<'b>(&'b [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.0.read(out)? {
            0 => Err(io::Error::other("the cable was pulled")),
            read => Ok(read),
        }
    }
}

#[test]
fn what_was_read_before_the_disk_failed_is_taken() {
    let input = Failing(b"source,start\na,2017-01-05\na,2017-0");
    expect![[r#"
        2 a
            what alleged asserts unstated
            when 2017-01-04T22:00:00Z..2017-01-05T21:59:59Z
            where "" within 500000 m
            account  ""
        STOPPED reading failed at line 3 (byte 26): the cable was pulled
    "#]]
    .assert_eq(&picture(ReportsCsv, input, options()));
}

#[test]
fn a_million_columns_are_counted_and_not_kept() {
    let file = format!("source,start\n{}\na,2017-01-05\n", ",".repeat(1_000_000));
    expect![[r#"
        3 a
            what alleged asserts unstated
            when 2017-01-04T22:00:00Z..2017-01-05T21:59:59Z
            where "" within 500000 m
            account  ""
    "#]]
    .assert_eq(&picture(ReportsCsv, file.as_bytes(), options()));
    let file = format!("source,start\nx{}\na,2017-01-05\n", ",".repeat(1_000_000));
    expect![[r#"
        REFUSED line 2: it has 1000001 fields, and line 1 names 2: put a field that holds the separator in quotes
        3 a
            what alleged asserts unstated
            when 2017-01-04T22:00:00Z..2017-01-05T21:59:59Z
            where "" within 500000 m
            account  ""
    "#]].assert_eq(&picture(ReportsCsv, file.as_bytes(), options()));
}
