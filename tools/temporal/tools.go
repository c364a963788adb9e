//go:build tools

// Package temporal pins the Temporal server that ml-connector builds when a machine has
// neither a `temporal` binary nor a way to download one.
package temporal

import (
	_ "github.com/temporalio/cli/cmd/temporal"
)
