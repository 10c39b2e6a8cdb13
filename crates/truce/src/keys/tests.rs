//! What must hold of keys, with the cheap cost.

use super::*;

const ORIGIN: &str = "truce/3f2a9c1b5e6d7f80/un";

fn secret() -> Passphrase {
    Passphrase::new("four canary words here")
}

/// A folder with keys under [`secret`].
fn with_keys() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    create(dir.path(), ORIGIN, &secret(), Cost::CHEAP).unwrap();
    dir
}

fn text(dir: &tempfile::TempDir) -> String {
    std::fs::read_to_string(path_in(dir.path())).unwrap()
}

/// What a changed file of keys is refused with.
fn refused(dir: &tempfile::TempDir, changed: &str) -> String {
    std::fs::write(path_in(dir.path()), changed).unwrap();
    open(dir.path(), &secret()).unwrap_err().words.replace(dir.path().to_str().unwrap(), "DIR")
}

#[test]
fn keys_open_with_their_passphrase_and_are_those_of_the_card() {
    let dir = with_keys();
    let keys = open(dir.path(), &secret()).unwrap();
    let card = card(dir.path()).unwrap();
    assert!(card.sealed && card.next.is_empty());
    assert_eq!(card.key(Use::Log).unwrap().public, keys.log.verifier().to_string());
    assert_eq!(card.key(Use::Log).unwrap().name, ORIGIN);
    assert_eq!(card.key(Use::Mirror).unwrap().public, keys.mirror.verifier().to_string());
    assert_eq!(card.key(Use::Mirror).unwrap().name, format!("{ORIGIN}/mirror"));
    assert_eq!(card.key(Use::Evidence).unwrap().public, keys.evidence.to_public().to_string());
    assert_eq!(card.key(Use::Anchor).is_some(), cfg!(feature = "ml-dsa"));
}

#[test]
fn another_passphrase_is_refused_in_clear_words() {
    let dir = with_keys();
    let fault = open(dir.path(), &Passphrase::new("four canary words herE")).unwrap_err();
    let words = fault.words.replace(dir.path().to_str().unwrap(), "DIR");
    expect_test::expect!["the passphrase does not open `DIR/keys.toml`: mind the keyboard's layout and try again; if it is lost, only a backup whose passphrase is known helps"].assert_eq(&words);
    assert!(open(dir.path(), &Passphrase::none()).is_err());
}

#[test]
fn keys_are_never_made_over_keys() {
    let dir = with_keys();
    let before = text(&dir);
    assert!(create(dir.path(), ORIGIN, &secret(), Cost::CHEAP).is_err());
    assert!(create_demo(dir.path(), ORIGIN).is_err());
    assert_eq!(text(&dir), before);
}

#[test]
fn a_file_of_keys_that_was_changed_is_refused_and_the_place_is_named() {
    let dir = with_keys();
    let whole = text(&dir);
    let card = card(dir.path()).unwrap();
    let other = of_demo(ORIGIN).unwrap();
    let mine = &card.key(Use::Mirror).unwrap().public;
    let theirs = other.mirror.verifier().to_string();
    let words = refused(&dir, &whole.replace(mine.as_str(), &theirs));
    expect_test::expect!["`DIR/keys.toml` was damaged or changed (the mirror key): put back a backup with `truce keys restore FILE`"].assert_eq(&words);
    let words = refused(&dir, &whole.replace("/mirror\"", "/miror\""));
    assert!(words.contains("(the mirror key)"), "{words}");
    let words = refused(&dir, &whole.replace("memory_kib = 64", "memory_kib = 4194304"));
    assert!(words.contains("(its cost or salt)"), "{words}");
    let words = refused(&dir, &whole.replace("version = 1", "version = 2"));
    assert!(words.contains("use a newer program"), "{words}");
    // A new key cannot be slipped in as one that is to follow.
    let words = refused(&dir, &whole.replacen("[[key]]", "[[next]]", 1));
    assert!(words.contains("(the log key)"), "{words}");
    std::fs::write(path_in(dir.path()), whole).unwrap();
    open(dir.path(), &secret()).unwrap();
}

#[test]
fn no_cut_of_the_file_opens_as_fewer_keys() {
    let dir = with_keys();
    let whole = text(&dir);
    for at in (0..whole.len() - 2).step_by(7) {
        refused(&dir, &whole[..at]);
    }
}

