// Verify judges a log by the Go team's own packages for notes and trees, and by nothing of truce.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var errRefused, errUnchecked = errors.New("refused"), errors.New("refused, but not by tlog")

type cosigner struct { // a key of type 0x04, which signs a time and the checkpoint's text
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, sig []byte) bool {
	return len(sig) == 8+ed25519.SignatureSize && ed25519.Verify(c.key,
		[]byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), text)), sig[8:])
}

func verifier(vkey string) (note.Verifier, error) {
	part := append(strings.SplitN(vkey, "+", 3), "", "")
	key, _ := base64.StdEncoding.DecodeString(part[2])
	id := sha256.Sum256([]byte(part[0] + "\n" + string(key)))
	if len(key) == 33 && key[0] == 4 && part[1] == fmt.Sprintf("%x", id[:4]) {
		return cosigner{part[0], binary.BigEndian.Uint32(id[:]), key[1:]}, nil
	}
	return note.NewVerifier(vkey)
}

func open(data []byte, keys []note.Verifier) (head tlog.Tree, err error) { // every key must have signed
	n, err := note.Open(data, note.VerifierList(keys...))
	if err != nil || len(n.Sigs) != len(keys) || !strings.HasPrefix(n.Text, keys[0].Name()+"\n") {
		return head, errRefused
	}
	return tlog.ParseTree([]byte("go.sum database tree" + strings.TrimPrefix(n.Text, keys[0].Name())))
}

type reader func(path string) []byte // a file of the log; no bytes, which no check lets pass, if there is none

func (reader) Height() int                     { return 8 }
func (reader) SaveTiles([]tlog.Tile, [][]byte) {}
func (read reader) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range tiles {
		data = append(data, read(strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
	}
	return data, nil
}

// checkTile returns a tile's hashes if they belong to the head. Each full tile is held against the one above it
// here, because golang.org/x/mod before v0.40 does not do that for all of them (CVE-2026-56865).
func checkTile(head tlog.Tree, read reader, level int, n int64) ([]tlog.Hash, error) {
	places := []int64{}
	for i := n << 8; i < (n+1)<<8 && i < head.N>>(8*level); i++ {
		places = append(places, tlog.StoredHashIndex(8*level, i))
	}
	if len(places) < 256 {
		return tlog.TileHashReader(head, read).ReadHashes(places)
	}
	places = append(places, tlog.StoredHashIndex(8*level+7, 2*n), tlog.StoredHashIndex(8*level+7, 2*n+1))
	hashes, err := tlog.TileHashReader(head, read).ReadHashes(places)
	if err != nil {
		return nil, err
	}
	above, err := checkTile(head, read, level+1, n>>8)
	if err == nil && tlog.NodeHash(hashes[256], hashes[257]) != above[n&255] {
		err = errUnchecked
	}
	return hashes[:256], err
}

// checkBundle says whether these entries, and no others, have these hashes.
func checkBundle(bundle []byte, hashes []tlog.Hash) bool {
	for _, hash := range hashes {
		if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
			return false
		}
		entry := bundle[2 : 2+int(binary.BigEndian.Uint16(bundle))]
		if bundle = bundle[2+len(entry):]; tlog.RecordHash(entry) != hash {
			return false
		}
	}
	return len(bundle) == 0
}

// checkLog checks all that a log of its head's size has, and returns the head.
func checkLog(read reader, keys []note.Verifier) (head tlog.Tree, err error) {
	head, err = open(read("checkpoint"), keys)
	for level := 0; err == nil && level < 8; level++ {
		for n := int64(0); err == nil && n<<8 < head.N>>(8*level); n++ {
			hashes, fault := checkTile(head, read, level, n)
			if err = fault; level == 0 && err == nil && !checkBundle(read(bundlePath(n, len(hashes))), hashes) {
				err = errRefused
			}
		}
	}
	return head, err
}

// checkProof holds an entry against a proof file, which has an index, hashes and a checkpoint.
func checkProof(entry, file []byte, keys []note.Verifier) error {
	index, proof, checkpoint := parse(file, "c2sp.org/tlog-proof@v1\nindex ")
	head, err := open(checkpoint, keys)
	if err == nil {
		err = tlog.CheckRecord(proof, head.N, head.Hash, index, tlog.RecordHash(entry))
	}
	return err
}
