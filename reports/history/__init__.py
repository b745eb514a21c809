"""What earlier stored runs of the same machine found, beside this one."""
