"""What is used of it: scikit-image says little of its types."""

import numpy as np
from numpy.typing import NDArray

def threshold_otsu(image: NDArray[np.floating], nbins: int = 256) -> float: ...
