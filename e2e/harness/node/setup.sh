#!/bin/sh
# Makes the inside of the node's namespaces a machine of its own. Runs once, in all of them.
# $1: the folder of the run; $2: the node's address; $3: its prefix length; $4: the Services' range; the lines on standard input mount the cgroups.
set -eu
run=$1 address=$2 length=$3 services=$4

# The kubelet and the container runtime want shared mounts below, and nothing of that may reach the machine around.
mount --make-rprivate /
mount --make-rshared /

# Paths that Kubernetes writes to by name are ours here.
for own in lib log; do
  mkdir -p "$run/var-$own"
  mount --bind "$run/var-$own" "/var/$own"
  mount --make-rshared "/var/$own"
done
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/netns /run/containerd /run/lock
[ -L /var/run ] || mount --bind /run /var/run

# Kernel settings that the kubelet insists on and that belong to the whole machine: it sees files of ours in their place.
pretend() {
  mkdir -p "$run/sysctl"
  echo "$2" > "$run/sysctl/$1"
  mount --bind "$run/sysctl/$1" "/proc/sys/$(echo "$1" | tr . /)"
}
pretend vm.overcommit_memory 1
pretend vm.panic_on_oom 0
pretend kernel.panic 10
pretend kernel.panic_on_oops 1
pretend kernel.keys.root_maxkeys 1000000
pretend kernel.keys.root_maxbytes 25000000

umount -R /sys/fs/cgroup
while read -r line; do $line; done

hostname node-1

# One bridge, no way out. The route lets the node itself connect to Services, which no default route leads to.
ip link set lo up
ip link add cni0 type bridge
ip address add "$address/$length" dev cni0
ip link set cni0 up
ip route add "$services" dev cni0
echo 1 > /proc/sys/net/ipv4/ip_forward
# Pods of one node reach each other through Services: the bridge must show their answers to nftables.
echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables
