// Command app is everything that a test pod runs, in one static program: the
// web server whose environment and files a test looks at, the worker, the
// migration and the check whether it has run, the little server that remembers
// migrations, the sandbox's pause, and the load generator.
//
// It also answers to the names a Django image has (gunicorn, celery, python
// manage.py migrate), so that a program's own manifests run with it unchanged.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const usage = `app serve | work | migrate | check | state | pause | sleep SECONDS | env | get URL | load -url URL`

func main() {
	command, args := commandLine(filepath.Base(os.Args[0]), os.Args[1:])
	switch command {
	case "serve":
		serve(listenAddress(args, "8080"))
	case "gunicorn":
		serve(listenAddress(args, "8000"))
	case "work":
		work()
	case "migrate":
		migrate()
	case "check":
		check()
	case "state":
		serveState(listenAddress(args, "8080"))
	case "pause":
		pause()
	case "sleep":
		time.Sleep(seconds(first(args)))
	case "env":
		fmt.Println(strings.Join(os.Environ(), "\n"))
	case "get":
		get(args)
	case "load":
		load(args)
	default:
		fmt.Fprintf(os.Stderr, "unknown command %q\n%s\n", command, usage)
		os.Exit(64)
	}
}

// commandLine says what to do, by the program's name and its arguments.
func commandLine(name string, args []string) (string, []string) {
	switch name {
	case "gunicorn":
		return "gunicorn", args
	case "celery":
		return "work", args
	case "python", "python3":
		return manage(args)
	}
	if len(args) == 0 {
		return "serve", nil
	}
	return args[0], args[1:]
}

// manage is Django's manage.py: `migrate --check` fails while the database lacks a migration.
func manage(args []string) (string, []string) {
	if len(args) < 2 || filepath.Base(args[0]) != "manage.py" {
		return strings.Join(append([]string{"python"}, args...), " "), nil
	}
	if args[1] == "migrate" && contains(args[2:], "--check") {
		return "check", nil
	}
	if args[1] == "runserver" {
		return "gunicorn", args[2:]
	}
	return args[1], args[2:]
}

// listenAddress understands gunicorn's --bind, and PORT.
func listenAddress(args []string, port string) string {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--bind="); ok {
			return value
		}
		if (arg == "--bind" || arg == "-b") && i+1 < len(args) {
			return args[i+1]
		}
	}
	if value := os.Getenv("PORT"); value != "" {
		port = value
	}
	return ":" + port
}

// version is what the image says it is; the image maker writes it into the image's environment.
func version() string { return os.Getenv("APP_VERSION") }

// seconds reads "1.5" as one and a half second.
func seconds(text string) time.Duration {
	if text == "" {
		return 0
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%q is not a number of seconds\n", text)
		os.Exit(64)
	}
	return time.Duration(value * float64(time.Second))
}

func contains(args []string, wanted string) bool {
	for _, arg := range args {
		if arg == wanted {
			return true
		}
	}
	return false
}

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}
