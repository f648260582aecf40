// This program judges a ledger of Privet with Go's own transparency-log packages, golang.org/x/mod/sumdb/note and tlog.
// It shares nothing with Privet but the public formats.
//
// It reads a JSON list of cases from standard input and prints a JSON list of answers: "" for a case that holds, or
// what is wrong with it. The size and root in a signed note are what everything else is held against.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A testCase is one note and what is claimed about the tree that it signs; absent claims are not looked at.
type testCase struct {
	Note        string            `json:"note"`
	Vkey        string            `json:"vkey"`
	Origin      string            `json:"origin"`
	Entries     [][]byte          `json:"entries"` // all of them, in order
	Tiles       map[string][]byte `json:"tiles"`   // by path, full and partial ones
	Index       int64             `json:"index"`   // with Entry and Inclusion
	Entry       []byte            `json:"entry"`
	Inclusion   [][]byte          `json:"inclusion"`
	OldNote     string            `json:"old_note"` // with Consistency
	Consistency [][]byte          `json:"consistency"`
}

// A memory keeps the hashes of a tree as tlog numbers them.
type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(m)) {
			return nil, errors.New("no such hash")
		}
		hashes[i] = m[index]
	}
	return hashes, nil
}

// A tileFolder gives out the tiles of a case; tlog checks them against the root before it uses them.
type tileFolder map[string][]byte

func (t tileFolder) Height() int { return 8 }

func (t tileFolder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		found, ok := t[tile.Path()]
		if !ok {
			return nil, fmt.Errorf("no tile %s", tile.Path())
		}
		data[i] = found
	}
	return data, nil
}

func (t tileFolder) SaveTiles([]tlog.Tile, [][]byte) {}

// openTree checks a note's signature and reads the tree in it.
func openTree(text, vkey, origin string) (tree tlog.Tree, err error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tree, err
	}
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != origin {
		return tree, errors.New("not a checkpoint of this origin")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tree, errors.New("not a root")
	}
	copy(tree.Hash[:], root)
	return tree, nil
}

func hashes(raw [][]byte) ([]tlog.Hash, error) {
	list := make([]tlog.Hash, len(raw))
	for i, one := range raw {
		if len(one) != tlog.HashSize {
			return nil, errors.New("a proof has something that is no hash")
		}
		copy(list[i][:], one)
	}
	return list, nil
}

// checkEntries makes the whole tree again from its entries.
func checkEntries(tree tlog.Tree, entries [][]byte) error {
	if int64(len(entries)) != tree.N {
		return errors.New("another number of entries than was signed")
	}
	var stored memory
	for i, entry := range entries {
		added, err := tlog.StoredHashes(int64(i), entry, stored)
		if err != nil {
			return err
		}
		stored = append(stored, added...)
	}
	root, err := tlog.TreeHash(tree.N, stored)
	if err == nil && root != tree.Hash {
		err = errors.New("the entries lead to another root")
	}
	return err
}

// checkTiles proves every entry from the tiles, and that the tiles hold the entries' own hashes.
func checkTiles(tree tlog.Tree, tiles map[string][]byte, entries [][]byte) error {
	reader := tlog.TileHashReader(tree, tileFolder(tiles))
	for i, entry := range entries {
		proof, err := tlog.ProveRecord(tree.N, int64(i), reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(entry)); err != nil {
			return err
		}
	}
	return nil
}

func judge(c testCase) error {
	tree, err := openTree(c.Note, c.Vkey, c.Origin)
	if err != nil {
		return err
	}
	if c.Entries != nil && c.Tiles == nil {
		if err := checkEntries(tree, c.Entries); err != nil {
			return err
		}
	}
	if c.Tiles != nil {
		if err := checkTiles(tree, c.Tiles, c.Entries); err != nil {
			return err
		}
	}
	if c.Inclusion != nil {
		proof, err := hashes(c.Inclusion)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, c.Index, tlog.RecordHash(c.Entry)); err != nil {
			return err
		}
	}
	if c.Consistency != nil {
		old, err := openTree(c.OldNote, c.Vkey, c.Origin)
		if err != nil {
			return err
		}
		proof, err := hashes(c.Consistency)
		if err != nil {
			return err
		}
		return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
	}
	return nil
}

func main() {
	var cases []testCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	answers := make([]string, len(cases))
	for i, c := range cases {
		if err := judge(c); err != nil {
			answers[i] = err.Error()
		}
	}
	var out bytes.Buffer
	if err := json.NewEncoder(&out).Encode(answers); err != nil {
		os.Exit(2)
	}
	os.Stdout.Write(out.Bytes())
}
