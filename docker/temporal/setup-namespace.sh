#!/bin/sh
set -eu
namespace="$TEMPORAL_NAMESPACE"
until temporal operator cluster health; do sleep 2; done
temporal operator namespace describe --namespace "$namespace" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$namespace" --retention 30d
temporal operator namespace update --namespace "$namespace" --retention 30d
# A new namespace may take up to 15 seconds before it can be used.
attempts=0
until temporal operator search-attribute create --namespace "$namespace" \
  --name TenantId --type Keyword \
  --name ConnectionId --type Keyword \
  --name DocumentKind --type Keyword \
  --name ProjectId --type Keyword \
  --name SyncStage --type Keyword \
  --name HoldReason --type Keyword \
  --name SourceUpdatedAt --type Datetime; do
  attempts=$((attempts + 1))
  [ "$attempts" -lt 30 ] || exit 1
  sleep 2
done
