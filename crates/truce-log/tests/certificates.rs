//! Certificates: made of every fork, of nothing else, and bound to the last byte.

mod branch;

use std::sync::LazyLock;

use branch::{Branch, MAIN, ORIGIN, log};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use truce_log::certificate::{
    CERTIFICATE_BYTES_MAX, CertificateFault, Common, ForkCertificate, Grounds, Lapse, WitnessFault,
    in_order,
};
use truce_log::key::{KeyKind, SigningKey, VerifierKey};
use truce_log::tree::Hash;
use truce_log::{Checkpoint, Fork, Head};

fn keys() -> [VerifierKey; 2] {
    [log(1).verifier(), log(2).verifier()]
}

fn cosigner(seed: u8) -> SigningKey {
    SigningKey::from_seed("example.com/mirror", KeyKind::Cosigner, [seed; 32]).unwrap()
}

fn common(size: u64, one: (Branch, u64), other: (Branch, u64)) -> Common {
    let root = MAIN.head(size).root;
    Common { size, root, older: one.0.proof(size, one.1), newer: other.0.proof(size, other.1) }
}

/// A certificate that the log showed `older` and `newer`, and that they are one up to `size`.
fn made(
    older: (Branch, u64),
    newer: (Branch, u64),
    size: u64,
) -> Result<ForkCertificate, CertificateFault> {
    let (one, other) = (older.0.checkpoint(older.1), newer.0.checkpoint(newer.1));
    let other_root = newer.0.head(older.1).root;
    let proof = newer.0.proof(older.1, newer.1);
    ForkCertificate::new(&one, &other, other_root, proof, common(size, older, newer))
}

/// A fork behind 3 entries, shown with 5 and 7.
fn example() -> ForkCertificate {
    made((MAIN, 5), (Branch { fork: 3 }, 7), 3).unwrap()
}

fn checked(certificate: &ForkCertificate) -> Result<Fork, CertificateFault> {
    ForkCertificate::check(certificate.to_string().as_bytes(), &keys())
}

fn refused(change: impl FnOnce(&mut ForkCertificate), expected: Expect) {
    let mut certificate = example();
    change(&mut certificate);
    expected.assert_eq(&checked(&certificate).unwrap_err().to_string());
}

/// The text of the example after one replacement.
fn rewritten(old: &str, new: &str) -> String {
    let text = example().to_string();
    assert!(text.contains(old), "{old} is not there");
    text.replacen(old, new, 1)
}

fn unread(text: &str, expected: Expect) {
    let fault = ForkCertificate::check(text.as_bytes(), &keys()).unwrap_err();
    expected.assert_eq(&fault.to_string());
}

/// A checkpoint with the mirror's cosignature.
fn cosigned(branch: Branch, size: u64, time: u64) -> Checkpoint {
    let mut checkpoint = branch.checkpoint(size);
    let line = checkpoint.cosign(&cosigner(7), time).unwrap();
    checkpoint.add(line, &cosigner(7).verifier()).unwrap();
    checkpoint
}

fn inconsistent(older: u64, newer: (Branch, u64)) -> Grounds {
    Grounds::Inconsistent {
        other_root: newer.0.head(older).root,
        proof: newer.0.proof(older, newer.1),
    }
}

/// The mirror cosigned both sides of a fork behind 3 entries.
fn both_sides() -> WitnessFault {
    let fork = Branch { fork: 3 };
    let (older, newer) = (cosigned(MAIN, 5, 60), cosigned(fork, 7, 70));
    WitnessFault::new(&older, &newer, &cosigner(7).verifier(), inconsistent(5, (fork, 7))).unwrap()
}

/// The mirror called 5 entries all there are, after it had seen 7.
fn late() -> WitnessFault {
    let (older, newer) = (cosigned(MAIN, 5, 70), cosigned(MAIN, 7, 60));
    WitnessFault::new(&older, &newer, &cosigner(7).verifier(), Grounds::LaterTime).unwrap()
}

fn lapse(certificate: &WitnessFault) -> Result<Lapse, CertificateFault> {
    WitnessFault::check(certificate.to_string().as_bytes(), &keys(), &cosigner(7).verifier())
}

fn not_proved(change: impl FnOnce(&mut WitnessFault), expected: Expect) {
    let mut certificate = both_sides();
    change(&mut certificate);
    expected.assert_eq(&lapse(&certificate).unwrap_err().to_string());
}

