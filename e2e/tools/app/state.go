package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sync"
	"time"
)

// Run is one run of a migration, as the state server remembers it.
type Run struct {
	ID        string `json:"id"`
	Host      string `json:"host"`
	StartedAt string `json:"startedAt"`
	// Result is empty while it runs, then "done" or "failed".
	Result string `json:"result"`
}

// serveState stands for the database: migrations are written to it and checks read from it.
//
//	GET    /runs              every run, oldest first
//	POST   /migrations/ID     begins a run; the answer says whether it is to fail; 409 while another run of it goes on
//	PUT    /migrations/ID     ends the run: {"host": …, "result": "done" | "failed"}
//	GET    /migrations/ID     200 once a run of it is done, else 404
//	PUT    /failing/ID        from now on runs of it fail; DELETE: no longer
func serveState(address string) {
	var lock sync.Mutex
	runs := []*Run{}
	failing := map[string]bool{}
	mux := http.NewServeMux()
	handle := func(pattern string, do func(id string, body Run) (int, any)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			var body Run
			_ = json.NewDecoder(r.Body).Decode(&body) // most requests have none
			lock.Lock()
			status, value := do(r.PathValue("id"), body)
			content, _ := json.Marshal(value)
			lock.Unlock()
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_, _ = w.Write(append(content, '\n'))
		})
	}
	handle("GET /ready", func(string, Run) (int, any) { return http.StatusOK, "ready" })
	handle("GET /runs", func(string, Run) (int, any) { return http.StatusOK, runs })
	handle("POST /migrations/{id}", func(id string, body Run) (int, any) {
		for _, run := range runs {
			if run.ID == id && run.Result == "" && run.Host != body.Host {
				return http.StatusConflict, run
			}
		}
		runs = append(runs, &Run{ID: id, Host: body.Host, StartedAt: time.Now().UTC().Format(time.RFC3339Nano)})
		return http.StatusOK, map[string]bool{"fail": failing[id]}
	})
	handle("PUT /migrations/{id}", func(id string, body Run) (int, any) {
		for i := len(runs) - 1; i >= 0; i-- {
			if runs[i].ID == id && runs[i].Host == body.Host {
				runs[i].Result = body.Result
				return http.StatusOK, runs[i]
			}
		}
		return http.StatusNotFound, "no such run"
	})
	handle("GET /migrations/{id}", func(id string, _ Run) (int, any) {
		for _, run := range runs {
			if run.ID == id && run.Result == "done" {
				return http.StatusOK, run
			}
		}
		return http.StatusNotFound, "not done"
	})
	handle("PUT /failing/{id}", func(id string, _ Run) (int, any) { failing[id] = true; return http.StatusOK, "fails" })
	handle("DELETE /failing/{id}", func(id string, _ Run) (int, any) { delete(failing, id); return http.StatusOK, "works" })

	say("listening", "address", address)
	fmt.Fprintln(os.Stderr, http.ListenAndServe(address, mux))
	os.Exit(1)
}
