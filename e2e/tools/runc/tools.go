//go:build tools

// Package tools pins runc in go.mod and go.sum.
package tools

import _ "github.com/opencontainers/runc"
