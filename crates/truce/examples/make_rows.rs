//! Writes made-up rows of the generic reports CSV, for measuring: `make_rows 1000000 > rows.csv`.
//!
//! The same number gives the same bytes. Nothing in them is true; they are for benches and never for the example.

use std::io::{BufWriter, Write as _};

const ACTS: [&str; 4] = ["shelling", "small-arms", "air-strike", "movement"];
const ACCUSED: [&str; 4] = ["the regime", "rebels", "", "ISIS"];
const WORDS: [&str; 12] = [
    "impacts", "heard", "north", "village", "road", "smoke", "mortar", "bridge", "school", "night",
    "patrol", "spring",
];

fn main() -> std::io::Result<()> {
    let count: u64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000);
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "source,id,act,start,end,place,lat,lon,radius_m,accused,killed,account")?;
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    // SplitMix64 (Steele, Lea and Flood, 2014).
    let mut draw = |below: u64| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    };
    for row in 0..count {
        let pick = |list: &[&'static str], n: u64| list[usize::try_from(n).unwrap_or(0)];
        let (month, day, hour) = (1 + draw(12), 1 + draw(28), draw(24));
        write!(
            out,
            "bench,r{row},{},2017-{month:02}-{day:02}T{hour:02}:{:02},,,{}.{:04},{}.{:04},{},{},{},\"",
            pick(&ACTS, draw(4)),
            draw(60),
            33 + draw(3),
            draw(10_000),
            36 + draw(3),
            draw(10_000),
            500 + draw(5_000),
            pick(&ACCUSED, draw(4)),
            draw(5),
        )?;
        for word in 0..12 {
            let blank = if word == 0 { "" } else { " " };
            write!(out, "{blank}{}", pick(&WORDS, draw(12)))?;
        }
        writeln!(out, "\"")?;
    }
    out.flush()
}