#[test]
fn a_rotation_is_made_once_and_takes_hold_when_it_is_adopted() {
    let dir = with_keys();
    let first = card(dir.path()).unwrap();
    let (old, new) = rotate(dir.path(), &secret()).unwrap();
    assert_eq!(old.log.verifier().to_string(), first.keys[0].public);
    assert_ne!(old.log.verifier(), new.log.verifier());
    assert_ne!(old.mirror.verifier(), new.mirror.verifier());
    assert_eq!(old.witness.verifier(), new.witness.verifier());
    assert_eq!(old.evidence.to_public(), new.evidence.to_public());
    // A crash in between changes nothing: the old sign, and the new are the same when asked again.
    let again = rotate(dir.path(), &secret()).unwrap().1;
    assert_eq!(again.log.verifier(), new.log.verifier());
    assert_eq!(open(dir.path(), &secret()).unwrap().log.verifier(), old.log.verifier());
    assert_eq!(card(dir.path()).unwrap().next.len(), first.keys.len());
    let adopted = adopt(dir.path(), &secret()).unwrap();
    assert_eq!(adopted.log.verifier(), new.log.verifier());
    assert_eq!(adopt(dir.path(), &secret()).unwrap().log.verifier(), new.log.verifier());
    assert!(card(dir.path()).unwrap().next.is_empty());
}

#[test]
fn a_new_passphrase_takes_the_place_of_the_old_and_the_keys_stay() {
    let dir = with_keys();
    let before = card(dir.path()).unwrap();
    let new = Passphrase::new("five other canary words here");
    assert!(reseal(dir.path(), &new, &secret(), Cost::CHEAP).is_err());
    reseal(dir.path(), &secret(), &new, Cost::CHEAP).unwrap();
    assert!(open(dir.path(), &secret()).is_err());
    open(dir.path(), &new).unwrap();
    assert_eq!(card(dir.path()).unwrap(), before);
}

#[test]
fn a_backup_is_sealed_and_is_put_back_only_where_nothing_is() {
    let dir = with_keys();
    let copy = dir.path().join("copy.toml");
    backup(dir.path(), &copy).unwrap();
    assert!(backup(dir.path(), &copy).is_err());
    assert!(restore(dir.path(), &copy).is_err());
    std::fs::remove_file(path_in(dir.path())).unwrap();
    assert!(open(dir.path(), &secret()).is_err());
    restore(dir.path(), &copy).unwrap();
    assert!(open(dir.path(), &Passphrase::new("another one")).is_err());
    open(dir.path(), &secret()).unwrap();
}

#[test]
fn the_demos_keys_are_the_same_everywhere_and_differ_from_seat_to_seat() {
    let (un, iran) = (of_demo(ORIGIN).unwrap(), of_demo("truce/3f2a9c1b5e6d7f80/iran").unwrap());
    assert_eq!(
        fingerprint(&un.log.verifier().to_string()),
        "40837 21612 32326 65202 60204 81617 86181 79614"
    );
    let body =
        |keys: &Keys| keys.mirror.verifier().to_string().rsplit('+').next().unwrap().to_owned();
    assert_ne!(body(&un), body(&iran));
    let dir = tempfile::tempdir().unwrap();
    create_demo(dir.path(), ORIGIN).unwrap();
    assert!(!card(dir.path()).unwrap().sealed);
    assert_eq!(unlock(dir.path()).unwrap().log.verifier(), un.log.verifier());
}

#[test]
fn nothing_of_a_seed_or_passphrase_is_in_the_file_or_in_debug() {
    let dir = tempfile::tempdir().unwrap();
    let seeds: Vec<_> = uses()
        .iter()
        .map(|what| (*what, Zeroizing::new(*b"canary-seed-of-thirty-two-bytes!")))
        .collect();
    let keys = create_of(dir.path(), ORIGIN, seeds, &secret(), Cost::CHEAP).unwrap();
    let opened = open_seeds(dir.path(), &secret()).unwrap();
    let file = KeyFile::read(&path_in(dir.path())).unwrap();
    let identity = age::secrecy::ExposeSecret::expose_secret(&keys.evidence.to_string()).to_owned();
    let shown = format!(
        "{}{keys:?}{opened:?}{file:?}{:?}{:?}{:?}",
        text(&dir),
        keys.log,
        card(dir.path()),
        open(dir.path(), &Passphrase::new("canary of another")),
    );
    let numbers = format!("{:?}", b"canary-seed-of-thirty-two-bytes!");
    for secret in [
        "canary",
        &identity,
        &base64_of(b"canary-seed-of-thirty-two-bytes!")[..20],
        &numbers[1..20],
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

fn base64_of(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
