//! What must hold of evidence.

use std::io::Cursor;

use super::*;

fn about() -> About {
    About {
        media_type: "image/jpeg".to_owned(),
        name: "canary-of-hama.jpg".to_owned(),
        note: "canary: handed in by\na neighbour".to_owned(),
    }
}

/// A store in a folder of its own, its seat's key, and the folder.
fn store() -> (tempfile::TempDir, Store, age::x25519::Identity) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::new(dir.path(), LIMIT);
    (dir, store, age::x25519::Identity::generate())
}

/// Content of so many bytes, no two chunks alike.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| u8::try_from((at * 7 + at / 251) % 256).unwrap()).collect()
}

/// Every file below a folder, by its path.
fn files(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for blob in std::fs::read_dir(dir).unwrap() {
        let path = blob.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn blob_path(dir: &tempfile::TempDir, id: BlobId) -> std::path::PathBuf {
    let name = id.to_string();
    dir.path().join("evidence").join(&name[..2]).join(name)
}

#[test]
fn what_is_taken_in_comes_out_again_whatever_its_length() {
    let (dir, store, own) = store();
    for length in [0, 1, 65_535, 65_536, 65_537, 200_001] {
        let bytes = content(length);
        let added = store.add(&bytes[..], about(), &own.to_public()).unwrap();
        assert_eq!(std::fs::metadata(blob_path(&dir, added.id)).unwrap().len(), added.length);
        let out = dir.path().join(format!("out-{length}"));
        assert_eq!(store.read_into(added.id, &own, &out).unwrap(), about());
        assert_eq!(std::fs::read(&out).unwrap(), bytes);
        store.check(added.id).unwrap();
    }
}

#[test]
fn nothing_of_content_name_or_note_lies_open_on_the_disk() {
    let (dir, store, own) = store();
    store.add(&b"canary in the content"[..], about(), &own.to_public()).unwrap();
    let files = files(dir.path());
    assert_eq!(files.len(), 2);
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        assert!(!path.to_string_lossy().contains("canary"), "{}", path.display());
        assert!(!String::from_utf8_lossy(&bytes).contains("canary"), "{}", path.display());
    }
}

#[test]
fn a_blob_over_the_limit_is_refused_and_leaves_nothing() {
    let (dir, _, own) = store();
    let small = Store::new(dir.path(), 1000);
    let fault = small.add(io_of(2000), about(), &own.to_public()).unwrap_err();
    expect_test::expect!["the blob is longer than 1000 bytes sealed, the most that is taken here: cut it, or set --limit"].assert_eq(&fault.words);
    assert!(small.hold(BlobId::new([7; 32]), io_of(1001)).is_err());
    assert!(files(dir.path()).is_empty());
    small.add(io_of(500), about(), &own.to_public()).unwrap();
}

fn io_of(length: usize) -> Cursor<Vec<u8>> {
    Cursor::new(content(length))
}

#[test]
fn what_a_crash_left_is_removed_and_what_another_program_is_writing_is_not() {
    let (dir, store, own) = store();
    let blobs = dir.path().join("evidence");
    std::fs::create_dir(&blobs).unwrap();
    std::fs::write(blobs.join(".incoming-left"), "half").unwrap();
    let writing = std::fs::File::create(blobs.join(".incoming-writing")).unwrap();
    writing.lock().unwrap();
    store.add(io_of(10), about(), &own.to_public()).unwrap();
    assert!(!blobs.join(".incoming-left").exists());
    assert!(blobs.join(".incoming-writing").exists());
}

#[test]
fn a_reader_that_fails_leaves_nothing() {
    struct Failing;
    impl std::io::Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the line was cut"))
        }
    }
    let (dir, store, own) = store();
    let read = std::io::Read::chain(io_of(100_000), Failing);
    let words = store.add(read, about(), &own.to_public()).unwrap_err().words;
    assert_eq!(words, "the blob cannot be taken in: the line was cut");
    assert!(files(dir.path()).is_empty());
}

#[test]
fn a_changed_byte_is_noticed_wherever_it_is_and_nothing_is_written() {
    let (dir, store, own) = store();
    let id = store.add(io_of(70_000), about(), &own.to_public()).unwrap().id;
    let path = blob_path(&dir, id);
    let whole = std::fs::read(&path).unwrap();
    let out = dir.path().join("out");
    let mut cases: Vec<Vec<u8>> = (0..whole.len())
        .step_by(1999)
        .map(|at| {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            bytes
        })
        .collect();
    cases.push(whole[..whole.len() - 1].to_vec());
    cases.push([&whole[..], b"x"].concat());
    cases.push(Vec::new());
    for bytes in cases {
        std::fs::write(&path, bytes).unwrap();
        let words = store.read_into(id, &own, &out).unwrap_err().words;
        assert!(
            words.contains("is not what it was") || words.contains("is not the key"),
            "{words}"
        );
        assert!(!out.exists());
        assert!(store.check(id).is_err());
    }
    assert_eq!(files(dir.path()).len(), 2);
    std::fs::write(&path, whole).unwrap();
    store.read_into(id, &own, &out).unwrap();
}

