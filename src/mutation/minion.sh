#!/bin/sh
# Runs one JVM of PIT, in a session of its own, and ends the rest of that session afterwards.
#
# A mutant of a wait call may block for ever, and a mutant of a kill leaves children behind. PIT ends a JVM that takes too
# long by SIGKILL to the process it started, which is this one: so the clean-up is done by a second process, whose input
# ends when this one does, however that comes about. A child that made a session of its own escapes.
#
# usage: JAVA_HOME=... minion.sh ARGUMENT...   as java
set -u
java=${JAVA_HOME:?is not set: the profile sets it}/bin/java
directory=$(mktemp -d) || exit 1
mkfifo "$directory/end" || exit 1

# Kills what is left of session $1; a second look finds what the first one's victims made meanwhile.
end_session() {
  for look in 1 2; do
    for stat in /proc/[0-9]*/stat; do
      # The fields after the name, which may hold anything: state, parent, group, session.
      read -r line 2>/dev/null <"$stat" || continue
      set -- "$1" ${line##*") "}
      [ "$5" = "$1" ] && [ "$2" != Z ] && kill -KILL "${line%% *}" 2>/dev/null
    done
  done
}

(
  trap '' HUP INT TERM
  read -r session && read -r never
  end_session "$session"
) <"$directory/end" >/dev/null 2>&1 &
exec 3>"$directory/end"
rm -r "$directory"

# A crash is a mutant that was noticed, nothing to be looked into.
ulimit -c 0

# In the background there is no job control in a script, so setsid need not fork: its pid leads the session. The limit is
# for the day on which PIT is killed itself, and with it the only one who knows that a mutant hangs.
# Hung mutants cost a JVM each, so what counts is how soon the next one runs tests, not how fast it would become.
setsid timeout -s KILL 1800 "$java" -XX:+SuppressFatalErrorMessage -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
  -XX:-UsePerfData "$@" 3>&- &
echo $! >&3
wait $!
