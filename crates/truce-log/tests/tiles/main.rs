//! The public files of a log: against other implementations, on damaged shelves, through crashes.

mod check;
mod crash;
mod folder;
mod hostile;
mod oracle;
mod proofs;

use truce_log::{Extension, Hash, Head, Memory, Shelf, Tree, tree};

/// Different entries, some of them empty.
fn entry(index: u64) -> Vec<u8> {
    if index % 7 == 3 { Vec::new() } else { index.to_string().into_bytes() }
}

fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|index| tree::leaf(&entry(index))).collect()
}

/// Extends a shelf to a size, as for a checkpoint.
fn grow(shelf: &dyn Shelf, from: &Tree, size: u64) -> Tree {
    let mut extension = Extension::begin(shelf, from).unwrap();
    for index in from.size()..size {
        extension.push(&entry(index)).unwrap();
    }
    extension.finish().unwrap()
}

/// A shelf on which each of these sizes was published.
fn shelf_of(sizes: &[u64]) -> (Memory, Head) {
    let shelf = Memory::default();
    let tree = sizes.iter().fold(Tree::default(), |tree, size| grow(&shelf, &tree, *size));
    (shelf, head(&tree))
}

fn head(tree: &Tree) -> Head {
    Head { origin: "truce.example/north".to_owned(), size: tree.size(), root: tree.root() }
}
