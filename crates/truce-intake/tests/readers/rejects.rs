//! What is refused can be mended and read again.

use expect_test::expect;
use truce_intake::Format::{ReportsCsv, ReportsJsonl};
use truce_intake::rejects::Rejects;
use truce_intake::{Drafts, Format};

use super::{options, picture};

/// The reject file of a file, and how many rows were taken.
fn rejects(format: Format, file: &[u8]) -> (Vec<u8>, usize) {
    let mut drafts = Drafts::open(format, file, options()).unwrap();
    let mut rejects = Rejects::new(Vec::new(), drafts.reject_form()).unwrap();
    let mut taken = 0;
    for row in drafts.by_ref() {
        match row.unwrap() {
            Ok(_) => taken += 1,
            Err(refused) => rejects.write(&refused).unwrap(),
        }
    }
    (rejects.finish().unwrap(), taken)
}

const TABLE: &str = "\
source;start;account
a;soon;\"said \"\"so\"\";
twice\"
a;2017-01-05;fine
a;2017-01-05
a;2017-01-06;\"open
a;2017-01-07;fine
";

#[test]
fn refused_rows_go_into_a_table_as_they_were() {
    let (file, taken) = rejects(ReportsCsv, TABLE.as_bytes());
    assert_eq!(taken, 2);
    expect![[r#"
        refused_because;source;start;account
        "line 2, column `start`: `soon` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, or as 2017-05-07T08:30:00Z";a;soon;"said ""so"";
        twice"
        "line 5: it has 2 fields, and line 1 names 3";a;2017-01-05
        "line 6: a quote that opens on this line is not closed on it";"a;2017-01-06;""open"
    "#]].assert_eq(&String::from_utf8(file).unwrap());
}

#[test]
fn a_reject_file_read_again_unmended_refuses_each_row_again() {
    let lines =
        "{\"source\":\"a\"}\n{\"start\":\n{ }\n\"\\u0007\n{\"source\":\"a\",\"start\":\"2017\"}\n";
    let long = format!("source,start\n{}\n", "x".repeat(2 << 20));
    for (format, file) in [(ReportsCsv, TABLE), (ReportsJsonl, lines), (ReportsCsv, &long)] {
        let (first, _) = rejects(format, file.as_bytes());
        let (second, taken) = rejects(format, &first);
        let (third, _) = rejects(format, &second);
        assert_eq!(taken, 0);
        assert_eq!(second.split(|b| *b == b'\n').count(), first.split(|b| *b == b'\n').count());
        // Reasons do not pile up.
        assert_eq!(String::from_utf8(second).unwrap(), String::from_utf8(third).unwrap());
    }
}

#[test]
fn a_mended_reject_file_is_taken_with_its_reasons_still_in_it() {
    let (file, _) = rejects(ReportsCsv, TABLE.as_bytes());
    let mended = String::from_utf8(file).unwrap().replace(";soon;", ";2017-01-04;");
    let shown = picture(ReportsCsv, mended.as_bytes(), options());
    assert!(shown.contains("said \\\"so\\\";\\ntwice"), "{shown}");

    let (file, _) = rejects(ReportsJsonl, b"{\"source\":\"a\",\"start\":\"soon\"}\n");
    let file = String::from_utf8(file).unwrap();
    expect![[r#"
        {"source":"a","start":"soon","refused_because":"line 1, column `start`: `soon` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, or as 2017-05-07T08:30:00Z"}
    "#]].assert_eq(&file);
    let mended = file.replace("soon\",", "2017-01-04\",");
    expect![[r#"
        1 a
            what alleged asserts unstated
            when 2017-01-03T22:00:00Z..2017-01-04T21:59:59Z
            where "" within 500000 m
            account  ""
    "#]]
    .assert_eq(&picture(ReportsJsonl, mended.as_bytes(), options()));
}

#[test]
fn a_row_taken_here_can_be_refused_by_the_caller() {
    let mut drafts = Drafts::open(ReportsCsv, TABLE.as_bytes(), options()).unwrap();
    assert!(drafts.next().unwrap().unwrap().is_err());
    assert!(drafts.next().unwrap().unwrap().is_ok());
    let refused = drafts.refuse("source `a` is not registered");
    assert_eq!(refused.to_string(), "line 4: source `a` is not registered");
    assert_eq!(refused.raw, b"a;2017-01-05;fine");
}
