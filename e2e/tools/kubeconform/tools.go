//go:build tools

// Package tools pins kubeconform in go.mod and go.sum.
package tools

import _ "github.com/yannh/kubeconform/cmd/kubeconform"
