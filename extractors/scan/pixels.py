"""What pictures are made of: arrays of pixels."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
"""Height x width, 0 black to 255 white."""
Mask = npt.NDArray[np.uint8]
"""Height x width, 0 where something is not, 1 or 255 where it is."""
Pixels = npt.NDArray[Any]
