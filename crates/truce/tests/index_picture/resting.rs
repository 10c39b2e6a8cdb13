//! A picture that was put down tells what the whole one told.

use proptest::prelude::*;
use truce::index::told::{Known, Tally, page, told};
use truce::screen::drawn::Drawn;
use truce_core::bulletin::{Period, Told, compile, page_of};
use truce_core::entry::Address;
use truce_core::time::{Day, Moment};

use crate::moving::{empty, write};
use crate::told::{cases, put, said, tables, world};

fn days() -> impl Iterator<Item = Day> {
    let first: Day = "2017-05-03".parse().unwrap();
    (0..14).map(move |day| first.plus(day))
}

fn last(drawn: &Drawn) -> Vec<Address> {
    let all = drawn.cut().0.keys().flat_map(|log| drawn.last_of(log).map(|(at, _)| at));
    all.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn bulletins_and_incidents_are_the_same_from_the_tables_alone(
        said in proptest::collection::vec(said(), 1..40),
        which in any::<u8>(),
    ) {
        let mut world = world();
        put(&mut world, &said);
        cases(&mut world, which);
        let dir = tempfile::tempdir().unwrap();
        let node = empty(dir.path());
        write(&world, &node, &mut [0; 4], [u64::MAX >> 1; 4]);
        let mut drawn = Drawn::of(&node).unwrap();
        let (whole, agreement) = (drawn.whole().unwrap().clone(), &world.agreement);
        let tables = tables(&node);
        let known = Known { agreement, sources: &whole.sources };
        for incident in &whole.incidents {
            let found = truce::index::incidents::one(&tables, &incident.id).unwrap().unwrap();
            prop_assert_eq!(page(known, &found.row, &found.page).unwrap(), page_of(&whole, incident));
        }
        let now: Moment = "2017-06-01T00:00:00Z".parse().unwrap();
        let (counted, chronicle) = (drawn.counted(agreement, now), drawn.chronicle(agreement, now));
        let withheld = drawn.withheld().clone();
        let last = last(&drawn);
        let rest = drawn.rest(agreement, now).unwrap();
        drop(drawn.put_down(rest));
        prop_assert!(drawn.whole().is_none());
        for (from, to) in days().map(|day| (day, day)).chain(days().map(|day| (day.plus(-6), day))) {
            let period = Period::new(from, to).unwrap();
            let expected = Told::of(&whole, agreement.clock(), period);
            prop_assert_eq!(told(&tables, &drawn.columns, known, period).unwrap(), expected);
            let (brief, tally) = drawn.brief(&tables, agreement, period).unwrap().unwrap();
            prop_assert_eq!(tally, Tally::of(&compile(&whole, agreement, period).incidents));
            prop_assert!(brief.incidents.is_empty());
            let made = drawn.bulletin(&tables, agreement, period).unwrap().unwrap();
            prop_assert_eq!(made.json().unwrap(), compile(&whole, agreement, period).json().unwrap());
        }
        prop_assert_eq!(format!("{:?}", drawn.counted(agreement, now)), format!("{counted:?}"));
        prop_assert_eq!(drawn.chronicle(agreement, now), chronicle);
        prop_assert_eq!(drawn.withheld(), &withheld);
        prop_assert_eq!(last, self::last(&drawn));
        for (address, entry) in world.record.entries() {
            let found = drawn.entry(&node, address).unwrap();
            prop_assert_eq!(found.as_ref(), Some(entry));
        }
    }
}
