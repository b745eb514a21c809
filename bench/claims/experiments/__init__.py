"""What claims do beside racing: small experiments, each in its own file."""
