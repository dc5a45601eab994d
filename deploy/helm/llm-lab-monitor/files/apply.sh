# Applies each file; one that the gateway refuses in part fails the job, and its answer says why.
set -eu
failed=0
for file in "${AS_CODE:-/as-code}"/*; do
  case $file in *.json) type=application/json ;; *) type=application/yaml ;; esac
  echo "$file"
  answer=$(printf 'Authorization: Bearer %s' "$API_ADMIN_KEY" | curl --silent --show-error --max-time 120 --retry 30 --retry-delay 5 \
    --retry-connrefused -H @- -H "Content-Type: $type" --data-binary "@$file" "$GATEWAY_URL/apply")
  printf '%s\n' "$answer"
  case $answer in *'"failed":0'*) ;; *) failed=1 ;; esac
done
exit $failed
