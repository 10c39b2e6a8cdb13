//! Proofs of RFC 6962: that an entry is in a log, and that a log only grew.
//!
//! # In scope
//! Checking ([`check_inclusion`], [`check_consistency`]: pure, no allocation)
//! and the plan of a proof ([`inclusion`], [`consistency`]): which spans of
//! leaves its hashes cover. [`from_leaves`] makes the hashes by passing over the
//! leaves once: the plain way, against which [`crate::tiles`] is tested.
//!
//! # Out of scope
//! The file format of a proof, and who signed the root.

use std::ops::Range;

use crate::tree::{Hash, Tree, node};

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// The entry lies behind the end, or the older size is larger.
    #[error("entry or older size {0} does not lie within a log of {1} entries")]
    Outside(u64, u64),
    /// Too few or too many hashes.
    #[error("a proof for these sizes has another number of hashes than {0}")]
    Length(usize),
    /// The hashes lead to another root.
    #[error("the proof leads to another root: the entry, the proof or a root is not genuine")]
    OtherRoot,
}

/// The spans of leaves whose roots prove that leaf `index` is among the first
/// `size`, in the order of the proof; none if it is not.
#[must_use]
pub fn inclusion(index: u64, size: u64) -> Option<Vec<Range<u64>>> {
    if index >= size {
        return None;
    }
    let mut spans = Vec::new();
    let mut span = 0..size;
    while let Some((left, right)) = halves(&span) {
        let (inside, beside) = if index < right.start { (left, right) } else { (right, left) };
        spans.push(beside);
        span = inside;
    }
    spans.reverse();
    Some(spans)
}

/// The spans of leaves whose roots prove that a log of `size` begins with the
/// log of `old`, in the order of the proof; none if `old` is larger.
#[must_use]
pub fn consistency(old: u64, size: u64) -> Option<Vec<Range<u64>>> {
    if old > size {
        return None;
    }
    let mut spans = Vec::new();
    if old == 0 || old == size {
        return Some(spans);
    }
    let mut span = 0..size;
    while span.end > old {
        let Some((left, right)) = halves(&span) else { break };
        let (inside, beside) = if old <= right.start { (left, right) } else { (right, left) };
        spans.push(beside);
        span = inside;
    }
    // The old root itself is known to who checks, so it is not repeated.
    if span.start > 0 {
        spans.push(span);
    }
    spans.reverse();
    Some(spans)
}

/// A span as RFC 6962 divides it: the left is the largest power of two below its length.
fn halves(span: &Range<u64>) -> Option<(Range<u64>, Range<u64>)> {
    let length = span.end.checked_sub(span.start)?;
    let largest = length.checked_sub(1)?.checked_ilog2()?;
    let middle = span.start.checked_add(1u64.checked_shl(largest)?)?;
    Some((span.start..middle, middle..span.end))
}

/// The roots over spans, from all the leaves of a log in their order.
///
/// The spans of one proof never overlap, so each leaf is hashed once.
///
/// # Errors
/// The first fault among the leaves.
pub fn from_leaves<F>(
    spans: &[Range<u64>],
    leaves: impl IntoIterator<Item = Result<Hash, F>>,
) -> Result<Vec<Hash>, F> {
    let mut trees = vec![Tree::default(); spans.len()];
    for (index, leaf) in (0u64..).zip(leaves) {
        let leaf = leaf?;
        if let Some((_, tree)) =
            spans.iter().zip(&mut trees).find(|(span, _)| span.contains(&index))
        {
            tree.push(leaf);
        }
    }
    Ok(trees.iter().map(Tree::root).collect())
}

