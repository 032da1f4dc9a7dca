package main

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

// get prints what is at a URL, as `wget -qO-` does: one request on a connection of its own.
func get(args []string) {
	flags := flag.NewFlagSet("get", flag.ExitOnError)
	timeout := flags.Duration("timeout", 3*time.Second, "of the request")
	method := flags.String("method", http.MethodGet, "of the request")
	_ = flags.Parse(args)
	request, err := http.NewRequest(*method, flags.Arg(0), nil)
	if err != nil {
		die("%v", err)
	}
	client := &http.Client{Timeout: *timeout}
	response, err := client.Do(request)
	if err != nil {
		die("%v", err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(os.Stdout, response.Body); err != nil {
		die("%v", err)
	}
	if response.StatusCode >= 400 {
		fmt.Fprintln(os.Stderr, response.Status)
		os.Exit(1)
	}
}
