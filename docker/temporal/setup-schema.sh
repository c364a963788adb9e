#!/bin/sh
# Safe to run again: a database and a schema that are there are left alone, an older schema is brought up to date.
set -eu
for database in temporal temporal_visibility; do
  case "$database" in
    temporal) kind=temporal ;;
    *) kind=visibility ;;
  esac
  tool() {
    temporal-sql-tool --plugin postgres12 --ep temporal-db -u temporal -p 5432 --db "$database" "$@"
  }
  # Whether these two complain about what is there already differs between versions of the tool; what really is wrong
  # makes the update below fail.
  tool create || true
  tool setup-schema -v 0.0 || true
  tool update-schema -d "/etc/temporal/schema/postgresql/v12/$kind/versioned"
done
