package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"sort"
	"sync"
	"syscall"
	"time"
)

// Failure is one request that got no good answer.
type Failure struct {
	// AtMs is when the request was sent, in milliseconds since the start of the load.
	AtMs  int64  `json:"atMs"`
	Error string `json:"error"`
}

// Report is what the load generator prints at its end.
type Report struct {
	Sent     int            `json:"sent"`
	OK       int            `json:"ok"`
	Failed   int            `json:"failed"`
	Errors   map[string]int `json:"errors"`
	Failures []Failure      `json:"failures"`
	// Versions counts the good answers of each version, FirstMs and LastMs say when the first and the last came.
	Versions map[string]int   `json:"versions"`
	FirstMs  map[string]int64 `json:"firstMs"`
	LastMs   map[string]int64 `json:"lastMs"`
	Seconds  float64          `json:"seconds"`
	P50Ms    float64          `json:"p50Ms"`
	P99Ms    float64          `json:"p99Ms"`
	MaxMs    float64          `json:"maxMs"`
}

// load sends requests at a fixed rate whether or not they are answered (an open loop, as users are), each on a connection of its own unless
// -keepalive, until -for is over or standard input ends; then it waits for the answers and prints the report.
func load(args []string) {
	flags := flag.NewFlagSet("load", flag.ExitOnError)
	url := flags.String("url", "", "what to ask for")
	rate := flags.Int("rate", 200, "requests a second")
	limit := flags.Duration("for", 10*time.Minute, "how long at most")
	keepAlive := flags.Bool("keepalive", false, "use connections again")
	timeout := flags.Duration("timeout", 3*time.Second, "of one request")
	_ = flags.Parse(args)

	stop := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(stop)
	}()
	client := &http.Client{Timeout: *timeout, Transport: &http.Transport{DisableKeepAlives: !*keepAlive, MaxIdleConnsPerHost: *rate}}
	recorder := &recorder{start: time.Now(), report: Report{Errors: map[string]int{}, Failures: []Failure{}, Versions: map[string]int{}, FirstMs: map[string]int64{}, LastMs: map[string]int64{}}}

	var requests sync.WaitGroup
	interval := time.Second / time.Duration(*rate)
	// A request's turn is fixed by its number: after a pause of the machine the missed ones are sent at once, and the rate holds.
	for number := 0; ; number++ {
		turn := time.Duration(number) * interval
		if turn > *limit || !waitUntil(recorder.start.Add(turn), stop) {
			break
		}
		requests.Go(func() { recorder.ask(client, *url) })
	}
	requests.Wait()
	content, _ := json.Marshal(recorder.finish())
	fmt.Println(string(content))
}

func waitUntil(turn time.Time, stop <-chan struct{}) bool {
	select {
	case <-stop:
		return false
	case <-time.After(time.Until(turn)):
		return true
	}
}

type recorder struct {
	start     time.Time
	lock      sync.Mutex
	report    Report
	latencies []float64
}

func (r *recorder) ask(client *http.Client, url string) {
	sent := time.Now()
	version, err := fetch(client, url)
	took := time.Since(sent)
	r.lock.Lock()
	defer r.lock.Unlock()
	r.report.Sent++
	at := sent.Sub(r.start).Milliseconds()
	if err != nil {
		r.report.Failed++
		r.report.Errors[cause(err)]++
		if len(r.report.Failures) < 100 {
			r.report.Failures = append(r.report.Failures, Failure{AtMs: at, Error: err.Error()})
		}
		return
	}
	r.report.OK++
	r.latencies = append(r.latencies, float64(took.Microseconds())/1000)
	r.report.Versions[version]++
	if first, seen := r.report.FirstMs[version]; !seen || at < first {
		r.report.FirstMs[version] = at
	}
	r.report.LastMs[version] = max(r.report.LastMs[version], at)
}

func (r *recorder) finish() Report {
	r.report.Seconds = time.Since(r.start).Seconds()
	sort.Float64s(r.latencies)
	r.report.P50Ms, r.report.P99Ms, r.report.MaxMs = r.quantile(0.5), r.quantile(0.99), r.quantile(1)
	return r.report
}

func (r *recorder) quantile(share float64) float64 {
	if len(r.latencies) == 0 {
		return 0
	}
	return r.latencies[int(share*float64(len(r.latencies)-1))]
}

func fetch(client *http.Client, url string) (string, error) {
	response, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return "", err
	}
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("status %d", response.StatusCode)
	}
	var body struct{ Version string }
	_ = json.Unmarshal(content, &body)
	return body.Version, nil
}

// cause is what kind of failure it was, without addresses and ports.
func cause(err error) string {
	var timeout interface{ Timeout() bool }
	var number syscall.Errno
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	case errors.As(err, &number):
		return number.Error()
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "connection closed"
	}
	return err.Error()
}
