//go:build go1.27

package main

import (
	"crypto/mldsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// anchor is a key of type 0x06: ML-DSA-44 over a tree, a time and the cosigner's name.
type anchor struct {
	name string
	hash uint32
	key  *mldsa.PublicKey
}

func (a anchor) Name() string    { return a.name }
func (a anchor) KeyHash() uint32 { return a.hash }
func (a anchor) Verify(text, sig []byte) bool {
	origin, rest, _ := strings.Cut(string(text), "\n")
	head, err := tlog.ParseTree([]byte("go.sum database tree\n" + rest))
	if err != nil || len(sig) != 8+mldsa.MLDSA44().SignatureSize() {
		return false
	}
	message := append([]byte("subtree/v1\n\x00"), byte(len(a.name)))
	message = append(append(message, a.name...), sig[:8]...)
	message = append(append(message, byte(len(origin))), origin...)
	message = binary.BigEndian.AppendUint64(message, 0)
	message = binary.BigEndian.AppendUint64(message, uint64(head.N))
	return mldsa.Verify(a.key, append(message, head.Hash[:]...), sig[8:], nil) == nil
}

func init() {
	verifierOfAnotherKind = func(vkey string) (note.Verifier, error) {
		part := append(strings.SplitN(vkey, "+", 3), "", "")
		key, _ := base64.StdEncoding.DecodeString(part[2])
		id := sha256.Sum256([]byte(part[0] + "\n" + string(key)))
		if len(key) == 0 || key[0] != 6 || part[1] != fmt.Sprintf("%x", id[:4]) {
			return nil, fmt.Errorf("no key: %s", vkey)
		}
		public, err := mldsa.NewPublicKey(mldsa.MLDSA44(), key[1:])
		return anchor{part[0], binary.BigEndian.Uint32(id[:]), public}, err
	}
}
