// Command argocd is Argo CD core in one binary: what syncs a repository to a
// cluster, without the API server, the user interface and the command line.
//
// Like upstream's cmd/main.go it looks at the name it was called by; the build
// makes a symbolic link for each. It also holds the Redis that Argo CD caches in.
package main

import (
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/alicebob/miniredis/v2"
	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	applicationset "github.com/argoproj/argo-cd/v3/cmd/argocd-applicationset-controller/commands"
	gitaskpass "github.com/argoproj/argo-cd/v3/cmd/argocd-git-ask-pass/commands"
	reposerver "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/argoproj/argo-cd/v3/util/log"
	"github.com/spf13/cobra"
	"k8s.io/klog/v2"
)

// Upstream calls grpc.DisableSRVLookups() first. Here it would panic: nothing
// in this binary links grpclb, whose setting it checks.
var commands = map[string]func() *cobra.Command{
	"argocd-application-controller":    controller.NewCommand,
	"argocd-applicationset-controller": applicationset.NewCommand,
	"argocd-git-ask-pass":              gitaskpass.NewCommand,
	"argocd-repo-server":               reposerver.NewCommand,
	"miniredis":                        redis,
}

func main() {
	klog.SetLogger(log.NewLogrusLogger(log.NewWithCurrentConfig()))
	name := filepath.Base(os.Args[0])
	if chosen := os.Getenv("ARGOCD_BINARY_NAME"); chosen != "" {
		name = chosen
	}
	command, known := commands[name]
	if !known {
		names := slices.Sorted(maps.Keys(commands))
		fmt.Fprintf(os.Stderr, "%q is none of: %s\n", name, strings.Join(names, ", "))
		os.Exit(64)
	}
	if err := command().Execute(); err != nil {
		os.Exit(1)
	}
}

// redis serves until it is told to end.
func redis() *cobra.Command {
	return &cobra.Command{
		Use:  "miniredis ADDRESS",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			server := miniredis.NewMiniRedis()
			if err := server.StartAddr(args[0]); err != nil {
				return err
			}
			defer server.Close()
			told := make(chan os.Signal, 1)
			signal.Notify(told, os.Interrupt, syscall.SIGTERM)
			<-told
			return nil
		},
	}
}
