package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// serve is a web server of which a test decides how well it behaves:
//
//	APP_START_SECONDS  until it listens
//	APP_READY_SECONDS  until /ready says 200, counted from the start
//	APP_WORK_SECONDS   how long a request takes
//	APP_ON_TERM        drain (default: finish the requests, take no new ones), exit (at once), ignore
//	APP_NEVER_READY    /ready says 503 for good
func serve(address string) {
	started := time.Now()
	server := &http.Server{Handler: handler(started)}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)

	time.Sleep(seconds(os.Getenv("APP_START_SECONDS")))
	listener, err := net.Listen("tcp", address)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	say("listening", "address", address, "version", version())
	go func() {
		if err := server.Serve(listener); err != http.ErrServerClosed {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}()

	for range stop {
		say("SIGTERM", "after", time.Since(started).String())
		switch os.Getenv("APP_ON_TERM") {
		case "ignore":
			continue
		case "exit":
			os.Exit(143)
		}
		limit, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if err := server.Shutdown(limit); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		say("bye")
		return
	}
}

func handler(started time.Time) http.Handler {
	mux := http.NewServeMux()
	host, _ := os.Hostname()
	work := seconds(os.Getenv("APP_WORK_SECONDS"))
	ready := seconds(os.Getenv("APP_READY_SECONDS"))
	mux.HandleFunc("GET /ready", func(w http.ResponseWriter, _ *http.Request) {
		if os.Getenv("APP_NEVER_READY") != "" || time.Since(started) < ready {
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	mux.HandleFunc("GET /env", func(w http.ResponseWriter, _ *http.Request) { answer(w, environment()) })
	mux.HandleFunc("GET /file", func(w http.ResponseWriter, r *http.Request) {
		content, err := os.ReadFile(r.URL.Query().Get("path"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		_, _ = w.Write(content)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(work)
		answer(w, map[string]any{"version": version(), "host": host, "uid": os.Getuid()})
	})
	return mux
}

// work is a process without a port, as a queue worker is: it says what it has in its environment, and ends on SIGTERM.
func work() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	say("working", "version", version())
	<-stop
	time.Sleep(seconds(os.Getenv("APP_WORK_SECONDS")))
	say("bye")
}

// pause holds a pod's namespaces, and is process 1 of the node: both mean adopting and reaping orphans.
func pause() {
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGCHLD)
	for received := range signals {
		if received != syscall.SIGCHLD {
			return
		}
		for {
			if pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil); pid <= 0 || err != nil {
				break
			}
		}
	}
}

func environment() map[string]string {
	all := map[string]string{}
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		all[name] = value
	}
	return all
}

func answer(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}

// say writes one line of JSON, so that a test can read the log.
func say(event string, pairs ...string) {
	line := map[string]string{"event": event, "at": time.Now().UTC().Format(time.RFC3339Nano)}
	for i := 0; i+1 < len(pairs); i += 2 {
		line[pairs[i]] = pairs[i+1]
	}
	text, _ := json.Marshal(line)
	fmt.Println(string(text))
}
