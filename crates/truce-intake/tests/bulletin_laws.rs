//! Laws that the reading of bulletins keeps on any text.

use proptest::prelude::*;
use truce_core::area::Area;
use truce_core::geo::Polygon;
use truce_core::id::{AreaId, SeatId, SourceId};
use truce_core::names::Names;
use truce_core::register::Register;
use truce_intake::bulletin::{Options, Reading, USUAL_SEATS, read_json_lines, read_text};

fn reading(text: &str, json: bool) -> Reading {
    let areas = ["hama", "homs", "idlib"].map(|id| Area {
        id: AreaId::new(id).unwrap(),
        names: Vec::new(),
        aliases: Vec::new(),
        outline: Polygon::default(),
    });
    let names = Names::new([], areas.into(), []);
    let seats: Vec<_> = USUAL_SEATS
        .iter()
        .take(2)
        .map(|(seat, names)| {
            (SeatId::new(seat).unwrap(), names.iter().map(|name| (*name).to_owned()).collect())
        })
        .collect();
    let told_by = SourceId::new("desk").unwrap();
    let options = Options {
        file: "day.txt",
        told_by: &told_by,
        seats: &seats,
        day: "2017-05-07".parse().ok(),
        language: Some("en"),
        hours: 24,
    };
    if json { read_json_lines(text, &names, &options) } else { read_text(text, &names, &options) }
}

/// Words that bulletins are made of, in any order.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "The Russian side",
        "the Turkish side",
        "has",
        "registered",
        "3",
        "14",
        "five",
        "cases",
        "in",
        "Hama",
        "Homs",
        "Idlib",
        "(4)",
        "(2)",
        "each",
        "all",
        "and",
        ",",
        ".",
        ";",
        ":",
        "-",
        "not confirmed by",
        "cannot confirm",
        "none",
        "of these",
        "the rest",
        "settlements",
        "a day earlier",
        "about",
        "both sides",
        "Zurbatia",
        "headline",
        "aimed at",
        "ISIS",
        "respectively",
        "tons",
        "2.5",
        "May",
        "\n\n",
        "they",
        "of",
        "province",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

fn exchanged(text: &str) -> String {
    text.replace("Russian", "\u{1}").replace("Turkish", "Russian").replace('\u{1}', "Turkish")
}

/// Registers by what they state, apart from the words of their doubts.
fn stated(registers: &[Register]) -> Vec<Register> {
    let mut registers = registers.to_vec();
    registers.iter_mut().for_each(|register| register.doubts.clear());
    registers.sort_by(|a, b| a.seat.cmp(&b.seat));
    registers
}

fn exchanged_registers(registers: &[Register]) -> Vec<Register> {
    let other = |seat: &SeatId| {
        let name = if seat.as_str() == "russia" { "turkey" } else { "russia" };
        SeatId::new(name).unwrap()
    };
    let mut registers = registers.to_vec();
    for register in &mut registers {
        register.seat = other(&register.seat);
        register.reviews.iter_mut().for_each(|review| review.by = other(&review.by));
    }
    stated(&registers)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_panic(text in ".{0,400}") {
        reading(&text, false);
        reading(&text, true);
    }

    #[test]
    fn any_order_of_a_bulletins_words_is_read_without_panic(text in words()) {
        reading(&text, false);
    }

    #[test]
    fn a_bulletin_is_read_as_if_it_stood_alone(before in words(), text in words(), after in words()) {
        let head = "== 2017-06-02 en";
        let alone = reading(&format!("{head}\n{text}\n"), false);
        let among = reading(
            &format!("== 2017-06-01 en\n{before}\n{head}\n{text}\n== 2017-06-03 en\n{after}\n"),
            false,
        );
        let found = among.bulletins.iter().find(|bulletin| bulletin.day == alone.bulletins[0].day).unwrap();
        let mut registers = found.registers.clone();
        registers.iter_mut().for_each(|register| register.origin.line = 2);
        prop_assert_eq!(&registers, &alone.bulletins[0].registers);
        prop_assert_eq!(found.doubts.len(), alone.bulletins[0].doubts.len());
    }

    #[test]
    fn exchanging_the_seats_exchanges_the_registers(text in words()) {
        let one = reading(&text, false);
        let other = reading(&exchanged(&text), false);
        let registers = |reading: &Reading| reading.bulletins.first().map_or(Vec::new(), |b| b.registers.clone());
        prop_assert_eq!(exchanged_registers(&registers(&one)), stated(&registers(&other)));
    }
}
