# Runs one program and lets it outlive neither its end nor the service.
#
# The service holds the other end of standard input: when that closes, because it wants an end or is no more, the
# program and all it started get TERM, and KILL after the grace.
#
# $1: session|jobs - whether this shell leads a session of its own; $2: grace in seconds; $3: folder to remove when the
# service is gone; the rest: program and arguments, each as it is.
mode=$1 grace=$2 folder=$3
shift 3
exec 3<&0
trap : TERM
[ "$mode" = session ] || set -m
"$@" </dev/null 3<&- &
program=$!
if [ "$mode" = session ]; then group=$$; else group=$program; fi
(
    trap '' TERM HUP INT
    while read -r _; do :; done
    kill -s TERM -- "-$group"
    sleep "$grace"
    rm -rf -- "$folder"
    kill -s KILL -- "-$group"
) <&3 >/dev/null 2>&1 &
exec 3<&-
wait "$program"
status=$?
while [ "$status" -gt 128 ] && kill -0 "$program" 2>/dev/null; do
    wait "$program"
    status=$?
done
exit "$status"
