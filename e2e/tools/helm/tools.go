//go:build tools

// Package tools pins Helm in go.mod and go.sum.
package tools

import _ "helm.sh/helm/v4/cmd/helm"
