"""Trade tables of an installation: which there are, the axes computed on them and kept, and the law that meets them."""
