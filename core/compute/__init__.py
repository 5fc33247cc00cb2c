"""Where work runs: devices, processes of torchrun, work that one may turn away from."""
