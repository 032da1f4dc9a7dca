package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"
)

// The migrations of an image are one, named for its version. The server that remembers them is at APP_STATE_URL; the image's own environment says
// http://state, a Service of that name in the pod's namespace.

// migrate runs the image's migration unless it is done: APP_MIGRATE_SECONDS of work, then success, or failure with APP_MIGRATE_FAIL set or when
// the state server was told that it fails.
func migrate() {
	host, _ := os.Hostname()
	var begun struct{ Fail bool }
	if status := call(http.MethodGet, nil, nil); status == http.StatusOK {
		say("migration already done", "version", version())
		return
	}
	if status := call(http.MethodPost, Run{Host: host}, &begun); status != http.StatusOK {
		die("cannot begin the migration: status %d", status)
	}
	say("migrating", "version", version())
	time.Sleep(seconds(os.Getenv("APP_MIGRATE_SECONDS")))
	result := "done"
	if begun.Fail || os.Getenv("APP_MIGRATE_FAIL") != "" {
		result = "failed"
	}
	call(http.MethodPut, Run{Host: host, Result: result}, nil)
	say("migration "+result, "version", version())
	if result == "failed" {
		os.Exit(1)
	}
}

// check ends with 0 when the image's migration is done, with 1 while it is not.
func check() {
	if call(http.MethodGet, nil, nil) != http.StatusOK {
		say("migration not done", "version", version())
		os.Exit(1)
	}
	say("migration is done", "version", version())
}

// call asks the state server about the image's migration. A server that cannot be reached is a failure of the program, as a database would be.
func call(method string, body, result any) int {
	url := os.Getenv("APP_STATE_URL")
	if url == "" {
		url = "http://state"
	}
	content, _ := json.Marshal(body)
	request, err := http.NewRequest(method, url+"/migrations/"+version(), bytes.NewReader(content))
	if err != nil {
		die("%v", err)
	}
	client := &http.Client{Timeout: 5 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		die("%v", err)
	}
	defer response.Body.Close()
	if result != nil {
		_ = json.NewDecoder(response.Body).Decode(result)
	}
	return response.StatusCode
}

func die(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}
