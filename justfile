# The two commands are ./run and ./test; the rest lies here.

python := ".venv/bin/python"

# list the recipes
default:
    @just --list

# only the linters and contracts
lint:
    .venv/bin/ruff check src tests tools
    .venv/bin/mypy
    PYTHONPATH=src .venv/bin/lint-imports
    .venv/bin/djlint src/suqing --lint

# the pure tests: no database
pure:
    {{python}} -m pytest tests/rulebook tests/rulebooks tests/casework

# the tests of one place, e.g. `just on-postgres tests/apps`
on-postgres *where="tests/apps":
    SUQING_DATABASE_URL=postgresql://postgres@127.0.0.1:5432/test {{python}} -m pytest {{where}}

# new migrations of an app
migrations app:
    PYTHONPATH=src:. DJANGO_SETTINGS_MODULE=tests.settings {{python}} -m django makemigrations {{app}}

# lock files from requirements/*.in (the order matters: run, then what must agree with it)
lock:
    for name in run dev assets build; do (cd requirements && ../.venv/bin/uv pip compile --generate-hashes --universal --no-header --python-version 3.11 -q "$name.in" -o "$name.txt"); done
    npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved

# a wheelhouse for machines that cannot reach PyPI (then SUQING_WHEELHOUSE=wheelhouse ./run)
wheelhouse folder="wheelhouse":
    {{python}} -m pip download --require-hashes -d {{folder}} -r requirements/build.txt
    {{python}} -m pip download --require-hashes -d {{folder}} -r requirements/run.txt

# the installable wheel, with the browser's files in it
wheel:
    {{python}} -m uv build --wheel --no-build-isolation
