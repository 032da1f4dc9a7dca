package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	yamlv2 "go.yaml.in/yaml/v2"
	yamlv3 "go.yaml.in/yaml/v3"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	sigsyaml "sigs.k8s.io/yaml"
)

type parser struct {
	name  string
	parse func(text []byte) (any, error)
}

var documentParsers = []parser{
	{"yaml.v2", func(text []byte) (value any, err error) {
		err = yamlv2.UnmarshalStrict(text, &value)
		return value, err
	}},
	{"yaml.v3", func(text []byte) (value any, err error) { err = yamlv3.Unmarshal(text, &value); return value, err }},
	{"sigs.k8s.io/yaml", func(text []byte) (value any, err error) {
		err = sigsyaml.UnmarshalStrict(text, &value)
		return value, err
	}},
}

var streamParsers = []parser{
	// What kubectl reads files with (k8s.io/cli-runtime/pkg/resource, StreamVisitor).
	{"apimachinery", func(text []byte) (any, error) {
		decoder := utilyaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
		return all(func(value *any) error { return decoder.Decode(value) })
	}},
	{"yaml.v3", func(text []byte) (any, error) {
		decoder := yamlv3.NewDecoder(bytes.NewReader(text))
		return all(func(value *any) error { return decoder.Decode(value) })
	}},
}

func all(decode func(*any) error) (any, error) {
	values := []any{}
	for {
		var value any
		err := decode(&value)
		if errors.Is(err, io.EOF) {
			return values, nil
		}
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
}

func prove(parsers []parser, in *bufio.Reader, out *json.Encoder) (wrong int, err error) {
	checked := 0
	err = eachLine(in, func(number int, line []byte) error {
		var pair struct {
			Yaml string          `json:"yaml"`
			Json json.RawMessage `json:"json"`
		}
		if err := json.Unmarshal(line, &pair); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		want, err := canonicalText(pair.Json)
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		for _, p := range parsers {
			checked++
			if got := read(p, pair.Yaml); got != string(want) {
				wrong++
				if err := out.Encode(map[string]any{"line": number, "parser": p.name, "got": got}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return wrong, err
	}
	return wrong, out.Encode(map[string]int{"checked": checked, "wrong": wrong})
}

// read gives what a parser makes of a text, as canonical JSON, or what it complains about.
func read(p parser, text string) (got string) {
	defer func() {
		if failure := recover(); failure != nil {
			got = fmt.Sprint("panic: ", failure)
		}
	}()
	value, err := p.parse([]byte(text))
	if err != nil {
		return "error: " + err.Error()
	}
	plain, err := stringKeys(value)
	if err != nil {
		return "error: " + err.Error()
	}
	marshalled, err := json.Marshal(plain)
	if err != nil {
		return "error: " + err.Error()
	}
	return string(marshalled)
}

// stringKeys turns the maps of yaml.v2 into those of encoding/json; a key that was not read as a string is an error.
func stringKeys(value any) (any, error) {
	var err error
	switch v := value.(type) {
	case map[any]any:
		object := make(map[string]any, len(v))
		for key, member := range v {
			name, ok := key.(string)
			if !ok {
				return nil, fmt.Errorf("key %v was read as %T", key, key)
			}
			if object[name], err = stringKeys(member); err != nil {
				return nil, err
			}
		}
		return object, nil
	case map[string]any:
		for key, member := range v {
			if v[key], err = stringKeys(member); err != nil {
				return nil, err
			}
		}
	case []any:
		for i, item := range v {
			if v[i], err = stringKeys(item); err != nil {
				return nil, err
			}
		}
	}
	return value, nil
}