#[test]
fn a_fork_certificate_is_short_and_says_what_it_proves() {
    expect![[r#"
        truce-log fork certificate v1
        other YjW/lhlFtp0QwgdXrLXvjROLCLcIpgPMqzMxVDDoPTk=
        proof FrWrrW5PkXQnAbRBnb/Mzlz+F9wr4hDkydxkFhJw9BA=
        proof 6qcGADonOahchpQc0LOZbq4JWvHDPJGGMxTRFUxW+gI=
        proof FOAb7EbHr1YRlmFd2zaOtOI9/AHBf8FY7TWcUtXWfoY=
        proof u/PDi/xkpoV5VVhmnLWCdDXWXMJVGowKlNQ12p/s2Po=
        common 3 Brk6as3YNJmnElTlk7+kmakmEbHTMlOsZg9E8tjtl+c=
        older dYDW+1781zFNjy7LwiYuudsPQN16mG7Za98dmoEbeG8=
        older mXopdn8pDcnOk+EaTkx0znJ1CMO9NL39QHYF0kgPDqg=
        older Sw8+qDzTAE/sKWcZiKUZ9gyN3dQbk1nUijWLQMpJLY4=
        older vpoqDXxmXpEA3cTrZdcT+oFPQ8SwNVK4hfY1o2ItMy0=
        newer dYDW+1781zFNjy7LwiYuudsPQN16mG7Za98dmoEbeG8=
        newer JL1Hcwag2KZvXc7QQ5VILOlhe/s0BvTwC/sVkglNzkM=
        newer Sw8+qDzTAE/sKWcZiKUZ9gyN3dQbk1nUijWLQMpJLY4=
        newer gfkHlO8dSLZWzpzdUUZASU08fccuwyM56b73T9yFGeo=

        example.com/log
        5
        +NVAyb1uhvIUVE44oDL0NCVx5nUL89sfdjyRaclQo7g=

        — example.com/log m+XTxvqj+P0EqZ3JWYLV790T3RQ1hqZQodA6HIMgCRg9hybfwQf+OPZLFu5tGjEsM0dBGqZBQF5+l4aBRcsmOiliOw4=

        example.com/log
        7
        2R2ymYBibCHYEns/vJh2Gs1Fg6JHpMu1QGBuIDaZUes=

        — example.com/log m+XTxh0Fni4G6dGi7ji5KxGvRWNdzdfVp3B7vGdTuK9EQqkzoZG7wubiGwhJdfZCvpCA9poE3pe/gZVPAnjr6VtVbQ4=
    "#]].assert_eq(&example().to_string());
    let proved = Fork { origin: ORIGIN.to_owned(), common: 3, sizes: (5, 7) };
    assert_eq!(checked(&example()), Ok(proved));
}

#[test]
fn every_fork_of_a_small_log_makes_a_certificate_that_holds() {
    for older in 1..=10 {
        for newer in older..=10 {
            for fork in 0..older {
                for size in [0, fork / 2, fork] {
                    let branch = Branch { fork };
                    // The older head may be on either side.
                    for sides in [(MAIN, branch), (branch, MAIN)] {
                        let (one, other) = (sides.0.checkpoint(older), sides.1.checkpoint(newer));
                        let swapped = in_order(&one, &other).0 != &one;
                        let sides = if swapped { (sides.1, sides.0) } else { sides };
                        let certificate = made((sides.0, older), (sides.1, newer), size).unwrap();
                        let proved = checked(&certificate).unwrap();
                        assert_eq!((proved.common, proved.sizes), (size, (older, newer)));
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_that_a_log_which_only_grew_has_signed_makes_a_certificate() {
    for older in 0..=12 {
        for newer in older..=12 {
            for size in 0..=older {
                let fault = made((MAIN, older), (MAIN, newer), size).unwrap_err();
                let expected =
                    if older == 0 { CertificateFault::Empty } else { CertificateFault::NoFork };
                assert_eq!(fault, expected);
            }
        }
    }
}

#[test]
fn the_keys_of_a_rotation_are_those_of_one_log() {
    let newer = Checkpoint::sign(&Branch { fork: 3 }.head(7), &log(2)).unwrap();
    let Common { size, root, older, newer: to_newer } = example().common;
    let common = Common { size, root, older, newer: to_newer };
    let ForkCertificate { other_root, proof, .. } = example();
    let certificate =
        ForkCertificate::new(&MAIN.checkpoint(5), &newer, other_root, proof, common).unwrap();
    let bytes = certificate.to_string();
    assert!(ForkCertificate::check(bytes.as_bytes(), &keys()).is_ok());
    expect!["the newer checkpoint does not hold: the checkpoint of `example.com/log` is not signed by a known key of that log"].assert_eq(
        &ForkCertificate::check(bytes.as_bytes(), &keys()[..1]).unwrap_err().to_string(),
    );
    expect!["the older checkpoint does not hold: no key of the log `example.com/log` is known"]
        .assert_eq(&ForkCertificate::check(bytes.as_bytes(), &[]).unwrap_err().to_string());
}

#[test]
fn what_is_not_proved_is_refused_in_words() {
    let fork = Branch { fork: 3 };
    refused(
        |it| it.other_root = MAIN.head(5).root,
        expect!["the newer tree begins with the older one: there is no fork"],
    );
    refused(
        |it| it.other_root = [7; 32],
        expect![
            "the root given for the newer tree at the older size is not shown to be its: the proof leads to another root: the entry, the proof or a root is not genuine"
        ],
    );
    refused(
        |it| it.proof.clear(),
        expect![
            "the root given for the newer tree at the older size is not shown to be its: a proof for these sizes has another number of hashes than 0"
        ],
    );
    refused(
        |it| it.proof.push([7; 32]),
        expect![
            "the root given for the newer tree at the older size is not shown to be its: a proof for these sizes has another number of hashes than 5"
        ],
    );
    refused(
        |it| std::mem::swap(&mut it.older, &mut it.newer),
        expect![
            "the checkpoints are not in order: the smaller size first, of equal sizes the smaller root"
        ],
    );
    refused(
        |it| it.newer = fork.checkpoint(8).to_string(),
        expect![
            "the root given for the newer tree at the older size is not shown to be its: the proof leads to another root: the entry, the proof or a root is not genuine"
        ],
    );
    refused(
        |it| it.older = fork.checkpoint(5).to_string(),
        expect!["the newer tree begins with the older one: there is no fork"],
    );
    refused(
        |it| it.older = MAIN.checkpoint(0).to_string(),
        expect!["the older checkpoint is of an empty log, which every log continues"],
    );
}

#[test]
fn what_is_not_shown_to_be_common_is_refused_in_words() {
    let fork = Branch { fork: 3 };
    refused(|it| it.common.size = 5, expect!["the common size 5 is not below the older size 5"]);
    refused(
        |it| it.common.size = 2,
        expect![
            "the common root is not shown to be the older tree's: a proof for these sizes has another number of hashes than 4"
        ],
    );
    refused(
        |it| it.common.root = [7; 32],
        expect![
            "the common root is not shown to be the older tree's: the proof leads to another root: the entry, the proof or a root is not genuine"
        ],
    );
    refused(
        |it| it.common.older[1] = [7; 32],
        expect![
            "the common root is not shown to be the older tree's: the proof leads to another root: the entry, the proof or a root is not genuine"
        ],
    );
    refused(
        |it| it.common.newer[1] = [7; 32],
        expect![
            "the common root is not shown to be the newer tree's: the proof leads to another root: the entry, the proof or a root is not genuine"
        ],
    );
    refused(
        |it| it.common = Common { older: vec![[7; 32]], ..Common::nothing() },
        expect![
            "the common root is not shown to be the older tree's: a proof for these sizes has another number of hashes than 1"
        ],
    );
    refused(
        |it| it.common = common(4, (MAIN, 5), (fork, 7)),
        expect![
            "the common root is not shown to be the newer tree's: the proof leads to another root: the entry, the proof or a root is not genuine"
        ],
    );
}

#[test]
fn checkpoints_that_do_not_hold_or_hold_too_much_are_refused_in_words() {
    let fork = Branch { fork: 3 };
    refused(
        |it| it.newer = it.newer.replace("log", "fog"),
        expect!["the newer checkpoint does not hold: no key of the log `example.com/fog` is known"],
    );
    refused(
        |it| it.older.push_str("— foreign AAAAAAA=\n"),
        expect!["the older checkpoint has other signature lines than the certificate needs"],
    );
    refused(
        |it| it.newer = cosigned(fork, 7, 50).to_string(),
        expect!["the newer checkpoint has other signature lines than the certificate needs"],
    );
    let equal = made((MAIN, 5), (fork, 5), 3).or(made((fork, 5), (MAIN, 5), 3)).unwrap();
    let swapped =
        ForkCertificate { older: equal.newer.clone(), newer: equal.older.clone(), ..equal };
    expect![
        "the checkpoints are not in order: the smaller size first, of equal sizes the smaller root"
    ]
    .assert_eq(&checked(&swapped).unwrap_err().to_string());
}

#[test]
fn heads_of_two_logs_prove_nothing() {
    let key = SigningKey::from_seed("example.com/fog", KeyKind::Log, [3; 32]).unwrap();
    let elsewhere = Head { origin: "example.com/fog".to_owned(), ..Branch { fork: 3 }.head(7) };
    let newer = Checkpoint::sign(&elsewhere, &key).unwrap().to_string();
    let certificate = ForkCertificate { newer, ..example() };
    let keys = [log(1).verifier(), key.verifier()];
    expect!["the checkpoints are of two logs, `example.com/log` and `example.com/fog`"]
        .assert_eq(&certificate.verify(&keys).unwrap_err().to_string());
}

#[test]
fn what_is_not_written_as_a_certificate_is_refused_in_words() {
    unread("", expect!["this is no certificate: it does not have two checkpoints below its lines"]);
    unread(
        &late().to_string(),
        expect!["line 1 of the certificate is no line `truce-log fork certificate v1`"],
    );
    unread(
        &rewritten("v1", "v2"),
        expect!["line 1 of the certificate is no line `truce-log fork certificate v1`"],
    );
    unread(&rewritten("other ", "oter "), expect!["line 2 of the certificate is no line `other`"]);
    unread(&rewritten("proof ", "prof "), expect!["line 3 of the certificate is no line `common`"]);
    unread(
        &rewritten("common 3", "common 03"),
        expect!["line 7 of the certificate is no line `common`"],
    );
    unread(
        &rewritten("common 3 ", "common 3"),
        expect!["line 7 of the certificate is no line `common`"],
    );
    unread(
        &rewritten("common 3", "common 0"),
        expect!["line 7 of the certificate is no line `common`"],
    );
    unread(
        &rewritten("\nolder ", "\nolder  "),
        expect!["line 8 of the certificate is no line `older`"],
    );
    unread(
        &rewritten("\nnewer ", "\n\nnewer "),
        expect!["this is no certificate: it does not have two checkpoints below its lines"],
    );
    unread(
        &rewritten("certificate v1\n", "certificate v1\r\n"),
        expect!["line 1 of the certificate is no line `truce-log fork certificate v1`"],
    );
    unread(
        &format!("{}\n", example()),
        expect!["this is no certificate: it does not have two checkpoints below its lines"],
    );
    unread(
        &format!("\n{}", example()),
        expect!["line 1 of the certificate is no line `truce-log fork certificate v1`"],
    );
    unread(
        example().to_string().trim_end(),
        expect![
            "the newer checkpoint does not hold: below the blank line stand one or more signature lines, each with its newline"
        ],
    );
    unread(
        &"a".repeat(CERTIFICATE_BYTES_MAX + 1),
        expect!["a certificate has at most 8000 bytes, this has 8001"],
    );
    let fault = ForkCertificate::check(b"\xff\n\n", &keys()).unwrap_err();
    expect!["this is no certificate: it is not in UTF-8"].assert_eq(&fault.to_string());
    let none = ForkCertificate { common: Common::nothing(), ..example() };
    assert!(none.to_string().contains("\ncommon 0\n\n") && checked(&none).is_ok());
}

#[test]
fn a_certificate_has_room_for_long_names_and_logs_of_a_trillion_entries() {
    let origin = "n".repeat(255);
    let key = SigningKey::from_seed(&origin, KeyKind::Log, [1; 32]).unwrap();
    let head = |size| Head { origin: origin.clone(), size, root: [7; 32] };
    let signed = |size| Checkpoint::sign(&head(size), &key).unwrap().to_string();
    let hashes = |count| vec![[7; 32]; count];
    let certificate = ForkCertificate {
        older: signed((1 << 40) - 2),
        newer: signed((1 << 40) - 1),
        other_root: [7; 32],
        proof: hashes(41),
        common: Common { size: 1 << 39, root: [7; 32], older: hashes(41), newer: hashes(41) },
    };
    assert!(certificate.to_string().len() <= CERTIFICATE_BYTES_MAX);
    assert_eq!(ForkCertificate::parse(certificate.to_string().as_bytes()), Ok(certificate));
}

#[test]
fn a_certificate_beyond_the_bound_is_not_made() {
    let common =
        Common { older: vec![[7; 32]; 160], ..common(3, (MAIN, 5), (Branch { fork: 3 }, 7)) };
    let ForkCertificate { other_root, proof, .. } = example();
    let (older, newer) = (MAIN.checkpoint(5), Branch { fork: 3 }.checkpoint(7));
    let fault = ForkCertificate::new(&older, &newer, other_root, proof, common).unwrap_err();
    assert!(matches!(fault, CertificateFault::TooLong(_)));
}

#[test]
fn foreign_lines_are_left_out_when_a_certificate_is_made() {
    let (older, newer) = (cosigned(MAIN, 5, 60), cosigned(Branch { fork: 3 }, 7, 70));
    let ForkCertificate { other_root, proof, common, .. } = example();
    assert_eq!(ForkCertificate::new(&older, &newer, other_root, proof, common), Ok(example()));
}

#[test]
fn a_mirror_that_cosigned_both_sides_is_named() {
    let proved = Lapse {
        cosigner: "example.com/mirror".to_owned(),
        origin: ORIGIN.to_owned(),
        sizes: (5, 7),
        times: (60, 70),
    };
    assert_eq!(lapse(&both_sides()), Ok(proved));
    expect![[r#"
        truce-log witness certificate v1
        other YjW/lhlFtp0QwgdXrLXvjROLCLcIpgPMqzMxVDDoPTk=
        proof FrWrrW5PkXQnAbRBnb/Mzlz+F9wr4hDkydxkFhJw9BA=
        proof 6qcGADonOahchpQc0LOZbq4JWvHDPJGGMxTRFUxW+gI=
        proof FOAb7EbHr1YRlmFd2zaOtOI9/AHBf8FY7TWcUtXWfoY=
        proof u/PDi/xkpoV5VVhmnLWCdDXWXMJVGowKlNQ12p/s2Po=

        example.com/log
        5
        +NVAyb1uhvIUVE44oDL0NCVx5nUL89sfdjyRaclQo7g=

        — example.com/log m+XTxvqj+P0EqZ3JWYLV790T3RQ1hqZQodA6HIMgCRg9hybfwQf+OPZLFu5tGjEsM0dBGqZBQF5+l4aBRcsmOiliOw4=
        — example.com/mirror zRAu9QAAAAAAAAA81RObh+sjJ58jDn72ChZHs9frlzoMq5UTUQmXnj5BMM5nIn5UXlJlwZTzPb2wz3ptqqCJoyuir8nBMjSRdV5+Cg==

        example.com/log
        7
        2R2ymYBibCHYEns/vJh2Gs1Fg6JHpMu1QGBuIDaZUes=

        — example.com/log m+XTxh0Fni4G6dGi7ji5KxGvRWNdzdfVp3B7vGdTuK9EQqkzoZG7wubiGwhJdfZCvpCA9poE3pe/gZVPAnjr6VtVbQ4=
        — example.com/mirror zRAu9QAAAAAAAABGcxD7GUIPnsTBSEErbgFXckKEwIR7aYoK1WDF2va++T1zSpbdyEJeU6L/p8mgkV8/+Qb9uOZMbgWY5STpfkIXAw==
    "#]].assert_eq(&both_sides().to_string());
}

#[test]
fn a_mirror_that_cosigned_less_at_a_later_time_is_named() {
    assert_eq!(lapse(&late()).map(|lapse| (lapse.sizes, lapse.times)), Ok(((5, 7), (70, 60))));
    assert!(late().to_string().contains("\nlater smaller\n\n"));
}

#[test]
fn a_mirror_that_kept_its_word_is_not_named() {
    for older in 1..=8 {
        for newer in older..=8 {
            for (then, now) in [(60, 60), (60, 70)] {
                let (one, other) = (cosigned(MAIN, older, then), cosigned(MAIN, newer, now));
                for grounds in [Grounds::LaterTime, inconsistent(older, (MAIN, newer))] {
                    let key = cosigner(7).verifier();
                    assert!(WitnessFault::new(&one, &other, &key, grounds).is_err());
                }
            }
        }
    }
    // The same head again at any time is the same word.
    for times in [(60, 70), (70, 60)] {
        let (one, other) = (cosigned(MAIN, 5, times.0), cosigned(MAIN, 5, times.1));
        let fault = WitnessFault::new(&one, &other, &cosigner(7).verifier(), Grounds::LaterTime);
        assert_eq!(fault, Err(CertificateFault::TimesInOrder));
    }
}

#[test]
fn what_does_not_prove_a_lapse_is_refused_in_words() {
    not_proved(
        |it| it.older = MAIN.checkpoint(5).to_string(),
        expect!["the older checkpoint is not cosigned by `example.com/mirror+cd102ef5`"],
    );
    not_proved(
        |it| it.grounds = Grounds::LaterTime,
        expect!["the smaller tree was not cosigned later than the larger one"],
    );
    not_proved(
        |it| it.grounds = inconsistent(5, (MAIN, 7)),
        expect!["the newer tree begins with the older one: there is no fork"],
    );
    not_proved(
        |it| it.newer.push_str("— foreign AAAAAAA=\n"),
        expect!["the newer checkpoint has other signature lines than the certificate needs"],
    );
    not_proved(
        |it| it.newer = it.newer.replace("— example.com/mirror ", "— example.com/other "),
        expect!["the newer checkpoint is not cosigned by `example.com/mirror+cd102ef5`"],
    );
    not_proved(
        |it| {
            let line = MAIN.checkpoint(6).cosign(&cosigner(7), 60).unwrap();
            it.older = format!("{}{line}", MAIN.checkpoint(5));
        },
        expect![
            "the cosignature of the older checkpoint does not hold: the cosignature by `example.com/mirror+cd102ef5` does not hold for this head"
        ],
    );
    not_proved(
        |it| {
            let lines: Vec<&str> = it.older.lines().collect();
            let [origin, size, root, blank, log, mirror] = lines[..] else { panic!("six lines") };
            it.older = [origin, size, root, blank, mirror, log, ""].join("\n");
        },
        expect!["the older checkpoint has other signature lines than the certificate needs"],
    );
    not_proved(
        |it| it.older.push_str(&MAIN.checkpoint(5).cosign(&cosigner(7), 65).unwrap().to_string()),
        expect!["the older checkpoint has other signature lines than the certificate needs"],
    );
    let text = both_sides().to_string();
    let others =
        WitnessFault::check(text.as_bytes(), &keys(), &cosigner(8).verifier()).unwrap_err();
    expect!["the older checkpoint is not cosigned by `example.com/mirror+ad7db5a6`"]
        .assert_eq(&others.to_string());
    let log_key = WitnessFault::check(text.as_bytes(), &keys(), &log(1).verifier()).unwrap_err();
    expect!["the cosignature of the older checkpoint does not hold: the key `example.com/log+9be5d3c6` is a log's own: it does not cosign"].assert_eq(&log_key.to_string());
    let unread = |text: &str| {
        WitnessFault::check(text.as_bytes(), &keys(), &cosigner(7).verifier())
            .unwrap_err()
            .to_string()
    };
    expect!["line 1 of the certificate is no line `truce-log witness certificate v1`"]
        .assert_eq(&unread(&example().to_string()));
    expect!["line 2 of the certificate is no line `later smaller`"]
        .assert_eq(&unread(&late().to_string().replace("later smaller", "later larger")));
    expect!["line 3 of the certificate is one too many"]
        .assert_eq(&unread(&late().to_string().replace("smaller\n", "smaller\nmore\n")));
    expect!["a certificate has at most 8000 bytes, this has 8001"]
        .assert_eq(&unread(&"a".repeat(CERTIFICATE_BYTES_MAX + 1)));
}

#[cfg(feature = "ml-dsa")]
#[test]
fn an_anchor_without_a_time_says_nothing_of_the_largest_tree() {
    let key = SigningKey::from_seed("example.com/anchor", KeyKind::MlDsa, [7; 32]).unwrap();
    let cosigned = |size, time| {
        let mut checkpoint = MAIN.checkpoint(size);
        checkpoint.add(checkpoint.cosign(&key, time).unwrap(), &key.verifier()).unwrap();
        checkpoint
    };
    let made = |then, now| {
        WitnessFault::new(
            &cosigned(5, then),
            &cosigned(7, now),
            &key.verifier(),
            Grounds::LaterTime,
        )
    };
    assert_eq!(made(60, 0), Err(CertificateFault::TimesInOrder));
    assert!(made(60, 50).is_ok());
}

/// Every text that differs from this one in a bit, or lacks a byte, or has one more.
fn neighbours(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let flipped = (0..text.len() * 8).map(|bit| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    });
    let shorter = (0..text.len()).map(|at| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.remove(at);
        bytes
    });
    let longer = (0..=text.len()).flat_map(|at| {
        [b'\n', b' ', b'A'].map(|byte| {
            let mut bytes = text.as_bytes().to_vec();
            bytes.insert(at, byte);
            bytes
        })
    });
    flipped.chain(shorter).chain(longer)
}

#[test]
fn no_certificate_with_a_changed_bit_or_a_byte_more_or_less_is_accepted() {
    let mut tried = 0;
    let small = made((MAIN, 2), (Branch { fork: 1 }, 3), 1).unwrap();
    for bytes in neighbours(&small.to_string()) {
        let verdict = ForkCertificate::check(&bytes, &keys());
        assert!(verdict.is_err(), "{}", String::from_utf8_lossy(&bytes));
        tried += 1;
    }
    for certificate in [both_sides(), late()] {
        for bytes in neighbours(&certificate.to_string()) {
            let verdict = WitnessFault::check(&bytes, &keys(), &cosigner(7).verifier());
            assert!(verdict.is_err(), "{}", String::from_utf8_lossy(&bytes));
            tried += 1;
        }
    }
    assert!(tried > 25_000, "{tried}");
}

/// The examples' texts, made once.
static EXAMPLE: LazyLock<String> = LazyLock::new(|| example().to_string());
static LATE: LazyLock<String> = LazyLock::new(|| late().to_string());

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn no_certificate_with_changed_bytes_is_accepted(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = EXAMPLE.clone().into_bytes();
        for (at, byte) in changes {
            *at.get_mut(&mut bytes) = byte;
        }
        prop_assert_eq!(ForkCertificate::check(&bytes, &keys()).is_ok(), bytes == EXAMPLE.as_bytes());
    }

    #[test]
    fn no_made_up_root_or_proof_accuses_a_log_that_only_grew(
        older in 1..40u64, newer in 0..40u64, root: Hash, own in any::<bool>(), extra in prop::collection::vec(any::<Hash>(), 0..3), keep in 0..8usize
    ) {
        let newer = older + newer;
        let mut proof = if own { MAIN.proof(older, newer) } else { Vec::new() };
        proof.truncate(keep);
        proof.extend(extra);
        let (one, other) = (MAIN.checkpoint(older), MAIN.checkpoint(newer));
        prop_assert!(ForkCertificate::new(&one, &other, root, proof, Common::nothing()).is_err());
    }

    #[test]
    fn what_is_read_is_written_again_to_the_byte(at: prop::sample::Index, cut in 0..60usize, text in "[\n a-z0-9=—]{0,9}") {
        for whole in [&*EXAMPLE, &*LATE] {
            let mut bytes = whole.clone().into_bytes();
            let at = at.index(bytes.len());
            let end = bytes.len().min(at + cut);
            bytes.splice(at..end, text.bytes());
            if let Ok(certificate) = ForkCertificate::parse(&bytes) {
                prop_assert_eq!(certificate.to_string().into_bytes(), bytes.clone());
            }
            if let Ok(certificate) = WitnessFault::parse(&bytes) {
                prop_assert_eq!(certificate.to_string().into_bytes(), bytes);
            }
        }
    }

    #[test]
    fn no_bytes_make_the_readers_fall(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "(?s).{0,200}") {
        let mirror = cosigner(7).verifier();
        for bytes in [&bytes[..], text.as_bytes(), &[EXAMPLE.as_bytes(), &bytes].concat()] {
            prop_assert!(ForkCertificate::check(bytes, &keys()).is_err() || bytes == EXAMPLE.as_bytes());
            prop_assert!(WitnessFault::check(bytes, &keys(), &mirror).is_err());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn forks_of_longer_logs_make_certificates_that_hold(older in 1..400u64, newer in 0..400u64, fork: u64) {
        let (newer, fork) = (older + newer, fork % older);
        let branch = Branch { fork };
        let (one, other) = (MAIN.checkpoint(older), branch.checkpoint(newer));
        let swapped = in_order(&one, &other).0 != &one;
        let sides = if swapped { (branch, MAIN) } else { (MAIN, branch) };
        let certificate = made((sides.0, older), (sides.1, newer), fork).unwrap();
        prop_assert_eq!(checked(&certificate).map(|fork| fork.common), Ok(fork));
    }
}
