//! What is kept is a function of the picture, however it came there.

use std::sync::Arc;

use proptest::prelude::*;
use rusqlite::Connection;
use truce::index::Index;
use truce::index::columns::Columns;
use truce::index::filter::Filter;
use truce::index::incidents::{Order, PAGE_MAX, list};
use truce_core::commitment::{SealedField, commit};
use truce_core::disclosure::Disclosure;
use truce_core::entry::Body;
use truce_core::picture::Picture;

use crate::play::{World, seat};
use crate::told::{cases, differing, dump, earlier, node, picture, put, said, tables, world};

/// What stands in the tables of a new index after one keeping.
fn from_nothing(world: &World, picture: &Picture) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    Index::open(&node).unwrap().keep(picture, &world.agreement).unwrap();
    dump(&node)
}

fn ids(tables: &truce::index::tables::Tables, columns: &Columns) -> Vec<String> {
    let page = list(tables, columns, &Filter::default(), Order::Newest, (None, PAGE_MAX)).unwrap();
    page.incidents.into_iter().map(|row| row.facets + " " + &row.id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn keeping_after_growth_or_loss_is_keeping_from_nothing(
        said in proptest::collection::vec(said(), 1..40),
        missing in any::<[u8; 4]>().prop_map(|by| by.map(|by| by % 30)),
        which in any::<u8>(),
    ) {
        let mut world = world();
        put(&mut world, &said);
        cases(&mut world, which);
        let now = picture(&world, &world.cut);
        let before = picture(&world, &earlier(&world, missing));
        let dir = tempfile::tempdir().unwrap();
        let node = node(dir.path());
        let mut index = Index::open(&node).unwrap();
        index.keep(&before, &world.agreement).unwrap();
        let tables = tables(&node);
        let mut columns = Columns::load(&tables).unwrap();

        // Growth, only what is touched; another source, or another word on one, can touch anything.
        let (small, full) = (from_nothing(&world, &before), from_nothing(&world, &now));
        let kept = if before.sources == now.sources {
            index.keep_touched((&now, &world.agreement), &differing(&before, &now)).unwrap()
        } else {
            index.keep(&now, &world.agreement).unwrap()
        };
        prop_assert_eq!(&dump(&node), &full);
        columns.follow(&tables, &kept).unwrap();
        prop_assert_eq!(ids(&tables, &columns), ids(&tables, &Columns::load(&tables).unwrap()));
        prop_assert_eq!(columns.digest(), &tables.as_of().unwrap().unwrap().digest);

        // Again, all of it: nothing is written.
        let again = index.keep(&now, &world.agreement).unwrap();
        prop_assert_eq!((again.written, again.gone), (0, 0));
        prop_assert_eq!(&again.digest, &kept.digest);
        prop_assert_eq!(&dump(&node), &full);

        // And back, looking at everything.
        let kept = index.keep(&before, &world.agreement).unwrap();
        prop_assert_eq!(&dump(&node), &small);
        columns.follow(&tables, &kept).unwrap();
        prop_assert_eq!(ids(&tables, &columns), ids(&tables, &Columns::load(&tables).unwrap()));
    }
}

#[test]
fn whoever_is_cut_short_leaves_the_picture_before_whole() {
    let mut world = world();
    let one = picture(&world, &world.cut);
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    let mut index = Index::open(&node).unwrap();
    index.keep(&one, &world.agreement).unwrap();
    let whole = dump(&node);
    cases(&mut world, 4);
    let two = picture(&world, &world.cut);
    let tables = Connection::open(node.index_path()).unwrap();
    // Cases and days are written before; the first incident is where it breaks off.
    tables
        .execute_batch(
            "CREATE TRIGGER cut_short BEFORE INSERT ON incident \
             BEGIN SELECT raise(ABORT, 'cut short'); END",
        )
        .unwrap();
    index.keep(&two, &world.agreement).unwrap_err();
    assert_eq!(dump(&node), whole);
    tables.execute_batch("DROP TRIGGER cut_short").unwrap();
    index.keep(&two, &world.agreement).unwrap();
    assert_eq!(dump(&node), from_nothing(&world, &two));
    assert_ne!(dump(&node), whole);
}

#[test]
fn what_is_sealed_is_nowhere_in_the_file_until_it_is_disclosed() {
    let mut world = world();
    let (commitment, opens) =
        commit(SealedField::Account, "a name that nobody may read", &[7; 16]).unwrap();
    let at = "2017-05-06T00:00:00Z".parse().unwrap();
    let Body::Report(mut report) = world.record.get(&"un/1".parse().unwrap()).unwrap().body.clone()
    else {
        panic!("a report stands there")
    };
    let told = Arc::make_mut(&mut report);
    told.account = String::new();
    told.sealed.insert(SealedField::Account, commitment);
    told.reference = None;
    let told = world.put(&seat("un"), Body::Report(report), at);
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    let mut index = Index::open(&node).unwrap();
    let before = picture(&world, &world.cut);
    index.keep(&before, &world.agreement).unwrap();
    let tables = tables(&node);
    let found = |text: &str| {
        let filter = Filter { text: Some(text.to_owned()), ..Filter::default() };
        let columns = Columns::load(&tables).unwrap();
        list(&tables, &columns, &filter, Order::Newest, (None, 9)).unwrap().total
    };
    let page = truce::index::incidents::one(&tables, &told).unwrap().unwrap().page.to_string();
    assert!(page.contains("\"sealed\":[\"account\"]") && !page.contains("nobody may read"));
    assert_eq!(found("nobody"), 0);
    for file in std::fs::read_dir(dir.path()).unwrap() {
        let file = file.unwrap();
        if file.file_name().to_string_lossy().starts_with("index.sqlite") {
            let bytes = std::fs::read(file.path()).unwrap();
            assert!(!bytes.windows(14).any(|part| part == b"nobody may rea"));
        }
    }
    let disclosure = Disclosure { address: told.clone(), disclosure: opens.expose().to_owned() };
    world.put(&seat("un"), Body::Disclosure(disclosure), at);
    let now = picture(&world, &world.cut);
    index.keep_touched((&now, &world.agreement), &differing(&before, &now)).unwrap();
    assert_eq!(found("nobody"), 1);
}
