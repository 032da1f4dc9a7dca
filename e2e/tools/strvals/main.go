// Command strvals answers what Helm itself makes of --set expressions and values files: one JSON request a line on standard input, one JSON answer a
// line on standard output. The corpus of lib/settings is recorded with it (see record.ts).
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/strvals"
)

// request names one of Helm's own functions by op.
type request struct {
	Op string `json:"op"`
	// set, set-string, set-file: the expression.
	Text string `json:"text,omitempty"`
	// merge: the texts of -f files, in order; coalesce: the chart's values.yaml, then the -f files; values: one text.
	Files []string `json:"files,omitempty"`
	// merge: --set expressions applied afterwards, in order.
	Sets []string `json:"sets,omitempty"`
}

type answer struct {
	Value any    `json:"value,omitempty"`
	Error string `json:"error,omitempty"`
}

// fromFile is the reader of set-file requests: no files are read, the text says which path was asked for.
func fromFile(path []rune) (any, error) {
	if strings.HasPrefix(string(path), "missing") {
		return nil, fmt.Errorf("open %s: no such file", string(path))
	}
	return "text of " + string(path), nil
}

// merged is Options.MergeValues of pkg/cli/values without its file reading.
func merged(files, sets []string) (map[string]any, error) {
	base := map[string]any{}
	for _, text := range files {
		values, err := loader.LoadValues(strings.NewReader(text))
		if err != nil {
			return nil, err
		}
		base = loader.MergeMaps(base, values)
	}
	for _, set := range sets {
		if err := strvals.ParseInto(set, base); err != nil {
			return nil, err
		}
	}
	return base, nil
}

func handle(r request) (map[string]any, error) {
	switch r.Op {
	case "set":
		return strvals.Parse(r.Text)
	case "set-string":
		return strvals.ParseString(r.Text)
	case "set-file":
		return strvals.ParseFile(r.Text, fromFile)
	case "merge":
		return merged(r.Files, r.Sets)
	case "coalesce":
		defaults, err := merged(r.Files[:1], nil)
		if err != nil {
			return nil, err
		}
		values, err := merged(r.Files[1:], r.Sets)
		if err != nil {
			return nil, err
		}
		return util.CoalesceValues(&chart.Chart{Metadata: &chart.Metadata{Name: "c"}, Values: defaults}, values)
	}
	return nil, fmt.Errorf("unknown op %q", r.Op)
}

func main() {
	in := bufio.NewReader(os.Stdin)
	decoder := json.NewDecoder(in)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for decoder.More() {
		var r request
		if err := decoder.Decode(&r); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		value, err := handle(r)
		a := answer{Value: value}
		if err != nil {
			a = answer{Error: err.Error()}
		}
		if err := encoder.Encode(a); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
