//! Notes, keys and heads against the published readers `signed_note` and `tlog_tiles`, which are
//! ported from Go's own.

use proptest::prelude::*;
use signed_note::{StandardVerifier, VerifierList};
use truce_log::key::{KeyKind, SigningKey, VerifierKey};
use truce_log::note::{NOTE_SIGNATURES_MAX, Note, NoteSignature};
use truce_log::{Checkpoint, CheckpointFault, Head};

fn log_key(seed: u8) -> SigningKey {
    SigningKey::from_seed("example.com/log", KeyKind::Log, [seed; 32]).unwrap()
}

/// Whether both readers take a note, and then whether they read the same in it.
fn both_read_the_same(bytes: &[u8]) -> Result<bool, TestCaseError> {
    let (ours, theirs) = (Note::parse(bytes), signed_note::Note::from_bytes(bytes));
    let (Ok(ours), Ok(theirs)) = (&ours, &theirs) else {
        let theirs = theirs.is_ok();
        prop_assert_eq!(ours.is_ok(), theirs, "{:?}: {:?}", String::from_utf8_lossy(bytes), ours);
        return Ok(false);
    };
    prop_assert_eq!(ours.text.as_bytes(), theirs.text());
    prop_assert_eq!(ours.to_string().into_bytes(), theirs.to_bytes());
    for line in &ours.signatures {
        let text = line.to_string();
        let other = signed_note::Signature::from_bytes(text.trim_end().as_bytes()).unwrap();
        prop_assert_eq!(other.name(), &line.name);
        prop_assert_eq!(other.id(), u32::from_be_bytes(line.id));
        prop_assert_eq!(other.signature(), &line.bytes[..]);
    }
    Ok(true)
}

/// Pieces of notes in any order, some of them not quite right.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just(b"example.com/log\n".to_vec()),
        4 => Just(b"\n".to_vec()),
        6 => Just("\n— a AAAAAAA=\n".as_bytes().to_vec()),
        6 => Just("— b AAAAAAAA\n".as_bytes().to_vec()),
        2 => Just("— ".as_bytes().to_vec()),
        1 => Just(b"a ".to_vec()),
        1 => Just(b"AAAAAAB=".to_vec()),
        1 => Just(b"\r\n".to_vec()),
        1 => Just("\u{2003}".as_bytes().to_vec()),
        1 => Just("\u{85}\u{7f}".as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..4),
    ];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn a_note_of_pieces_is_read_by_both_alike_or_by_neither(bytes in pieces()) {
        both_read_the_same(&bytes)?;
    }

    #[test]
    fn a_changed_note_is_read_by_both_alike_or_by_neither(at: prop::sample::Index, byte: u8, extra: bool) {
        let mut bytes = signed(3).to_bytes();
        let at = at.index(bytes.len());
        if extra { bytes.insert(at, byte) } else { bytes[at] = byte }
        both_read_the_same(&bytes)?;
    }

    #[test]
    fn a_changed_key_is_read_by_both_or_by_neither(at: prop::sample::Index, byte in 32..127u8, seed: u8) {
        let mut text = log_key(seed).verifier().to_string().into_bytes();
        *at.get_mut(&mut text) = byte;
        let text = String::from_utf8(text).unwrap();
        let (ours, theirs) = (text.parse::<VerifierKey>(), StandardVerifier::new(&text));
        // They take an id in capitals too, and then would not write what they read.
        let capitals = text.split('+').nth(1).is_some_and(|id| id.bytes().any(|b| b.is_ascii_uppercase()));
        prop_assert_eq!(ours.is_ok(), theirs.is_ok() && !capitals, "{}: {:?}", text, ours);
    }

    #[test]
    fn a_checkpoint_whose_signature_holds_for_us_holds_for_them(at: prop::sample::Index, byte: u8, size in 1..1_000_000u64) {
        let key = log_key(3);
        let mut bytes = signed(size).to_bytes();
        *at.get_mut(&mut bytes) = byte;
        let verifier = StandardVerifier::new(&key.verifier().to_string()).unwrap();
        let list = VerifierList::new(vec![Box::new(verifier)]);
        let theirs = signed_note::Note::from_bytes(&bytes).ok().and_then(|note| note.verify(&list).ok());
        let ours = Checkpoint::read(&bytes, &[key.verifier()]);
        prop_assert_eq!(ours.is_ok(), theirs.is_some());
        prop_assert_eq!(ours.is_ok(), bytes == signed(size).to_bytes());
    }
}

