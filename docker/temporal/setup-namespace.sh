#!/bin/sh
# Safe to run again: what is there is left alone, and the retention is set back to 30 days.
set -eu
namespace="$TEMPORAL_NAMESPACE"

# A new namespace takes up to 15 seconds before the whole server knows it; until then it is "not found".
until_known() {
  attempts=0
  until "$@"; do
    attempts=$((attempts + 1))
    [ "$attempts" -lt 30 ] || exit 1
    sleep 2
  done
}

until temporal operator cluster health; do sleep 2; done
temporal operator namespace describe --namespace "$namespace" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$namespace" --retention 30d
until_known temporal operator namespace update --namespace "$namespace" --retention 30d
until_known temporal operator search-attribute create --namespace "$namespace" \
  --name TenantId --type Keyword \
  --name ConnectionId --type Keyword \
  --name DocumentKind --type Keyword \
  --name DocumentName --type Keyword \
  --name ProjectId --type Keyword \
  --name SyncStage --type Keyword \
  --name HoldReason --type Keyword \
  --name SourceUpdatedAt --type Datetime
