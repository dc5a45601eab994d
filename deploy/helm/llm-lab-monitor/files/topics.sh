# Makes the topics that are not there yet, and the dead letters of each: six partitions, as the services expect.
set -eu
# With three copies an event is acknowledged when two have it; with fewer, one must do, or a broker's restart stops all.
if [ "$REPLICATION_FACTOR" -ge 3 ]; then copies=2; else copies=1; fi
create() {
  topic=$1
  shift
  "${KAFKA_TOPICS:-/opt/kafka/bin/kafka-topics.sh}" --bootstrap-server "$BOOTSTRAP_SERVERS" \
    ${CLIENT_PROPERTIES:+--command-config "$CLIENT_PROPERTIES"} --create --if-not-exists --topic "$topic" --partitions 6 \
    --replication-factor "$REPLICATION_FACTOR" --config "min.insync.replicas=$copies" "$@" </dev/null
}
day=86400000
while read -r name policy; do
  case $policy in
    compact) create "$name" --config cleanup.policy=compact ;;
    *) create "$name" --config "retention.ms=$((RETENTION_DAYS * day))" ;;
  esac
  create "$name.dlq" --config "retention.ms=$((DEAD_LETTER_DAYS * day))"
done <"${TOPICS:-/topics/topics.txt}"