/// Heads as they might be, some of them not quite right.
fn heads() -> impl Strategy<Value = String> {
    let origin = prop_oneof![Just("example.com/log"), Just("a b+c"), Just(""), Just("ä")];
    let size = prop_oneof!["0", "[1-9][0-9]{0,18}", "0[0-9]", "[+-][1-9]", "9223372036854775808"];
    let root = prop_oneof![
        "[A-Za-z0-9+/]{43}=",
        "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=",
        "[A-Za-z0-9+/]{43}",
        "[A-Za-z0-9+/]{44}"
    ];
    let more = prop_oneof![4 => Just(""), 1 => Just("more\n"), 1 => Just("\n")];
    (origin, size, root, more)
        .prop_map(|(origin, size, root, more)| format!("{origin}\n{size}\n{root}\n{more}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn a_head_that_we_read_is_read_alike_by_the_published_reader(text in heads()) {
        let theirs = tlog_tiles::Checkpoint::from_bytes(text.as_bytes());
        match Head::parse(&text) {
            Ok(ours) => {
                let theirs = theirs.unwrap();
                prop_assert_eq!((theirs.origin(), theirs.size()), (&*ours.origin, ours.size));
                prop_assert_eq!((theirs.hash().0, theirs.extension()), (ours.root, ""));
                prop_assert_eq!(theirs.to_bytes(), text.into_bytes());
            }
            Err(_) => {
                // Extension lines, sizes beyond 63 bits, an empty log with a root.
                let only_ours = theirs.map_or(true, |theirs| {
                    !theirs.extension().is_empty() || theirs.size() == 0 || theirs.size() >> 63 == 1
                });
                prop_assert!(only_ours);
            }
        }
    }
}

fn signed(size: u64) -> Checkpoint {
    let head = Head { origin: "example.com/log".to_owned(), size, root: [7; 32] };
    Checkpoint::sign(&head, &log_key(3)).unwrap()
}

#[test]
fn both_readers_take_what_we_sign() {
    assert!(both_read_the_same(&signed(3).to_bytes()).unwrap());
}

#[test]
fn only_our_reader_has_the_lower_bounds_that_it_states() {
    // Theirs takes 100 signatures and a million bytes; both bounds are allowed.
    let many = format!("a\n\n{}", "— a AAAAAAA=\n".repeat(NOTE_SIGNATURES_MAX + 1));
    assert!(Note::parse(many.as_bytes()).is_err());
    assert!(signed_note::Note::from_bytes(many.as_bytes()).is_ok());
    let long = format!("{}\n\n— a AAAAAAA=\n", "a".repeat(300_000));
    assert!(Note::parse(long.as_bytes()).is_err());
    assert!(signed_note::Note::from_bytes(long.as_bytes()).is_ok());
}

#[test]
fn only_our_rule_refuses_a_key_of_small_order() {
    // The identity: with R the identity and S zero, it "signs" any text.
    let theirs = "a+e36e6e42+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let id = signed_note::key_id("a", &[&[1, 1][..], &[0; 31]].concat());
    let text = theirs.replace("e36e6e42", &format!("{id:08x}"));
    let verifier = StandardVerifier::new(&text).unwrap();
    let line = NoteSignature {
        name: "a".to_owned(),
        id: id.to_be_bytes(),
        bytes: [&[1][..], &[0; 63]].concat(),
    };
    let note = format!("any text\n\n{line}");
    let list = VerifierList::new(vec![Box::new(verifier)]);
    assert!(signed_note::Note::from_bytes(note.as_bytes()).unwrap().verify(&list).is_ok());
    assert!(text.parse::<VerifierKey>().is_err());
}

#[test]
fn a_known_key_that_fails_spoils_the_checkpoint_even_beside_one_that_holds() {
    let (old, new) = (log_key(3), log_key(4));
    let good = signed(3);
    let mut failing =
        Note::parse(&Checkpoint::sign(good.head(), &new).unwrap().to_bytes()).unwrap();
    failing.signatures[0].bytes[7] ^= 1;
    let both = format!("{good}{}", failing.signatures[0]);
    assert_eq!(Checkpoint::read(both.as_bytes(), &[old.verifier()]).unwrap().head(), good.head());
    let fault = Checkpoint::read(both.as_bytes(), &[old.verifier(), new.verifier()]).unwrap_err();
    assert_eq!(fault, CheckpointFault::Failing(new.verifier().short()));
}
