"""`python -m t2m_engine`: the same as `t2m`."""

import sys

from t2m_engine.cli import main

if __name__ == "__main__":
    sys.exit(main())
