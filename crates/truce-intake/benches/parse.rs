//! How fast tables are read. The input is made here: no file is needed.
//!
//! To compare with: the `csv` crate splitting the same bytes into records, without reading a cell.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use truce_core::time::{Day, DutyClock};
use truce_intake::{Drafts, Format, Options};

const ROWS: u32 = 20_000;

fn options() -> Options {
    Options {
        file: "bench.csv".to_owned(),
        source: Some("bench".to_owned()),
        clock: DutyClock::fixed(2 * 3600),
        map: Vec::new(),
        acts: std::collections::BTreeMap::new(),
    }
}

fn day(row: u32) -> Day {
    let first = Day::new(2017, 1, 1).unwrap();
    first.plus(i32::try_from(row % 365).unwrap())
}

fn reports_csv() -> String {
    let mut file =
        "id,basis,act,start,end,place,area,lat,lon,radius_m,accused,killed,language,account\n"
            .to_owned();
    for row in 0..ROWS {
        let (day, udeg) = (day(row), row % 10_000);
        writeln!(
            file,
            "r-{row},alleged,shelling,{day}T08:{:02},,Place {},Hama,35.{udeg:04},36.{udeg:04},2000,north group,{},en,\"Shells fell near the village, {} of them\"",
            row % 60, row % 97, row % 4, row % 11,
        )
        .unwrap();
    }
    file
}

fn reports_jsonl() -> String {
    let mut file = String::new();
    for row in 0..ROWS {
        let (day, udeg) = (day(row), row % 10_000);
        writeln!(
            file,
            r#"{{"id":"r-{row}","basis":"alleged","act":"shelling","start":"{day}T08:{:02}","place":"Place {}","area":"Hama","lat":35.{udeg:04},"lon":36.{udeg:04},"radius_m":2000,"accused":["north group"],"killed":{},"language":"en","account":"Shells fell near the village, {} of them"}}"#,
            row % 60, row % 97, row % 4, row % 11,
        )
        .unwrap();
    }
    file
}

fn ucdp_ged() -> String {
    let mut file = "id,relid,year,code_status,type_of_violence,conflict_name,dyad_name,side_a,side_b,number_of_sources,source_article,source_office,source_headline,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,country,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n".to_owned();
    let article =
        "\"\"An Agency,2017-01-01,A headline of the usual length, with a comma\"\";".repeat(4);
    for row in 0..ROWS / 2 {
        let (day, udeg) = (day(row), row % 10_000);
        writeln!(
            file,
            "{row},AAA-2017-1-{row},2017,Clear,1,A: Government,Government of A - B,Government of A,B,4,\"{article}\",An Agency;Another Agency,A headline of the usual length,{},Town {},near the town,Province,District,35.{udeg:04},36.{udeg:04},POINT (36.{udeg:04} 35.{udeg:04}),A,Region,1,1,{day} 00:00:00.000,{day} 00:00:00.000,1,{},0,0,{},{},1",
            row % 7 + 1, row % 97, row % 5, row % 5 + 1, row % 5 + 1,
        )
        .unwrap();
    }
    file
}

fn parse(c: &mut Criterion) {
    let inputs = [
        (Format::ReportsCsv, reports_csv(), ROWS),
        (Format::ReportsJsonl, reports_jsonl(), ROWS),
        (Format::UcdpGed, ucdp_ged(), ROWS / 2),
    ];
    for (unit, bytes) in [("rows", false), ("bytes", true)] {
        let mut group = c.benchmark_group(format!("parse/{unit}"));
        for (format, file, rows) in &inputs {
            let length = if bytes {
                Throughput::Bytes(file.len() as u64)
            } else {
                Throughput::Elements(u64::from(*rows))
            };
            group.throughput(length);
            group.bench_with_input(BenchmarkId::from_parameter(format), file, |b, file| {
                b.iter(|| {
                    let drafts = Drafts::open(*format, file.as_bytes(), options()).unwrap();
                    let taken = drafts.map(|row| row.unwrap().unwrap()).inspect(|draft| {
                        black_box(draft);
                    });
                    assert_eq!(taken.count(), *rows as usize);
                });
            });
        }
        group.finish();
    }
    split_by_the_csv_crate(c, &inputs[0].1);
}

fn split_by_the_csv_crate(c: &mut Criterion, file: &str) {
    let mut group = c.benchmark_group("parse/limit");
    group.throughput(Throughput::Elements(u64::from(ROWS)));
    group.bench_function("csv crate, records only", |b| {
        b.iter(|| {
            let mut reader = csv::Reader::from_reader(file.as_bytes());
            let mut record = csv::ByteRecord::new();
            while reader.read_byte_record(&mut record).unwrap() {
                black_box(&record);
            }
        });
    });
    group.finish();
}

criterion_group!(benches, parse);
criterion_main!(benches);