#[test]
fn a_peer_holds_the_sealed_bytes_and_reads_them_only_with_a_key_that_was_shared() {
    let (_here, store, own) = store();
    let (there_dir, there, theirs) = self::store();
    let bytes = content(70_000);
    let id = store.add(&bytes[..], about(), &own.to_public()).unwrap().id;
    let sealed = store.open_ciphertext(id).unwrap().unwrap();
    assert_eq!(there.hold(id, sealed.file).unwrap().length, sealed.length);
    let out = there_dir.path().join("out");
    let words = there.read_into(id, &theirs, &out).unwrap_err().words;
    assert!(words.contains("is not here"), "{words}");
    let shared = store.share(id, &own, &theirs.to_public()).unwrap();
    let about = there.accept(id, &shared[..], &theirs).unwrap();
    assert_eq!((about.name.as_str(), about.media_type.as_str()), ("", "image/jpeg"));
    there.read_into(id, &theirs, &out).unwrap();
    assert_eq!(std::fs::read(out).unwrap(), bytes);
    let words = there.accept(id, &shared[..], &own).unwrap_err().words;
    assert_eq!(words, "the blob's key is sealed for another reader, or was damaged");
}

#[test]
fn the_key_of_one_blob_opens_no_other() {
    let (_dir, store, own) = store();
    let one = store.add(io_of(10), about(), &own.to_public()).unwrap().id;
    let other = store.add(io_of(10), about(), &own.to_public()).unwrap().id;
    assert_ne!(one, other);
    let shared = store.share(one, &own, &own.to_public()).unwrap();
    let words = store.accept(other, &shared[..], &own).unwrap_err().words;
    assert_eq!(words, format!("that key is not the key of blob {other}"));
}

#[test]
fn bytes_of_another_digest_are_not_held() {
    let (dir, store, _) = store();
    let words = store.hold(BlobId::new([7; 32]), io_of(10)).unwrap_err().words;
    assert!(
        words.starts_with(&format!("what came is not the blob {}", "07".repeat(32))),
        "{words}"
    );
    assert!(files(dir.path()).is_empty());
}

#[test]
fn after_an_erasure_the_bytes_tell_nothing_even_to_the_seats_own_key() {
    let (dir, store, own) = store();
    let id = store.add(io_of(70_000), about(), &own.to_public()).unwrap().id;
    let copy = std::fs::read(blob_path(&dir, id)).unwrap();
    store.erase(id).unwrap();
    assert!(files(dir.path()).is_empty());
    assert!(!store.holds(id) && !store.has_key(id));
    store.erase(id).unwrap();
    // A peer gives the bytes back: without the blob's key they stay shut.
    store.hold(id, &copy[..]).unwrap();
    let out = dir.path().join("out");
    assert!(store.read_into(id, &own, &out).is_err());
    assert!(age::decrypt(&own, &copy).is_err());
}

#[test]
fn a_blob_opens_with_age_alone() {
    let (dir, store, own) = store();
    let bytes = content(70_000);
    let id = store.add(&bytes[..], about(), &own.to_public()).unwrap().id;
    let sealed_key = std::fs::read(dir.path().join("evidence-keys").join(id.to_string())).unwrap();
    let text = String::from_utf8(age::decrypt(&own, &sealed_key).unwrap()).unwrap();
    let identity = text.lines().find(|line| !line.starts_with('#')).unwrap();
    let identity: age::x25519::Identity = identity.parse().unwrap();
    assert_eq!(
        age::decrypt(&identity, &std::fs::read(blob_path(&dir, id)).unwrap()).unwrap(),
        bytes
    );
}

#[test]
fn a_name_of_a_blob_is_64_hexadecimal_digits_and_nothing_else() {
    let id = BlobId::new([0xa5; 32]);
    assert_eq!(id.to_string().parse::<BlobId>(), Ok(id));
    let bad = [
        "",
        "../../etc/passwd",
        &"A5".repeat(32),
        &"a5".repeat(31),
        &"a5".repeat(33),
        &"ä".repeat(32),
    ];
    for bad in bad {
        bad.parse::<BlobId>().unwrap_err();
    }
}

#[test]
fn a_pasted_secret_is_not_repeated_in_the_words_of_the_fault() {
    let fault = recipient("AGE-SECRET-KEY-CANARY").err().unwrap();
    assert!(!fault.words.contains("CANARY"));
}
