"""`python3 -m scripts COMMAND`: what the Makefile runs.

Any Python 3 can read this module, so that one too old or too new is told so in plain words.
"""

import sys

# The same range as `requires-python` in pyproject.toml.
OLDEST, NEWEST = (3, 11), (3, 13)


def main():
    found = sys.version_info[:2]
    if not OLDEST <= found <= NEWEST:
        command = sys.argv[1] if len(sys.argv) > 1 else "demo"
        sys.exit(
            f"Serve Python 3.11, 3.12 o 3.13: questo è Python {found[0]}.{found[1]}.\n"
            f"Se un'altra versione è installata, la si indica così: "
            f"make {command} PYTHON=python3.13"
        )
    from scripts.commands import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
