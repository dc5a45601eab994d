# The connection is in PGHOST and its like; the passwords are in PASSWORD_<service>.
set -eu
for service in runner regression alert gateway; do
  PASSWORD=$(printenv "PASSWORD_$service")
  export PASSWORD
  { printf '\\getenv password PASSWORD\n'; cat /roles/roles.sql; } |
    psql -q -o /dev/null -v ON_ERROR_STOP=1 -v service="$service"
done