/// Checks that an entry is the one at `index` in the log of this size and root.
///
/// `leaf` is the entry's hash ([`crate::tree::leaf`]); the steps are those of
/// RFC 9162, section 2.1.3.2.
///
/// # Errors
/// [`ProofFault`]: nothing is proved then.
pub fn check_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofFault> {
    let Some(last) = size.checked_sub(1).filter(|last| index <= *last) else {
        return Err(ProofFault::Outside(index, size));
    };
    let (mut at, mut last, mut hash) = (index, last, *leaf);
    for beside in proof {
        if last == 0 {
            return Err(ProofFault::Length(proof.len()));
        }
        if at & 1 == 1 || at == last {
            hash = node(beside, &hash);
            (at, last) = up_to_a_right_child(at, last);
        } else {
            hash = node(&hash, beside);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if last != 0 {
        return Err(ProofFault::Length(proof.len()));
    }
    if hash == *root { Ok(()) } else { Err(ProofFault::OtherRoot) }
}

/// Checks that the log of `size` and `root` begins with the log of `old` and `old_root`.
///
/// The steps are those of RFC 9162, section 2.1.4.2. Every log begins with the empty log.
///
/// # Errors
/// [`ProofFault`]: nothing is proved then.
pub fn check_consistency(
    old: u64,
    old_root: &Hash,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofFault> {
    let Some(last) = size.checked_sub(1).filter(|_| old <= size) else {
        return check_both_empty(old, old_root, size, root, proof);
    };
    if old == size || old == 0 {
        let same =
            old == 0 && *old_root == crate::tree::empty_root() || old == size && old_root == root;
        return match proof {
            [] if same => Ok(()),
            [] => Err(ProofFault::OtherRoot),
            _ => Err(ProofFault::Length(proof.len())),
        };
    }
    // `0 < old < size` from here on.
    let (mut at, mut last) = up_to_a_left_child(old.saturating_sub(1), last);
    let mut hashes = proof.iter();
    let seed = if old.is_power_of_two() { Some(old_root) } else { hashes.next() };
    let Some(seed) = seed else {
        return Err(ProofFault::Length(proof.len()));
    };
    let (mut older, mut newer) = (*seed, *seed);
    for beside in hashes {
        if last == 0 {
            return Err(ProofFault::Length(proof.len()));
        }
        if at & 1 == 1 || at == last {
            older = node(beside, &older);
            newer = node(beside, &newer);
            (at, last) = up_to_a_right_child(at, last);
        } else {
            newer = node(&newer, beside);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if last != 0 {
        return Err(ProofFault::Length(proof.len()));
    }
    if older == *old_root && newer == *root { Ok(()) } else { Err(ProofFault::OtherRoot) }
}

/// The one case without a last leaf that proves something: nothing grew from nothing.
fn check_both_empty(
    old: u64,
    old_root: &Hash,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofFault> {
    let empty = crate::tree::empty_root();
    match proof {
        _ if old > size => Err(ProofFault::Outside(old, size)),
        [] if *old_root == empty && *root == empty => Ok(()),
        [] => Err(ProofFault::OtherRoot),
        _ => Err(ProofFault::Length(proof.len())),
    }
}

/// Climbs while the node is the last of its level and a left child: there it has no sibling.
fn up_to_a_right_child(mut at: u64, mut last: u64) -> (u64, u64) {
    while at != 0 && at & 1 == 0 {
        (at, last) = (at >> 1, last >> 1);
    }
    (at, last)
}

/// Climbs to the root of the largest full subtree that ends with the old log.
fn up_to_a_left_child(mut at: u64, mut last: u64) -> (u64, u64) {
    while at & 1 == 1 {
        (at, last) = (at >> 1, last >> 1);
    }
    (at, last)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;
    use crate::tree::leaf;
    use crate::tree::tests::{ENTRIES, hex, root_as_the_rfc_says};

    fn leaves(size: u64) -> Vec<Hash> {
        (0..size).map(|n| leaf(&n.to_be_bytes())).collect()
    }

    fn root(leaves: &[Hash], size: u64) -> Hash {
        root_as_the_rfc_says(&leaves[..usize::try_from(size).unwrap()])
    }

    fn make(spans: Option<Vec<Range<u64>>>, leaves: &[Hash]) -> Vec<Hash> {
        from_leaves(&spans.unwrap(), leaves.iter().map(|leaf| Ok::<_, Infallible>(*leaf))).unwrap()
    }

    #[test]
    fn proofs_are_those_of_certificate_transparency() {
        let leaves: Vec<Hash> = ENTRIES.iter().map(|entry| leaf(entry)).collect();
        let text = |proof: Vec<Hash>| {
            proof.iter().map(|hash| hex(hash)[..8].to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(text(make(inclusion(0, 8), &leaves)), "96a296d2 5f083f0a 6b47aaf2");
        assert_eq!(text(make(inclusion(5, 8), &leaves)), "bc1a0643 ca854ea1 d37ee418");
        assert_eq!(text(make(inclusion(2, 3), &leaves)), "fac54203");
        assert_eq!(text(make(inclusion(1, 5), &leaves)), "6e340b9c 5f083f0a bc1a0643");
        assert_eq!(text(make(consistency(1, 8), &leaves)), "96a296d2 5f083f0a 6b47aaf2");
        assert_eq!(text(make(consistency(6, 8), &leaves)), "0ebc5d34 ca854ea1 d37ee418");
        assert_eq!(text(make(consistency(2, 5), &leaves)), "5f083f0a bc1a0643");
    }

    #[test]
    fn every_proof_of_a_small_log_holds_and_only_for_its_own_place() {
        let all = leaves(20);
        for size in 0..=20 {
            let root_now = root(&all, size);
            for index in 0..size {
                let proof = make(inclusion(index, size), &all[..usize::try_from(size).unwrap()]);
                for other in 0..=size {
                    let leaf = &all[usize::try_from(index).unwrap()];
                    let verdict = check_inclusion(leaf, other, size, &proof, &root_now);
                    assert_eq!(
                        verdict.is_ok(),
                        other == index,
                        "{index} of {size} shown as {other}"
                    );
                }
            }
            for old in 0..=size {
                let proof = make(consistency(old, size), &all[..usize::try_from(size).unwrap()]);
                for other in 0..=size + 1 {
                    let verdict =
                        check_consistency(other, &root(&all, old), size, &root_now, &proof);
                    assert_eq!(
                        verdict.is_ok(),
                        other == old,
                        "{old} to {size} shown as {other}: {verdict:?}"
                    );
                }
            }
        }
    }

    proptest! {
        #[test]
        fn no_changed_proof_is_accepted(
            size in 2..300u64, index: u64, old: u64, at: prop::sample::Index, bit in 0..256usize, extra: Hash
        ) {
            let (index, old, all) = (index % size, old % (size - 1) + 1, leaves(size));
            let (now, then, leaf) = (root(&all, size), root(&all, old), all[usize::try_from(index).unwrap()]);
            let (here, grew) = (make(inclusion(index, size), &all), make(consistency(old, size), &all));
            prop_assert_eq!(check_inclusion(&leaf, index, size, &here, &now), Ok(()));
            prop_assert_eq!(check_consistency(old, &then, size, &now, &grew), Ok(()));
            for proof in [&here, &grew] {
                let (mut flipped, mut longer) = (proof.clone(), proof.clone());
                at.get_mut(&mut flipped)[bit / 8] ^= 1 << (bit % 8);
                longer.push(extra);
                for changed in [&flipped[..], &longer, &proof[1..], &proof[..proof.len() - 1]] {
                    prop_assert!(check_inclusion(&leaf, index, size, changed, &now).is_err() || changed == here);
                    prop_assert!(check_consistency(old, &then, size, &now, changed).is_err() || changed == grew);
                }
            }
        }

        #[test]
        fn no_sizes_make_a_check_fall(a: u64, b: u64, root: Hash, proof in prop::collection::vec(any::<Hash>(), 0..70)) {
            prop_assert!(check_inclusion(&root, a, b, &proof, &root).is_err());
            let _ = check_consistency(a, &root, b, &root, &proof);
            let _ = (inclusion(a, b), consistency(a, b));
        }
    }
}
