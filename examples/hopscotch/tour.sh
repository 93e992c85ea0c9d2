#!/bin/sh
# The tour in a terminal: an agent, two instances of a service, one breaks and comes back.
# Needs curl; uses dig where it is installed. Ports can be changed: HTTP_PORT, DNS_PORT.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
consul=$here/../../bin/consul
http_port=${HTTP_PORT:-8500}
dns_port=${DNS_PORT:-8600}
api=http://127.0.0.1:$http_port
work=$(mktemp -d)
pids=""

finish() {
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

say() { printf '\n== %s\n' "$*"; }

java=${PROCONSUL_JAVA_HOME:-${JAVA_HOME:-}}
java=${java:+$java/bin/}java # any JDK from 17 on will do for the little service

hop() {
  "$java" "$here/Hopscotch.java" "$1" 18084 >"$work/$1.log" 2>&1 &
  last=$!
  pids="$pids $last"
}

resolve() {
  if command -v dig >/dev/null 2>&1; then
    dig +short -p "$dns_port" @127.0.0.1 "$1" | sort
  else
    curl -s "$api/v1/health/service/hopscotch?passing" | tr ',' '\n' | grep '"Address"' | sort -u
  fi
}

# Asks the agent itself to say when the number of healthy instances is $1: a blocking query, no polling of the clock.
until_healthy() {
  index=1
  while :; do
    curl -s -D "$work/headers" "$api/v1/health/service/hopscotch?passing&wait=30s&index=$index" >"$work/body"
    index=$(tr -d '\r' <"$work/headers" | sed -n 's/^X-Consul-Index: //Ip')
    [ "$(grep -c '"ID": "hopscotch-' "$work/body")" = "$1" ] && return
  done
}

say "Two instances of hopscotch, on 127.0.0.2 and 127.0.0.3"
hop 127.0.0.2
first=$last
hop 127.0.0.3

say "One agent, with services.json: each instance has an HTTP check every 2 s"
"$consul" agent -dev -http-port "$http_port" -dns-port "$dns_port" -config-file "$here/services.json" \
  >"$work/agent.log" 2>&1 &
agent=$!
pids="$agent $pids"
until curl -s "$api/v1/status/leader" 2>/dev/null | grep -q :; do
  kill -0 "$agent" 2>/dev/null || { cat "$work/agent.log"; exit 1; }
  sleep 0.1
done

say "Both pass their check; DNS has both"
until_healthy 2
resolve hopscotch.service.consul

say "A tag names one of them"
resolve blue.hopscotch.service.consul

say "The first one breaks, and leaves DNS within its check's interval"
kill "$first"
until_healthy 1
resolve hopscotch.service.consul

say "It is started again, and comes back"
hop 127.0.0.2
until_healthy 2
resolve hopscotch.service.consul

say "That is all. The agent leaves."
