# What some tests need beside Node: strace, Chromium, and Python with paho-mqtt and schemathesis. Sourced by .ci/run; installs what is missing where
# it may. What stays missing shows as failing tests, not here.

have_venv() { python3 -c 'import venv, ensurepip' 2>/dev/null; }

missing=()
command -v strace >/dev/null || missing+=(strace)
command -v python3 >/dev/null || missing+=(python3)
have_venv || missing+=(python3-venv)
[ -n "${CHROMIUM_PATH:-}" ] || command -v chromium >/dev/null || missing+=(chromium)
if [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" ||
    echo "could not install: ${missing[*]}"
fi

if have_venv; then
  python3 -m venv "$work/python" && "$work/python/bin/pip" install --quiet --disable-pip-version-check \
    'paho-mqtt==2.1.0' 'schemathesis==4.32.5' || echo 'could not install paho-mqtt and schemathesis'
  PATH=$work/python/bin:$PATH
  export PATH
fi
