// What verify.go is asked:
//
//	verify log FOLDER KEY...           is this log what its head says? The keys as vkeys, the log's first
//	verify changes FOLDER LIST KEY...  is this file? For each line of LIST: FILE keep|set|cut|put PLACE BYTE
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) < 4 {
		fail(fmt.Errorf("usage: verify log FOLDER KEY... or verify changes FOLDER LIST KEY..."))
	}
	files := map[string][]byte{}
	read := func(path string) []byte {
		if _, known := files[path]; !known {
			files[path], _ = os.ReadFile(filepath.Join(os.Args[2], path))
		}
		return files[path]
	}
	if os.Args[1] == "log" {
		describe(read, verifiers(os.Args[3:]))
	} else {
		list, err := os.Open(os.Args[3])
		fail(err)
		changes(list, files, read, verifiers(os.Args[4:]))
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Set where the toolchain knows more kinds of keys.
var verifierOfAnotherKind func(vkey string) (note.Verifier, error)

func verifiers(vkeys []string) (keys []note.Verifier) {
	for _, vkey := range vkeys {
		key, err := verifier(vkey)
		if err != nil && verifierOfAnotherKind != nil {
			key, err = verifierOfAnotherKind(vkey)
		}
		fail(err)
		keys = append(keys, key)
	}
	return keys
}

// describe checks a log, then makes proofs from its tiles and checks those.
func describe(read reader, keys []note.Verifier) {
	head, err := checkLog(read, keys)
	fail(err)
	hashes := tlog.TileHashReader(head, read)
	for i := int64(0); i <= 100; i++ {
		index := (head.N - 1) * i / 100
		proof, err := tlog.ProveRecord(head.N, index, hashes)
		fail(err)
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		fail(err)
		fail(tlog.CheckRecord(proof, head.N, head.Hash, index, leaf[0]))
	}
	for _, old := range []int64{1, head.N / 3, head.N/2 + 1, head.N - 1} {
		root, err := tlog.TreeHash(old, hashes)
		fail(err)
		proof, err := tlog.ProveTree(head.N, old, hashes)
		fail(err)
		fail(tlog.CheckTree(proof, head.N, head.Hash, old, root))
	}
	fmt.Printf("%d entries, %d signatures, root %s; 101 inclusion and 4 consistency proofs\n", head.N, len(keys), head.Hash)
}

// changes writes a verdict for each line of a list, with the digest of what was judged.
func changes(list *os.File, files map[string][]byte, read reader, keys []note.Verifier) {
	head, err := open(read("checkpoint"), keys)
	fail(err)
	out, respelt, unchecked := bufio.NewWriter(os.Stdout), 0, 0
	for lines := bufio.NewScanner(list); lines.Scan(); {
		var path, how string
		var place int
		var value byte
		_, err := fmt.Sscan(lines.Text(), &path, &how, &place, &value)
		fail(err)
		before := read(path)
		data := append([]byte(nil), before[:place]...)
		switch how {
		case "keep":
			data = before
		case "set":
			data = append(append(data, value), before[place+1:]...)
		case "cut":
			data = append(data, before[place+1:]...)
		case "put":
			data = append(append(data, value), before[place:]...)
		}
		files[path] = data
		verdict := "accepted"
		if err := check(head, path, read, keys); err != nil {
			verdict = "refused"
			if errors.Is(err, errUnchecked) {
				unchecked++
			}
		} else if !strings.HasPrefix(path, "tile/") && filepath.Ext(path) != ".entry" && respells(data) {
			verdict = "refused"
			respelt++
		}
		files[path] = before
		fmt.Fprintf(out, "%s %x\n", verdict, sha256.Sum256(data))
	}
	fail(out.Flush())
	if respelt+unchecked > 0 {
		fmt.Fprintf(os.Stderr, "        refused here, and not by golang.org/x/mod alone: %d for spare bits in base64, "+
			"%d for a tile that it did not hold against the one above\n", respelt, unchecked)
	}
}

// check judges one file of a log whose head is known.
func check(head tlog.Tree, path string, read reader, keys []note.Verifier) error {
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	switch name := filepath.Ext(path); {
	case strings.HasPrefix(path, "tile/"):
		tile, err := tlog.ParseTilePath(strings.NewReplacer("tile/entries/", "tile/8/data/", "tile/", "tile/8/").Replace(path))
		if err != nil {
			return err
		}
		level := tile.L
		if level < 0 {
			level = 0
		}
		hashes, err := checkTile(head, read, level, tile.N)
		if err == nil && tile.L < 0 && !checkBundle(read(path), hashes) {
			err = errRefused
		}
		return err
	case name == ".entry" || name == ".tlog-proof":
		return checkProof(read(stem+".entry"), read(stem+".tlog-proof"), keys)
	case name == ".submission": // what a witness gets that cosigned the checkpoint beside it
		old, proof, checkpoint := parse(read(path), "old ")
		newer, err := open(checkpoint, keys[:1])
		older, err2 := open(read(stem+".older"), keys)
		if err != nil || err2 != nil || old != older.N {
			return errRefused
		}
		return tlog.CheckTree(proof, newer.N, newer.Hash, old, older.Hash)
	}
	_, err := open(read(path), keys)
	return err
}

func bundlePath(n int64, width int) string {
	path := tlog.Tile{H: 8, L: -1, N: n, W: width}.Path()
	return strings.Replace(path, "tile/8/data/", "tile/entries/", 1)
}

// parse reads a first line that ends in a number, lines of hashes, an empty line and a checkpoint.
func parse(file []byte, first string) (number int64, hashes []tlog.Hash, checkpoint []byte) {
	top, below, _ := strings.Cut(string(file), "\n\n")
	lines := strings.Split(strings.TrimPrefix(top, first), "\n")
	fmt.Sscan(lines[0], &number)
	again := first + fmt.Sprint(number)
	for _, line := range lines[1:] {
		hash, _ := tlog.ParseHash(line)
		hashes, again = append(hashes, hash), again+"\n"+hash.String()
	}
	if again != top { // there is one way to write it
		return 0, nil, nil
	}
	return number, hashes, []byte(below)
}

// respells finds a signature that is not written in the one way that the specification allows: Go's
// base64 lets the spare bits of the last letter be anything.
func respells(file []byte) bool {
	for _, line := range strings.Split(string(file), "\n") {
		words := strings.Split(line, " ")
		raw, err := base64.StdEncoding.DecodeString(words[len(words)-1])
		if len(words) == 3 && err == nil && base64.StdEncoding.EncodeToString(raw) != words[2] {
			return true
		}
	}
	return false
}
