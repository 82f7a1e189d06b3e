# Sourced by try and test: makes .venv once and again when pyproject.toml changes. Usage: environment [EXTRA]
environment() {
  local extra=${1:-} python stamp want
  stamp=.venv/installed${extra:+-$extra}
  want=$(cksum <pyproject.toml)
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && return
  for python in python3.13 python3.12 python3.11 python3; do
    command -v "$python" >/dev/null && "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && break
    python=
  done
  [ -n "$python" ] || { echo "onrecord needs Python 3.11, 3.12 or 3.13; none was found" >&2; exit 2; }
  echo "setting up .venv with $($python --version) (once, a minute or two) ..." >&2
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".${extra:+[$extra]}"
  echo "$want" >"$stamp"
}
