package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
)

// canonical prints each value as encoding/json writes a decoded one: what `fromYaml | toJson` gives in a Helm template.
func canonical(in *bufio.Reader, out *json.Encoder) (int, error) {
	err := eachLine(in, func(number int, line []byte) error {
		text, err := canonicalText(line)
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		sum := sha256.Sum256(text)
		return out.Encode(map[string]string{"json": string(text), "sha256": hex.EncodeToString(sum[:])})
	})
	return 0, err
}

func canonicalText(line []byte) ([]byte, error) {
	var value any
	if err := json.Unmarshal(line, &value); err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

func eachLine(in *bufio.Reader, use func(number int, line []byte) error) error {
	for number := 1; ; number++ {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			if failed := use(number, line); failed != nil {
				return failed
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
