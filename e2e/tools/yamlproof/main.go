// Yamlproof reads what lib/manifest writes with the parsers that the tools of Kubernetes use, and says where one of them reads something else.
//
//	yamlproof documents   stdin: lines of {"yaml": TEXT, "json": VALUE}, TEXT one document; stdout: the mismatches, then a summary
//	yamlproof streams     the same, TEXT being several documents and VALUE their list, split as kubectl splits a file
//	yamlproof canonical   stdin: lines of a JSON value; stdout: lines of {"json", "sha256"}, as encoding/json writes that value
//
// A mismatch is a line {"line", "parser", "got"}; the summary is {"checked", "wrong"}. Exit code 1 when something is wrong, 2 when stdin is not as above.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	modes := map[string]func(*bufio.Reader, *json.Encoder) (wrong int, err error){
		"documents": func(in *bufio.Reader, out *json.Encoder) (int, error) { return prove(documentParsers, in, out) },
		"streams":   func(in *bufio.Reader, out *json.Encoder) (int, error) { return prove(streamParsers, in, out) },
		"canonical": canonical,
	}
	if len(os.Args) != 2 || modes[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: yamlproof documents|streams|canonical <lines.jsonl")
		os.Exit(64)
	}
	buffered := bufio.NewWriter(os.Stdout)
	out := json.NewEncoder(buffered)
	out.SetEscapeHTML(false)
	wrong, err := modes[os.Args[1]](bufio.NewReaderSize(os.Stdin, 1<<20), out)
	buffered.Flush()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if wrong > 0 {
		os.Exit(1)
	}
}
