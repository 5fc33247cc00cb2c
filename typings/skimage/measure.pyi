"""What is used of it: scikit-image says little of its types."""

import numpy as np
from numpy.typing import NDArray

def label(label_image: NDArray[np.generic], *, connectivity: int | None = None) -> NDArray[np.signedinteger]: ...
def marching_cubes(
    volume: NDArray[np.floating], level: float | None = None
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]: ...
def points_in_poly(points: NDArray[np.floating], verts: NDArray[np.floating]) -> NDArray[np.bool_]: ...
