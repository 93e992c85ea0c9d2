#!/bin/sh
# A datacenter on this machine: three servers and a client agent, each on a loopback address of its own with the
# standard ports. The leader is killed, and everything goes on. Needs curl; uses dig where it is installed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
consul=$here/../../bin/consul
net=${DATACENTER_NET:-127.0.9}
client=$net.21
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

agent() { # name, address, and more flags
  name=$1
  address=$2
  shift 2
  "$consul" agent -node "$name" -bind "$address" -client "$address" -data-dir "$work/$name" -log-level warn \
    -retry-join "$net.11" -retry-join "$net.12" -retry-join "$net.13" -retry-interval 1s "$@" >"$work/$name.log" 2>&1 &
  last=$!
  pids="$pids $last"
}

# Agents wait for a leader themselves, for some seconds; this waits for one as long as the agents run.
until_answered() {
  until curl -sf "$@" >"$work/answer" 2>/dev/null; do
    kill -0 "$last" || { cat "$work"/*.log; exit 1; }
    sleep 0.2
  done
  cat "$work/answer"
}

say "Three servers that expect each other, and a client"
for i in 1 2 3; do
  agent "server$i" "$net.1$i" -server -bootstrap-expect 3
  eval "server$i=$last"
done
agent client1 "$client"

say "A service, registered with the client; a key, written through it"
until_answered -X PUT "http://$client:8500/v1/kv/color" -d blue
echo
curl -s -X PUT "http://$client:8500/v1/agent/service/register" -d '{"Name": "web", "Address": "127.0.0.9", "Port": 8080}'
"$consul" operator raft list-peers -http-addr "$client:8500" >"$work/peers"
awk '{ print $1, $4, $5, $6 }' "$work/peers" | sort

say "Every server answers for it, over DNS and HTTP"
until_answered "http://$client:8500/v1/catalog/service/web?index=1&wait=10s" >/dev/null
for i in 1 2 3; do
  if command -v dig >/dev/null 2>&1; then
    until dig +short -p 8600 "@$net.1$i" web.service.consul | grep .; do sleep 0.1; done
  else
    until curl -s "http://$net.1$i:8500/v1/catalog/service/web" | tr ',' '\n' | grep '"ServiceAddress"'; do sleep 0.1; done
  fi
done

leader=$(awk '$5 == "leader" || $4 == "leader" { print $1 }' "$work/peers")
say "The leader is killed: kill -9"
eval "kill -9 \$$leader"

say "The others elect another; what was written is there, and more can be"
until_answered -X PUT "http://$client:8500/v1/kv/color?cas=0" -d red
echo
curl -s "http://$client:8500/v1/kv/color?raw&consistent"
echo

say "Gossip knows who is gone, and so does everybody who asks for healthy instances"
for member in server1 server2 server3 client1; do
  [ "$member" = "$leader" ] && continue
  until_answered "http://$client:8500/v1/health/node/$member" | tr ',' '\n' | grep -q passing && echo "a live member: yes"
done
until curl -s "http://$client:8500/v1/health/node/$leader" | grep -q critical; do sleep 0.2; done
echo "the one that is gone: critical"

say "That is all. The agents end."
