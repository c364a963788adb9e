#!/bin/sh
# Run once, by the image, when the data folder is new. The owner migrates; the application's role owns nothing and cannot
# pass row-level security.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=owner_password="$CONNECTOR_OWNER_PASSWORD" --set=app_password="$CONNECTOR_APP_PASSWORD" <<'SQL'
create role ml_connector_owner login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
  password :'owner_password';
create role ml_connector_app login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
  password :'app_password';
create database ml_connector owner ml_connector_owner encoding 'UTF8' template template0;
revoke all on database ml_connector from public;
grant connect on database ml_connector to ml_connector_app;
SQL
