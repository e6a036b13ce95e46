"""What ./run does: the environment, then hand over to the program in it."""

import os
import sys

from environment import PYTHON, ROOT, NotReady, make_assets, make_environment


def main() -> None:
    if not {"-h", "--help"} & set(sys.argv[1:]):
        make_environment("run")
        make_assets()
    elif not PYTHON.exists():
        print("./run [--port N] [--data 文件夹] [--no-demo]   准备环境，启动诉清（http://127.0.0.1:8000/）")
        return
    os.environ.setdefault("SUQING_KEYS", str(ROOT / "keys"))
    os.environ.setdefault("SUQING_DATA", str(ROOT / "data"))
    os.execv(PYTHON, [str(PYTHON), "-m", "suqing.project.start", *sys.argv[1:]])


if __name__ == "__main__":
    try:
        main()
    except NotReady as error:
        print(error, file=sys.stderr)
        sys.exit(3)
    except KeyboardInterrupt:
        sys.exit(130)
