"""Checks over the finished records of one document: what a plan gets wrong about itself."""
