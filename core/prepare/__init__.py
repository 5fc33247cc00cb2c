"""A folder of meshes to DeepSDF's samples, in processes that may be killed; reading such folders."""
