# Makes the topics that are not there yet, and the dead letters of each: six partitions, as the services expect.
set -eu
create() {
  topic=$1
  shift
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" ${CLIENT_PROPERTIES:+--command-config "$CLIENT_PROPERTIES"} \
    --create --if-not-exists --topic "$topic" --partitions 6 --replication-factor "$REPLICATION_FACTOR" "$@" </dev/null
}
day=86400000
while read -r name policy; do
  case $policy in
    compact) create "$name" --config cleanup.policy=compact ;;
    *) create "$name" --config "retention.ms=$((RETENTION_DAYS * day))" ;;
  esac
  create "$name.dlq" --config "retention.ms=$((DEAD_LETTER_DAYS * day))"
done <"${TOPICS:-/topics/topics.txt}"
