"""`python -m privet` is `privet`."""

import sys

from privet.cli import main

sys.exit(main())
